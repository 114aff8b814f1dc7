"""Printing as a person does it: Ctrl+P anywhere, the page Print, PDF files, a printer, copies in the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk.core.errors import UserError
from crmdesk.core.printing import About
from crmdesk.gui.dialogs.printing import PrintDialog
from crmdesk.gui.dialogs.printing_pane import PrintPane
from crmdesk.gui.models.printing import InFront, Whom
from crmdesk.gui.models.printing_work import print_pages
from crmdesk.gui.ui import Ui
from crmdesk.services import attachments, customers, history, printing_templates, privacy
from crmdesk.services.desk import Desk
from tests.gui.conftest import PutUp

CTRL = Qt.KeyboardModifier.ControlModifier


def ids(desk: Desk) -> list[int]:
    return [customers.id_of(desk, f"K{number:05}") for number in range(1, 6)]


def set_pages(pane: PrintPane, qtbot: QtBot) -> None:
    """Until the pages of what is chosen now are there."""
    qtbot.waitUntil(lambda: not pane._timer.isActive() and not pane.ui.jobs.busy, timeout=20_000)


@pytest.fixture
def pane(put_up: PutUp, ui: Ui, desk: Desk, qtbot: QtBot) -> Iterator[PrintPane]:
    """The dialog with the file of 张伟 and everybody listed."""
    front = InFront("file", {About.CUSTOMERS: (ids(desk)[0],)}, {About.CUSTOMERS: ids(desk)})
    dialog = put_up(PrintDialog(ui, front))
    set_pages(dialog.pane, qtbot)
    return dialog.pane


def choose(pane: PrintPane, qtbot: QtBot, kind: str, whom: Whom | None = None) -> None:
    """A kind by the list, whom by the choice, as hands would."""
    keys = [each.key for each in pane.kinds._model.kinds]
    pane.kinds.view.setCurrentIndex(pane.kinds.view.model().index(keys.index(kind), 0))
    if whom is not None:
        pane.whom.which.set_key(whom.value)
        pane.whom.which.picked.emit(whom.value)
    set_pages(pane, qtbot)


class TestThePane:
    def test_the_file_of_who_is_in_front(self, pane: PrintPane) -> None:
        assert pane.kind.key == "file"
        assert pane.whom.which.currentText() == "张伟"
        assert pane.preview.view.count >= 1
        assert pane.preview.place.text() == f"1 / {pane.preview.view.count}"
        wide, high = pane.preview.view.inches() or (0, 0)
        assert (round(wide * 25.4), round(high * 25.4)) == (210, 297)

    def test_everybody_is_counted_and_only_the_first_are_shown(self, pane: PrintPane, qtbot: QtBot) -> None:
        choose(pane, qtbot, "file", Whom.ALL)
        assert pane.whom.told.text() == "5 customers"
        assert pane.preview.note.text() == "Only the first pages are shown here; all are printed."

    def test_another_paper_is_seen_and_remembered(self, pane: PrintPane, qtbot: QtBot) -> None:
        pane.look.paper.set_key("A5")
        pane.look.paper.picked.emit("A5")
        set_pages(pane, qtbot)
        wide, _high = pane.preview.view.inches() or (0, 0)
        assert round(wide * 25.4) == 148
        choose(pane, qtbot, "list", Whom.LISTED)
        choose(pane, qtbot, "file")
        assert pane.look.paper.key() == "A5"
        assert pane.ui.preferences.print_style("file")["paper"] == "A5"

    def test_numbers_that_are_unknown_are_said(self, pane: PrintPane, qtbot: QtBot) -> None:
        choose(pane, qtbot, "file", Whom.NUMBERS)
        assert not pane.doing.save_button.isEnabled()
        pane.whom.numbers.setFocus()
        qtbot.keyClicks(pane.whom.numbers, "K00002, K00003")
        set_pages(pane, qtbot)
        assert pane.whom.told.text() == "2 customers"
        qtbot.keyClicks(pane.whom.numbers, "99")
        set_pages(pane, qtbot)
        assert "K0000399" in pane.preview.sentence.text()
        assert not pane.doing.save_button.isEnabled()

    def test_a_day_that_is_none_prints_nothing(self, pane: PrintPane, qtbot: QtBot) -> None:
        choose(pane, qtbot, "statement")
        rows = pane.options._rows
        assert not rows["from"].isVisible()
        assert not rows["to"].isVisible()
        period = pane.options.inputs["period"].combo
        period.setCurrentIndex(period.findData("own"))
        period.picked.emit("own")
        assert rows["from"].isVisible()
        assert rows["to"].isVisible()
        day = pane.options.inputs["from"].edit
        day.setFocus()
        qtbot.keyClicks(day, "2026-13-01")
        set_pages(pane, qtbot)
        assert rows["from"].problem() == ("bad", "There is no month 13.")
        assert pane.preview.sentence.text() == "There is no month 13."
        assert not pane.doing.save_button.isEnabled()
        period.setCurrentIndex(period.findData("this-year"))
        period.picked.emit("this-year")
        set_pages(pane, qtbot)
        assert pane.doing.save_button.isEnabled()
        assert "from" not in pane.chosen_style().chosen

    def test_what_does_not_apply_is_not_offered(self, pane: PrintPane, qtbot: QtBot) -> None:
        choose(pane, qtbot, "labels", Whom.LISTED)
        assert not pane.look.orientation.isVisible()
        assert not pane.look.stamped.isVisible()
        choose(pane, qtbot, "blank")
        assert not pane.look.masked.isVisible()
        assert pane.look.stamped.isVisible()

    def test_another_kind_begins_at_the_top(self, pane: PrintPane, qtbot: QtBot) -> None:
        bar = pane._area.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 0)
        bar.setValue(bar.maximum())
        choose(pane, qtbot, "statement")
        assert bar.value() == 0

    def test_columns_are_chosen(self, pane: PrintPane, qtbot: QtBot) -> None:
        choose(pane, qtbot, "list", Whom.LISTED)
        columns = pane.options.inputs["columns"]
        columns._changed()  # the popup is not open: nothing is ticked, nothing changes
        before = columns.value()
        columns.open()
        columns.popup.list.set_on("city", "city" not in before)
        columns.popup.ticked.emit("city", "city" not in before)
        columns.popup.hide()
        assert ("city" in columns.value()) is ("city" not in before)
        set_pages(pane, qtbot)
        assert pane.ui.preferences.print_style("list")["chosen"]["columns"] == list(columns.value())

    def test_own_margins(self, pane: PrintPane, qtbot: QtBot) -> None:
        pane.look.margins.set_key("own")
        pane.look.margins.picked.emit("own")
        pane.look.sides["left"].setFocus()
        pane.look.sides["left"].selectAll()
        qtbot.keyClicks(pane.look.sides["left"], "30")
        assert pane.chosen_style().margins[3] == 30
        pane.look.margins.set_key("usual")
        pane.look.margins.picked.emit("usual")
        assert pane.chosen_style().margins == pane.kind.margins

    def test_what_the_screen_hides_paper_hides(self, pane: PrintPane, qtbot: QtBot) -> None:
        assert not pane.chosen_style().masked
        pane.ui.masking.set_on(True)
        assert pane.chosen_style().masked
        assert not pane.look.masked.isEnabled()
        set_pages(pane, qtbot)
        pane.ui.masking.set_on(False)
        assert not pane.chosen_style().masked
        assert pane.ui.preferences.print_style("file")["masked"] is False

    def test_paging_and_zoom_by_keys(self, pane: PrintPane, qtbot: QtBot) -> None:
        choose(pane, qtbot, "file", Whom.ALL)
        view = pane.preview.view
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
        assert view.page == 1
        qtbot.keyClick(view, Qt.Key.Key_End)
        assert view.page == view.count - 1
        qtbot.keyClick(view, Qt.Key.Key_Plus, CTRL)
        assert pane.preview.zoom.key() == "100"
        qtbot.keyClick(view, Qt.Key.Key_Home)
        assert view.page == 0

    def test_nothing_is_logged_for_looking(self, pane: PrintPane) -> None:
        assert not privacy.entries(pane.ui.desk)


class TestFiles:
    def test_one_pdf(self, pane: PrintPane, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "张伟"), ""))
        said: list[str] = []
        pane.ui.bus.message.connect(lambda text, _undo: said.append(text))
        qtbot.mouseClick(pane.doing.save_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(said), timeout=20_000)
        text = PdfReader(tmp_path / "张伟.pdf").pages[0].extract_text()
        assert "张伟" in text
        assert [entry.target for entry in privacy.entries(pane.ui.desk)] == ["张伟.pdf"]
        assert "张伟.pdf" in said[0]
        assert not pane.doing.running

    def test_one_pdf_each(self, pane: PrintPane, qtbot: QtBot, tmp_path: Path) -> None:
        choose(pane, qtbot, "file", Whom.ALL)
        assert pane.doing.each_action.isEnabled()
        assert not pane.doing.keep_action.isEnabled()
        pane.doing.save_each_to(tmp_path / "files")
        qtbot.waitUntil(lambda: not pane.doing.running, timeout=20_000)
        names = sorted(path.name for path in (tmp_path / "files").iterdir())
        assert len(names) == 5
        assert names[0].startswith("K00001 张伟")

    def test_a_copy_in_the_file_can_be_undone(self, pane: PrintPane, qtbot: QtBot, desk: Desk) -> None:
        assert pane.doing.keep_action.isEnabled()
        pane.doing.keep_action.trigger()
        qtbot.waitUntil(lambda: not pane.doing.running, timeout=20_000)
        assert len(attachments.of_customer(desk, ids(desk)[0])) == 1
        history.undo(desk)
        assert not attachments.of_customer(desk, ids(desk)[0])

    def test_stopped_it_leaves_no_file(self, pane: PrintPane, qtbot: QtBot, tmp_path: Path) -> None:
        pane.doing.save_to(tmp_path / "never.pdf")
        pane.doing.stop()
        qtbot.waitUntil(lambda: not pane.doing.running, timeout=20_000)
        assert not (tmp_path / "never.pdf").exists()
        assert pane.doing.trouble.text() == "Stopped. No file was written."
        assert not privacy.entries(pane.ui.desk)


@pytest.mark.usefixtures("qapp")
class TestThePrinter:
    def _printer(self, pane: PrintPane, target: Path) -> QPrinter:
        """A printer that prints into a file, set up as the dialog sets it up."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        pane.doing.prepare(printer)
        return printer

    def test_every_page_goes_there(self, pane: PrintPane, qtbot: QtBot, tmp_path: Path) -> None:
        said: list[str] = []
        pane.ui.bus.message.connect(lambda text, _undo: said.append(text))
        count = pane.preview.view.count
        pane.doing.print_to(self._printer(pane, tmp_path / "printed.pdf"))
        qtbot.waitUntil(lambda: bool(said), timeout=20_000)
        pages = PdfReader(tmp_path / "printed.pdf").pages
        assert len(pages) == count
        assert round(float(pages[0].mediabox.width) / 72 * 25.4) == 210
        assert len(privacy.entries(pane.ui.desk)) == 1

    def test_a_range_and_copies(self, qtbot: QtBot, tmp_path: Path) -> None:
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "range.pdf"))
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 3)
        page = QImage(20, 30, QImage.Format.Format_RGB32)
        page.fill(Qt.GlobalColor.white)
        page.save(str(tmp_path / "page.png"))
        png = (tmp_path / "page.png").read_bytes()
        assert print_pages(printer, lambda: iter([png] * 5), lambda: False) == 2
        assert len(PdfReader(tmp_path / "range.pdf").pages) == 2

    def test_stopped_in_the_middle(self, tmp_path: Path) -> None:
        printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "stopped.pdf"))
        with pytest.raises(UserError, match="cancelled"):
            print_pages(printer, lambda: iter([b"", b""]), lambda: True)

    @pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false", extend=True)
    @pytest.mark.parametrize("when", ["before", "between"])
    def test_a_printer_that_is_gone(self, tmp_path: Path, when: str) -> None:
        class Gone(QPrinter):
            def newPage(self) -> bool:  # noqa: N802
                return False

        printer = Gone(QPrinter.PrinterMode.ScreenResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / ("nowhere/gone.pdf" if when == "before" else "gone.pdf")))
        with pytest.raises(UserError, match="print-printer"):
            print_pages(printer, lambda: iter([b"", b""]), lambda: False)

    def test_the_last_printer_is_taken_again(self, pane: PrintPane, tmp_path: Path) -> None:
        known = {"printer": "", "duplex": QPrinter.DuplexMode.DuplexLongSide.value}
        pane.ui.preferences.note_print_style("file/printer", known)
        printer = self._printer(pane, tmp_path / "again.pdf")
        assert printer.docName() == "Customer file"
        page = printer.pageLayout().pageSize()
        assert page.size(page.Unit.Millimeter).toSize().width() == 210


class TestTemplates:
    def test_a_broken_one_says_where_and_the_usual_one_is_a_click_away(
        self, pane: PrintPane, qtbot: QtBot, desk: Desk
    ) -> None:
        own = printing_templates.copy(desk, "file")
        own.write_text("#let broken = (\n", encoding="utf-8")
        pane.look_again()
        set_pages(pane, qtbot)
        assert "file.typ" in pane.preview.sentence.text()
        assert not pane.doing.save_button.isEnabled()
        qtbot.mouseClick(pane.preview.mend, Qt.MouseButton.LeftButton)
        set_pages(pane, qtbot)
        assert pane.preview.view.count >= 1
        assert pane.doing.save_button.isEnabled()
