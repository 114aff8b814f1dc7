"""Surveys as they are typed, kept and listed: what customers expected, what they felt, what they would do (METHOD.md
section 7)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from crmdesk.core import patterns, satisfaction
from crmdesk.core.errors import Problem
from crmdesk.core.satisfaction import ANSWERS, ASPECTS, Level, Loyalty, Scores, Survey

PREFIX = "M"
_DIGITS = 5
_NUMBER = patterns.late(rf"{PREFIX}([0-9]{{{_DIGITS},15}})", re.IGNORECASE)
SCORES = tuple(f"{aspect}_{side}" for aspect in ASPECTS for side in ("expected", "felt"))
"""Keys of the fields with scores."""
SAID = (*SCORES, *ANSWERS)
"""Keys of what a customer says; a survey without any of it is none, unless something is remarked."""


def number_of(survey_id: int) -> str:
    """How a survey is called: M00012."""
    return f"{PREFIX}{survey_id:0{_DIGITS}d}"


def id_of(number: str) -> int | None:
    """The id that a number means; None where it is none of a survey."""
    match = _NUMBER.fullmatch(number.strip())
    return int(match[1]) if match else None


class SurveyRow(Struct, frozen=True):
    """A survey with whose it is: typed values by field key, without empty ones. `contact` among them is the name, which
    is missing where the contact was deleted; `contact_id` is kept then. `complaint`: the number of the complaint after
    which the customer was asked, None for none."""

    id: int
    customer_id: int
    customer_number: str
    customer_name: str
    owner: str | None
    values: Mapping[str, Any]
    contact_id: int | None = None
    complaint_id: int | None = None
    complaint: str | None = None

    @property
    def number(self) -> str:
        return number_of(self.id)

    @property
    def day(self) -> dt.date:
        on: dt.date = self.values["day"]
        return on

    @property
    def survey(self) -> Survey:
        """What the rules of satisfaction look at."""
        overall, product, service = (
            Scores(self.values.get(f"{aspect}_expected"), self.values.get(f"{aspect}_felt")) for aspect in ASPECTS
        )
        answers = {key: self.values[key] for key in ANSWERS if key in self.values}
        return Survey(self.id, self.customer_id, self.day, overall, product, service, answers)

    @property
    def level(self) -> Level | None:
        return self.survey.level

    @property
    def loyalty(self) -> Loyalty | None:
        return self.survey.loyalty


class Surveys(Struct, frozen=True):
    """Which surveys a list shows: asked from one day to another, both included; of a level, of a field of the loyalty
    matrix, of a person of ours (who asked, else whose customer it is), of a customer. None and empty let all through.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    levels: tuple[Level, ...] = ()
    loyalties: tuple[Loyalty, ...] = ()
    by: str | None = None
    customer_id: int | None = None


def problems(values: Mapping[str, Any], today: dt.date, typed: frozenset[str]) -> dict[str, Problem]:
    """What is wrong about a survey, by field; `values` are those of the whole survey, only what is `typed` is told.

    Hard: survey-future, survey-score, survey-empty (nothing said, nothing remarked). Soft: survey-half (expected or
    felt alone tells no level).
    """
    found = dict(satisfaction.problems({key: values.get(key) for key in SCORES if key in typed}))
    day = values.get("day")
    if "day" in typed and day is not None and day > today:
        found["day"] = Problem("survey-future", hard=True)
    if all(values.get(key) is None for key in (*SAID, "notes")):
        found.setdefault("overall_felt", Problem("survey-empty", hard=True))
    for aspect in ASPECTS:
        expected, felt = f"{aspect}_expected", f"{aspect}_felt"
        missing = felt if values.get(felt) is None else expected
        alone = (values.get(expected) is None) != (values.get(felt) is None)
        if alone and not typed.isdisjoint({expected, felt}) and not {expected, felt} & found.keys():
            found[missing] = Problem("survey-half")
    return found
