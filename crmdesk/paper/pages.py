"""Sets a template of resources/print with the values of a document: PDF, or an image of every page.

A template gets one JSON value by `json(bytes(sys.inputs.document))`: what the paper function put in, with `lang`,
`sans` and `mono` (families of fonts) added. It can read nothing outside its folder. The same values give the same
bytes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crmdesk.assets import resources
from crmdesk.core.words import Words

if TYPE_CHECKING:
    import typst

SANS = (
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Source Han Sans CN",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "SimHei",
)
"""What text is set in: the first one this machine has. The others follow for characters it lacks."""

MONO = "DejaVu Sans Mono"
"""What keys and codes are set in: it comes with Typst, and its 0 is no O."""

_LATIN = ("Libertinus Serif",)  # comes with Typst


class Press:
    """Sets pages in one language. Making one looks up the fonts of the machine once (0.1 s)."""

    def __init__(self, words: Words, folder: Path | None = None) -> None:
        """`folder` holds the templates; by default those that are shipped."""
        import typst

        self._folder = folder or resources() / "print"
        self._fonts = typst.Fonts()
        self._lang = "zh" if words.chinese else "en"
        families = {family.casefold() for family in self._fonts.families()}
        self._sans = _known(SANS, families)
        self._mono = [MONO, *self._sans]

    def pdf(self, template: str, document: Mapping[str, Any], at: dt.datetime) -> bytes:
        """One PDF with its fonts in it; `at`, with a time zone, is when it was made."""
        fixed = at.replace(microsecond=0, tzinfo=dt.timezone(at.utcoffset() or dt.timedelta()))
        (pdf,) = self._set(template, document, format="pdf", timestamp=fixed)
        return pdf

    def images(self, template: str, document: Mapping[str, Any], ppi: float = 144) -> list[bytes]:
        """A PNG of every page, for the preview and for printers."""
        return self._set(template, document, format="png", ppi=ppi)

    def _set(self, template: str, document: Mapping[str, Any], **options: Any) -> list[bytes]:
        values = {**document, "lang": self._lang, "sans": self._sans, "mono": self._mono}
        compiler = self._compiler(template, {"document": json.dumps(values, ensure_ascii=False)})
        made = compiler.compile_with_warnings(**options)[0]
        return made if isinstance(made, list) else [made or b""]

    def _compiler(self, template: str, inputs: dict[str, str]) -> typst.Compiler:
        import typst

        return typst.Compiler(
            self._folder / template,
            root=self._folder,
            font_paths=self._fonts,
            sys_inputs=inputs,
            package_path=self._folder,
            package_cache_path=self._folder,
        )


def _known(wanted: Iterable[str], families: set[str]) -> list[str]:
    return [family for family in wanted if family.casefold() in families] or list(_LATIN)
