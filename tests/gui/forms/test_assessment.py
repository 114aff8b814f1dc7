"""The assessment in a file: answers saved at once, what follows from them, judgements overruled; the strip of facts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from crmdesk.gui.dialogs.overruling import OverrulingDialog
from crmdesk.services import customers, history, interactions, qualifying


@pytest.fixture
def assess(ui, pane, individual, qtbot):
    """The page of a customer of whom nothing is known yet."""
    pane.show_customer(individual)
    pane.show_page("assessment")
    page = pane.pages.assessment
    qtbot.waitUntil(lambda: bool(page.stage.missing) and page.screening.isVisible())
    return page


def segment(holder: QWidget, key: str) -> QAbstractButton:
    found = holder.findChild(QAbstractButton, f"segment-{key}")
    assert found is not None
    return found


def values(ui, customer_id: int) -> dict:
    return dict(customers.file(ui.desk, customer_id).values)


def test_the_verdict_follows_every_answer_and_undo(ui, assess, individual, heard, qtbot):
    assert assess.man.code.text() == "?+?+?"
    for key, answer in (("money", "yes"), ("authority", "no"), ("need", "yes")):
        qtbot.mouseClick(segment(assess.man.segments[key], answer), Qt.MouseButton.LeftButton)
    assert assess.man.code.text() == "M+a+N"
    assert assess.man.verdict.badge().text == "Contact"
    assert assess.man.advice.text() == "Find the person with authority."
    assert heard.messages[-1] == "K00001: Need saved"
    assert values(ui, individual)["man_verdict"] == "contact"
    ui.wrote(history.undo(ui.desk)[1])
    assert assess.man.code.text() == "M+a+?"
    assert assess.man.verdict.badge().text == "Find out"


def test_the_arrows_answer_too(ui, assess, individual, qtbot):
    segments = assess.man.segments["need"]
    segment(segments, "unknown").setFocus()
    qtbot.keyClick(segment(segments, "unknown"), Qt.Key.Key_Left)
    assert segments.key() == "no"
    assert values(ui, individual)["need"] == "no"
    assert segment(segments, "no").hasFocus()


def test_what_is_missing_for_a_target_customer_goes_piece_by_piece(ui, assess, individual, write, qtbot):
    assert assess.stage.next.text() == "Missing for “Target”"
    assert len(assess.stage.missing) == 3
    qtbot.mouseClick(segment(assess.prospect.segments["intent"], "clear"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(segment(assess.man.segments["money"], "yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(assess.stage.missing) == 1)
    day = assess.prospect.inputs["expected_on"].widget
    day.setFocus()
    write("2027-01-15")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: assess.stage.next.text() == "Missing for “Signed”")
    assert assess.stage.bars.accessibleName() == "Target"
    assert values(ui, individual)["stage"] == "target"


def test_a_day_out_of_the_calendar_is_refused_where_it_stands(ui, assess, individual, write, qtbot):
    day = assess.prospect.inputs["expected_on"].widget
    day.setFocus()
    write("2027-02-30")
    qtbot.keyClick(day, Qt.Key.Key_Return)
    state, sentence = assess.prospect.rows["expected_on"].problem()
    assert state == "bad"
    assert sentence == "Month 2 of 2027 has no day 30."
    assert day.text() == "2027-02-30"
    assert "expected_on" not in values(ui, individual)
    ui.wrote(customers.edit(ui.desk, individual, {"city": "杭州市"}))
    assert day.text() == "2027-02-30"


def test_who_needs_it_without_recognising_it_is_asked_what_kind_of_need(ui, assess, individual, qtbot):
    assert not assess.prospect.rows["need_kind"].isVisible()
    qtbot.mouseClick(segment(assess.man.segments["need"], "yes"), Qt.MouseButton.LeftButton)
    assert assess.prospect.class_name.text() == "Need alone"
    box = assess.prospect.inputs["need_kind"].widget
    assert box.isVisible()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert values(ui, individual)["need_kind"] == "future"
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    qtbot.mouseClick(segment(assess.prospect.segments["recognises"], "yes"), Qt.MouseButton.LeftButton)
    assert assess.prospect.class_name.text() == "Intending"
    assert not box.isVisible()


def test_the_life_cycle_is_overruled_with_a_reason_and_given_back(ui, pane, assess, individual, write, qtbot):
    card = assess.life_cycle
    assert (card.badge.badge().text, card.state.text()) == ("Acquisition", "Suggested")
    assert not card.back.isVisible()
    qtbot.mouseClick(card.overrule, Qt.MouseButton.LeftButton)
    dialog = pane.findChildren(OverrulingDialog)[-1]
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.put("life_cycle_by_hand", "Decline")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.form.rows["life_cycle_reason"].problem()[0] == "bad"
    dialog.form.focus("life_cycle_reason")
    write("换了采购经理")
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: card.state.text() == "Set by hand")
    assert card.badge.badge().text == "Decline"
    assert card.reason.text() == "Reason: 换了采购经理"
    assert card.why.text().startswith("Suggested: Acquisition – ")
    assert values(ui, individual)["life_cycle"] == "decline"
    qtbot.mouseClick(card.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.state.text() == "Suggested")
    assert values(ui, individual)["life_cycle"] == "acquisition"


def test_conditions_are_ticked_with_a_remark(ui, assess, individual, write, qtbot):
    row = assess.screening.rows["habits"]
    qtbot.mouseClick(segment(row.segments, "yes"), Qt.MouseButton.LeftButton)
    row.remark.setFocus()
    write("每季度集中采购")
    qtbot.keyClick(row.remark, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not ui.jobs.busy)
    found = {each.item: each for each in qualifying.screened(ui.desk, individual)}
    assert (found["habits"].passed, found["habits"].notes) == (True, "每季度集中采购")
    assert row.segments.key() == "yes"
    assert [each.item for each in found.values() if each.passed is not None] == ["habits"]


def test_nothing_is_answered_while_personal_data_is_hidden(ui, assess, individual, qtbot):
    ui.masking.set_on(True)
    qtbot.mouseClick(segment(assess.man.segments["need"], "yes"), Qt.MouseButton.LeftButton)
    assert assess.man.segments["need"].key() == "unknown"
    assert "need" not in values(ui, individual)
    ui.masking.set_on(False)


def test_the_strip_tells_of_dealings_once_there_are_any(ui, pane, individual):
    pane.show_customer(individual)
    assert "On file since" in pane.facts.accessibleName()
    typed = {"at": "2026-11-20", "kind": "call", "next_step": "寄样品", "next_date": "2026-11-18"}
    interaction, changes = interactions.add(ui.desk, individual, typed)
    ui.wrote(changes)
    pane.show_customer(individual)
    told = pane.facts.accessibleName()
    assert "Last contact Yesterday Call" in told
    assert "Next step, overdue 18 Nov 寄样品" in told
    assert "Owed None" in told
    assert "On file since" not in told
    assert pane.facts.completeness.isVisible()
    ui.wrote(interactions.finish_step(ui.desk, interaction))
    pane.show_customer(individual)
    assert "Next step None" in pane.facts.accessibleName()
