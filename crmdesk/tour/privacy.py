"""Pictures of privacy: the log, requests, files nobody touched, a person's copy, erasing, consent."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from crmdesk.core.customers import Listing
from crmdesk.core.privacy import Retention
from crmdesk.gui.dialogs.consent import ConsentDialog, customer_person
from crmdesk.gui.dialogs.erasing import EraseDialog
from crmdesk.gui.dialogs.person_copy import PersonCopyDialog
from crmdesk.gui.dialogs.privacy import LOG, REQUESTS, RETENTION, PrivacyDialog
from crmdesk.gui.dialogs.privacy_request import RequestDialog
from crmdesk.gui.window import MainWindow
from crmdesk.services import backups, customers, privacy
from crmdesk.services.desk import Desk
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle
from crmdesk.tour.undoing import latest, take_back

_OLD, _YEARS = 12, 3
"""Files of the sample that nobody is to have touched, and for how long."""


def picture_privacy(camera: Camera, window: MainWindow) -> None:
    """Each list and dialog, empty where that says something; what was noted for it is undone in the end."""
    ui, page = window.ui, window.content.page
    before = latest(ui.desk)
    person = customers.find(ui.desk, Listing(query=sample.PERSON))[0]
    _picture_requests(camera, window)
    _note(ui.desk, person)
    _picture_lists(camera, window)
    _picture_person(camera, window, person)
    page.open(person)
    settle(ui.jobs)
    page.pane.reading.show_consent()
    camera.take(window, "customers-consent", ui.jobs, showing=ui.words.gettext("Consent withdrawn"))
    take_back(ui, before)
    settle(ui.jobs)


def _note(desk: Desk, person: int) -> None:
    """Requests at every stage, and a consent that was taken back."""
    today = desk.today()
    others = customers.find(desk, Listing(sort="number"), 3)
    days = dt.timedelta
    customers.edit(desk, person, {"consent_on": "2026-03-02", "consent_source": "书面"})
    customers.edit(desk, person, {"consent_withdrawn_on": (today - days(6)).isoformat()})
    privacy.add_request(desk, "copy", customer_id=others[0], received_on=today - days(19), notes="要一份纸质副本")
    privacy.add_request(desk, "withdrawal", customer_id=person, received_on=today - days(6))
    privacy.add_request(desk, "access", subject="钟小姐（展会留过名片）", received_on=today - days(2))
    answered, _changes = privacy.add_request(desk, "correction", customer_id=others[1], received_on=today - days(30))
    privacy.answer_request(desk, answered, "done", answered_on=today - days(27))


def _picture_requests(camera: Camera, window: MainWindow) -> None:
    dialog = PrivacyDialog(window.ui, REQUESTS, window)
    dialog.show()
    _ = window.ui.words.gettext
    camera.take(dialog, "privacy-requests-empty", window.ui.jobs, showing=_("New request..."))
    dialog.show_page(RETENTION)
    settle(window.ui.jobs)
    camera.take(dialog, "privacy-retention-empty", window.ui.jobs, showing=_("Files nobody touched"))
    dialog.close()
    settle(window.ui.jobs)


def _picture_lists(camera: Camera, window: MainWindow) -> None:
    ui = window.ui
    dialog = PrivacyDialog(ui, LOG, window)
    dialog.show()
    camera.take(dialog, "privacy-log", ui.jobs, showing=ui.words.gettext("Export the log..."))
    dialog.show_page(REQUESTS)
    camera.take(dialog, "privacy-requests", ui.jobs, showing="钟小姐（展会留过名片）")
    request = dialog.requests.request()
    assert request is not None
    form = RequestDialog(ui, None, dialog)
    _take(camera, form, "privacy-request", window, showing=form.windowTitle())
    living = customers.find(ui.desk, Listing(sort="number"), _OLD)
    before = ui.desk.today().replace(year=ui.desk.today().year - _YEARS)
    for place, customer_id in enumerate(living):
        made = before - dt.timedelta(days=400 - 31 * place)
        ui.wrote(customers.edit(ui.desk, customer_id, {"created_on": made.isoformat()}))
    dialog.show_page(RETENTION)
    settle(ui.jobs)
    dialog.retention.show_found(Retention(_YEARS, before, tuple(living[3:]), tuple(living[:3])))
    camera.take(dialog, "privacy-retention", ui.jobs, showing=ui.words.gettext("Show them in the list"))
    dialog.show_page(REQUESTS)
    answer = RequestDialog(ui, request, dialog, answering=True, who=dialog.requests.model.who(request))
    _take(camera, answer, "privacy-answer", window, showing=answer.windowTitle())
    dialog.close()
    settle(ui.jobs)


def _picture_person(camera: Camera, window: MainWindow, person: int) -> None:
    ui = window.ui
    file = customers.file(ui.desk, person)
    copy = PersonCopyDialog(ui, file, window)
    _take(camera, copy, "person-copy", window, showing=ui.words.gettext("To be read"))
    consent = ConsentDialog(ui, customer_person(file), window)
    _take(camera, consent, "consent", window, showing=consent.windowTitle())
    backup = backups.make(ui.desk)
    erasing = EraseDialog(ui, [person], parent=window)
    erasing.show()
    settle(ui.jobs)
    erasing.typed.setText(file.number)
    camera.take(erasing, "erasing", ui.jobs, showing=file.number)
    erasing.reject()
    backups.delete(backup)
    settle(ui.jobs)


def _take(camera: Camera, widget: QWidget, name: str, window: MainWindow, *, showing: str) -> None:
    widget.show()
    camera.take(widget, name, window.ui.jobs, showing=showing)
    widget.close()
    widget.deleteLater()
    settle(window.ui.jobs)
