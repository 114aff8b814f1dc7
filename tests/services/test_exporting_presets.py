"""Presets of exports: kept with history, found by name, undone."""

from __future__ import annotations

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.exporting import ExportOptions
from crmdesk.core.fields import Type
from crmdesk.core.words import Words
from crmdesk.services import exporting_presets as presets
from crmdesk.services import history, user_fields
from crmdesk.services.desk import Desk

OPTIONS = ExportOptions(("customers",), {"customers": ("name", "phone")}, mask=True)


def test_a_preset_is_saved_found_renamed_and_deleted(desk: Desk, words_en: Words):
    preset_id, _ = presets.save(desk, " 月报 ", OPTIONS, ".csv", "en")
    found = presets.known(desk, "月报")
    assert (found.id, found.name, found.options, found.ending, found.language) == (
        preset_id, "月报", OPTIONS, ".csv", "en",
    )  # fmt: skip
    presets.rename(desk, preset_id, "周报")
    assert [preset.name for preset in presets.presets(desk)] == ["周报"]
    presets.delete(desk, preset_id)
    assert presets.presets(desk) == []
    told = [history.describe(entry, words_en) for entry in history.entries(desk)]
    assert told == ["Deleted an export preset", "Renamed an export preset", "Saved an export preset"]


def test_each_step_can_be_undone(desk: Desk):
    preset_id, _ = presets.save(desk, "月报", OPTIONS)
    presets.save(desk, "月报", ExportOptions())
    presets.rename(desk, preset_id, "周报")
    presets.delete(desk, preset_id)
    history.undo(desk)
    assert presets.known(desk, "周报").options == ExportOptions()
    history.undo(desk)
    history.undo(desk)
    assert presets.known(desk, "月报").options == OPTIONS
    history.undo(desk)
    assert presets.presets(desk) == []
    history.redo(desk)
    assert presets.known(desk, "月报").id == preset_id


def test_the_same_name_takes_the_new_content(desk: Desk):
    first, _ = presets.save(desk, "Monthly", OPTIONS)
    second, changes = presets.save(desk, "monthly", ExportOptions())
    assert (second, [preset.name for preset in presets.presets(desk)]) == (first, ["monthly"])
    assert changes
    assert not presets.save(desk, "monthly", ExportOptions())[1]


@pytest.mark.parametrize(
    ("name", "code"), [("", "preset-name"), (" \u200b", "preset-name"), ("长" * 61, "preset-name-long")]
)
def test_names_that_cannot_be(desk: Desk, words_en: Words, name: str, code: str):
    preset_id, _ = presets.save(desk, "月报", OPTIONS)
    for verb in (lambda: presets.save(desk, name, OPTIONS), lambda: presets.rename(desk, preset_id, name)):
        with pytest.raises(UserError) as raised:
            verb()
        assert raised.value.code == code
        assert words_en.error(raised.value)


def test_what_is_not_there_is_said(desk: Desk, words_en: Words):
    one, _ = presets.save(desk, "一", OPTIONS)
    two, _ = presets.save(desk, "二", OPTIONS)
    with pytest.raises(UserError, match="preset-name-used"):
        presets.rename(desk, two, "一")
    presets.rename(desk, two, "二")
    presets.delete(desk, one)
    for verb in (lambda: presets.delete(desk, one), lambda: presets.rename(desk, one, "三")):
        with pytest.raises(UserError, match="preset-gone"):
            verb()
    with pytest.raises(UserError) as raised:
        presets.known(desk, "三")
    assert words_en.error(raised.value) == "There is no preset “三”. Presets: 二."


def test_a_column_that_is_gone_is_left_out(desk: Desk):
    key, _ = user_fields.add(desk, "尺码", Type.TEXT)
    presets.save(desk, "一", ExportOptions(columns={"customers": ("name", key), "contacts": ("name",)}))
    presets.save(desk, "二", ExportOptions(columns={"customers": (key,)}))
    assert presets.known(desk, "一").options.columns["customers"] == ("name", key)
    user_fields.delete(desk, key)
    assert presets.known(desk, "一").options.columns == {"customers": ("name",), "contacts": ("name",)}
    assert presets.known(desk, "二").options.columns == {}
