"""The section of a customer file about tiers and assessments: why it stands where it stands, how such customers are
treated, assessments, surveys, losses (METHOD.md sections 4, 7, 8, 10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crmdesk.core.choices_insight import LOYALTY, SATISFACTION, SELECTION
from crmdesk.core.fields import Choice, Field
from crmdesk.core.losses import Loss
from crmdesk.core.policies import FIELDS as POLICY
from crmdesk.core.printed_files import CustomerOnPaper
from crmdesk.core.satisfaction import ASPECTS
from crmdesk.core.selecting import GOOD, POOR, RISKS, Assessed
from crmdesk.core.surveys import SurveyRow
from crmdesk.core.values import show
from crmdesk.core.words import Words
from crmdesk.paper.file_parts import Line, Part, facts_of, line, part
from crmdesk.paper.form import column, table


def assessment(found: CustomerOnPaper, words: Words) -> list[Part]:
    """Whatever of it there is."""
    others = (_assessed(found, words), _surveys(found, words), _losses(found, words))
    return [*_tiers(found, words), *(made for made in others if made is not None)]


def _tiers(found: CustomerOnPaper, words: Words) -> list[Part]:
    _, values, fields = words.gettext, found.file.values, found.fields["customer"].by_key
    tiered = found.tiered
    rows: list[list[Any]] = []
    for key, why in (("tier", tiered.tier), ("grade", tiered.grade)):
        if values.get(key):
            rows.append([words.label(fields[key].label), [line(show(fields[key], values[key], words), strong=True),
                                                          *([line(why)] if why else [])]])  # fmt: skip
    if tiered.policy is not None:
        told = [
            line(show(field, value, words), words.label(field.label))
            for field in POLICY.all
            if (value := getattr(tiered.policy, field.key)) is not None
        ]
        if told:
            rows.append([_("How they are treated"), told])
    if not rows:
        return []
    columns = [column(_("Standing"), 1), column(_("Why, and what follows"), 5.2)]
    return [part(_("Tier and grade"), table(columns, rows))]


def _assessed(found: CustomerOnPaper, words: Words) -> Part | None:
    if not found.assessed:
        return None
    _, fields = words.gettext, found.fields["assessment"].by_key
    columns = [
        column(words.label(fields["day"].label), 1.15), column(_("Verdict"), 1), column(_("What it rests on"), 4.2),
    ]  # fmt: skip
    return part(_("Assessments"), table(columns, [_assessment(one, fields, words) for one in found.assessed]))


def _assessment(one: Assessed, fields: Mapping[str, Field], words: Words) -> list[list[Line]]:
    _ = words.gettext
    judged = one.judged
    verdict = _chosen(SELECTION, judged.verdict, words) or "—"
    comma = "、" if words.chinese else ", "
    told = [line(reason.told(words)) for reason in judged.why]
    for keys, label in ((GOOD, _("Good marks")), (POOR, _("Poor marks")), (RISKS, _("Risks"))):
        if marked := one.assessment.has(keys):
            told.append(line(comma.join(words.label(fields[key].label) for key in marked), label))
    if one.notes:
        told.append(line(one.notes, words.label(fields["notes"].label)))
    day = [line(words.date(one.day)), *([line(one.by)] if one.by else [])]
    return [day, [line(verdict, strong=True)], told]


def _surveys(found: CustomerOnPaper, words: Words) -> Part | None:
    if not found.surveys:
        return None
    _, fields = words.gettext, found.fields["survey"].by_key
    columns = [
        column(words.label(fields["day"].label), 1.15), column(words.label(fields["contact"].label), 1),
        *(column(label, 0.7, "center") for label in (_("Overall"), _("Product"), _("Service"))),
        column(_("Result"), 2.1),
    ]  # fmt: skip
    rows = [_survey(one, fields, words) for one in found.surveys]
    return part(_("Surveys"), table(columns, rows), note=_("Felt against expected, each out of 10"))


def _survey(one: SurveyRow, fields: Mapping[str, Field], words: Words) -> list[Any]:
    values = one.values
    scores = []
    for aspect in ASPECTS:
        felt, expected = values.get(f"{aspect}_felt"), values.get(f"{aspect}_expected")
        told = [words.number(each) if each is not None else "—" for each in (felt, expected)]
        scores.append("" if felt is expected is None else " / ".join(told))
    level, loyalty = _chosen(SATISFACTION, one.level, words), _chosen(LOYALTY, one.loyalty, words)
    result = [*([line(level, strong=True)] if level else []), *([line(loyalty)] if loyalty else [])]
    result += facts_of(fields, values, ("recommended_to", "notes"), words)
    day = [line(words.date(one.day)), *([line(str(values["by"]))] if values.get("by") else [])]
    return [day, str(values.get("contact") or ""), *scores, result]


def _losses(found: CustomerOnPaper, words: Words) -> Part | None:
    if not found.losses:
        return None
    _, fields = words.gettext, found.fields["loss"].by_key
    columns = [column(words.label(fields["lost_on"].label), 1.15), column(words.label(fields["reason"].label), 1.4),
               column(words.label(fields["text"].label), 3.8)]  # fmt: skip
    return part(_("Losses"), table(columns, [_loss(one, fields, words) for one in found.losses]))


def _loss(one: Loss, fields: Mapping[str, Field], words: Words) -> list[list[Line]]:
    told = [line(one.text)] if one.text else []
    if one.competitor:
        told.append(line(one.competitor, words.label(fields["competitor"].label)))
    if one.won_back_on is not None:
        won = "  ".join(each for each in (words.date(one.won_back_on), one.won_back_text) if each)
        told.append(line(won, words.label(fields["won_back_on"].label)))
    day = [line(words.date(one.lost_on)), *([line(one.by)] if one.by else [])]
    return [day, [line(show(fields["reason"], one.reason, words))], told]


def _chosen(choices: tuple[Choice, ...], key: str | None, words: Words) -> str:
    found = next((choice.label for choice in choices if choice.key == key), None)
    return words.label(found) if found is not None else ""
