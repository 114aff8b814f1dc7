"""Verbs of the history and of the trash: a former value, one action taken back by itself, several things restored."""

from __future__ import annotations

import json

from crmdesk.services import past_backward, trash
from tests.services.deeds import Deeds, Person


def deeds(one: Person) -> Deeds:
    desk = one.desk
    done = "FROM change c JOIN action a ON a.id = c.action_id WHERE a.state = 'done'"

    def value() -> None:
        sql = (
            f"SELECT c.action_id, c.seq, c.before {done} AND c.before IS NOT NULL AND c.after IS NOT NULL ORDER BY 1, 2"
        )
        action, seq, before = one.one_of(desk.data.database.execute_sql(sql).fetchall())
        past_backward.bring_back(desk, action, seq, one.one_of(json.loads(before)))

    def back() -> None:
        """Not the last one."""
        found = desk.data.database.execute_sql(f"SELECT DISTINCT a.id {done} ORDER BY 1 DESC").fetchall()
        past_backward.take_back(desk, one.one_of(found[1:12])[0])

    def restore() -> None:
        keys = list(trash.find(desk))
        one.one_of(keys)
        trash.restore(desk, one.dice.sample(keys, one.dice.randint(1, min(3, len(keys)))))

    return {"history-value": value, "history-undo": back, "trash-restore": restore}
