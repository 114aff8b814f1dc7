"""How the customer belongs together with others: referrer, those referred, parent company, subsidiaries."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.customers import CustomerFile, Reference
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import as_typed
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import LinkButton, tip
from crmdesk.gui.widgets.flow import FlowBox
from crmdesk.gui.widgets.form import ReadRow
from crmdesk.gui.widgets.heads import SectionHead
from crmdesk.services import relations
from crmdesk.services.relations import Related


class CustomerLink(LinkButton):
    """The name of another customer; a click opens its file."""

    def __init__(self, ui: Ui, reference: Reference, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", name=name or f"customer-{reference.number}", parent=parent)
        self._ui = ui
        self.setFont(as_typed(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self.set_reference(reference)

    def set_reference(self, reference: Reference) -> None:
        """Lead to another customer."""
        self._reference = reference
        self.setText(reference.name.replace("&", "&&"))
        self.setAccessibleName(f"{reference.name} {reference.number}")
        self.setToolTip(tip(self._ui.words.gettext("Open {name}").format(name=reference.name), reference.number))

    def minimumSizeHint(self) -> QSize:
        """A long name may be shortened."""
        whole = super().sizeHint()
        return QSize(min(whole.width(), tokens.SHORT_INPUT), whole.height())

    def _open(self) -> None:
        self._ui.bus.open_customer.emit(self._reference.id)


class RelationsSection(QWidget):
    """Hidden while there are none. `listing_asked`: a `Listing` of all in one relation; `edit_asked`: the field whose
    row was clicked twice."""

    listing_asked = Signal(object)
    edit_asked = Signal(str)

    def __init__(self, ui: Ui, label_width: int) -> None:
        super().__init__()
        _ = ui.words.gettext
        self.setObjectName("reading-relations")
        self._ui = ui
        self._number = ""
        self._labels = {
            "parent_company": _("Parent company"),
            "subsidiaries": _("Subsidiaries"),
            "referrer": _("Referrer"),
            "referred": _("Referred"),
        }
        self._shown: Sequence[Related] = ()
        self._flows: dict[str, FlowBox] = {}
        self._rows: dict[str, ReadRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(SectionHead(_("Relations"), name="relations-head"))
        column.addSpacing(tokens.BETWEEN)
        for kind, label in self._labels.items():
            flow = FlowBox(gap=tokens.AROUND, line_gap=0, name=f"relation-{kind}")
            row = ReadRow(label, flow, label_width=label_width)
            row.setObjectName(f"relation-row-{kind}")
            row.stretch_value()
            if kind not in relations.REVERSED:
                row.edit_asked.connect(lambda kind=kind: self.edit_asked.emit(kind))
            self._flows[kind], self._rows[kind] = flow, row
            column.addWidget(row)
        self.hide()

    def show_file(self, file: CustomerFile) -> None:
        """The relations of this file."""
        reads = self._ui.masking.reference
        found = [
            replace(related, customers=tuple(map(reads, related.customers)))
            for related in relations.of_file(self._ui.desk, file)
        ]
        if found == self._shown and file.number == self._number:
            self.setVisible(bool(found))
            return
        self._shown, self._number = found, file.number
        by_kind = {related.kind: related for related in found}
        for kind, row in self._rows.items():
            related = by_kind.get(kind)
            row.set_label(self._label(kind, related))
            row.setVisible(related is not None)
            self._flows[kind].set_widgets(self._links(related) if related is not None else [])
        self.setVisible(bool(found))

    def _label(self, kind: str, related: Related | None) -> str:
        _ = self._ui.words.gettext
        if related is None or related.count < 2:
            return self._labels[kind]
        told = _("Referred {count}") if kind == "referred" else _("Subsidiaries {count}")
        return told.format(count=self._count(related))

    def _count(self, related: Related) -> str:
        capped = related.count >= relations.MOST_COUNTED
        return self._ui.words.number(related.count) + ("+" if capped else "")

    def _links(self, related: Related) -> list[QWidget]:
        links: list[QWidget] = [CustomerLink(self._ui, reference) for reference in related.customers]
        more = related.count - len(related.customers)
        if more > 0:
            links.append(self._more(related, more))
        return links

    def _more(self, related: Related, more: int) -> LinkButton:
        n = self._ui.words.ngettext
        number = self._ui.words.number(more)
        if related.count >= relations.MOST_COUNTED:
            number += "+"
        button = LinkButton(n("{count} more", "{count} more", more).format(count=number), icon="list")
        button.setObjectName(f"more-{related.kind}")
        button.setToolTip(self._ui.words.gettext("Show all in the list"))
        button.clicked.connect(lambda: self.listing_asked.emit(relations.listing(related.kind, self._number)))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button
