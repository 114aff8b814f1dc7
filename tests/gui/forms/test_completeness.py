"""The head and the strip of facts: completeness, verifying, marks and groups."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from crmdesk.gui.dialogs.contact import ContactDialog
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.services import customers, groups, history, settings

LONG = "中国（上海）自由贸易试验区临港新片区海洋科技与精密智能装备制造研究开发示范中心有限责任公司嘉兴分公司"

ARABIC = "شركة الأمل للتجارة والمقاولات العامة المحدودة"


def badges(pane) -> list[str]:
    labels = [label for label in pane.head.findChildren(BadgeLabel) if label.isVisible()]
    return [label.badge().text for label in sorted(labels, key=lambda label: label.x())]


def menu_of(menu) -> dict:
    return {action.objectName(): action for action in menu.actions() if action.objectName()}


def test_the_percentage_and_what_is_missing(pane, enterprise):
    pane.show_customer(enterprise)
    button = pane.facts.completeness
    assert button.accessibleName() == "Completeness 53%"
    assert button.accessibleDescription() == "7 things are missing"
    assert list(menu_of(button.make_menu())) == [
        "missing-category",
        "missing-legal_representative",
        "missing-industry",
        "missing-main_products",
        "missing-paying",
        "missing-verified_on",
        "missing-contacts",
    ]


def test_a_click_on_what_is_missing_goes_there(pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    menu_of(pane.facts.completeness.make_menu())["missing-industry"].trigger()
    assert pane.editing
    assert pane.editing_part.form.inputs["industry"].widget.hasFocus()
    pane.editing_part.stop()


def test_missing_contacts_open_the_dialog(pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    menu_of(pane.facts.completeness.make_menu())["missing-contacts"].trigger()
    asked = pane.findChildren(ContactDialog)[-1]
    assert asked.isVisible()
    with qtbot.waitSignal(asked.destroyed):
        asked.reject()


def test_the_menu_opens_by_keyboard(pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    pane.facts.completeness.setFocus()
    qtbot.keyClick(pane.facts.completeness, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup.objectName() == "missing-menu"
    popup.close()


def test_everything_filled_offers_nothing(ui, pane, enterprise):
    settings.change(ui.desk, "completeness.enterprise", "phone owner")
    settings.change(ui.desk, "contacts.aim", "1")
    pane.show_customer(enterprise)
    assert pane.facts.completeness.accessibleName() == "Completeness 100%"
    assert not pane.facts.completeness.isEnabled()


def test_due_for_review_says_so_and_is_mended_by_a_click(ui, pane, enterprise, heard, qtbot):
    customers.edit(ui.desk, enterprise, {"verified_on": "2026-01-05"})
    pane.show_customer(enterprise)
    QApplication.processEvents()
    assert "Due for review" in badges(pane)
    assert "Last verified, review due 5 Jan 2026" in pane.facts.accessibleName()
    qtbot.mouseClick(pane.facts.verify, Qt.MouseButton.LeftButton)
    assert customers.file(ui.desk, enterprise).values["verified_on"] == ui.desk.today()
    assert heard.messages == ["K00131 verified today"]
    assert "Due for review" not in badges(pane)
    assert not pane.facts.verify.isVisible()
    ui.wrote(history.undo(ui.desk)[1])
    assert "Due for review" in badges(pane)
    assert pane.facts.verify.isVisible()


def test_never_verified_counts_from_the_day_it_was_made(ui, pane, enterprise):
    pane.show_customer(enterprise)
    assert "Due for review" not in badges(pane)
    assert "Last verified Never" in pane.facts.accessibleName()
    assert "On file since 21 Nov 2026" in pane.facts.accessibleName()
    ui.wrote(customers.edit(ui.desk, enterprise, {"created_on": "2025-01-01"}))
    assert "Due for review" in badges(pane)


def test_wanted_this_year_by_the_menu_of_marks(ui, pane, enterprise, heard):
    pane.show_customer(enterprise)
    menu_of(pane.head.badges.make_menu())["mark-wanted"].trigger()
    assert "wanted" not in customers.file(ui.desk, enterprise).values
    assert "Wanted this year" not in badges(pane)
    menu_of(pane.head.badges.make_menu())["mark-wanted"].trigger()
    assert customers.file(ui.desk, enterprise).values["wanted"] is True
    assert heard.messages == ["K00131 no longer wanted this year", "K00131 wanted this year"]


def test_the_menu_of_marks_opens_by_its_button(pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    qtbot.mouseClick(pane.head.badges.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    assert popup.objectName() == "marks-menu"
    popup.close()


def test_groups_by_hand_are_ticked_and_dynamic_ones_shown(ui, pane, enterprise, heard):
    from crmdesk.core.filtering import Condition, Filter, Test

    fair = Filter((Condition("source", Test.IS, ("fair",)),))
    groups.add(ui.desk, "展会来源", "teal", fair)
    third, _ = groups.add(ui.desk, "老客户", "red")
    pane.resize(1000, 652)
    pane.show_customer(enterprise)
    QApplication.processEvents()
    assert badges(pane)[-3:] == ["展会名单", "重点跟进", "展会来源"]
    menu = menu_of(pane.head.badges.make_menu())
    ticked = {action.text() for name, action in menu.items() if action.isChecked() and "group" in name}
    assert ticked == {"展会名单", "重点跟进"}
    menu[f"mark-group-{third}"].trigger()
    assert set(customers.file(ui.desk, enterprise).values["groups"]) == {"展会名单", "重点跟进", "老客户"}
    assert heard.messages == ["K00131 put into 老客户"]
    shown = next(label for label in pane.head.findChildren(BadgeLabel) if label.objectName() == "badge-group-老客户")
    assert shown.badge().key == "red"


def test_badges_without_room_are_counted(ui, pane, enterprise):
    ui.wrote(customers.edit(ui.desk, enterprise, {"groups": ";".join(f"分组第{n}号" for n in range(12))}))
    pane.show_customer(enterprise)
    QApplication.processEvents()
    shown = badges(pane)
    assert shown[-1].startswith("+")
    labels = [label for label in pane.head.findChildren(BadgeLabel) if label.isVisible()]
    assert max(label.geometry().right() for label in labels) < pane.head.badges.button.x()
    assert pane.head.badges.button.geometry().right() <= pane.head.badges.width()
    hidden = next(label for label in labels if label.objectName() == "badge-more")
    assert len(hidden.toolTip().splitlines()) == int(shown[-1][1:])


@pytest.mark.parametrize("width", [440, 760, 1200])
@pytest.mark.parametrize("name", [LONG, "🧧福气满满🐼食品有限公司", ARABIC, "X"])
def test_any_name_stays_readable(ui, pane, qtbot, name, width):
    customer_id = customers.add(ui.desk, {"name": name, "phone": "0573-00000099"})[0]
    pane.resize(width, 652)
    pane.show_customer(customer_id)
    QApplication.processEvents()
    head = pane.head
    assert head.title() == name
    lines = head._name.lines()
    assert 1 <= len(lines) <= 2
    assert head.edit_button.geometry().right() <= head.width()
    assert head._name.geometry().right() < head.edit_button.x()
    assert head.badges.y() >= head._name.geometry().bottom()
    tall = head.height()
    top = pane.tabs.y()
    pane.start_editing()
    QApplication.processEvents()
    assert (head.height(), pane.tabs.y()) == (tall, top)
    pane.editing_part.stop()


def test_a_name_that_is_cut_is_whole_in_the_tooltip(ui, pane):
    customer_id = customers.add(ui.desk, {"name": LONG * 3})[0]
    pane.show_customer(customer_id)
    QApplication.processEvents()
    assert pane.head._name.toolTip() == LONG * 3


@pytest.mark.parametrize(("badge", "key"), [("tier", "tier"), ("wanted", "wanted"), ("group-展会名单", "groups")])
def test_a_double_click_on_a_badge_edits_its_field(pane, enterprise, qtbot, badge, key):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    label = pane.head.findChild(BadgeLabel, f"badge-{badge}")
    qtbot.mouseDClick(label, Qt.MouseButton.LeftButton)
    assert pane.editing
    assert pane.editing_part.form.inputs[key].widget.hasFocus()
    pane.editing_part.stop()


def test_owner_and_keeper(ui, pane, enterprise):
    customers.edit(ui.desk, enterprise, {"custodian": "何安"})
    pane.show_customer(enterprise)
    assert pane.head._owner.text() == "Owner 陈立  Keeper 何安"
    customers.edit(ui.desk, enterprise, {"custodian": "陈立"})
    pane.show_customer(enterprise)
    assert pane.head._owner.text() == "Owner 陈立"


def test_a_double_click_on_a_fact_edits_it(pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    QApplication.processEvents()
    qtbot.mouseDClick(pane.facts.facts["source"], Qt.MouseButton.LeftButton, pos=QPoint(5, 25))
    assert pane.editing_part.form.inputs["source"].widget.hasFocus()
    pane.editing_part.stop()
