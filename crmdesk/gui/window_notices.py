"""The bars between the top row and the page that point something out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from crmdesk.core.words import Words

if TYPE_CHECKING:
    from crmdesk.gui.widgets.notices import NoticeBar


class WindowNotices(QVBoxLayout):
    """Bars below each other; the window shows none of them where nothing is to be said."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def show_bar(
        self, sentence: str, detail: str, *, tone: str, answers: Sequence[tuple[str, str]], name: str
    ) -> NoticeBar:
        """Without answers it can be closed."""
        from crmdesk.gui.widgets.notices import NoticeBar

        closing = [("close", self._words.gettext("Close"))]
        bar = NoticeBar(sentence, detail, answers or closing, tone=tone, on_top=True, name=name)
        if not answers:
            bar.answered.connect(bar.deleteLater)
        self.addWidget(bar)
        return bar

    def show_sample(self) -> NoticeBar:
        """The customers shown are made up; its answer leads to the person's own file."""
        _ = self._words.gettext
        told = _("This is sample data: look around and try everything. Your own customers are not in it.")
        answers = [("back", _("Back to my own file"))]
        return self.show_bar(told, "", tone="plain", answers=answers, name="sample-notice")
