"""Where the shipped resources lie, and the translations among them."""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

from crmdesk.core.words import LANGUAGES, Words

PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The resources folder: beside the package in a checkout, inside it in a wheel."""
    inside = PACKAGE / "resources"
    return inside if inside.is_dir() else PACKAGE.parent / "resources"


def load_words(language: str) -> Words:
    """The words of one of `LANGUAGES`."""
    if language not in LANGUAGES:
        raise ValueError(language)
    folder = resources() / "translations"
    return Words(language, gettext.translation("crmdesk", folder, [language], fallback=language == "en"))


def system_language() -> str:
    """The language of the system: Chinese unless it says otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value not in ("C", "POSIX") and not value.startswith("C."):
            return "zh_CN" if value.lower().startswith("zh") else "en"
    system = locale.getlocale()[0] or ""
    return "en" if system.lower().startswith("en") else "zh_CN"
