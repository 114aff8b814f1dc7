"""The program is killed while somebody types the fourth step of a complaint; the next start has the words again."""

from __future__ import annotations

import json
from pathlib import Path

from crmdesk.core.complaints import STEPS
from crmdesk.services import complaint_steps, complaints, customers, drafts
from crmdesk.services.desk import open_desk
from tests.desk import make_desk
from tests.faults.test_typing_killed import PATIENCE, start

WORDS = "Two hours without the line: I would be angry too"

TYPES = """
def types(timer):
    timer.stop()
    place = window()
    place.activateWindow()
    place.ui.bus.open_complaint.emit(1)
    form = place.content.places.page("complaints").cases.card.round.form
    form.keeper.kept.connect(lambda: print("kept", flush=True))
    form.take_keyboard()
    QTest.keyClicks(form.inputs.text, sys.argv[2])

begin(types)
"""

LOOKS = """
def looks(timer):
    if visible(QWidget, "window-drafts") is None:
        return
    timer.stop()
    told = visible(QWidget, "window-drafts").accessibleName()
    visible(QPushButton, "window-drafts-continue").click()
    card = window().content.places.page("complaints").cases.card
    form = card.round.form
    print(json.dumps({"told": told, "step": form.step, "text": form.inputs.text.toPlainText()}), flush=True)
    form.finish()
    window().close()

begin(looks)
"""


def test_a_step_that_was_being_typed_survives_a_kill(tmp_path: Path):
    desk = make_desk(tmp_path)
    customer, _ = customers.add(desk, {"name": "禾砚精密"})
    complaint, _ = complaints.add(desk, customer, {"words": "上机就断。", "received_at": "2026-11-20 09:00"})
    for step in STEPS[:3]:
        complaint_steps.finish(desk, complaint, step, {"text": step, "at": "2026-11-20 10:00"})
    desk.close()

    typing = start(tmp_path, TYPES, str(desk.path), WORDS)
    try:
        assert typing.stdout is not None
        assert typing.stdout.readline() == "kept\n", typing.stderr and typing.stderr.read()[-2000:]
    finally:
        typing.kill()
        typing.communicate(timeout=PATIENCE)

    again = start(tmp_path, LOOKS, str(desk.path))
    out, error = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, error[-2000:]
    answer = json.loads(out)
    assert "禾砚精密" in answer["told"]
    assert "T00001" in answer["told"]
    assert (answer["step"], answer["text"]) == ("empathise", WORDS)

    saved = open_desk(desk.path)
    assert saved.data.quick_check() is None
    assert drafts.all_drafts(saved) == []
    done = complaints.case(saved, complaint).step(1, "empathise")
    assert done is not None
    assert done.values["text"] == WORDS
    saved.close()
