"""What the list says when it is empty, and the next step it offers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.customers import Listing
from crmdesk.core.words import Words
from crmdesk.gui.widgets.buttons import Button
from crmdesk.gui.widgets.heads import EmptyState


class EmptyList(QStackedWidget):
    """One sentence for each reason."""

    import_asked = Signal()
    new_asked = Signal()
    new_named_asked = Signal()
    all_asked = Signal()
    unfiltered_asked = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _ = words.gettext
        self._words = words
        self._first = EmptyState(
            _("Your customers will be listed here. Bring them in from a spreadsheet, or type the first one."),
            _("Import..."),
            icon="import",
            hint="Ctrl+I",
            name="no-customers",
        )
        self._first.acted.connect(self.import_asked)
        new = Button(_("New customer"), icon="plus", hint="Ctrl+N", name="no-customers-new")
        new.clicked.connect(self.new_asked)
        column = self._first.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1, new, 0, Qt.AlignmentFlag.AlignHCenter)
        self._no_match = EmptyState("", _("New file with this name"), icon="plus", name="no-match")
        self._no_match.acted.connect(self.new_named_asked)
        self._nothing_here = EmptyState(_("Nobody is in this list."), _("Show all customers"), name="nobody-here")
        self._nothing_here.acted.connect(self.all_asked)
        self._no_trash = EmptyState(_("The trash is empty."), _("Show all customers"), name="no-trash")
        self._no_trash.acted.connect(self.all_asked)
        self._filtered = EmptyState("", _("Clear the filters"), icon="close", name="nobody-filtered")
        self._filtered.acted.connect(self.unfiltered_asked)
        self.addWidget(self._filtered)
        for widget in (self._first, self._no_match, self._nothing_here, self._no_trash):
            self.addWidget(widget)

    def take_keyboard(self) -> None:
        """To the first answer of the sentence shown."""
        shown = self.currentWidget()
        button = shown.findChild(Button) if shown is not None else None
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def explain(self, listing: Listing, title: str) -> None:
        """Show the sentence for an empty answer to this listing; `title` is what the list is called."""
        _ = self._words.gettext
        query = " ".join(listing.query.split())
        if listing.filter:
            text = _("No customer with these filters matches “{query}”.") if query else _("Nobody meets these filters.")
            self._filtered.set_sentence(text.format(query=query))
            self.setCurrentWidget(self._filtered)
        elif query:
            place = title if listing.deleted or _narrowed(listing) else ""
            text = _("Nothing in “{list}” matches “{query}”.") if place else _("No customer matches “{query}”.")
            self._no_match.set_sentence(text.format(query=query, list=place))
            button = self._no_match.findChild(Button)
            if button is not None:
                button.setVisible(not listing.deleted)
            self.setCurrentWidget(self._no_match)
        elif listing.deleted:
            self.setCurrentWidget(self._no_trash)
        else:
            self.setCurrentWidget(self._nothing_here if _narrowed(listing) else self._first)


def _narrowed(listing: Listing) -> bool:
    return bool(listing.group or listing.tier or listing.batch is not None or listing.among is not None)
