"""Pictures of the file as one reads it: further addresses, what is bought elsewhere, relations, what is missing, marks;
and of files as they should not be, but are: with a name of sixty characters, with nothing but a name."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.customers import Listing
from crmdesk.gui.dialogs.address import AddressDialog
from crmdesk.gui.dialogs.elsewhere import ElsewhereDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import addresses, contacts, customers, elsewhere
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.undoing import latest, take_back

_LONG = "中国（上海）自由贸易试验区临港新片区海洋科技与精密智能装备制造研究开发示范中心有限责任公司嘉兴第二分公司筹备处"
_BARE = "空白一页商行"
_RIGHT_TO_LEFT = "شركة الأمل للتجارة والمقاولات العامة"
_GROUPS = "展会名单;重点跟进;老客户回访;年度框架协议;华东大区;需要技术支持;冷链运输"


def picture_reading(camera: Camera, window: MainWindow) -> None:
    """Everything this part of the file shows; what is added for it is taken back."""
    before = latest(window.ui.desk)
    _fill(window)
    first = _id(window, sample.FIRST)
    page, pane, jobs = window.content.page, window.content.page.pane, window.ui.jobs
    page.open(first)
    settle(jobs)
    _scrolled(camera, window, pane.reading.elsewhere, "file-elsewhere", "汇凌耗材")
    _scrolled(camera, window, pane.reading.relations, "file-relations", "云岫精工集团有限公司")
    pane.reading.verticalScrollBar().setValue(0)
    _menu(camera, window, pane.facts.completeness.make_menu(), pane.facts.completeness, "file-missing")
    _menu(camera, window, pane.head.badges.make_menu(), pane.head.badges.button, "file-marks")
    file = customers.file(window.ui.desk, first)
    _dialog(camera, window, AddressDialog(window.ui, file, file.addresses[0], window), "address", "云岫工业园")
    _dialog(camera, window, ElsewhereDialog(window.ui, file, file.elsewhere[0], window), "elsewhere", "封箱胶带")
    page.open(_id(window, sample.PERSON))
    camera.take(window, "file-family", jobs, showing="许建国")
    for name, shot in ((_LONG, "file-long-name"), (_BARE, "file-bare"), (_RIGHT_TO_LEFT, "file-right-to-left")):
        page.open(_id(window, name))
        camera.take(window, shot, jobs, showing=name)
    page.open(first)
    take_back(window.ui, before)
    settle(jobs)


def _fill(window: MainWindow) -> None:
    """What the sample does not have."""
    desk = window.ui.desk
    first = _id(window, sample.FIRST)
    number = customers.file(desk, first).number
    customers.add(desk, {"name": "云岫精工集团有限公司", "number": "K90001", "kind": "enterprise"})
    customers.edit(desk, first, {"parent_company": "K90001", "custodian": "何安", "verified_on": "2026-03-01"})
    for place in ("平湖", "桐乡"):
        customers.add(desk, {"name": f"禾砚精密（{place}）分公司", "parent_company": number, "kind": "enterprise"})
    for row in range(23):
        customers.add(desk, {"name": f"青禾{row + 1}号配件商行", "referrer": number, "kind": "enterprise"})
    addresses.add(desk, first, {"label": "寄发票", "city": "嘉兴市", "address": "云岫工业园三路 18 号财务部"})
    tape = {"product": "封箱胶带", "competitor": "汇凌耗材", "quantity": "每月 40 箱", "our_product": "静音封箱胶带"}
    elsewhere.add(desk, first, tape)
    film = {"product": "缠绕膜", "competitor": "汇凌耗材", "quantity": "每季 2 吨", "replaced_on": "2026-08-01"}
    elsewhere.add(desk, first, film)
    contacts.add(desk, _id(window, sample.PERSON), {"name": "许建国", "title": "父亲", "mobile": "139 0000 0022"})
    customers.add(desk, {"name": _LONG, "owner": "陈立", "phone": "0573-0000 0099", "groups": _GROUPS})
    customers.add(desk, {"name": _BARE, "kind": "enterprise"})
    customers.add(desk, {"name": _RIGHT_TO_LEFT, "phone": "021-0000 0001"})
    window.ui.wrote(Changes(everything=True))
    settle(window.ui.jobs)


def _id(window: MainWindow, name: str) -> int:
    return customers.find(window.ui.desk, Listing(query=name))[0]


def _scrolled(camera: Camera, window: MainWindow, section: QWidget, name: str, showing: str) -> None:
    """The basics with this section at their top."""
    reading = window.content.page.pane.reading
    reading.verticalScrollBar().setValue(section.mapTo(reading.inner, QPoint(0, 0)).y() - 16)
    camera.take(window, name, window.ui.jobs, showing=showing)
    if name == "file-relations":
        camera.take_wide(window, name, window.ui.jobs, showing=showing)


def _menu(camera: Camera, window: MainWindow, menu: QMenu, below: QWidget, name: str) -> None:
    menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
    camera.take(menu, name, window.ui.jobs, showing=menu.accessibleName())
    menu.close()
    settle(window.ui.jobs)


def _dialog(camera: Camera, window: MainWindow, dialog: QDialog, name: str, showing: str) -> None:
    dialog.show()
    camera.take(dialog, name, window.ui.jobs, showing=showing)
    dialog.close()
    settle(window.ui.jobs)
