"""Customers that belong together, in the file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.gui.forms.relations_section import CustomerLink
from crmdesk.gui.widgets.form import ReadRow
from crmdesk.services import customers, relations


@pytest.fixture
def family(ui, enterprise) -> dict[str, int]:
    """A parent above K00131, two subsidiaries below it, one of them also referred by it."""
    parent = customers.add(ui.desk, {"name": "云岫集团", "kind": "enterprise", "number": "P1"})[0]
    customers.edit(ui.desk, enterprise, {"parent_company": "P1"})
    first = customers.add(ui.desk, {"name": "平湖分公司", "number": "S1", "parent_company": "K00131"})[0]
    typed = {"name": "桐乡分公司", "number": "S2", "parent_company": "K00131", "referrer": "K00131"}
    return {"P1": parent, "S1": first, "S2": customers.add(ui.desk, typed)[0]}


def links(section) -> dict[str, list[str]]:
    flows = {kind: flow for kind, flow in section._flows.items() if section._rows[kind].isVisible()}
    return {kind: [link.text() for link in flow.widgets()] for kind, flow in flows.items()}


def test_every_relation_by_name(pane, enterprise, family):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    assert pane.reading.relations.isVisible()
    assert links(pane.reading.relations) == {
        "referred": ["桐乡分公司"],
        "parent_company": ["云岫集团"],
        "subsidiaries": ["平湖分公司", "桐乡分公司"],
    }
    assert pane.reading.relations._rows["subsidiaries"]._label.text() == "Subsidiaries 2"


def test_a_click_opens_the_other_file(pane, enterprise, family, heard, qtbot):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    link = pane.reading.relations.findChild(CustomerLink, "customer-S1")
    pane.reading.ensureWidgetVisible(link)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert heard.opened == [family["S1"]]


def test_each_relation_stands_once_and_is_edited_by_two_clicks(pane, family, heard, qtbot):
    pane.show_customer(family["S2"])
    QApplication.processEvents()
    firm = "禾砚精密机械（嘉兴）有限公司"
    for key in ("parent_company", "referrer"):
        found = [link for link in pane.reading.findChildren(CustomerLink) if link.isVisible() and link.text() == firm]
        assert len(found) == 2, "one for the parent company, one for the referrer"
        row = pane.reading.relations.findChild(ReadRow, f"relation-row-{key}")
        with qtbot.waitSignal(pane.reading.edit_asked) as asked:
            qtbot.mouseDClick(row, Qt.MouseButton.LeftButton, pos=row.rect().topLeft() + QPoint(4, 8))
        assert asked.args == [key]
        pane.editing_part.stop()


def test_going_from_file_to_file_leaves_no_link_behind(pane, enterprise, family):
    pane.show_customer(enterprise)
    pane.show_customer(family["S1"])
    QApplication.processEvents()
    assert links(pane.reading.relations) == {"parent_company": ["禾砚精密机械（嘉兴）有限公司"]}
    pane.show_customer(family["P1"])
    assert links(pane.reading.relations) == {"subsidiaries": ["禾砚精密机械（嘉兴）有限公司"]}


def test_many_lead_to_a_list_of_all(ui, pane, enterprise, qtbot):
    for number in range(relations.FIRST + 3):
        customers.add(ui.desk, {"name": f"介绍{number}", "referrer": "K00131"})
    pane.show_customer(enterprise)
    QApplication.processEvents()
    more = pane.reading.findChild(QWidget, "more-referred")
    assert more.text() == "3 more"
    pane.reading.ensureWidgetVisible(more)
    with qtbot.waitSignal(pane.show_listing_asked) as asked:
        qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len(customers.find(ui.desk, asked.args[0])) == relations.FIRST + 3


def test_nobody_around_shows_no_section(pane, individual):
    pane.show_customer(individual)
    QApplication.processEvents()
    assert not pane.reading.relations.isVisible()


def test_a_circle_is_refused_beside_the_field(pane, ui, enterprise, family):
    pane.show_customer(family["P1"])
    pane.start_editing("parent_company")
    form = pane.editing_part.form
    form.put("parent_company", "S1")
    assert not pane.save()
    state, sentence = form.rows["parent_company"].problem()
    assert state == "bad"
    assert sentence == "平湖分公司 belongs to this customer, so it cannot be its parent company."
    pane.editing_part.stop()


def test_what_changed_elsewhere_is_followed(ui, pane, enterprise, family):
    pane.show_customer(enterprise)
    ui.wrote(customers.edit(ui.desk, enterprise, {"parent_company": ""}))
    QApplication.processEvents()
    assert "parent_company" not in links(pane.reading.relations)
