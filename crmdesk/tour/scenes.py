"""Every page and dialog of the window, in both languages, light and dark."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from crmdesk.app import open_window
from crmdesk.assets import load_words
from crmdesk.core.customers import Listing
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.dialogs.contact import ContactDialog
from crmdesk.gui.dialogs.files import FileTrouble
from crmdesk.gui.dialogs.trouble import BugReport
from crmdesk.gui.dialogs.updating import UpdateDialog
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.forms.file_window import FileWindow
from crmdesk.gui.forms.leaving import LeaveDialog
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.theme import palette
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers, demo
from crmdesk.services.desk import Desk, open_desk
from crmdesk.services.sample import SAMPLE_CUSTOMERS
from crmdesk.tour import WHO, clock, sample
from crmdesk.tour.backups import picture_backups
from crmdesk.tour.briefing import picture_briefing
from crmdesk.tour.camera import Camera, QtLog, put_up, settle
from crmdesk.tour.cards import picture_cards
from crmdesk.tour.churn import picture_churn
from crmdesk.tour.complaint_logging import picture_complaint_file, picture_complaint_logging
from crmdesk.tour.complaint_views import picture_complaint_views
from crmdesk.tour.complaints import picture_complaints
from crmdesk.tour.duplicates import picture_duplicates
from crmdesk.tour.elsewhere import picture_elsewhere
from crmdesk.tour.exporting import picture_exporting
from crmdesk.tour.follow_up import picture_follow_up
from crmdesk.tour.frame import picture_frame, picture_welcome
from crmdesk.tour.greetings import picture_greetings
from crmdesk.tour.history import picture_history
from crmdesk.tour.importing import picture_importing_files
from crmdesk.tour.importing_dealings import picture_importing_dealings
from crmdesk.tour.importing_trial import picture_importing_trial
from crmdesk.tour.imports import picture_imports
from crmdesk.tour.insight import picture_insight
from crmdesk.tour.listing import picture_listing
from crmdesk.tour.loyalty import picture_loyalty
from crmdesk.tour.masking import picture_masking
from crmdesk.tour.orders import picture_orders
from crmdesk.tour.parts import picture_parts
from crmdesk.tour.printing import picture_printing
from crmdesk.tour.privacy import picture_privacy
from crmdesk.tour.reading import picture_reading
from crmdesk.tour.security import picture_security
from crmdesk.tour.selling import picture_selling
from crmdesk.tour.settings import picture_settings
from crmdesk.tour.sheets import picture_sheets
from crmdesk.tour.tiers import picture_tiers
from crmdesk.tour.timeline import picture_timeline
from crmdesk.tour.today import picture_today
from crmdesk.tour.value import picture_value
from crmdesk.tour.visits import picture_visits

PICTURES = (
    picture_reading,
    picture_parts,
    picture_timeline,
    picture_orders,
    picture_selling,
    picture_follow_up,
    picture_visits,
    picture_today,
    picture_greetings,
    picture_briefing,
    picture_complaint_file,
    picture_complaints,
    picture_complaint_logging,
    picture_complaint_views,
    picture_tiers,
    picture_listing,
    picture_settings,
    picture_frame,
    picture_cards,
    picture_importing_files,
    picture_importing_trial,
    picture_importing_dealings,
    picture_imports,
    picture_duplicates,
    picture_exporting,
    picture_masking,
    picture_history,
    picture_privacy,
    picture_backups,
    picture_security,
    picture_elsewhere,
)
"""What each part of the program shows of itself, with a customer's file open."""
INSIGHTS = (picture_insight, picture_loyalty, picture_churn, picture_value, picture_printing)
"""What it shows only where customers have bought for years: in the sample data."""


def take_pictures(
    desk: Desk, folder: Path, outdir: Path, say: Callable[[str], None], looks: Collection[str]
) -> list[Path]:
    """All pictures of the tour in these looks; returns their files. Closes the desk."""
    app = QApplication.instance() or QApplication(["crmdesk"])
    assert isinstance(app, QApplication)
    files: list[Path] = []
    log = QtLog()
    path = desk.path
    desk.close()
    bought = _bought(folder)
    for look in looks:
        language, theme = look.split("-")
        camera = Camera(outdir, language, theme)
        words = load_words(language)
        preferences = Preferences(folder / f"window-{language}-{theme}.ini")
        preferences.theme = theme
        palette.apply(app, theme)
        _customers(camera, open_desk(path, who=WHO, clock=clock), words, preferences, folder)
        _insights(camera, open_desk(bought, who=WHO, clock=clock), words, preferences)
        _empty(camera, _empty_desk(folder / f"{language}-{theme}"), words, preferences)
        say(words.gettext("{count} pictures in {look}").format(count=len(camera.files), look=f"{language}, {theme}"))
        files += camera.files
    log.close()
    return files


def _customers(camera: Camera, desk: Desk, words: Words, preferences: Preferences, folder: Path) -> None:
    window = put_up(open_window(desk, words, preferences))
    jobs = window.ui.jobs
    first = customers.find(desk, Listing(query=sample.FIRST))[0]
    person = customers.find(desk, Listing(query=sample.PERSON))[0]
    page = window.content.page
    page.open(first)
    camera.take(window, "customers", jobs, showing=sample.FIRST)
    page.pane.tabs.set_key("contacts")
    page.pane.tabs.chosen.emit("contacts")
    camera.take(window, "customers-contacts", jobs, showing="方小满")
    camera.take_wide(window, "customers-contacts", jobs, showing="方小满")
    page.pane.tabs.set_key("changes")
    page.pane.tabs.chosen.emit("changes")
    camera.take(window, "customers-changes", jobs, showing=sample.FIRST)
    page.open(person)
    camera.take(window, "customers-individual", jobs, showing=sample.PERSON)
    _editing(camera, window, first)
    _new(camera, window)
    _searching(camera, window)
    _dialogs(camera, window, first)
    picture_sheets(camera, window, folder)
    for picture in PICTURES:
        window.content.page.open(first)
        picture(camera, window)
        window.activateWindow()
    settle(jobs)
    window.content.page.open(first)
    camera.take_wide(window, "customers", jobs, showing=sample.FIRST)
    window.close()
    window.deleteLater()


def _bought(folder: Path) -> Path:
    """A data file with the sample data."""
    desk = open_desk(folder / "示例数据.crmdesk", who=WHO, clock=clock)
    demo.fill(desk, SAMPLE_CUSTOMERS, demo.SAMPLE_SEED)
    desk.close()
    return desk.path


def _insights(camera: Camera, desk: Desk, words: Words, preferences: Preferences) -> None:
    window = put_up(open_window(desk, words, preferences))
    for picture in INSIGHTS:
        picture(camera, window)
        window.activateWindow()
    settle(window.ui.jobs)
    window.close()
    window.deleteLater()


def _editing(camera: Camera, window: MainWindow, customer_id: int) -> None:
    """Two changes, one of them a day that does not exist."""
    page, jobs = window.content.page, window.ui.jobs
    page.open(customer_id)
    settle(jobs)
    page.pane.start_editing("short_name")
    form = page.pane.editing_part.form
    _type(form, "phone", "0573-0000 0071")
    _type(form, "founded_on", "2009-02-30")
    form.check()
    camera.take(window, "customers-edit", jobs, showing="2009-02-30")
    camera.take_wide(window, "customers-edit", jobs, showing="2009-02-30")
    _picture(camera, LeaveDialog(window.ui.words, sample.FIRST, window), "leave", window, showing=sample.FIRST)
    page.pane.show_customer(customer_id)


def _type(form: FieldForm, key: str, text: str) -> None:
    """Press the keys, so that everything that follows typing happens."""
    form.window().activateWindow()
    form.focus(key)
    field = form.inputs[key].widget
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    QTest.qWait(400)  # the hint of doubles waits for a pause in typing


def _new(camera: Camera, window: MainWindow) -> None:
    page, jobs = window.content.page, window.ui.jobs
    page.file.new()
    camera.take(window, "customers-new", jobs, showing=window.ui.words.gettext("New customer"))
    form = page.pane.editing_part.form
    form.put("name", "禾砚精密机械厂")
    _type(form, "phone", "0573-0000 0013")
    _type(form, "mobile", "1390000")
    form.check()
    camera.take(window, "customers-new-problem", jobs, showing="禾砚精密机械厂")
    page.pane.show_nothing()


def _searching(camera: Camera, window: MainWindow) -> None:
    content, jobs = window.content, window.ui.jobs
    content.search.setText("heyan")
    camera.take(window, "search", jobs, showing="heyan")
    content.search.setText("没有这个人")
    camera.take(window, "search-nothing", jobs, showing="没有这个人")
    content.search.clear()
    settle(jobs)


def _dialogs(camera: Camera, window: MainWindow, customer_id: int) -> None:
    ui, words = window.ui, window.ui.words
    file = customers.file(ui.desk, customer_id)
    contact = file.contacts[0]
    _picture(camera, ContactDialog(ui, file, contact, window), "contact", window, showing="周砚秋")
    dialogs = window.content.dialogs
    for name, opens in (("about", dialogs.show_about), ("shortcuts", dialogs.show_shortcuts)):
        opens()
        settle(ui.jobs)
        dialog = window.findChildren(QDialog)[-1]
        camera.take(dialog, name, ui.jobs, showing=dialog.windowTitle())
        dialog.close()
        settle(ui.jobs)
    sentence = words.error(UserError("file-newer", path="华东客户.crmdesk", found=9, known=1))
    _picture(camera, FileTrouble(sentence, words, window), "file-trouble", window, showing=sentence)
    updating = UpdateDialog(Path("华东客户.crmdesk"), words, window)
    updating.show_progress(45, 100)
    _picture(camera, updating, "updating", window, showing="45")
    _picture(camera, BugReport(RuntimeError("sample"), words, window), "bug-report", window, showing="RuntimeError")
    alone = FileWindow(ui, customer_id, window)
    alone.resize(QSize(900, 660))
    _picture(camera, alone, "file-alone", window, showing=sample.FIRST)


def _picture(camera: Camera, widget: QWidget, name: str, window: MainWindow, *, showing: str) -> None:
    widget.show()
    camera.take(widget, name, window.ui.jobs, showing=showing)
    widget.close()
    widget.deleteLater()
    settle(window.ui.jobs)


def _empty_desk(folder: Path) -> Desk:
    folder.mkdir()
    return open_desk(folder / "新客户.crmdesk", who=WHO, clock=clock)


def _empty(camera: Camera, desk: Desk, words: Words, preferences: Preferences) -> None:
    window = put_up(open_window(desk, words, preferences))
    picture_welcome(camera, window)
    window.close()
    window.deleteLater()
