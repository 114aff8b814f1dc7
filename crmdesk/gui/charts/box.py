"""A chart in its place: head, drawing or the sentence in its stead, and what can be done with it as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.gui.charts import files
from crmdesk.gui.charts.canvas import Canvas
from crmdesk.gui.charts.chart import Chart
from crmdesk.gui.charts.head import Head
from crmdesk.gui.icons import icon
from crmdesk.gui.jobs import Job
from crmdesk.gui.theme import tokens
from crmdesk.gui.ui import Ui
from crmdesk.gui.widgets.buttons import IconButton
from crmdesk.gui.widgets.heads import EmptyState
from crmdesk.gui.widgets.saving import write_file
from crmdesk.services.desk import Desk
from crmdesk.services.targets import write_whole

FOLDER = "charts"


class ChartBox(QWidget):
    """`opened`: the keys of a category and a series of which one wants to see what they are made of."""

    opened = Signal(str, str)

    def __init__(self, ui: Ui, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.chart: Chart | None = None
        self.setObjectName(name)
        self.head = Head(name=f"{name}-head")
        self.canvas = Canvas(ui.words, name=f"{name}-chart")
        self.empty = EmptyState("", name=f"{name}-empty")
        self.more = IconButton("more", ui.words.gettext("More about this chart"), name=f"{name}-more")
        self.stack = QStackedWidget()
        for page in (self.canvas, self.empty):
            self.stack.addWidget(page)
        self._lay_out()
        self.more.clicked.connect(lambda: self.show_menu(self.more.mapToGlobal(QPoint(0, self.more.height() + 2))))
        self.canvas.told.connect(self.head.tell)
        self.canvas.opened.connect(self.opened)
        self.canvas.copy_asked.connect(self.copy)
        self.canvas.menu_asked.connect(self.show_menu)

    def _lay_out(self) -> None:
        upper = QHBoxLayout()
        upper.setSpacing(tokens.BETWEEN)
        upper.addWidget(self.head, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in self.buttons():
            buttons.addWidget(button)
        beside = QVBoxLayout()
        beside.addLayout(buttons)
        beside.addStretch(1)
        upper.addLayout(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN)
        column.addLayout(upper)
        column.addWidget(self.stack, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def buttons(self) -> Sequence[QWidget]:
        """What stands at the right of the head; Tab comes to it before the drawing."""
        return (self.more,)

    def set_chart(self, chart: Chart) -> None:
        """Show this."""
        self.chart = chart
        self.head.set_chart(chart)
        self.canvas.set_chart(chart)
        self.empty.set_sentence(chart.empty)
        self.stack.setCurrentWidget(self.page())
        self.more.setVisible(not chart.is_empty)

    def page(self) -> QWidget:
        """What stands below the head now."""
        return self.empty if self.chart is None or self.chart.is_empty else self.canvas

    def take_keyboard(self) -> None:
        """The drawing gets it."""
        self.page().setFocus(Qt.FocusReason.TabFocusReason)

    # what can be done with it

    def show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(at)

    def fill_menu(self, menu: QMenu) -> None:
        """What the value that is marked is made of, then the picture."""
        _, name = self.ui.words.gettext, self.objectName()
        if self.chart is not None and self.chart.leads and self.canvas.accessibleDescription():
            leads = menu.addAction(icon("list"), f"{self.chart.leads}\tEnter")
            leads.setObjectName(f"{name}-leads")
            leads.triggered.connect(self.canvas.open_marked)
            menu.addSeparator()
        copy = menu.addAction(icon("copy"), _("&Copy as picture") + "\tCtrl+C")
        copy.setObjectName(f"{name}-copy")
        copy.triggered.connect(self.copy)
        save = menu.addAction(icon("save"), _("&Save as picture..."))
        save.setObjectName(f"{name}-save")
        save.triggered.connect(self.save)

    def copy(self) -> None:
        """The picture onto the clipboard."""
        if self.chart is None or self.chart.is_empty:
            return
        data = QMimeData()
        data.setImageData(files.image(self.chart, self.font()))
        self.ui.clipboard.put(data)
        self.ui.bus.message.emit(self.ui.words.gettext("Chart copied as a picture"), False)

    def save(self) -> None:
        """The picture into a file of a kind the person chooses."""
        chart, _ = self.chart, self.ui.words.gettext
        if chart is None or chart.is_empty:
            return
        kinds = {".png": _("Picture"), ".svg": _("Drawing that stays sharp"), ".pdf": _("PDF page")}
        filters = [f"{words} (*{ending})" for ending, words in kinds.items()]
        start = self.ui.preferences.present_folder(FOLDER) / f"{file_name(chart)}.png"
        path, kind = QFileDialog.getSaveFileName(self, _("Save the chart"), str(start), ";;".join(filters))
        if path:
            ending = next((each for each in kinds if f"*{each}" in kind), ".png")
            target = Path(path)
            self.write(target if target.suffix.lower() in kinds else target.with_name(f"{target.name}{ending}"))

    def write(self, target: Path) -> None:
        """Write the picture by its ending; what kept it from being written is said by the window."""
        chart, ui = self.chart, self.ui
        assert chart is not None
        ending = target.suffix.lower()
        content = (files.png if ending == ".png" else files.svg)(chart, self.font())

        def work(desk: Desk, _job: Job) -> None:
            made = files.page(content, chart.title, ui.words, desk.clock()) if ending == ".pdf" else content
            write_whole(target, made, files.ENDINGS, desk.path)

        saved = ui.words.gettext("Saved as “{file}”").format(file=target.name)
        write_file(ui, self, target, work, lambda _result: saved, FOLDER)


def file_name(chart: Chart) -> str:
    """The title as a name that every system takes."""
    return "".join("_" if each in '<>:"/\\|?*' or ord(each) < 32 else each for each in chart.title).strip(" .")
