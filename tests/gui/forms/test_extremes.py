"""Files as they should not be, but are."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.gui.forms.contact_table import PART_ROLE, brief_columns
from crmdesk.gui.forms.customer_file import CustomerFilePane
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton
from crmdesk.services import attachments, customers

LONG = "超长名称" * 15
EXTREMES = [
    {"name": LONG, "short_name": LONG, "email": f"{'a' * 60}@{'b' * 60}.example", "notes": "很长的备注。" * 200},
    {"name": "🧧福气满满🐼有限公司", "notes": "👨‍👩‍👧‍👦 一家人", "groups": "🎉; 👍"},
    {"name": "<b>粗体</b> & <script>", "notes": "<img src=x>", "website": "a&b.example"},
    {"name": "X"},
]


@pytest.mark.parametrize("typed", EXTREMES, ids=["long", "emoji", "markup", "empty"])
@pytest.mark.parametrize("width", [440, 760])
def test_read_and_edited_unchanged(ui: Ui, pane: CustomerFilePane, typed, width, qtbot):
    customer_id = customers.add(ui.desk, typed)[0]
    pane.resize(width, 652)
    pane.show_customer(customer_id)
    QApplication.processEvents()
    assert pane.head.title() == typed["name"]
    assert pane.width() == width
    visible = [w for w in pane.reading.inner.findChildren(QWidget) if w.isVisible()]
    assert all(w.mapTo(pane.reading.inner, w.rect().topRight()).x() <= pane.reading.width() for w in visible)
    pane.start_editing()
    form = pane.editing_part.form
    assert form.text("name") == typed["name"]
    assert form.changes(hidden=True) == {}
    assert form.inner.width() <= form.width()


def test_long_notes_are_read_whole(ui: Ui, pane: CustomerFilePane):
    customer_id = customers.add(ui.desk, {"name": "话多有限公司", "notes": "很长的备注。" * 60})[0]
    pane.show_customer(customer_id)
    QApplication.processEvents()
    row = pane.reading.findChild(QWidget, "read-notes")
    assert row.height() > 6 * 18
    assert row._value.height() >= row._value.heightForWidth(row._value.width())


@pytest.mark.parametrize(
    ("room", "columns"),
    [
        (0, ["name", "mobile"]),
        (408, ["name", "mobile"]),
        (440, ["name", "title", "mobile"]),
        (728, ["name", "title", "role", "mobile", "wechat", "birthday"]),
    ],
)
def test_the_table_keeps_the_columns_that_matter(room, columns):
    assert brief_columns(room) == columns


def test_markup_in_the_changes_is_shown_as_typed(ui: Ui, pane: CustomerFilePane):
    customer_id = customers.add(ui.desk, EXTREMES[2])[0]
    customers.edit(ui.desk, customer_id, {"notes": "<i>schräg</i>"})
    pane.show_customer(customer_id)
    pane.tabs.set_key("changes")
    pane._choose_page()
    texts = [label.text() for label in pane.changes.findChildren(QWidget) if hasattr(label, "text")]
    assert any("&lt;img src=x&gt;" in text and "&lt;i&gt;" in text for text in texts)


def test_an_action_on_hundreds_of_parts_shows_a_few_of_them(qtbot, tmp_path, ui: Ui, pane: CustomerFilePane):
    """Setting out a line for every one took more than a second."""
    customer_id = customers.add(ui.desk, EXTREMES[3])[0]
    paths = [tmp_path / f"{place}.txt" for place in range(60)]
    for path in paths:
        path.write_text(path.name)
    attachments.add_files(ui.desk, customer_id, paths)
    pane.show_customer(customer_id)
    pane.show_page("changes")
    shown = [label for label in pane.changes.findChildren(QWidget) if label.accessibleName().startswith("File name: ")]
    assert 0 < len(shown) <= 12
    rest = pane.changes.findChild(LinkButton, "rest-of-action")
    assert rest.text() == "Show all 60"
    rest.click()
    named = [label.accessibleName() for label in pane.changes.findChildren(QWidget)]
    assert {f"File name:  → {path.name}" for path in paths} <= set(named)
    assert rest.isHidden()


def test_nothing_to_show(pane: CustomerFilePane):
    pane.show_customer(4711)
    assert pane.customer_id is None
    assert not pane.editing
    assert pane.may_leave()
    pane.start_editing()
    assert not pane.editing


def test_fields_the_user_defined_are_read_and_edited(ui: Ui, pane: CustomerFilePane):
    before = customers.add(ui.desk, {"name": "先来有限公司"})[0]
    pane.show_customer(before)
    pane.start_editing()
    pane.editing_part.stop()
    with ui.desk.recording("customer-edit", number="") as made:
        made.create("user_field", {"key": "x1", "label": "停车位", "type": "text"})
    customers.edit(ui.desk, before, {"x1": "3 个"})
    pane.show_customer(before)
    assert any(row.isVisible() for row in pane.reading.findChildren(QWidget, "read-x1"))
    pane.start_editing("x1")
    form = pane.editing_part.form
    assert form.text("x1") == "3 个"
    form.put("x1", "5 个")
    assert pane.save()
    assert customers.file(ui.desk, before).values["x1"] == "5 个"


def test_a_file_in_the_trash_is_only_read(ui: Ui, pane: CustomerFilePane, enterprise: int):
    customers.delete(ui.desk, [enterprise])
    pane.show_customer(enterprise)
    QApplication.processEvents()
    assert pane.head.findChild(QWidget, "badge-deleted").accessibleName() == "In the trash"
    assert not pane.head.edit_button.isVisible()
    pane.start_editing()
    assert not pane.editing
    shown = [action.objectName() for action in pane.head.menu.actions() if action.isVisible()]
    assert shown == ["file-alone", "file-copy", "file-copy-all", "file-erase"]
    pane.contact_actions.delete(pane.reading.table.model().index(0, 0).data(PART_ROLE))
    assert len(customers.file(ui.desk, enterprise).contacts) == 2
    ui.wrote(customers.restore(ui.desk, [enterprise]))
    assert pane.customer_id is None
    pane.show_customer(enterprise)
    assert pane.head.edit_button.isVisible()
