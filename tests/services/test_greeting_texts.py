"""Texts of greetings on a data file: those supplied, changed, taken away, and one's own."""

from __future__ import annotations

import pytest

from crmdesk.core.errors import UserError
from crmdesk.services import greetings, history
from crmdesk.services.desk import Desk


def test_texts_supplied_changed_taken_away_and_ones_own(desk: Desk) -> None:
    def keys(tier: str | None = None) -> list[str]:
        return [each.key for each in greetings.texts(desk, "qingming", tier, "enterprise")]

    assert keys() == ["qingming-2", "qingming-1"]
    own, _ = greetings.add_text(desk, "qingming", "{name}，保重", "gold")
    assert (keys("gold")[0], own in keys("iron")) == (own, False)
    greetings.edit_text(desk, own, "{name}，多保重")
    greetings.edit_text(desk, "qingming-1", "{称呼}，保重。")
    changed = next(each for each in greetings.texts(desk, "qingming") if each.key == "qingming-1")
    assert (changed.text, changed.changed, changed.supplied) == ("{称呼}，保重。", True, True)
    greetings.delete_text(desk, "qingming-2")
    greetings.delete_text(desk, "qingming-1")
    greetings.delete_text(desk, own)
    assert keys("gold") == []
    with pytest.raises(UserError, match="greeting-text-unknown"):
        greetings.edit_text(desk, own, "x")
    for _ in range(3):
        history.undo(desk)
    assert [each.text for each in greetings.texts(desk, "qingming", "gold") if each.key == own] == ["{name}，多保重"]
    greetings.reset_texts(desk, "qingming")
    assert [each.changed for each in greetings.all_texts(desk, "qingming") if each.supplied] == [False, False]


@pytest.mark.parametrize(
    ("occasion", "text", "tier", "code"),
    [
        ("birthday", " ", None, "greeting-empty"),
        ("birthday", "{名称}", None, "greeting-placeholder"),
        ("圣诞", "好", None, "greeting-occasion"),
        ("birthday", "好", "platinum", "greeting-tier"),
    ],
)
def test_a_text_that_is_refused(desk: Desk, occasion: str, text: str, tier: str | None, code: str) -> None:
    with pytest.raises(UserError, match=code):
        greetings.add_text(desk, occasion, text, tier)
    assert history.entries(desk) == []
