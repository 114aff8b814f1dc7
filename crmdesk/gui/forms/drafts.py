"""Keeps what is being typed in a form until it is saved or given up: a crash loses at most two seconds of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from crmdesk.core import values
from crmdesk.core.errors import UserError
from crmdesk.core.fields import Field, Type
from crmdesk.core.words import Words
from crmdesk.gui.forms.field_form import FieldForm
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services import drafts
from crmdesk.services.desk import Desk
from crmdesk.services.drafts import Draft

PAUSE, LATEST = 500, 2_000
"""Milliseconds: after typing pauses for so long what was typed is written, and at the latest after so long."""

CONTINUE, DISCARD = "continue", "discard"


class DraftKeeper(QObject):
    """For one form while it is open: call `typed` with what differs from the stored record, `drop` when it was saved
    or given up. `earlier` is what an earlier session left for the same place; `bar` offers it, put it into the form;
    `continued` tells the draft whose texts the form is to take over. `kept`: the texts are in the data file.
    """

    kept = Signal()
    continued = Signal(object)

    def __init__(self, ui: Ui, key: str, title: str, owner: QObject) -> None:
        super().__init__(owner)
        self._ui = ui
        self.title = title
        self._texts: dict[str, str] = {}
        self._told: dict[str, str] = {}
        self._written = False
        self._job: Job | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._latest = QTimer(self, singleShot=True, interval=LATEST)
        self._pause.timeout.connect(self._write)
        self._latest.timeout.connect(self._write)
        found = [draft for draft in drafts.of_place(ui.desk, key) if draft.key not in ui.bus.typing]
        self.earlier: Draft | None = next(iter(found), None)
        taken = self.earlier is not None or key in ui.bus.typing
        self.key = drafts.another_key(key) if taken else key
        ui.bus.typing.add(self.key)
        self.bar = self._make_bar()

    def typed(self, texts: Mapping[str, str]) -> None:
        """What the form holds now and the stored record does not; nothing: there is no draft."""
        self._texts = dict(texts)
        if not self._texts:
            self._forget()
            return
        if self._texts == self._told:
            return
        self._told = dict(self._texts)
        self._ui.bus.typed.add(self.key)
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def keep_now(self) -> None:
        """The data file is about to be closed: what was typed is written at once, and stays."""
        self._pause.stop()
        self._latest.stop()
        if self._texts:
            drafts.keep(self._ui.desk, self.key, self.title, self._texts)

    def drop(self) -> None:
        """Saved or given up; the keeper is of no more use. An earlier draft nobody answered stays."""
        self._forget()
        self._ui.bus.typing.discard(self.key)
        self.bar.hide()

    def take_over(self, draft: Draft) -> None:
        """What is typed from now on replaces this draft."""
        self._forget()
        self._ui.bus.typing.discard(self.key)
        self.key, self.title = self._key_of(draft), self.title or draft.title
        self._ui.bus.typing.add(self.key)
        self._written = True
        self._told = dict(draft.texts)
        self.earlier = None
        self.bar.hide()

    def _key_of(self, draft: Draft) -> str:
        """Under which it goes on; one typed while this was another customer's goes with whose it is now."""
        if not drafts.was_moved(draft, self.key):
            return draft.key
        try:
            drafts.move(self._ui.desk, draft, self.key)
        except UserError:  # another program is writing just now
            return draft.key
        return self.key

    def _write(self) -> None:
        self._pause.stop()
        self._latest.stop()
        key, title, texts = self.key, self.title, dict(self._texts)
        self._written = True

        def work(desk: Desk, job: Job) -> bool:
            return drafts.keep(desk, key, title, texts, wanted=lambda: not job.cancelled)

        self._job = self._ui.jobs.run(self, work, self._done, self._failed, channel=f"draft/{key}")

    def _done(self, kept: bool) -> None:
        if kept:
            self.kept.emit()

    def _failed(self, error: Exception) -> None:
        """A busy data file is tried again; what else is wrong with it, saving will say."""
        if not isinstance(error, UserError):
            self._ui.bus.failed.emit(error)
        elif self._texts:
            self._latest.start()

    def _forget(self) -> None:
        self._pause.stop()
        self._latest.stop()
        if self._job is not None:
            self._job.cancel()
        self._ui.bus.typed.discard(self.key)
        self._texts, self._told = {}, {}
        if self._written:
            self._written = False
            forget(self._ui, self.key, self)

    def _make_bar(self) -> NoticeBar:
        _ = self._ui.words.gettext
        told = ""
        if self.earlier is not None:
            told = _("Typed here {when} and not saved").format(when=moment(self.earlier, self._ui))
        answers = [(CONTINUE, _("Continue")), (DISCARD, _("Discard"))]
        bar = NoticeBar(told, buttons=answers, tone="plain", name="draft-here")
        bar.answered.connect(self._answered)
        bar.setVisible(False)
        return bar

    def offer(self) -> None:
        """Show the bar when there is an earlier draft."""
        self.bar.setVisible(self.earlier is not None)

    def _answered(self, answer: str) -> None:
        draft, self.earlier = self.earlier, None
        self.bar.hide()
        if draft is None:
            return
        if answer == CONTINUE:
            self.take_over(draft)
            self.continued.emit(draft)
        else:
            forget(self._ui, draft.key, self)


def put_all(form: FieldForm, texts: Mapping[str, str]) -> None:
    """Fill inputs with what an earlier session left, and look at it all."""
    for key, text in in_words(form, texts).items():
        form.put(key, text)
    form.check()


def in_words(form: FieldForm, texts: Mapping[str, str]) -> dict[str, str]:
    """Texts of this form's fields, choices and moments as the window's language writes them."""
    fields = {key: form.inputs[key].field for key in texts if key in form.inputs}
    return {key: _in_words(field, texts[key], form.ui.words) for key, field in fields.items()}


def _in_words(field: Field, text: str, words: Words) -> str:
    if field.type not in (Type.CHOICE, Type.YES_NO, Type.MOMENT):
        return text
    value = values.parse(field, text).value
    return text if value is None else values.typed(field, value, words)


def forget(ui: Ui, key: str, owner: QObject) -> None:
    """Take a draft out of the data file: at once, and by the worker where another program is writing just now."""
    try:
        drafts.drop(ui.desk, key)
    except UserError:
        ui.jobs.run(owner, lambda desk, _job: drafts.drop(desk, key), _nothing, _nothing)


def moment(draft: Draft, ui: Ui) -> str:
    """When it was typed, in local time: the hour alone for today."""
    now = ui.desk.clock()
    at = dt.datetime.fromisoformat(draft.at.replace("Z", "+00:00")).astimezone(now.tzinfo)
    return f"{at:%H:%M}" if at.date() == now.date() else ui.words.moment(at)


def what(draft: Draft, words: Words) -> str:
    """Of whom or what a draft is, for a list of drafts."""
    _ = words.gettext
    if draft.form == "customer" and draft.customer_id is None:
        name = draft.texts.get("name", "").strip()
        return _("New customer: {name}").format(name=name) if name else _("New customer")
    own = draft.texts.get("name", "").strip()
    if draft.gone:
        return _("New customer: {name}").format(name=own) if own else _("New customer")
    parts = [draft.name, draft.number if draft.form == "customer" else f"{draft.title} {own}".strip()]
    return " · ".join(part for part in parts if part)


def _nothing(_result: object) -> None:
    """What could not be dropped is offered again, no more."""
