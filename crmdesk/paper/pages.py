"""Sets a template of resources/paper with the values of a document: PDF, or an image of every page.

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
from crmdesk.core.errors import UserError
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

RARE = (
    "SimSun-ExtB",
    "MingLiU-ExtB",
    "HanaMinB",
    "Plangothic P1",
    "Segoe UI Emoji",
    "Apple Color Emoji",
    "Noto Color Emoji",
    "Noto Emoji",
    "Segoe UI Symbol",
    "DejaVu Sans",
)
"""Families with what the others lack: rare characters, emoji. What none of them has is printed as an empty box."""

MONO = "DejaVu Sans Mono"
"""What keys and codes are set in: it comes with Typst, and its 0 is no O."""

NO_MOMENT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""When a PDF says it was made where that is not to be said: the same data then gives the same bytes."""


_FORGOTTEN_AFTER = 11
"""Documents, after which Typst has dropped what it kept of an earlier one."""


class Press:
    """Sets pages in one language. Making one looks up the fonts of the machine (0.1 s), unless another has.

    Raises UserError: 'print-no-chinese', 'print-font' (`font`, the person's own choice, is not there).
    """

    def __init__(
        self, words: Words, folder: Path | None = None, font: str = "", fonts: typst.Fonts | None = None
    ) -> None:
        """`folder` holds the templates; by default those that are shipped. `fonts`: those of the machine, where they
        are known already."""
        import typst

        self.own = folder is not None
        self.folder = folder or resources() / "paper"
        self.fonts = fonts or typst.Fonts()
        self._lang = "zh" if words.chinese else "en"
        families = {family.casefold() for family in self.fonts.families()}
        if font and font.casefold() not in families:
            raise UserError("print-font", font=font)
        sans = _known(SANS, families)
        if not sans and not font:
            raise UserError("print-no-chinese")
        self._sans = [*([font] if font else []), *sans, *_known(RARE, families)]
        self._mono = [MONO, *self._sans]

    def pdf(self, template: str, document: Mapping[str, Any], at: dt.datetime = NO_MOMENT) -> bytes:
        """One PDF with its fonts in it; `at`, with a time zone, is when it was made."""
        return set_pdf(self.folder, self.fonts, template, self.inputs(document), at)

    def images(self, template: str, document: Mapping[str, Any], ppi: float = 144) -> list[bytes]:
        """A PNG of every page, for the preview and for printers."""
        return _set(self.folder, self.fonts, template, self.inputs(document), format="png", ppi=ppi)

    def inputs(self, document: Mapping[str, Any]) -> str:
        """What a template gets, as JSON."""
        values = {**document, "lang": self._lang, "sans": self._sans, "mono": self._mono}
        return json.dumps(values, ensure_ascii=False)

    def reads_picture(self, content: list[int]) -> bool:
        """Whether a page can hold this picture."""
        import typst

        source = b"#image(bytes(json(bytes(sys.inputs.picture))))"
        compiler = typst.Compiler(
            source, root=self.folder, font_paths=self.fonts, sys_inputs={"picture": json.dumps(content)}
        )
        try:
            compiler.compile(format="pdf")
        except typst.TypstError:
            return False
        return True


def set_pdf(folder: Path, fonts: typst.Fonts, template: str, inputs: str, at: dt.datetime = NO_MOMENT) -> bytes:
    """One PDF of a template in `folder` with the values of `Press.inputs`; `at` as for `Press.pdf`."""
    fixed = at.replace(microsecond=0, tzinfo=dt.timezone(at.utcoffset() or dt.timedelta()))
    (pdf,) = _set(folder, fonts, template, inputs, format="pdf", timestamp=fixed, pdf_tags=False)
    return pdf


def forget(fonts: typst.Fonts) -> None:
    """Free what Typst keeps of the pages set so far, in case they are set again: hundreds of megabytes after some
    hundred pages. It drops what ten further documents had no use for."""
    import typst

    for _ in range(_FORGOTTEN_AFTER):
        typst.Compiler(b" ", root=resources(), font_paths=fonts).compile(format="pdf")


def _set(folder: Path, fonts: typst.Fonts, template: str, inputs: str, **options: Any) -> list[bytes]:
    import typst

    compiler = typst.Compiler(
        folder / template,
        root=folder,
        font_paths=fonts,
        sys_inputs={"document": inputs},
        package_path=folder,
        package_cache_path=folder,
    )
    made = compiler.compile_with_warnings(**options)[0]
    return made if isinstance(made, list) else [made or b""]


def _known(wanted: Iterable[str], families: set[str]) -> list[str]:
    return [family for family in wanted if family.casefold() in families]
