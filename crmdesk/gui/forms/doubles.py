"""The hint, while a name or phone is typed, that this customer may be there already."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from crmdesk.core.errors import UserError
from crmdesk.gui.jobs import Job
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.notices import NoticeBar
from crmdesk.services import customers
from crmdesk.services.customers import Double
from crmdesk.services.desk import Desk

PAUSE = 200


class DoublesHint(QObject):
    """Looks for doubles a moment after the last key. `found` tells by field key who else has what was typed;
    `open_asked` the customer to be opened, `merge_asked` the one to be merged into the file that is edited.
    """

    found = Signal(object)
    open_asked = Signal(object)
    merge_asked = Signal(object)

    def __init__(self, ui: Ui, parent: QObject) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui = ui
        self._typed: dict[str, str] = {}
        self.customer_id: int | None = None
        self._dismissed: set[int] = set()
        self._first: Double | None = None
        answers = (("open", _("Open")), ("merge", _("Merge...")), ("other", _("Not the same")))
        self.bar = NoticeBar("", buttons=answers, typed=True, name="doubles")
        self.bar.hide()
        self.bar.answered.connect(self._answered)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)

    def begin(self, customer_id: int | None) -> None:
        """Another edit begins: nothing is known and nothing dismissed."""
        self.customer_id = customer_id
        self._dismissed.clear()
        self.bar.buttons["merge"].setVisible(customer_id is not None)
        self.look({})

    def look(self, typed: Mapping[str, str]) -> None:
        """Look for others with these texts (name, mobile, phone), soon."""
        wanted = {key: text for key, text in typed.items() if text}
        if wanted == self._typed and wanted:
            return
        self._typed = wanted
        if wanted:
            self._pause.start()
        else:
            self._pause.stop()
            self._show({})

    def _look(self) -> None:
        typed, own = dict(self._typed), self.customer_id

        def work(desk: Desk, _job: Job) -> dict[str, list[Double]]:
            return {key: customers.doubles(desk, {key: text}, own) for key, text in typed.items()}

        def show(result: dict[str, list[Double]]) -> None:
            if typed == self._typed:
                self._show({key: [self._seen(double) for double in doubles] for key, doubles in result.items()})

        self._ui.jobs.run(self, work, show, self._ui.bus.failed.emit, channel=f"doubles-{id(self)}")

    def _seen(self, double: Double) -> Double:
        """As it may be seen now."""
        return replace(double, row=self._ui.masking.row(double.row))

    def _show(self, result: Mapping[str, list[Double]]) -> None:
        left = {key: [d for d in doubles if d.row.id not in self._dismissed] for key, doubles in result.items()}
        by_id: dict[int, list[Double]] = {}
        for doubles in left.values():
            for double in doubles:
                by_id.setdefault(double.row.id, []).append(double)
        ordered = sorted(by_id.values(), key=len, reverse=True)
        self._first = ordered[0][0] if ordered else None
        if ordered:
            self.bar.set_text(*self._sentences(ordered))
        self.bar.setVisible(bool(ordered))
        self.found.emit({key: doubles[0].row for key, doubles in left.items() if doubles})

    def _sentences(self, ordered: list[list[Double]]) -> tuple[str, str]:
        words = self._ui.words
        _ = words.gettext
        row = ordered[0][0].row
        title = _("This customer may be there already: {name} ({number})").format(name=row.name, number=row.number)
        whys = {double.why for double in ordered[0]}
        known = (
            ("phone", _("Same phone")),
            ("name", _("Same name")),
            ("area", _("Same phone but for the area code")),
            ("similar", _("Similar company name")),
        )
        parts = [text for why, text in known if why in whys]
        if row.city:
            parts.append(row.city)
        if row.owner:
            parts.append(_("Owner {name}").format(name=row.owner))
        if len(ordered) > 1:
            others = words.ngettext("{count} more like it", "{count} more like it", len(ordered) - 1)
            parts.append(others.format(count=len(ordered) - 1))
        return title, ("，" if words.chinese else ", ").join(parts)

    def _answered(self, answer: str) -> None:
        if self._first is None:
            return
        if answer == "open":
            self.open_asked.emit(self._first.row.id)
            return
        if answer == "merge":
            self.merge_asked.emit(self._first.row.id)
            return
        self._remember(self._first.row.id)
        self._dismissed.add(self._first.row.id)
        self._look()

    def _remember(self, other: int) -> None:
        """Of a file that is there already it is remembered that they are two."""
        from crmdesk.services import duplicates

        if self.customer_id is None:
            return
        try:
            changes = duplicates.mark_not_same(self._ui.desk, self.customer_id, other)
        except UserError:  # gone meanwhile
            return
        self._ui.wrote(changes, self._ui.words.gettext("Remembered: two customers"))
