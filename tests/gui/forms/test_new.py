"""A new customer, by keyboard alone and in few keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from crmdesk.services import customers


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.fixture
def new(pane):
    pane.show_new()
    return pane


def test_name_phone_enter(ui, new, heard, qtbot, write):
    form = new.editing_part.form
    assert form.inputs["name"].widget.hasFocus()
    write("沈木青")
    press(qtbot, Qt.Key.Key_Tab)
    write("139 0000 0075")
    with qtbot.waitSignal(new.created) as created:
        press(qtbot, Qt.Key.Key_Return)
    file = customers.file(ui.desk, created.args[0])
    assert (file.name, file.kind, file.values["mobile"]) == ("沈木青", "individual", "139 0000 0075")
    assert file.number == "K00001"
    assert not new.editing
    assert new.customer_id == file.id
    assert heard.messages == ["New customer 沈木青"]


def test_an_enterprise_with_its_contact(ui, new, qtbot, write):
    for text in ("桐里木作家具厂", "", "0572-0000 0058", "钱师傅", "13900000058"):
        if text:
            write(text)
        press(qtbot, Qt.Key.Key_Tab)
    with qtbot.waitSignal(new.created) as created:
        press(qtbot, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    file = customers.file(ui.desk, created.args[0])
    assert file.kind == "enterprise"
    assert file.values["phone"] == "0572-0000 0058"
    assert [dict(part.values) for part in file.contacts] == [{"name": "钱师傅", "mobile": "13900000058"}]


def test_only_a_few_fields_until_all_are_wanted(new, qtbot):
    form = new.editing_part.form
    assert form.asked() == ["kind", "name", "mobile", "phone", "person-name", "person-mobile"]
    assert "number" not in form.asked()
    form._more.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert {"number", "wechat", "credit_code", "notes"} <= set(form.asked())
    assert form.inputs["number"].widget.placeholderText() == "Automatic"
    assert form.inputs["wechat"].widget.hasFocus()
    assert not form._more.isVisible()


def test_the_kind_is_guessed_until_it_is_chosen(new, qtbot, write):
    form = new.editing_part.form
    write("许念安")
    assert form.text("kind") == "individual"
    assert form.asked() == ["kind", "name", "mobile", "phone"]
    write("食品有限公司")
    assert form.text("kind") == "enterprise"
    qtbot.mouseClick(form.findChild(QAbstractButton, "segment-individual"), Qt.MouseButton.LeftButton)
    form.focus("name")
    write("许念安食品公司", instead=True)
    assert form.text("kind") == "individual"


def test_what_was_typed_survives_another_guess(new, write):
    form = new.editing_part.form
    form.focus("person-name")
    write("钱师傅")
    form.focus("name")
    write("许念安", instead=True)
    assert "person-name" not in form.asked()
    write("许念安食品有限公司", instead=True)
    assert form.text("person-name") == "钱师傅"


def test_without_a_name_it_is_refused_and_nothing_lost(ui, new, qtbot, write):
    form = new.editing_part.form
    form.focus("mobile")
    write("13900000075")
    press(qtbot, Qt.Key.Key_Return)
    assert new.editing
    assert form.inputs["name"].widget.hasFocus()
    assert form.rows["name"].problem() == ("bad", "A name is needed.")
    assert form.text("mobile") == "13900000075"
    assert customers.total(ui.desk) == 0


def test_a_contact_without_a_name_is_refused(ui, new, qtbot, write):
    form = new.editing_part.form
    write("桐里木作家具厂")
    form.focus("person-mobile")
    write("13900000058")
    assert not new.save()
    assert form.inputs["person-name"].widget.hasFocus()
    assert customers.total(ui.desk) == 0


def test_escape_from_an_empty_form_goes_back_to_the_file_before(pane, enterprise, qtbot):
    pane.show_customer(enterprise)
    pane.show_new()
    assert pane.customer_id is None
    press(qtbot, Qt.Key.Key_Escape)
    assert pane.customer_id == enterprise
    assert not pane.editing


def test_escape_from_a_filled_form_asks(ui, new, qtbot, write, answer):
    write("沈木青")
    asked = answer("leave-cancel")
    press(qtbot, Qt.Key.Key_Escape)
    assert asked == ["Save the changes to “沈木青”?"]
    assert new.editing
    new.activateWindow()
    qtbot.waitUntil(new.isActiveWindow)
    answer("leave-confirm")
    with qtbot.waitSignal(new.created):
        press(qtbot, Qt.Key.Key_Escape)
    assert customers.total(ui.desk) == 1


def test_a_double_is_hinted_while_the_phone_is_typed(ui, pane, individual, qtbot, write):
    pane.show_new()
    write("小许")
    press(qtbot, Qt.Key.Key_Tab)
    write("139 0000 0021")
    bar = pane.editing_part.doubles.bar
    qtbot.waitUntil(bar.isVisible)
    assert "许念安" in bar.accessibleName()
    assert pane.editing_part.form.inputs["mobile"].widget.hasFocus()
    with qtbot.waitSignal(pane.created):
        press(qtbot, Qt.Key.Key_Return)
    assert not bar.isVisible()


def test_a_phone_without_its_area_code_is_hinted_as_such(ui, pane, qtbot):
    customers.add(ui.desk, {"name": "禾砚有限公司", "phone": "88120013"})
    pane.show_new({"name": "山初物流有限公司"})
    phone = pane.editing_part.form.inputs["phone"].widget
    phone.setFocus()
    qtbot.waitUntil(phone.hasFocus)
    qtbot.keyClicks(phone, "0571-88120013")
    bar = pane.editing_part.doubles.bar
    qtbot.waitUntil(bar.isVisible)
    assert "禾砚有限公司" in bar.accessibleName()
    assert "Same phone but for the area code" in bar.accessibleName()
    phone.setText("0571-88120014")
    qtbot.waitUntil(bar.isHidden)


def test_known_values_are_filled_in(pane):
    pane.show_new({"mobile": "13900000075"})
    form = pane.editing_part.form
    assert form.text("mobile") == "13900000075"
    assert form.asked()[:3] == ["kind", "name", "mobile"]
    pane.editing_part.stop()
    pane.show_new({"name": "沈木青", "hobbies": "钓鱼"})
    assert form.text("hobbies") == "钓鱼"
    assert "hobbies" in form.asked()


def test_a_second_new_file_begins_empty(new, qtbot, write):
    write("沈木青")
    assert new.save()
    new.show_new()
    form = new.editing_part.form
    assert form.text("name") == ""
    assert form.rows["name"].problem()[0] == ""
    assert not form.dirty()


def test_labels_are_tied_to_the_few_inputs(new):
    form = new.editing_part.form
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy() and label.isVisible()}
    assert buddies == {form.inputs[key].widget for key in form.asked()}
