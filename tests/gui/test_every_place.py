"""Every page and dialog of the tour: said aloud, reached by Tab, translated, and no text cut off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crmdesk.assets import load_words
from crmdesk.core.words import Words
from crmdesk.gui.preferences import Preferences
from crmdesk.gui.theme import palette
from crmdesk.services.desk import open_desk
from crmdesk.tour import WHO, clock, job, scenes
from tests.gui.inspecting import Inspector, foreign, marked_words

LEAST = {"customers", "customers-edit", "customers-new-problem", "search-nothing", "contact", "leave", "shortcuts"}
LEAST |= {"import-columns", "import-trial", "import-done", "export", "file-alone", "first", "bug-report", "about"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tour's data file."""
    folder = tmp_path_factory.mktemp("tour")
    desk = job.do_the_job(folder, folder, load_words("zh_CN"), lambda _line: None)
    desk.close()
    return desk.path


def look(sample: Path, folder: Path, words: Words, *, walk: bool = False) -> Inspector:
    """Through the tour with an inspector instead of a camera."""
    inspector = Inspector(folder)
    inspector.walk = walk
    preferences = Preferences(folder / "window.ini")
    scenes._customers(inspector, open_desk(sample, who=WHO, clock=clock), words, preferences, folder)
    scenes._empty(inspector, open_desk(folder / "空.crmdesk", who=WHO, clock=clock), words, preferences)
    assert set(inspector.seen) >= LEAST
    return inspector


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_has_a_name_and_its_text_has_room(
    qapp: QApplication, theme: palette.Theme, sample: Path, tmp_path: Path, language: str
):
    found = look(sample, tmp_path, load_words(language), walk=language == "en")
    assert found.unnamed == []
    assert found.cut == []
    assert found.unreached == []


def test_everything_is_translated(qapp: QApplication, theme: palette.Theme, sample: Path, tmp_path: Path):
    assert look(sample, tmp_path, marked_words()).untranslated == []


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [("⟦Save⟧", False), ("⟦Undone: ⟦New file⟧⟧ K00001", False), ("Save", True), ("⟦Save⟧ all", True), ("张伟", False)],
)
def test_what_is_not_translated_is_seen(text: str, is_foreign: bool):
    assert foreign(text) == is_foreign
