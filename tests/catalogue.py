"""Gathers the texts of crmdesk/ into the template and the translations: `python3 dev.py translate`.

The files carry no dates, paths or line numbers, so that they change only when a text does.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
TEMPLATE = FOLDER / "crmdesk.pot"
TRANSLATED = {"zh_CN": FOLDER / "zh_CN" / "LC_MESSAGES" / "crmdesk.po"}
KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2), "n": (1, 2)}

Key = str | tuple[str, ...]
"""A text, or its singular and plural."""


class _Plain(Catalog):
    """A catalogue whose head never changes by itself."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        plural = [("Language", self.locale_identifier), ("Plural-Forms", self.plural_forms)] if self.locale else []
        return [
            ("Project-Id-Version", "crmdesk"),
            *plural,
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def extracted(source: Path = ROOT / "crmdesk") -> set[Key]:
    """Every text marked in the Python files below `source`."""
    found = extract_from_dir(source, method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {text for _, _, text, _, _ in found if text}


def read(po: Path) -> dict[Key, Key]:
    """The translations in a file; a plural's value is a tuple. Empty for a file that does not exist."""
    if not po.exists():
        return {}
    with po.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id and not message.fuzzy}


def obsolete_or_fuzzy(po: Path) -> list[str]:
    with po.open("rb") as file:
        catalogue = read_po(file)
    return [*map(str, catalogue.obsolete), *(str(message.id) for message in catalogue if message.id and message.fuzzy)]


def as_po(texts: Mapping[Key, Key], language: str | None) -> bytes:
    return _written(_catalogue(texts, language), compiled=False)


def as_mo(texts: Mapping[Key, Key], language: str) -> bytes:
    return _written(_catalogue(texts, language), compiled=True)


def readable(mo: Path) -> dict[str, str]:
    """What the program reads from a compiled file."""
    with mo.open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]


def update() -> list[str]:
    """Writes all files anew; returns the texts that still lack a translation."""
    texts = extracted()
    TEMPLATE.write_bytes(as_po(dict.fromkeys(texts, ""), None))
    missing = []
    for language, po in TRANSLATED.items():
        known = read(po)
        translated = {text: known.get(text, "") for text in texts}
        missing += [f"{language}: {text}" for text in sorted(texts, key=str) if not any(translated[text])]
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_bytes(as_po(translated, language))
        po.with_suffix(".mo").write_bytes(as_mo(translated, language))
    return missing


def _catalogue(texts: Mapping[Key, Key], language: str | None) -> Catalog:
    comment = "# CRM Desk: written by python3 dev.py translate; only the lines msgstr are edited by hand."
    catalogue = _Plain(locale=language, header_comment=comment, fuzzy=False)
    for text, translation in texts.items():
        catalogue.add(text, translation)
    return catalogue


def _written(catalogue: Catalog, *, compiled: bool) -> bytes:
    file = io.BytesIO()
    if compiled:
        write_mo(file, catalogue)
    else:
        write_po(file, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    return file.getvalue()


if __name__ == "__main__":
    lacking = update()
    print(f"{len(extracted())} texts")
    for text in lacking:
        print("without a translation:", text)
