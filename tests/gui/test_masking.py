"""Personal data hidden while a customer looks at the screen (METHOD.md section 14)."""

from __future__ import annotations

import ast
import re
import timeit
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.customers import Listing
from crmdesk.core.fields import Type
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.core.registry import REGISTRY
from crmdesk.gui.dialogs.bulk_edit import BulkEditDialog
from crmdesk.gui.dialogs.drafts import DraftsDialog
from crmdesk.gui.dialogs.duplicates import DuplicatesDialog
from crmdesk.gui.dialogs.exporting import ExportDialog
from crmdesk.gui.dialogs.filter_conditions import ConditionsDialog
from crmdesk.gui.dialogs.merging import MergeDialog
from crmdesk.gui.forms.file_window import FileWindow
from crmdesk.gui.masking import Masking
from crmdesk.gui.window import MainWindow
from crmdesk.services import (
    addresses,
    attachments,
    contacts,
    customers,
    drafts,
    elsewhere,
    history,
    notes,
    photos,
    user_fields,
)
from crmdesk.services.desk import Desk
from crmdesk.tour.camera import settle, visible_texts
from tests.gui.canaries import plain, told
from tests.imports import sources

_PERSON = {
    "name": "张伟", "kind": "individual", "mobile": "13812345678", "phone": "0571-87654321",
    "id_number": "110101199003070011", "wechat": "zhangwei_secret", "qq": "1029384756", "email": "zhang.wei@canary.cn",
    "birthday": "1990-03-07", "home_address": "桂花里 8 幢 302 室", "address": "青石巷 9 号 501",
    "city": "杭州市", "owner": "陈立", "notes": "请打 13911112222，邮箱 note@canary.cn", "postcode": "310099",
    "likes": "车牌旁写着 13922223333",
}  # fmt: skip
_CONTACT = {
    "name": "周砚秋", "title": "会计 13933334444", "mobile": "13955556666", "wechat": "zhou_secret", "qq": "5647382910",
    "email": "zhou@canary.cn", "birthday": "L1985-10-18", "address": "梧桐苑 5 号 401", "main": "yes",
}  # fmt: skip
_ADDRESS = {"label": "仓库", "city": "嘉兴市", "address": "三路 18 号 13977778888", "recipient": "沈无名收件",
            "phone": "13988889999"}  # fmt: skip
_NOTE = "她的新号码 13612341234，身份证 110101199003070011"
_CANARIES = tuple(
    map(
        plain,
        (
            "13812345678", "87654321", "110101199003070011", "zhangwei_secret", "1029384756", "zhang.wei@canary.cn",
            "1990-03-07", "7 Mar 1990", "1990年3月7日", "桂花里", "13911112222", "note@canary.cn", "13922223333",
            "13933334444", "13955556666", "zhou_secret", "5647382910", "zhou@canary.cn", "1985", "梧桐苑",
            "13977778888", "沈无名收件", "13988889999", "13612341234", "13700001111", "13600004321", "13811119999",
            "青石巷", "旧宅院", "310099",
        ),
    )
)  # fmt: skip


@pytest.fixture
def person(desk: Desk) -> int:
    """Everything about them is a canary: what was changed lately, too."""
    customer, _ = customers.add(
        desk, {**_PERSON, "mobile": "13700001111", "wechat": "old_secret_name", "address": "旧宅院 1 号"}
    )
    now = {key: _PERSON[key] for key in ("mobile", "wechat", "address")}
    customers.edit(desk, customer, now)
    contacts.add(desk, customer, _CONTACT)
    addresses.add(desk, customer, _ADDRESS)
    elsewhere.add(desk, customer, {"product": "胶带", "notes": "问 13811119999"})
    notes.add(desk, customer, _NOTE)
    attachments.add_content(desk, customer, "联系 13612341234.txt", "电话 13612341234".encode())
    return customer


@pytest.fixture
def masked(window: MainWindow, person: int, qtbot: QtBot) -> MainWindow:
    """The window with the person's file shown and personal data hidden by its key."""
    window.ui.bus.open_customer.emit(person)
    _rest(window)
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.ui.masking.on
    _rest(window)
    return window


def _rest(window: MainWindow) -> None:
    settle(window.ui.jobs)
    settle(window.content.page.list.finder.jobs)


def _told(widget: QWidget) -> list[str]:
    return told(widget, (*_CANARIES, "old_secret_name"))


def _dialog(window: MainWindow, dialog: QDialog) -> Iterator[list[str]]:
    dialog.show()
    _rest(window)
    yield _told(dialog)
    dialog.reject()


def test_what_is_looked_for_is_there_while_nothing_is_hidden(window: MainWindow, person: int):
    window.ui.bus.open_customer.emit(person)
    _rest(window)
    found = " ".join(_told(window))
    for canary in ("13812345678", "zhangwei_secret", "桂花里", "沈无名收件", "13955556666", "zhou_secret"):
        assert canary in found


def test_no_page_of_a_file_tells_anything(masked: MainWindow):
    pane = masked.content.page.pane
    assert pane.head.title() == "张伟"
    for tab in ("basics", "contacts", "notes", "attachments", "changes"):
        pane.show_page(tab)
        _rest(masked)
        assert _told(masked) == [], tab
    pane.show_page("basics")
    assert pane.head.links()[0].text() == "138****5678"


def test_list_table_search_and_go_to_tell_nothing(masked: MainWindow):
    page, content = masked.content.page, masked.content
    masked.ui.preferences.customer_columns = [
        "name", "mobile", "phone", "id_number", "wechat", "qq", "email", "birthday", "home_address", "address",
        "postcode", "notes", "likes",
    ]  # fmt: skip
    page.show_table(True)
    _rest(masked)
    assert _told(masked) == []
    for sort in ("mobile", "birthday", "wechat"):
        page.list.show_listing(replace(page.list.listing, sort=sort))
        page.show_table(False)
        _rest(masked)
        assert _told(masked) == [], sort
    for typed in ("1381234", "zhouyanqiu", "zhou_sec", "1395555"):
        content.search.setText(typed)
        _rest(masked)
        assert page.list.count == 1, typed
        assert _told(page) == [], typed
    content.search.clear()
    content.goto.open()
    _rest(masked)
    assert _told(content.goto.popup) == []
    content.goto.popup.leave()


def test_filters_and_their_dialog_tell_nothing(masked: MainWindow):
    page = masked.content.page
    filter_ = Filter(
        (Condition("mobile", Test.IS, ("13812345678",)), Condition("wechat", Test.IS, ("zhangwei_secret",)))
    )
    page.list.show_listing(replace(page.list.listing, filter=filter_))
    _rest(masked)
    assert page.list.count == 1
    assert _told(page) == []
    for found in _dialog(masked, ConditionsDialog(masked.ui, filter_, filter_.conditions[0], masked)):
        assert found == []


def test_menus_and_a_file_in_its_own_window_tell_nothing(masked: MainWindow, person: int, qtbot: QtBot):
    pane = masked.content.page.pane
    for kind in ("contact", "address", "elsewhere"):
        actions = pane.reading.actions_of(kind, pane.contact_actions)
        part = {"contact": pane.contact_actions.file.contacts, "address": actions.file.addresses}.get(
            kind, actions.file.elsewhere
        )[0]
        menu = actions.make_menu(part)
        assert _told(menu) == [], kind
        menu.deleteLater()
    alone = FileWindow(masked.ui, person, masked)
    alone.show()
    _rest(masked)
    assert _told(alone) == []
    alone.close()


def test_doubles_and_merging_tell_nothing(masked: MainWindow, person: int):
    ui = masked.ui
    values = {key: _PERSON[key] for key in ("mobile", "wechat", "email", "id_number", "birthday")}
    other, _ = customers.add(ui.desk, {"name": "张伟先生 13600004321", "kind": "individual", **values})
    dialog = DuplicatesDialog(ui, masked)
    dialog.show()
    _rest(masked)
    assert len(dialog.model.pairs) == 1
    assert _told(dialog) == []
    merge = MergeDialog(ui, other, person, dialog)
    merge.show()
    merge.all_fields.setChecked(True)
    _rest(masked)
    assert _told(merge) == []
    merge.reject()
    dialog.reject()
    assert customers.file(ui.desk, person).values["mobile"] == "13812345678"


def test_changing_several_tells_nothing(masked: MainWindow, person: int):
    dialog = BulkEditDialog(masked.ui, [person], masked)
    dialog.show()
    line = dialog.fields.lines[0]
    line.choose("wechat")
    line.input.set_text("x")
    dialog.look()
    _rest(masked)
    assert dialog.samples.rowCount() == 1
    assert _told(dialog) == []
    dialog.reject()


def test_what_was_typed_and_not_saved_waits_until_it_may_be_seen(masked: MainWindow, person: int):
    ui = masked.ui
    drafts.keep(ui.desk, drafts.key_of("customer", person), "", {"mobile": "13612341234", "wechat": "zhou_secret"})
    drafts.keep(ui.desk, drafts.key_of("note", person, drafts.NEW), "", {"text": _NOTE})
    for found in _dialog(masked, DraftsDialog(ui, drafts.offered(ui.desk), masked)):
        assert found == []
    masked.content.page.pane.show_page("notes")
    other = customers.find(ui.desk, Listing())[0]
    for customer in (other, person):
        ui.bus.open_customer.emit(customer)
        _rest(masked)
    masked.content.page.pane.show_page("notes")
    _rest(masked)
    assert _told(masked) == []
    masked.content.drafts.go_on(drafts.offered(ui.desk)[0])
    assert not masked.content.page.pane.editing
    assert len(drafts.offered(ui.desk)) == 2


def test_the_photo_is_hidden(masked: MainWindow, person: int, picture: bytes, qtbot: QtBot):
    pane = masked.content.page.pane
    masked.ui.wrote(photos.put(masked.ui.desk, person, picture))
    assert pane.photo.isHidden()
    masked.ui.masking.set_on(False)
    assert not pane.photo.isHidden()


@pytest.fixture
def picture() -> bytes:
    from PySide6.QtGui import QImage

    from crmdesk.gui.forms.photo_reading import as_photo

    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return as_photo(image)


def test_attachments_are_not_looked_into(masked: MainWindow, qtbot: QtBot):
    masked.resize(1920, 1080)
    page = masked.content.page.pane.attachments
    masked.content.page.pane.show_page("attachments")
    _rest(masked)
    page.table.selectRow(0)
    page.preview.look_now()
    _rest(masked)
    assert page.preview.shown is None
    assert page.table.current().name == "联系 136****1234.txt"
    page.table.rename(page.table.current())
    assert page.table.state() != page.table.State.EditingState


def _press(window: QWidget, name: str) -> None:
    window.findChild(QAbstractButton, name).click()


def test_copying_takes_what_is_seen(masked: MainWindow, person: int):
    page = masked.content.page
    clipboard = QGuiApplication.clipboard()
    page.pane.actions_part.copy()
    assert "138****5678" in clipboard.text()
    assert not [c for c in _CANARIES if c in plain(clipboard.text())]
    page.pane.contact_actions.copy_whole(page.pane.contact_actions.file.contacts[0])
    assert "139****6666" in clipboard.text()
    for text in (clipboard.text(), masked.content.teller.said()[0]):
        assert not [c for c in _CANARIES if c in plain(text)]
    page.verbs.copy_rows([person], [masked.ui.desk.fields("customer")[key] for key in ("mobile", "birthday", "likes")])
    assert clipboard.text().splitlines()[1] == "138****5678\t****\t车牌旁写着 139****3333"
    page.verbs.copy_rows([person])
    assert "138****5678" in clipboard.mimeData().html()
    assert "13812345678" not in clipboard.mimeData().html()
    page.verbs.copy_phone(person)
    assert clipboard.text() == "138****5678"


def test_nothing_is_edited_before_it_is_shown_again(masked: MainWindow, qtbot: QtBot):
    pane, line = masked.content.page.pane, masked.content.status
    contact = pane.contact_actions.file.contacts[0]
    note = next(iter(pane.notes.list.keys()), None)
    before = len(history.entries(masked.ui.desk))
    for tries in (
        lambda: pane.start_editing("mobile"),
        lambda: pane.contact_actions.edit(contact),
        pane.contact_actions.add,
        lambda: pane.reading.addresses.actions_part.edit(pane.contact_actions.file.addresses[0]),
        lambda: pane.notes.edit(note),
        masked.content.import_sheet,
    ):
        line.clear_message()
        tries()
        assert line.message() == "Not while personal data is hidden."
        assert not pane.editing
        assert not [one for one in masked.findChildren(QDialog) if one.isVisible()]
    assert len(history.entries(masked.ui.desk)) == before
    _press(masked, "status-action")
    assert not masked.ui.masking.on
    pane.start_editing("mobile")
    assert pane.editing_part.form.inputs["mobile"].text() == "13812345678"


def test_the_sign_and_the_menu_say_that_it_is_on_and_end_it(masked: MainWindow):
    sign = masked.findChild(QAbstractButton, "status-sign")
    assert sign.isVisible()
    assert sign.text() == "Personal data hidden"
    assert "Ctrl+Shift+M" in sign.toolTip()
    assert masked.content.menus.masking.isChecked()
    sign.click()
    assert not masked.ui.masking.on
    assert sign.isHidden()
    assert not masked.content.menus.masking.isChecked()
    _rest(masked)
    assert masked.content.page.pane.head.links()[0].text() == "138 1234 5678"


def test_it_stays_on_in_another_language_and_is_off_in_a_new_window(masked: MainWindow, shown, words_zh):
    masked.show_language(replace(masked.ui, words=words_zh))
    _rest(masked)
    assert masked.ui.masking.on
    assert masked.findChild(QAbstractButton, "status-sign").text()
    assert _told(masked) == []


def test_what_is_being_typed_is_left_first(window: MainWindow, person: int, qtbot: QtBot, answer):
    window.ui.bus.open_customer.emit(person)
    _rest(window)
    pane = window.content.page.pane
    pane.start_editing("likes")
    pane.editing_part.form.put("likes", "13612341234")
    asked = answer("leave-cancel")
    window.content.masking.toggle()
    assert asked
    assert not window.ui.masking.on
    assert not window.content.menus.masking.isChecked()
    assert pane.editing
    pane.editing_part.stop()
    window.content.masking.toggle()
    assert window.ui.masking.on
    _rest(window)
    assert _told(window) == []


def test_an_export_begins_with_masking(masked: MainWindow):
    dialog = ExportDialog(masked.ui, None, masked)
    assert dialog.inputs.masking.isChecked()
    dialog.reject()
    masked.ui.masking.set_on(False)
    dialog = ExportDialog(masked.ui, None, masked)
    assert not dialog.inputs.masking.isChecked()
    dialog.reject()


def test_numbers_in_own_fields_are_hidden(masked: MainWindow, person: int):
    desk, ui = masked.ui.desk, masked.ui
    key, changes = user_fields.add(desk, "家长电话", Type.TEXT)
    ui.wrote(changes)
    ui.wrote(customers.edit(desk, person, {key: "13612341234"}))
    _rest(masked)
    assert "家长电话" in " ".join(visible_texts(masked))
    assert _told(masked) == []


READERS = {
    ("customers", "file"), ("customers", "files"), ("customers", "rows"), ("customers", "doubles"), ("lists", "cells"),
    ("listing", "cells"), ("notes", "of_customer"), ("attachments", "of_customer"), ("attachments", "content"),
    ("history", "of_customer"), ("relations", "of_file"), ("duplicates", "pairs"), ("merging", "compare"),
    ("bulk_edit", "preview"), ("importing_undo", "preview"), ("drafts", "offered"),
    ("picking", "best"), ("timeline", "timeline"), ("timeline", "months"), ("interactions", "open_steps"),
    ("interactions", "interaction"), ("interactions", "of_customer"), ("objections", "of_customer"),
    ("complaints", "complaint"), ("complaints", "case"), ("complaint_lists", "rows"), ("complaint_lists", "board"),
    ("complaint_lists", "of_customer"), ("complaint_lists", "by_number"), ("service", "briefing"), ("service", "day"),
    ("day_week", "week"), ("greetings", "upcoming"), ("greetings", "to_greet"), ("greetings", "missing"),
    ("reports", "report"), ("tasks", "task"), ("tasks", "open_tasks"), ("tasks", "of_customer"),
    ("visit_plan", "dues"), ("visit_plan", "neglected"), ("sales_plan", "plan"), ("sales_plan", "totals"),
}  # fmt: skip
"""Services that give what may be personal."""

_EXEMPT = {
    "crmdesk.gui.window_place": "which drafts there are, not what is in them",
    "crmdesk.gui.models.printing": "takes ids alone of what it reads; paper is masked with the window (printing_look)",
    "crmdesk.gui.models.importing_telling": "the import is refused while personal data is hidden",
    "crmdesk.gui.forms.attachments_preview": "asked of nothing while personal data is hidden (attachments_page)",
    "crmdesk.gui.forms.photo_actions": "makes the photo of an attachment; shown by PhotoPlace",
    "crmdesk.gui.forms.complaint_form_frame": "no step is done while personal data is hidden (complaint_form)",
    "crmdesk.gui.forms.file_complaints_page": "its rows are shown by models.file_complaints",
    "crmdesk.gui.pages.complaints_cases_list": "asks only whether one is there; models.complaint_cases shows them",
    "crmdesk.gui.dialogs.complaint": "none is logged while personal data is hidden (complaint_doing); tells its number",
    "crmdesk.gui.dialogs.bulk_edit": "its samples are shown by models.bulk_samples",
    "crmdesk.gui.pages.today_day": "its rows are made by models.today and models.today_done",
    "crmdesk.gui.pages.today_week": "its rows are made by models.today_week",
    "crmdesk.gui.pages.follow_up_visits": "its rows are shown by models.visits",
    "crmdesk.gui.models.complaints": "its cells are hidden by PagedTable",
    "crmdesk.gui.models.insight_orders": "its cells are hidden by PagedTable",
    "crmdesk.gui.models.selection": "its people are shown by PeopleTable and PersonPane",
    "crmdesk.gui.models.value": "its people are shown by PeopleTable and PersonPane",
}


def test_whatever_reads_personal_data_for_the_window_asks_the_masking():
    """A new place that reads customers hides what is personal, or says here why it need not."""
    bare = set()
    for module, source in sources().items():
        if not module.startswith("crmdesk.gui."):
            continue
        calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
        reads = any(
            isinstance(call, ast.Attribute)
            and isinstance(call.value, ast.Name)
            and (call.value.id, call.attr) in READERS
            for call in calls
        )
        if reads and not re.search(r"masking|[uU]i\.read\(|[uU]i\.shown\(", source):
            bare.add(module)
    assert bare == set(_EXEMPT)


_ONLY_IN_FORMS = {
    "crmdesk.gui.masking", "crmdesk.gui.models.customer_cells", "crmdesk.gui.models.customer_rows",
    "crmdesk.gui.dialogs.goto", "crmdesk.gui.dialogs.customer_line", "crmdesk.gui.forms.file_text",
    "crmdesk.gui.forms.part_table",
    "crmdesk.gui.pages.customers_copy", "crmdesk.gui.models.importing_cells", "crmdesk.gui.models.importing_telling",
}  # fmt: skip
"""These are given what may be seen; importing is refused while personal data is hidden."""


def test_values_become_texts_in_one_way():
    """`ui.shown` is the way from a value to its text; who does it directly is given values that may be seen."""
    direct = {
        module
        for module, source in sources().items()
        if module.startswith("crmdesk.gui.")
        and re.search(r"\bvalues\.show\(|core.values import .*\bshow\b|format_phone", source, re.M)
    }
    assert direct == _ONLY_IN_FORMS


def test_the_clipboard_is_reached_in_one_way():
    direct = {m for m, s in sources().items() if re.search(r"clipboard\(\)\.(setText|setMimeData|setImage)", s)}
    assert direct == {"crmdesk.gui.clipboard", "crmdesk.gui.dialogs.trouble"}


def test_masking_forty_rows_takes_no_time():
    fields = REGISTRY["customer"].all
    texts = {Type.INTEGER: 3, Type.YES_NO: True}
    values = [(field, texts.get(field.type, "联系 13812345678 转 note@canary.cn")) for field in fields]
    masking = Masking()
    masking.set_on(True)
    took = min(timeit.repeat(lambda: [masking.value(f, v) for _ in range(40) for f, v in values], number=1, repeat=3))
    assert took < 0.1, f"{40 * len(values)} cells took {took * 1000:.0f} ms"
