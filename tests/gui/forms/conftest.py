"""A file pane on a real data file, and hands that type and press."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from crmdesk.core.words import Words
from crmdesk.gui.forms.customer_file import CustomerFilePane
from crmdesk.gui.jobs import Jobs
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.theme import palette
from crmdesk.gui.ui import Bus, Ui
from crmdesk.services import customers
from crmdesk.services.desk import Desk

ENTERPRISE = {
    "name": "禾砚精密机械（嘉兴）有限公司",
    "number": "K00131",
    "kind": "enterprise",
    "short_name": "禾砚精密",
    "credit_code": "91000000MA00001388",
    "founded_on": "2009-04-16",
    "phone": "0573-0000 0013",
    "email": "caigou@heyan.example",
    "website": "heyan.example",
    "province": "浙江省",
    "city": "嘉兴市",
    "address": "云岫工业园三路 18 号",
    "employees": "186",
    "tier": "silver",
    "grade": "A",
    "money": "yes",
    "authority": "no",
    "need": "yes",
    "wanted": "yes",
    "owner": "陈立",
    "source": "fair",
    "groups": "展会名单; 重点跟进",
    "notes": "月底盘点，25 日后不收货。",
}
CONTACTS = (
    {"name": "周砚秋", "salutation": "周总", "title": "总经理", "mobile": "13900000013", "main": "yes"},
    {"name": "方小满", "salutation": "方工", "mobile": "13900000014"},
)
INDIVIDUAL = {
    "name": "许念安",
    "kind": "individual",
    "mobile": "13900000021",
    "birthday": "L1990-04-07",
    "gender": "female",
}


class Heard(QObject):
    """What was said on the bus."""

    def __init__(self, bus: Bus) -> None:
        super().__init__()
        self.messages: list[str] = []
        self.failures: list[object] = []
        self.opened: list[int] = []
        bus.message.connect(lambda text, _undo: self.messages.append(text))
        bus.failed.connect(self.failures.append)
        bus.open_customer.connect(self.opened.append)


@pytest.fixture
def ui(empty_desk: Desk, words_en: Words, preferences: Preferences, theme: palette.Theme) -> Iterator[Ui]:
    jobs = Jobs(empty_desk)
    yield Ui(empty_desk, words_en, jobs, Bus(), preferences)
    jobs.close()


@pytest.fixture
def heard(ui: Ui) -> Iterator[Heard]:
    heard = Heard(ui.bus)
    yield heard
    assert heard.failures == []


@pytest.fixture
def enterprise(ui: Ui) -> int:
    return customers.add(ui.desk, ENTERPRISE, CONTACTS)[0]


@pytest.fixture
def individual(ui: Ui) -> int:
    return customers.add(ui.desk, INDIVIDUAL)[0]


@pytest.fixture
def pane(ui: Ui, heard: Heard, qtbot) -> CustomerFilePane:
    """Shown in the foreground; it follows what is written, as the page makes it do."""
    pane = CustomerFilePane(ui)
    ui.bus.changed.connect(pane.refresh)
    qtbot.addWidget(pane)
    pane.resize(760, 652)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    return pane


@pytest.fixture
def write() -> Callable[[str], None]:
    """Type into whatever has the focus, as an input method does."""

    def write(text: str, *, instead: bool = False) -> None:
        target = QApplication.focusWidget()
        assert target is not None
        if instead:
            target.selectAll()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(target, event)

    return write
