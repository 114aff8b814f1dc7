"""Files as offices really keep them: each is recognised, imported or refused as it should be.

`pytest tests/services/test_nasty_files.py -s` prints the table.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from crmdesk.core.errors import UserError
from crmdesk.core.importing import Result
from crmdesk.services import importing
from crmdesk.services.desk import Desk
from tests.services.importing import codes, content, counts
from tests.services.nasty import FILES, Nasty


@pytest.mark.parametrize("nasty", FILES, ids=lambda nasty: nasty.name)
def test_a_file_of_an_office(desk: Desk, nasty: Nasty, tmp_path: Path) -> None:
    path = nasty.make(tmp_path / f"客户{nasty.ending}")
    if nasty.refused:
        with pytest.raises(UserError) as caught:
            importing.import_file(desk, path)
        assert caught.value.code == nasty.refused
        assert content(desk) == []
        print(f"\n{nasty.name:45} refused: {caught.value.code}")
        return
    result = importing.import_file(desk, path)
    print(f"\n{nasty.name:45} {counts(result)} {told(result)}")
    assert counts(result) == dict(nasty.counts), [
        (problem.row, problem.column, problem.code, problem.text) for problem in result.problems
    ]
    assert {code for _, _, code in codes(result)} >= set(nasty.codes)
    assert [row.reason for row in result.left_out if row.reason in nasty.left_out] == list(nasty.left_out)
    made = content(desk)
    if nasty.values:
        values = made[0][0]
        assert {key: values.get(key) for key in nasty.values} == dict(nasty.values)
    if nasty.contacts:
        assert len(made[0][1]) == nasty.contacts


def told(result: Result) -> str:
    """What was said about it, and what was left out."""
    said = sorted({code for _, _, code in codes(result)})
    left = [row.reason for row in result.left_out]
    return " ".join([*said, *(f"({reason})" for reason in left)])


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 60
    assert len({nasty.name for nasty in FILES}) == len(FILES)
