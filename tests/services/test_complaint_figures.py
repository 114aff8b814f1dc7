"""Figures of complaints from a data file: against a naive reckoning, by every group, written, on the command line."""

from __future__ import annotations

import datetime as dt
import json
import statistics
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from crmdesk.assets import load_words
from crmdesk.cli import main
from crmdesk.core.complaint_figures import BYS, By, Figures
from crmdesk.core.complaint_lists import NO_PRODUCT, Complaints
from crmdesk.core.complaints import SATISFIED, STEPS
from crmdesk.core.errors import UserError
from crmdesk.services import complaint_figures, complaint_lists, complaints, customers
from crmdesk.services.complaints_looking import Case, cases
from crmdesk.services.desk import Desk
from crmdesk.sheets.reading import read_book
from tests.desk import copy_master
from tests.services.complaint_sample import sample_file

WORDS = load_words("en")
YEAR = (dt.date(2026, 1, 1), dt.date(2026, 10, 31))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """To be read only."""
    desk = copy_master(sample_file(), tmp_path_factory.mktemp("figures"))
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def told(sample: Desk) -> list[Case]:
    return cases(sample, complaint_lists.find(sample, Complaints(sort="number")))


def paid(case: Case) -> Decimal:
    return sum((step.values.get("amount", Decimal(0)) for step in case.steps), Decimal(0))


def hours(told: list[Case], wanted: str) -> list[float]:
    """From the step before, of the first of a round from its beginning."""
    found = []
    for case in told:
        for step in case.steps:
            if step.step == wanted:
                place = STEPS.index(wanted)
                before = case.begins[step.round] if place == 0 else case.step(step.round, STEPS[place - 1]).at  # type: ignore[union-attr]
                found.append((step.at - before).total_seconds() / 3_600)
    return found


@pytest.mark.parametrize("days", [(None, None), YEAR])
def test_they_are_what_a_naive_reckoning_finds(
    sample: Desk, told: list[Case], days: tuple[dt.date | None, dt.date | None]
) -> None:
    first, last = days
    mine = [
        case for case in told if (first or dt.date.min) <= case.complaint.received_at.date() <= (last or dt.date.max)
    ]
    found = complaint_figures.figures(sample, first, last)
    assert found.count == len(mine) > 3
    for state in ("open", "closed", "unresolved", "imported"):
        assert getattr(found, state) == sum(case.complaint.state == state for case in mine)
    ended = [case.complaint for case in mine if not case.complaint.is_open]
    judged = [one for one in ended if one.state != "imported" or one.level]
    assert found.satisfied_share == pytest.approx(sum(one.level in SATISFIED for one in judged) / len(judged))
    took = [(one.values["closed_at"].date() - one.received_at.date()).days for one in ended]
    assert (found.days_to_close.n, found.days_to_close.median) == (len(took), statistics.median(took))
    assert found.compensation == sum(map(paid, mine))
    for step in STEPS:
        naive = hours(mine, step)
        assert found.steps[step].n == len(naive)
        assert found.steps[step].median == pytest.approx(statistics.median(naive))
    assert dict(found.rounds) == {
        rounds: count for rounds in (1, 2, 3)
        if (count := sum(case.complaint.round == rounds for case in mine if case.complaint.state != "imported"))
    }  # fmt: skip
    assert found.omitted == 0
    assert sum(month.received for month in found.months) == len(mine)


@pytest.mark.parametrize("by", BYS)
def test_each_group_opens_down_to_its_complaints(sample: Desk, by: By) -> None:
    found = complaint_figures.figures(sample, by=by)
    assert len(found.groups) > 1
    assert sum(group.count for group in found.groups) == found.count
    assert sum(group.compensation for group in found.groups) == found.compensation
    for group in found.groups:
        if by == "month":
            first = dt.date.fromisoformat(f"{group.key}-01")
            last = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
            wanted = Complaints(from_=first, to=last)
        elif by == "product":
            wanted = Complaints(product_id=int(group.key or NO_PRODUCT))
        else:
            wanted = Complaints(**{by: (group.key,)})
        rows = complaint_lists.rows(sample, complaint_lists.find(sample, wanted))
        assert len(rows) == group.count
        assert sum(row.state == "open" for row in rows) == group.open == group.count - group.closed
        assert WORDS.label(group.label)


def test_groups_stand_in_an_order_that_ranks_nobody(sample: Desk) -> None:
    assert [group.key for group in complaint_figures.figures(sample, by="severity").groups] == [
        "minor", "moderate", "serious",
    ]  # fmt: skip
    people = [group.key for group in complaint_figures.figures(sample, by="responsible").groups]
    assert people == [name for name, _ in complaint_lists.responsible(sample)]
    months = [group.key for group in complaint_figures.figures(sample, by="month").groups]
    assert months == sorted(months)
    products = [group.count for group in complaint_figures.figures(sample, by="product").groups]
    assert products == sorted(products, reverse=True)


def test_months_count_what_closed_in_them_whenever_it_came(sample: Desk) -> None:
    found = complaint_figures.figures(sample, dt.date(2026, 1, 1))
    for month in found.months:
        last = (month.month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        closed = Complaints(closed_from=month.month, closed_to=last)
        assert month.closed == len(complaint_lists.find(sample, closed))
    days = [month.month for month in found.months]
    assert days == sorted(set(days))
    assert sum(month.closed for month in found.months) > 0


def test_without_complaints_there_is_nothing_to_divide_by(desk: Desk, tmp_path: Path) -> None:
    found = complaint_figures.figures(desk)
    assert (found.count, found.satisfied_share, found.groups, found.months) == (0, None, (), ())
    complaint_figures.export(desk, found, tmp_path / "empty.xlsx", WORDS)
    assert [sheet.name for sheet in read_book(tmp_path / "empty.xlsx").sheets] == [
        "Category",
        "In all",
        "Steps",
        "Months",
    ]


def test_the_trash_is_left_out_and_empty_ones_have_a_group(desk: Desk) -> None:
    one, other = (customers.add(desk, {"name": name})[0] for name in ("禾砚精密", "远东公司"))
    for customer in (one, one, other):
        complaints.add(desk, customer, {"words": "断", "received_at": "2026-11-20"})
    complaints.delete(desk, [1])
    customers.delete(desk, [other])
    found = complaint_figures.figures(desk, by="category")
    assert [(group.key, WORDS.label(group.label), group.count) for group in found.groups] == [("", "Not stated", 1)]


@pytest.fixture(scope="module")
def found(sample: Desk) -> Figures:
    return complaint_figures.figures(sample)


def test_a_workbook_holds_every_table_and_reads_back(sample: Desk, found: Figures, tmp_path: Path) -> None:
    complaint_figures.export(sample, found, tmp_path / "figures.xlsx", WORDS)
    sheets = {sheet.name: sheet.rows for sheet in read_book(tmp_path / "figures.xlsx").sheets}
    head, *groups = sheets["Category"]
    assert head[:3] == ["Category", "Complaints", "Open"]
    assert [(row[0], row[1]) for row in groups] == [(group.label.en, group.count) for group in found.groups]
    assert {row[0]: row[1] for row in sheets["In all"]}["Complaints"] == found.count
    assert [row[1] for row in sheets["Steps"][1:]] == [found.steps[step].n for step in STEPS]
    assert len(sheets["Months"]) == len(found.months) + 1
    names = [table.title for table in complaint_figures.tables(sample, found, load_words("zh_CN"))]
    assert len(names) == len(sheets)


def test_csv_holds_the_groups_and_other_files_are_refused(sample: Desk, found: Figures, tmp_path: Path) -> None:
    complaint_figures.export(sample, found, tmp_path / "groups.csv", WORDS)
    lines = (tmp_path / "groups.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == len(found.groups) + 1
    for path, code in ((tmp_path / "a.pdf", "export-ending"), (tmp_path / "no" / "a.xlsx", "write-folder-missing")):
        with pytest.raises(UserError) as caught:
            complaint_figures.export(sample, found, path, WORDS)
        assert caught.value.code == code


def run(sample: Desk, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["--data", str(sample.path), "--lang", "en", "complaint", "figures", *arguments])
    return status, capsys.readouterr().out


def test_the_command_line_prints_and_writes_them(
    sample: Desk, found: Figures, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    status, printed = run(sample, capsys, "--by", "severity", "--from", "2026-01-01", "-o", str(out), "--json")
    told: dict[str, Any] = json.loads(printed)
    assert (status, told["by"], told["from"], told["to"]) == (0, "severity", "2026-01-01", None)
    assert told["count"] == complaint_figures.figures(sample, dt.date(2026, 1, 1)).count
    assert [group["key"] for group in told["groups"]] == ["minor", "moderate", "serious"]
    assert set(told["steps"]) == set(STEPS)
    assert out.exists()
    status, printed = run(sample, capsys)
    assert status == 0
    assert "Product quality" in printed
    assert run(sample, capsys, "--by", "weather")[0] == 2
