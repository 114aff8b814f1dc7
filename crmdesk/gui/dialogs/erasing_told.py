"""What erasing would remove: whose data, how much of each kind, what else it touches, which backups still hold it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from crmdesk.core.customers import Reference
from crmdesk.gui.dialogs.importing_parts import Sign
from crmdesk.gui.forms.layouts import ScrollPage
from crmdesk.gui.models.backups import why
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.gui.widgets.labels import ElidedLabel, Label
from crmdesk.services.backups import Backup
from crmdesk.services.erasing import Erasure

_MOST_NAMED, _MOST_BACKUPS = 8, 5
_COLUMNS = 2


class ErasureTold(ScrollPage):
    """Sections one below the other, made once the answer is there."""

    def __init__(self, ui: Ui, parent: QWidget | None = None) -> None:
        super().__init__(name="erasing-told", label=ui.words.gettext("What is erased"), parent=parent)
        self._ui = ui
        self.waiting = Label(ui.words.gettext("Looking what there is, also in the backups..."), tone="text_2")
        self.column.setSpacing(tokens.AROUND)
        self.column.addWidget(self.waiting)
        self.column.addStretch(1)

    def show_erasure(self, erasure: Erasure) -> None:
        """All that is to be known before."""
        self.waiting.hide()
        for place, section in enumerate((self._what(erasure), *self._beside(erasure), *self._backups(erasure))):
            self.column.insertWidget(place + 1, section)

    def _what(self, erasure: Erasure) -> QWidget:
        words = self._ui.words
        counts = QWidget()
        counts.setObjectName("erasing-counts")
        grid = QGridLayout(counts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.SECTIONS)
        grid.setVerticalSpacing(tokens.INSIDE)
        told = [(text, words.number(erasure.counts[key])) for key, text in self._kinds() if erasure.counts.get(key)]
        lines = -(-len(told) // _COLUMNS)
        for place, (text, count) in enumerate(told):
            column, line = divmod(place, lines)
            grid.addWidget(Label(text, tone="text_2"), line, 3 * column)
            number = Label(count)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            number.setAccessibleName(f"{text} {count}")
            grid.addWidget(number, line, 3 * column + 1)
        for column in range(_COLUMNS):
            grid.setColumnMinimumWidth(3 * column + 2, tokens.AROUND)
        grid.setColumnStretch(3 * _COLUMNS - 1, 1)
        return _section(words.gettext("What is erased"), [counts], name="erasing-what")

    def _kinds(self) -> list[tuple[str, str]]:
        _ = self._ui.words.gettext
        return [
            ("customer", _("Customer files")),
            ("contact", _("Contacts")),
            ("address", _("Further addresses")),
            ("note", _("Notes")),
            ("attachment", _("Attachments")),
            ("elsewhere", _("What they buy elsewhere")),
            ("interaction", _("Contacts with customers")),
            ("objection", _("Objections")),
            ("sales_order", _("Orders")),
            ("payment", _("Payments")),
            ("complaint", _("Complaints")),
            ("change", _("Changes in the history")),
            ("draft", _("Unfinished texts")),
        ]

    def _beside(self, erasure: Erasure) -> list[QWidget]:
        """What it touches besides."""
        _, n, number = self._ui.words.gettext, self._ui.words.ngettext, self._ui.words.number
        told: list[str] = []
        if erasure.merged:
            told.append(_("Files that were merged into it go too: {customers}").format(
                customers=names(self._ui, erasure.merged)
            ))  # fmt: skip
        if naming := erasure.counts.get("naming", 0):
            told.append(n(
                "{count} other customer names it as referrer or parent company; that is emptied",
                "{count} other customers name it as referrer or parent company; that is emptied", naming,
            ).format(count=number(naming)))  # fmt: skip
        if requests := erasure.counts.get("privacy_request", 0):
            told.append(n(
                "{count} request stays in the list with the number alone",
                "{count} requests stay in the list with the number alone", requests,
            ).format(count=number(requests)))  # fmt: skip
        return [_lines([Label(text, wrap=True) for text in told], name="erasing-beside")] if told else []

    def _backups(self, erasure: Erasure) -> list[QWidget]:
        _ = self._ui.words.gettext
        held, unknown = erasure.backups, erasure.unknown
        if not held and not unknown:
            told = Label(_("No backup holds it."), tone="text_2", name="erasing-no-backup")
            return [_section(_("Backups"), [told], name="erasing-backups")]
        sections = []
        if held:
            told = Label(_("They keep it until they are replaced or deleted. Restoring one brings it back."),
                         tone="text_2", wrap=True)  # fmt: skip
            lines = [told, *self._named(held)]
            sections.append(_section(_("Backups that still hold it"), lines, name="erasing-backups", warns=True))
        if unknown:
            lines = self._named(unknown)
            sections.append(_section(_("Backups that cannot be looked into"), lines, name="erasing-unknown"))
        return sections

    def _named(self, backups: Sequence[Backup]) -> list[QWidget]:
        words = self._ui.words
        shown: list[QWidget] = []
        for backup in backups[:_MOST_BACKUPS]:
            parts = (words.moment(backup.at), why(backup, words), str(backup.path.parent))
            line = ElidedLabel(" · ".join(filter(None, parts)))
            shown.append(line)
        more = len(backups) - _MOST_BACKUPS
        if more > 0:
            told = words.ngettext("and {count} more", "and {count} more", more)
            shown.append(Label(told.format(count=words.number(more)), tone="text_2"))
        return shown


def names(ui: Ui, customers: Sequence[Reference]) -> str:
    """Numbers and names of a few; of many how many more."""
    mark = "、" if ui.words.chinese else ", "
    shown = [f"{each.number} {each.name}" for each in map(ui.masking.reference, customers[:_MOST_NAMED])]
    more = len(customers) - len(shown)
    told = ui.words.ngettext("and {count} more", "and {count} more", more).format(count=ui.words.number(more))
    return mark.join([*shown, told] if more else shown)


def _section(title: str, parts: Sequence[QWidget], *, name: str, warns: bool = False) -> QWidget:
    sign = Sign("warning", "warn") if warns else None
    return _lines([SectionHead(title, before_note=sign), *parts], name=name)


def _lines(parts: Sequence[QWidget], *, name: str) -> QWidget:
    whole = QWidget()
    whole.setObjectName(name)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.INSIDE)
    for part in parts:
        column.addWidget(part)
    return whole
