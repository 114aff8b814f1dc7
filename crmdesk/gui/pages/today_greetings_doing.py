"""What is done about people to be greeted: noted, left out, taken back, copied, written into a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.changes import Changes
from crmdesk.core.greetings import GREETED, SKIPPED, Greeted
from crmdesk.gui.forms.links import copy_text
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.models.greetings import Wanted, people_of
from crmdesk.gui.pages.today_greetings_card import COPY, GreetingCard
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.saving import ask_table, write_file
from crmdesk.services import greetings
from crmdesk.services.desk import Desk


class GreetingsDoing(QObject):
    """Works on whom the card shows."""

    def __init__(self, ui: Ui, card: GreetingCard, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._card, self._widget = ui, card, parent
        card.greet_asked.connect(self.greet)
        card.skip_asked.connect(self.skip)
        card.take_back_asked.connect(self.take_back)
        card.copy_asked.connect(self.copy)
        card.file_asked.connect(self.open_file)

    @property
    def people(self) -> Sequence[Greeted]:
        return self._card.people

    def turn(self) -> None:
        """What the box says is turned: greeted, or not greeted after all."""
        if any(each.done is None for each in self.people):
            self.greet()
        else:
            self.take_back()

    def greet(self) -> None:
        """The text shown was sent to all of them."""
        desk, text, words = self._ui.desk, self._card.template(), self._ui.words
        people = [each for each in self.people if each.done is None]
        n = words.ngettext
        told = n("{who} greeted", "{who} greeted", len(people))
        self._write(lambda: greetings.mark(desk, people, GREETED, text, words), told, people)

    def skip(self) -> None:
        people = [each for each in self.people if each.done is None]
        told = self._ui.words.ngettext("{who} not greeted this time", "{who} not greeted this time", len(people))
        self._write(lambda: greetings.mark(self._ui.desk, people, SKIPPED), told, people)

    def take_back(self) -> None:
        people = [each for each in self.people if each.done is not None]
        told = self._ui.words.ngettext("{who}: mark taken back", "{who}: marks taken back", len(people))
        self._write(lambda: greetings.unmark(self._ui.desk, people), told, people)

    def _write(self, verb: Callable[[], Changes], told: str, people: Sequence[Greeted]) -> None:
        if not people or not self._ui.masking.allows_editing():
            return
        count = self._ui.words.ngettext("{count} person", "{count} people", len(people))
        who = people[0].number if len(people) == 1 else count.format(count=self._ui.words.number(len(people)))
        self._ui.write(verb, told.format(who=who))

    def copy(self) -> None:
        """The texts of those shown, one below another."""
        n, texts = self._ui.words.ngettext, self._card.filled()
        if texts:
            told = n("Copied {count} greeting", "Copied {count} greetings", len(texts))
            said = told.format(count=self._ui.words.number(len(texts)))
            copy_text(self._ui, self._ui.masking.text("\n".join(texts)), said, personal=True)

    def open_file(self) -> None:
        if self.people:
            self._ui.bus.open_customer.emit(self.people[0].customer_id)

    # Written as a list

    def export(self, wanted: Wanted, title: str) -> None:
        """All that a scope names, or those selected where they are several."""
        if not self._ui.masking.allows_editing():
            return
        stem = "_".join((title, self._ui.desk.today().isoformat()))
        target = ask_table(self._ui, self._ui.words.gettext("Export greetings"), stem, self._widget)
        if target is not None:
            self.write_list(wanted, target)

    def write_list(self, wanted: Wanted, target: Path) -> None:
        """For a tool that sends messages: with the text chosen, filled in for each."""
        words, one_occasion = self._ui.words, "/" in wanted.scope
        chosen = list(self.people) if len(self.people) > 1 else None
        text = self._card.wording() if one_occasion or chosen is not None else ""

        def work(desk: Desk, job: Job) -> int:
            people = chosen if chosen is not None else people_of(desk, wanted)[0]
            return greetings.export(desk, people, target, text, words, cancelled=job.is_cancelled)

        def told(count: int) -> str:
            people = words.ngettext("{count} person", "{count} people", count).format(count=words.number(count))
            return words.gettext("{rows} in {file}").format(rows=people, file=target.name)

        write_file(self._ui, self._widget, target, work, told)

    # The menu

    def show_menu(self, at: QPoint) -> None:
        """All that can be done about those selected."""
        _ = self._ui.words.gettext
        menu = QMenu(self._widget)
        menu.setObjectName("greetings-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def add(name: str, text: str, sign: str, does: Callable[[], object]) -> None:
            menu.addAction(icon(sign), text, does).setObjectName(f"greetings-{name}")

        if any(each.done is None for each in self.people):
            add("done", _("Greeted") + "\t" + _("Space"), "check", self.greet)
            add("skip", _("Not this time"), "close", self.skip)
        if any(each.done is not None for each in self.people):
            add("back", _("Take the mark back"), "undo", self.take_back)
        add("copy", _("Copy the wording") + f"\t{COPY}", "copy", self.copy)
        if len(self.people) == 1:
            one = self.people[0].customer_id
            menu.addSeparator()
            add("open", _("Open the file"), "person", self.open_file)
            add("briefing", _("Briefing") + "\tCtrl+B", "document", lambda: self._ui.bus.briefing.emit(one))
            add("log", _("Log a visit or call"), "phone", lambda: self._ui.bus.record_interaction.emit(one, {}))
        menu.popup(at)
