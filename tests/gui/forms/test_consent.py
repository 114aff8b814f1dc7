"""Consent in a file and in its contacts: noted, withdrawn, seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.gui.dialogs.consent import ConsentDialog
from crmdesk.gui.forms.contact_table import PART_ROLE
from crmdesk.services import contacts, customers, history


def opened(qtbot, pane) -> ConsentDialog:
    """The dialog just opened, in the foreground."""
    found = pane.findChildren(ConsentDialog)[-1]
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def consent(ui, customer_id) -> list[str]:
    known = customers.file(ui.desk, customer_id).values
    return [str(known.get(key, "")) for key in ("consent_on", "consent_source", "consent_withdrawn_on")]


@pytest.fixture
def person(ui, pane, individual):
    customers.edit(ui.desk, individual, {"owner": "陈立"})
    pane.show_customer(individual)
    QApplication.processEvents()
    return individual


def click(qtbot, pane, name: str) -> None:
    link = pane.reading.findChild(QWidget, name)
    pane.reading.ensureWidgetVisible(link)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)


def test_it_is_noted_with_one_click_and_enter(ui, pane, person, qtbot, write, heard):
    click(qtbot, pane, "note-consent")
    dialog = opened(qtbot, pane)
    write("书面")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert consent(ui, person) == ["2026-11-21", "书面", ""]
    history.undo(ui.desk)
    assert consent(ui, person) == ["", "", ""]


def test_a_withdrawn_one_stands_out_and_a_new_one_takes_its_place(ui, pane, person, qtbot):
    customers.edit(ui.desk, person, {"consent_on": "2026-03-01", "consent_source": "书面"})
    pane.show_customer(person)
    QApplication.processEvents()
    click(qtbot, pane, "withdraw-consent")
    dialog = opened(qtbot, pane)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert consent(ui, person) == ["2026-03-01", "书面", "2026-11-21"]
    pane.show_customer(person)
    line = pane.reading.findChild(QWidget, "consent-line")
    assert line.text() == "Withdrawn on 21 Nov 2026: do not use for marketing"
    assert pane.head.findChild(QWidget, "badge-consent") is not None
    click(qtbot, pane, "note-consent")
    qtbot.keyClick(opened(qtbot, pane).form.inputs["consent_on"].widget, Qt.Key.Key_Return)
    assert consent(ui, person) == ["2026-11-21", "", ""]


@pytest.mark.parametrize("day", ["", "2026-11-22", "2026-02-30"])
def test_a_day_that_cannot_be_is_refused(ui, pane, person, qtbot, day):
    entries = history.entries(ui.desk)
    click(qtbot, pane, "note-consent")
    dialog = opened(qtbot, pane)
    dialog.form.put("consent_on", day)
    qtbot.keyClick(dialog.form.inputs["consent_on"].widget, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.form.refused() == ["consent_on"]
    assert history.entries(ui.desk) == entries
    dialog.form.forget()
    dialog.reject()


def test_the_menu_of_the_file_offers_what_is_next(ui, pane, person):
    texts = lambda: {a.objectName(): a.text() for a in pane.head.menu.actions()}  # noqa: E731
    assert texts()["file-consent"] == "Note consent..."
    customers.edit(ui.desk, person, {"consent_on": "2026-03-01"})
    pane.show_customer(person)
    assert texts()["file-consent"] == "Withdraw consent..."


def test_a_contacts_consent(ui, pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    table = pane.reading.table
    contact = table.model().index(0, 0).data(PART_ROLE)
    assert "withdrawn" not in str(table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    contacts.edit(ui.desk, contact.id, {"consent_on": "2026-03-01"})
    pane.show_customer(enterprise)
    contact = table.model().index(0, 0).data(PART_ROLE)
    menu = pane.contact_actions.make_menu(contact)
    next(action for action in menu.actions() if action.text() == "Withdraw consent...").trigger()
    qtbot.keyClick(opened(qtbot, pane).form.inputs["consent_withdrawn_on"].widget, Qt.Key.Key_Return)
    part = customers.file(ui.desk, enterprise).contacts[0]
    assert str(part.values["consent_withdrawn_on"]) == "2026-11-21"
    pane.show_customer(enterprise)
    told = str(table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert "Consent withdrawn on 21 Nov 2026" in told


def test_nothing_is_asked_while_personal_data_is_hidden(ui, pane, person, qtbot):
    ui.masking.set_on(True)
    with qtbot.waitSignal(ui.masking.refused):
        click(qtbot, pane, "note-consent")
    assert not pane.findChildren(ConsentDialog)
    ui.masking.set_on(False)


def test_an_enterprise_shows_it_only_where_something_is_noted(ui, pane, enterprise):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    assert pane.reading.findChild(QWidget, "consent-line") is None
    ui.wrote(customers.edit(ui.desk, enterprise, {"consent_on": "2026-03-01"}))
    line = pane.reading.findChild(QWidget, "consent-line")
    assert line.isVisible()
    assert line.text() == "Given on 1 Mar 2026"
    ui.wrote(customers.edit(ui.desk, enterprise, {"consent_on": ""}))
    assert not line.isVisible()
