"""The left side of the import: its steps, and at the foot what file it is about."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.words import Words
from crmdesk.gui.models.importing_work import ImportWork
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.painting import fill, scheme_of, vertical
from crmdesk.gui.widgets.labels import ElidedLabel
from crmdesk.gui.widgets.steps import StepList

WIDTH = 176


class Side(QWidget):
    """Steps and file facts on the window's colour."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-side")
        self.setFixedWidth(WIDTH)
        self._words = words
        _ = words.gettext
        self.steps = StepList([_("Choose file"), _("Match columns"), _("Trial run"), _("Done")], name="import-steps")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, tokens.AROUND)
        column.setSpacing(0)
        column.addWidget(self.steps)
        column.addStretch(1)
        facts = QVBoxLayout()
        facts.setContentsMargins(tokens.AROUND, 0, tokens.BETWEEN, 0)
        facts.setSpacing(tokens.INSIDE)
        self._facts = [
            ElidedLabel(points=tokens.SMALL, tone="text_2" if place else "text", name=f"import-fact-{place}")
            for place in range(4)
        ]
        for label in self._facts:
            facts.addWidget(label)
        column.addLayout(facts)
        self.show_facts(None)

    def show_facts(self, work: ImportWork | None) -> None:
        """File name (or how many files), tables, rows and columns, recognised columns; nothing without a file."""
        texts = self._texts(work) if work else [""] * 4
        for label, text in zip(self._facts, texts, strict=True):
            label.set_text(text)
            label.setVisible(bool(text))

    def _texts(self, work: ImportWork) -> list[str]:
        _, n, number = self._words.gettext, self._words.ngettext, self._words.number
        sources = work.sources or work.coming
        name = sources[0].name if sources else ""
        if len(sources) > 1:
            name = n("{count} file", "{count} files", len(sources)).format(count=number(len(sources)))
        plan = work.plan
        if plan is None:
            return [name, "", "", ""]
        columns = [column for sheet in plan.sheets for column in sheet.columns]
        known = sum(bool(column.target) for column in columns)
        recognised = n("{count} column recognised", "{count} columns recognised", known).format(count=number(known))
        if work.cards:
            size = n("{count} card", "{count} cards", plan.counts.rows).format(count=number(plan.counts.rows))
            return [name, size, "", recognised]
        if len(plan.sheets) == 1:
            sheet = _("Sheet {name}").format(name=_own_name(work, plan.sheets[0].name))
        else:
            sheet = n("{count} sheet", "{count} sheets", len(plan.sheets)).format(count=len(plan.sheets))
        rows = n("{count} row", "{count} rows", plan.counts.rows).format(count=number(plan.counts.rows))
        wide = n("{count} column", "{count} columns", len(columns)).format(count=number(len(columns)))
        size = ("，" if self._words.chinese else ", ").join((rows, wide))
        return [name, sheet, size, recognised]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scheme = scheme_of(self.palette())
        fill(painter, QRectF(self.rect()), QColor(scheme.window))
        vertical(painter, self.width() - 1, 0, self.height(), QColor(scheme.line))


def _own_name(work: ImportWork, sheet: str) -> str:
    """What a table is called in its own file."""
    facts = work.file.sheets() if work.file else []
    return next((each.title for each in facts if each.name == sheet), sheet)
