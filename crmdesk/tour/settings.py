"""Pictures of the settings: every place, with groups, own fields and changed lists in it, and of the search."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from crmdesk.core.customers import Listing
from crmdesk.core.fields import Type
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.gui.dialogs.settings import SettingsDialog
from crmdesk.gui.dialogs.settings_declared import DeclaredPane, SettingRow
from crmdesk.gui.dialogs.settings_fields import FieldsPane, NewFieldDialog
from crmdesk.gui.dialogs.settings_groups import GroupsPane
from crmdesk.gui.dialogs.settings_lists import ListsPane
from crmdesk.gui.dialogs.settings_replacing import ReplaceDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import competitors, customers, groups, history, lists, settings, user_fields
from crmdesk.services.desk import Desk
from crmdesk.tour import WHO
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.undoing import latest

_PLACES = ("person", "company", "looks", "fields", "competitors", "files", "columns", "folders")
_WE = {"person.name": WHO, "company.name": "云栖包装材料有限公司", "company.phone": "0571-0000 0001"}
_DYNAMIC, _WORD = "杭州的企业", "互联网"


def picture_settings(camera: Camera, window: MainWindow) -> None:
    """Each place; what is made for the pictures is undone again."""
    ui = window.ui
    before = latest(ui.desk)
    _furnish(ui.desk)
    for place in _PLACES:
        _picture(camera, window, SettingsDialog(ui, place, window), f"settings-{place}")
    _groups(camera, window)
    _lists(camera, window)
    _refused(camera, window)
    _searched(camera, window)
    while latest(ui.desk) > before:
        history.undo(ui.desk)  # unknown to the window, which would be made anew under the next pictures


def _furnish(desk: Desk) -> None:
    """Who we are, groups, own fields, a changed list, competitors."""
    for key, text in _WE.items():
        settings.change(desk, key, text)
    everybody = customers.find(desk, Listing())
    fair, _ = groups.add(desk, "2026 春季展会", "orange")
    groups.put_in(desk, fair, everybody[: len(everybody) // 3])
    conditions = (
        Condition("city", Test.CONTAINS, ("杭州",)),
        Condition("kind", Test.IS, ("enterprise",)),
        Condition("source", Test.IS, ("fair", "web")),
    )
    groups.add(desk, _DYNAMIC, "teal", Filter(conditions))
    groups.add(desk, "半年未核实", "red", Filter((Condition("verified_on", Test.NOT_LAST_DAYS, ("180",)),)))
    user_fields.add(desk, "储存方式", Type.CHOICE, ["常温", "冷藏", "冷冻"])
    user_fields.add(desk, "设备台数", Type.NUMBER)
    user_fields.add(desk, "首次来访", Type.DATE)
    lists.rename(desk, "source", "web", _WORD)
    for name in ("汇凌耗材", "海川工具"):
        competitors.add(desk, {"name": name, "strengths": "价格低，次日达", "weaknesses": "批次不稳"})


def _groups(camera: Camera, window: MainWindow) -> None:
    dialog = SettingsDialog(window.ui, "groups", window)
    dialog.show()
    pane = dialog.pane
    assert isinstance(pane, GroupsPane)
    pane.go_to(str(groups.named(window.ui.desk, _DYNAMIC).id))
    _picture(camera, window, dialog, "settings-groups", showing=_DYNAMIC)


def _lists(camera: Camera, window: MainWindow) -> None:
    dialog = SettingsDialog(window.ui, "lists", window)
    dialog.show()
    assert isinstance(dialog.pane, ListsPane)
    dialog.pane.go_to("source/web")
    _picture(camera, window, dialog, "settings-lists", showing=_WORD)
    words = window.ui.words
    others = [("fair", words.label(word.label)) for word in lists.words(window.ui.desk, "source") if word.key == "fair"]
    _picture(camera, window, ReplaceDialog(words, _WORD, 12, others, window), "settings-replace", showing=_WORD)


def _refused(camera: Camera, window: MainWindow) -> None:
    """A number out of bounds, and a field that is there already."""
    ui = window.ui
    settings.change(ui.desk, "review.days", "90")
    dialog = SettingsDialog(ui, "method", window)
    dialog.show()
    pane = dialog.pane
    assert isinstance(pane, DeclaredPane)
    row = pane.marked["review.days"]
    assert isinstance(row, SettingRow)
    row.type("9999")
    _picture(camera, window, dialog, "settings-method", showing="9999")
    new = NewFieldDialog(ui, window)
    new.show()
    new.label.setText("手机")
    new.type.set_key(Type.CHOICE.value)
    new.words.setPlainText("常温\n冷藏")
    new.accept()
    _picture(camera, window, new, "settings-new-field", showing="手机")


def _searched(camera: Camera, window: MainWindow) -> None:
    dialog = SettingsDialog(window.ui, "", window)
    dialog.show()
    dialog.navigation.search.setText("hlw")
    dialog.navigation.go_to_first()
    assert not isinstance(dialog.pane, FieldsPane)
    _picture(camera, window, dialog, "settings-search", showing=_WORD)


def _picture(camera: Camera, window: MainWindow, dialog: QDialog, name: str, *, showing: str = "") -> None:
    dialog.show()
    camera.take(dialog, name, window.ui.jobs, showing=showing or dialog.windowTitle())
    dialog.close()
    dialog.deleteLater()
    settle(window.ui.jobs)
