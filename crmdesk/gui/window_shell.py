"""What one sees of the window whatever is done in it: top row, navigation, the page shown, status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import MenuButton
from crmdesk.gui.widgets.navigation import Navigation
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.gui.widgets.statusline import StatusLine
from crmdesk.gui.widgets.toprow import TopRow
from crmdesk.gui.window_bar import GOTO, put_menus
from crmdesk.gui.window_notices import WindowNotices
from crmdesk.gui.window_pages import window_pages
from crmdesk.gui.window_places import Places

if TYPE_CHECKING:
    from crmdesk.gui.widgets.notices import NoticeBar


class Shell(QWidget):
    """The menus are empty, and no page is made. `customers` gives that of the customers."""

    def __init__(self, ui: Ui, customers: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self.ui = ui
        self.setObjectName("frame")
        self.search = SearchBox(_("Search customers, contacts, phones"), hint=GOTO)
        self.search.setAcceptDrops(False)
        pages = window_pages(ui, customers)
        places = [page.place for page in pages]
        self.navigation = Navigation(places, ui.words, folded=ui.preferences.navigation_folded)
        self.stack = QStackedWidget()
        self.places = Places(pages, self.stack, self.navigation, self)
        self.status = StatusLine()
        self.new = MenuButton(_("New"), QMenu(self), icon="plus", icon_tone="accent", name="new")
        self.new.setToolTip(_("New customer, order, payment, or many from a spreadsheet"))
        self.top = TopRow(self.search, self.new)
        put_menus(self.top.menus, ui.words)
        self.notices = WindowNotices(ui.words)
        self._lay_out()

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(self.notices)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    def notice(
        self,
        sentence: str,
        detail: str = "",
        *,
        tone: str = "bad",
        answers: Sequence[tuple[str, str]] = (),
        name: str = "window-notice",
    ) -> NoticeBar:
        """Point something out above the page; without other answers it can be closed."""
        return self.notices.show_bar(sentence, detail, tone=tone, answers=answers, name=name)
