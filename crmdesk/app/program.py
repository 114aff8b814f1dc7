"""What lives while the window is open: the data file, its worker, the language, the theme; made and closed in order."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, QTranslator

from crmdesk.app.forgetting import forget
from crmdesk.app.looks import theme_of, translate_qt
from crmdesk.assets import load_words
from crmdesk.core.errors import UserError
from crmdesk.core.words import Words
from crmdesk.gui.jobs import Job, Jobs
from crmdesk.gui.jobs_alone import Alone, Cancelled, Progress
from crmdesk.gui.masking import Masking
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.ui import Bus, Ui
from crmdesk.services.desk import AT_ONCE, Desk, open_desk
from crmdesk.services.places import default_data_file
from crmdesk.services.sample import is_sample

if TYPE_CHECKING:
    from crmdesk.app.beside import Beside
    from crmdesk.app.instance import Claims
    from crmdesk.gui.window_place import Place
    from crmdesk.services.security import Key

    Work = Callable[[Progress, Cancelled], tuple[Path, Key | None]]
    """Work on a data file nobody has open; it returns the one to be opened then, with its key."""


class Program(QObject):
    """The window with what it works on: the data file, its worker, the language and the theme."""

    def __init__(self, desk: Desk, words: Words, preferences: Preferences) -> None:
        super().__init__()
        self.desk: Desk | None = desk
        """None while it is locked, or being written anew as a whole."""
        self._path = desk.path
        self._clock, self._who = desk.clock, desk.who
        self._words = words
        self._preferences = preferences
        self._translator = QTranslator(self)
        self.jobs: Jobs | None = Jobs(desk, self)
        self.jobs.look_ahead(_today)
        from crmdesk.gui.window import MainWindow  # takes long: the worker looks ahead meanwhile

        theme_of(preferences)
        self._checker: Jobs | None = None
        self._alone = Alone(self)
        translate_qt(words, self._translator)
        self._note_file(desk)
        self.restarting = False
        self.claims: Claims | None = None
        """On the data file that is open; without them (tests, pictures) other windows are not looked for."""
        self._masking = Masking()
        self.window = MainWindow(Ui(desk, words, self.jobs, Bus(self), preferences, self._masking))
        self.beside: Beside
        """There as soon as all of the window is."""
        self.window.when_complete(self._make_beside)
        self.window.file_asked.connect(self.open_file)
        self.window.language_asked.connect(self.choose_language)
        self.window.theme_asked.connect(self.choose_theme)
        self.window.back_asked.connect(self.open_own)
        self.window.restart_asked.connect(self.restart)
        self.window.closed.connect(self._close)

    def _make_beside(self) -> None:
        from crmdesk.app.beside import Beside

        self.beside = Beside(self)

    def choose_language(self, language: str) -> None:
        """Say everything in another language, at the same place."""
        if language == self.window.ui.words.language or not self.window.content.may_leave():
            return
        self._preferences.language = language
        self._words = words = load_words(language)
        translate_qt(words, self._translator)
        self.window.show_language(replace(self.window.ui, words=words, bus=Bus(self)))

    def choose_theme(self, choice: str) -> None:
        self._preferences.theme = "" if choice == "system" else choice
        theme_of(self._preferences).choose(choice)

    def open_file(self, path: Path, create: bool) -> None:
        """Put another data file in the place of this one; when that fails this one stays."""
        if self.desk is not None and (path == self.desk.path or not self.window.content.may_leave()):
            return
        if self.claims is not None and not self.claims.take(path):
            if self.desk is not None:
                told = self._words.gettext("{name} is open in another window.").format(name=path.stem)
                self.window.ui.bus.message.emit(told, False)
            return
        try:
            desk = self._opened(path, create=create)
        except UserError as error:
            desk = None
            self.window.troubles.show(error)
        if desk is not None:
            self.put_down()
            self._show(desk, None)
        if self.claims is not None:
            self.claims.keep(self._path)

    def _opened(self, path: Path, *, create: bool = False) -> Desk | None:
        """An open data file; its password is asked where it has one, an older one is brought up to date. None when the
        person gives it up."""
        from crmdesk.gui.dialogs.unlocking import ask_key
        from crmdesk.gui.dialogs.updating import brought_up_to_date

        key = None
        while True:
            try:
                return open_desk(path, create=create, who=self._who, clock=self._clock, key=key, update=AT_ONCE)
            except UserError as error:
                needed = error.code
                if needed not in ("password-needed", "file-older"):
                    raise
            if needed == "file-older":
                if not brought_up_to_date(path, key, self._words, self.window):
                    return None
            elif (key := ask_key(path, self._words, self.window)) is None:
                return None

    def put_down(self) -> Place | None:
        """Close everything that has to do with the data file; what is being typed is kept in it. Nothing of it is left
        in the window, and no key in the program as far as Python allows."""
        from crmdesk.gui.window_place import keep_typed, put_away_all, remember

        if self.desk is None or self.jobs is None:
            return None
        desk, jobs, place = self.desk, self.jobs, remember(self.window)
        self._who = desk.who
        self._stop_checking()
        jobs.close()
        keep_typed(self.window)
        self.window.ui.clipboard.stop()
        put_away_all(self.window)
        self.window.put_away()
        desk.close()
        desk.data.forget_key()
        self.desk = self.jobs = None
        jobs.deleteLater()
        QTimer.singleShot(0, self, forget)
        return place

    def take_up(self, path: Path, key: Key | None, place: Place | None) -> None:
        """Open a data file again, at the place where it was left. Raises UserError."""
        self._show(open_desk(path, create=False, who=self._who, clock=self._clock, key=key), place)

    def _show(self, desk: Desk, place: Place | None) -> None:
        from crmdesk.gui.window_place import Place, bring_back

        place = place or Place()
        self.desk, self.jobs = desk, Jobs(desk, self)
        self._path = desk.path
        self._note_file(desk)
        ui = Ui(desk, self._words, self.jobs, Bus(self), self._preferences, self._masking)
        self.window.show_ui(ui, place.listing, place.customer_id)
        bring_back(self.window, place)
        self.beside.locking.follow()
        self.check_in_background()

    @property
    def written_anew(self) -> bool:
        """Whether `work_alone` is under way."""
        return self._alone.busy

    def work_alone(self, said: str, work: Work, done: Callable[[], object]) -> None:
        """Work on the data file while nothing has it open, such as writing it anew under another password. The window
        says what is going on; then it shows the file `work` names, at the same place. When it fails or is stopped the
        former one is opened again, and why is said. `done` is called after it went well.
        """
        from crmdesk.gui.pages.locked import WorkingPage
        from crmdesk.services.security import CancelledError

        if self.desk is None or self._alone.busy:
            return
        path, key = self.desk.path, self.desk.data.key
        place = self.put_down()
        page = WorkingPage(path, said, self._words)
        page.cancelled.connect(self._alone.cancel)
        self.window.show_alone(page, self._words)

        def finished(result: tuple[Path, Key | None]) -> None:
            self._reopen(*result, place)
            if self.desk is not None:
                done()

        def failed(error: Exception) -> None:
            self._reopen(path, key, place)
            if not isinstance(error, CancelledError):
                self.window.show_error(error)

        self._alone.run(work, finished, failed, page.show_progress)

    def _reopen(self, path: Path, key: Key | None, place: Place | None) -> None:
        from crmdesk.app.rescuing import Stranded

        try:
            self.take_up(path, key, place)
        except UserError as error:
            Stranded(self, self._words, self._preferences).ask(error, path, key)

    def open_own(self) -> None:
        """From the sample data back to the person's own file, the one opened last."""
        path = last_file(self._preferences)
        self.open_file(path, not path.exists())

    def restart(self) -> None:
        """Close everything in order; `run_window` then begins anew."""
        self.restarting = True
        if not self.window.close():
            self.restarting = False

    def _note_file(self, desk: Desk) -> None:
        """It stays open from now on. The sample data is nobody's own file: the next start opens that one."""
        desk.data.spare_memory()
        if not is_sample(desk):
            self._preferences.note_file(desk.path)

    def check_in_background(self) -> None:
        """Whether the data file is sound, and the tables for pinyin, so that the first save is quick."""
        if self.desk is None:
            return
        self._stop_checking()
        self._checker = Jobs(self.desk, self)
        self._checker.run(self, _load_pinyin, _nothing, self._failed, channel="pinyin")
        self._checker.run(self, _quick_check, self._checked, self._failed, channel="check")

    def _checked(self, answer: str | None) -> None:
        if answer is not None:
            self.window.content.backups.tell_damaged()
        elif self._checker is not None:
            self.beside.begin(self._checker)

    def _failed(self, error: Exception) -> None:
        self.window.ui.bus.failed.emit(error)

    def _stop_checking(self) -> None:
        self.beside.stop()
        if self._checker is not None:
            self._checker.close()
            self._checker = None

    def _close(self) -> None:
        self._alone.close()
        self.beside.locking.close()
        self._stop_checking()
        if self.jobs is not None and self.desk is not None:
            self.jobs.close()
            self.desk.close()
        if self.claims is not None:
            self.claims.keep(None)


def last_file(preferences: Preferences) -> Path:
    """The data file opened last, as long as it is there; else the default one."""
    for path in preferences.recent_files[:1]:
        if Path(path).is_file():
            return Path(path)
    return default_data_file()


def _today(desk: Desk) -> tuple[Hashable, object]:
    """What the page Today asks for first, worked out while the window is being made."""
    from crmdesk.services import day

    return day.asked_first(desk)


def _quick_check(desk: Desk, _job: Job) -> str | None:
    return desk.data.quick_check()


def _load_pinyin(_desk: Desk, _job: Job) -> None:
    from crmdesk.core import pinyin

    pinyin.load()


def _nothing(_result: object) -> None:
    """Nothing follows."""
