"""A filter to be changed: one row for each condition with field, test and value."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.fields import Field, Fields, Type
from crmdesk.core.filtering import Condition, Filter, Test, tests_for
from crmdesk.core.words import Label as Name
from crmdesk.core.words import Words
from crmdesk.gui.forms.condition_values import ValueInput, make_values
from crmdesk.gui.models.customer_filters import asked_fields, test_words
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import text_width
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import IconButton, LinkButton
from crmdesk.gui.widgets.inputs import ComboBox
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.searched import SearchedChoice
from crmdesk.gui.widgets.segments import SegmentedChoice

_FIELD, _TEST, _TEST_MOST, _CHEVRON = 152, 112, 176, 36
_ANY = Name("", "")
_FIRST = "city"


class ConditionRow(QWidget):
    """One condition. `changed`: it says something else; `removed`: it is not wanted any more."""

    changed = Signal()
    removed = Signal()
    order_changed = Signal()

    def __init__(self, ui: Ui, fields: Fields, condition: Condition, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._fields, self._name = ui, fields, name
        _ = ui.words.gettext
        choices = [(field.key, ui.words.label(field.label)) for field in asked_fields(fields)]
        if fields.get(condition.field) is None:
            choices.append((condition.field, _("A field that is gone")))
        self.field = SearchedChoice(choices, ui.words, width=_FIELD, name=f"{name}-field", label=_("Field"))
        self.test = ComboBox(width=_TEST, name=f"{name}-test", label=_("Test"))
        self.field.setFixedWidth(_FIELD)
        self.test.setFixedWidth(_test_width(ui.words, self))
        self.remove = IconButton("close", _("Remove this condition"), name=f"{name}-remove")
        self._values = ValueInput(f"{name}-value")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens.INSIDE, 0, tokens.INSIDE)
        row.setSpacing(tokens.BETWEEN)
        for widget in (self.field, self.test, self._values):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.remove)
        self._row = row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.set_key(condition.field)
        self._fill_tests(condition.test)
        self._fill_values(condition.values)
        self.field.currentIndexChanged.connect(self._other_field)
        self.test.currentIndexChanged.connect(self._other_test)
        self.remove.clicked.connect(self.removed)

    def condition(self) -> Condition | None:
        """What the row says, None as long as something is missing."""
        if self._field() is None or not self.test.key() or not self._values.is_whole():
            return None
        return Condition(self.field.key(), Test(self.test.key()), self._values.values())

    def _field(self) -> Field | None:
        return self._fields.get(self.field.key())

    def _fill_tests(self, wanted: Test | None) -> None:
        field = self._field()
        tests = tests_for(field) if field else ()
        self.test.blockSignals(True)
        self.test.set_choices([(test.value, test_words(test, field, self._ui.words)) for test in tests if field])
        self.test.set_key(wanted.value if wanted in tests else tests[0].value if tests else "")
        self.test.blockSignals(False)

    def _fill_values(self, values: tuple[str, ...]) -> None:
        field, name = self._field(), f"{self._name}-value"
        test = self.test.key()
        made = make_values(self._ui, field, Test(test), values, name) if field and test else ValueInput(name)
        former = self._values
        self._row.replaceWidget(former, made)
        former.hide()
        former.deleteLater()
        self._values = made
        made.changed.connect(self.changed)
        made.show()
        self.order_changed.emit()

    def focus_value(self) -> None:
        """The keyboard to what it compares with, to the test where that needs nothing."""
        inner = [widget for widget in self.in_order() if widget not in (self.field, self.remove)]
        inner[-1 if len(inner) == 1 else 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def in_order(self) -> list[QWidget]:
        """What Tab goes through."""
        inner = self._values.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        order = [self.field, self.test, *inner, self.remove]
        return [widget for widget in order if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def _other_field(self) -> None:
        self._fill_tests(None)
        self._fill_values(())
        self.changed.emit()

    def _other_test(self) -> None:
        self._fill_values(self._values.values())
        self.changed.emit()


def _test_width(words: Words, widget: QWidget) -> int:
    """Room for every test's words."""
    asked = (Field("", _ANY, type_) for type_ in (Type.TEXT, Type.INTEGER, Type.DATE))
    texts = [test_words(test, field, words) for field in asked for test in tests_for(field)]
    longest = max(text_width(widget.font(), text) for text in texts)
    return min(_TEST_MOST, max(_TEST, longest + _CHEVRON))


class ConditionRows(QWidget):
    """A filter in rows. `filter()` leaves out rows that are not whole yet; `changed` tells of every change. `switch`:
    whether all or one of them must hold can be chosen."""

    changed = Signal()

    def __init__(
        self,
        ui: Ui,
        filter: Filter,  # noqa: A002
        *,
        switch: bool = True,
        name: str = "conditions",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        _ = ui.words.gettext
        self._ui, self._count, self._switch = ui, 0, switch
        self._fields = ui.desk.fields("customer")
        self.setObjectName(name)
        self.rows: list[ConditionRow] = []
        self._nothing = Label(_("No condition yet: everybody is in it."), tone="text_2")
        self.add_link = LinkButton(_("Add condition"), icon="plus", name=f"{name}-add")
        self.add_link.clicked.connect(self.add)
        self.any_of = SegmentedChoice(
            [("all", _("All of them")), ("any", _("One of them"))], current="any" if filter.any_of else "all",
            name=f"{name}-any", label=_("How many conditions must hold"),
        )  # fmt: skip
        self.any_of.chosen.connect(self._told)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.INSIDE)
        column.addWidget(self.any_of, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._nothing)
        column.addLayout(self._list)
        column.addWidget(self.add_link, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_filter(filter)

    def filter(self) -> Filter:
        """The filter as far as it is whole."""
        found = (row.condition() for row in self.rows)
        return Filter(tuple(condition for condition in found if condition), self.any_of.key() == "any")

    def is_whole(self) -> bool:
        """Whether nothing is missing in any row."""
        return all(row.condition() is not None for row in self.rows)

    def focus_on(self, place: int) -> None:
        """The keyboard to the value of the row at this place."""
        self.rows[place].focus_value()

    def focus_unfinished(self) -> None:
        """The keyboard to the first row in which something is missing."""
        row = next((row for row in self.rows if row.condition() is None), None)
        if row is not None:
            row.focus_value()

    def set_filter(self, filter: Filter) -> None:  # noqa: A002
        """Show another filter with the fields as they are now, without telling."""
        self._fields = self._ui.desk.fields("customer")
        for row in tuple(self.rows):
            self._drop(row)
        for condition in filter.conditions:
            self._put(condition)
        self.any_of.set_key("any" if filter.any_of else "all")
        self._show_state()

    def add(self) -> None:
        """One more row, with the keyboard on its field."""
        used = {row.field.key() for row in self.rows}
        asked = [field.key for field in asked_fields(self._fields)]
        first = next(key for key in (_FIRST, *asked) if key not in used and key in asked)
        row = self._put(Condition(first, tests_for(self._fields[first])[0]))
        self._show_state()
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _put(self, condition: Condition) -> ConditionRow:
        self._count += 1
        row = ConditionRow(self._ui, self._fields, condition, f"{self.objectName()}-{self._count}", self)
        row.changed.connect(self._told)
        row.removed.connect(self._removed)
        row.order_changed.connect(self._order)
        self.rows.append(row)
        self._list.addWidget(row)
        return row

    def _removed(self) -> None:
        row = self.sender()
        if isinstance(row, ConditionRow) and row in self.rows:
            had_focus = row.isAncestorOf(QApplication.focusWidget() or self)
            self._drop(row)
            self._show_state()
            if had_focus:
                (self.rows[-1].field if self.rows else self.add_link).setFocus(Qt.FocusReason.OtherFocusReason)
            self.changed.emit()

    def _drop(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _order(self) -> None:
        """Tab goes through the rows from above, then to the link below them."""
        rows = [widget for row in self.rows for widget in row.in_order()]
        for one, other in itertools.pairwise([*rows, self.add_link]):
            self.setTabOrder(one, other)

    def _show_state(self) -> None:
        self._order()
        self._nothing.setVisible(not self.rows)
        self.any_of.setVisible(self._switch and len(self.rows) > 1)

    def _told(self) -> None:
        self.changed.emit()
