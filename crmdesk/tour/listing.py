"""Pictures of the customers as a table, of filters, of what a search found, and of changing several at once."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from crmdesk.core.customers import Listing
from crmdesk.core.filtering import Condition, Filter, Test
from crmdesk.gui.dialogs.bulk_edit import BulkEditDialog
from crmdesk.gui.dialogs.filter_conditions import ConditionsDialog
from crmdesk.gui.dialogs.filter_group import GroupDialog
from crmdesk.gui.pages.customers import CustomersPage
from crmdesk.gui.pages.customers_head import sort_text
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.job import expect

_SEVERAL = 24


def picture_listing(camera: Camera, window: MainWindow) -> None:
    """Leaves the page as it was: the list, no filter, nothing typed."""
    page = window.content.page
    before = page.list.listing
    _found(camera, window)
    _filters(camera, window, page)
    _dialogs(camera, window, page)
    _table(camera, window, page)
    page.list.show_listing(before)
    _rest(window)


def _rest(window: MainWindow) -> None:
    settle(window.ui.jobs)
    settle(window.content.page.list.finder.jobs)


def _found(camera: Camera, window: MainWindow) -> None:
    """What was found by pinyin, and where it was found outside the name."""
    for typed, name in (("hyjm", "search-initials"), ("周砚秋", "search-contact")):
        window.content.search.setText(typed)
        _rest(window)
        camera.take(window, name, window.ui.jobs, showing=sample.FIRST)
    window.content.search.clear()
    _rest(window)


def _filters(camera: Camera, window: MainWindow, page: CustomersPage) -> None:
    jobs = window.ui.jobs
    page.list.toggle_filters()
    page.list.show_listing(replace(page.list.listing, filter=_owners(window)))
    _rest(window)
    camera.take(window, "customers-filters", jobs, showing=_owners(window).conditions[0].values[0])
    camera.take_wide(window, "customers-filters", jobs, showing=_owners(window).conditions[0].values[0])
    facet = page.list.filters.facets["owner"]
    facet.open()
    _rest(window)
    popup = QApplication.activePopupWidget()
    expect(popup is not None, "the values of the facet are not shown")
    if popup is not None:
        camera.take(popup, "customers-facet", jobs, showing=_owners(window).conditions[0].values[0])
        popup.hide()
    page.list.show_listing(replace(page.list.listing, filter=Filter((Condition("owner", Test.IS, ("—",)),))))
    _rest(window)
    nobody = window.ui.words.gettext("Nobody meets these filters.")
    camera.take(window, "customers-filters-nobody", jobs, showing=nobody)
    page.list.clear_filters()
    page.list.toggle_filters()
    _rest(window)


def _owners(window: MainWindow) -> Filter:
    """The owner of the first customer, and lately put on file."""
    desk = window.ui.desk
    first = customers.file(desk, customers.find(desk, Listing(sort="number"), 1)[0])
    owner = str(first.values.get("owner") or desk.who)
    return Filter((Condition("owner", Test.IS, (owner,)), Condition("created_on", Test.LAST_DAYS, ("365",))))


def _dialogs(camera: Camera, window: MainWindow, page: CustomersPage) -> None:
    ui = window.ui
    label = ui.words.label(ui.desk.fields("customer")["created_on"].label)
    condition = ConditionsDialog(ui, _owners(window), _owners(window).conditions[1], window)
    condition.show()
    camera.take(condition, "filter-condition", ui.jobs, showing=label)
    condition.reject()
    group = GroupDialog(ui, _owners(window), window)
    group.show()
    camera.take(group, "filter-group", ui.jobs, showing=group.windowTitle())
    group.reject()
    bulk = BulkEditDialog(ui, list(page.list.model.ids[:_SEVERAL]), window)
    bulk.show()
    line = bulk.fields.lines[0]
    line.choose("source")
    expect(line.input is not None, "the field has no input")
    if line.input is not None:
        line.input.set_text(ui.words.label(ui.desk.fields("customer")["source"].choices[0].label))
    bulk.look()
    settle(ui.jobs)
    camera.take(bulk, "bulk-edit", ui.jobs, showing=bulk.confirm_button.text())
    bulk.reject()
    settle(ui.jobs)


def _table(camera: Camera, window: MainWindow, page: CustomersPage) -> None:
    jobs = window.ui.jobs
    page.show_table(True)
    page.list.head.sort_by("tier")
    page.list.view.scrollToTop()
    _rest(window)
    camera.take(window, "customers-table", jobs, showing=sort_text(window.ui, "tier"))
    camera.take_wide(window, "customers-table", jobs, showing=sort_text(window.ui, "tier"))
    page.list.look.choose_columns(window.mapToGlobal(QPoint(400, 160)))
    popup = QApplication.activePopupWidget()
    expect(popup is not None, "the columns are not shown")
    if popup is not None:
        camera.take(popup, "customers-columns", jobs, showing=popup.accessibleName())
        popup.hide()
    page.show_table(False)
    _rest(window)
