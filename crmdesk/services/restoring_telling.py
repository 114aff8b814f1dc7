"""What restoring a backup would change, in words: for the window and the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from msgspec import Struct

from crmdesk.core import backups as rules
from crmdesk.core.words import Words
from crmdesk.services.restoring import Census, Differences, Preview


class Compared(Struct, frozen=True):
    """One line of the comparison: what it is about, how it is now (None: not known) and how in the backup."""

    label: str
    here: str | None
    there: str

    @property
    def differs(self) -> bool:
        return self.here is not None and self.here != self.there


def compared(seen: Preview, words: Words) -> list[Compared]:
    """Counts by kind of record, the newest change and the password."""
    _ = words.gettext
    here, there = seen.here, seen.there

    def line(label: str, tell: Callable[[Census, Words], str]) -> Compared:
        return Compared(label, tell(here, words) if here else None, tell(there, words))

    counts = [line(_(name), _counted(kind)) for kind, name in rules.COUNTED.items()]
    return [*counts, line(_("Newest change"), _newest), line(_("Password"), _locked)]


def warnings(seen: Preview, words: Words, called: Callable[[str, str], str] | None = None) -> Iterator[str]:
    """What a person should know before restoring; `called` makes of number and name how a customer is named, by
    default by the number alone."""
    _, n, found = words.gettext, words.ngettext, seen.differs
    if found is None or seen.here is None:
        return
    if found.actions is None:
        yield _("This is no earlier state of this data file.")
    elif found.actions:
        text = n("{count} action since then is lost.", "{count} actions since then are lost.", found.actions)
        yield text.format(count=words.number(found.actions))
    if found.missing:
        yield _missing(found, words, called or _by_number)
    if found.erased:
        text = n(
            "{count} erasure since then: what was erased comes back.",
            "{count} erasures since then: what was erased comes back.",
            found.erased,
        )
        yield text.format(count=words.number(found.erased))
    if seen.here.encrypted and not seen.there.encrypted:
        yield _("The backup has no password: the data file will have none either.")
    if seen.other_password:
        yield _("From then on the data file opens with the password of the backup.")


def _counted(kind: str) -> Callable[[Census, Words], str]:
    return lambda census, words: words.number(census.counts.get(kind, 0))


def _missing(found: Differences, words: Words, called: Callable[[str, str], str]) -> str:
    text = words.ngettext(
        "{count} customer is not in the backup: {numbers}",
        "{count} customers are not in the backup: {numbers}",
        found.missing,
    )
    told = ("、" if words.chinese else ", ").join(called(number, name) for number, name in found.named)
    more = " …" if found.missing > len(found.named) else ""
    return text.format(count=words.number(found.missing), numbers=told + more)


def _by_number(number: str, _name: str) -> str:
    return number


def _newest(census: Census, words: Words) -> str:
    return words.moment(dt.datetime.fromisoformat(census.newest).astimezone()) if census.newest else ""


def _locked(census: Census, words: Words) -> str:
    return words.gettext("Encrypted") if census.encrypted else words.gettext("None")
