"""The fixed table of money, authority and need (METHOD.md section 2)."""

import gettext
from itertools import product

import pytest

from crmdesk.core.qualifying import VERDICT_LABELS, advice, intending, man_code, unknown, verdict
from crmdesk.core.words import Words

ENGLISH = Words("en", gettext.NullTranslations())
CHINESE = Words("zh_CN", gettext.NullTranslations())


WATCH = "Watch and cultivate until another condition is met."
TABLE = {
    "M+A+N": ("prospect", "Ideal: sell now."),
    "M+A+n": ("contact", "Skilled selling can succeed: awaken the need."),
    "M+A+?": ("find-out", "Find out: need."),
    "M+a+N": ("contact", "Find the person with authority."),
    "M+a+n": ("nurture", WATCH),
    "M+a+?": ("find-out", "Find out: need."),
    "M+?+N": ("find-out", "Find out: authority."),
    "M+?+n": ("find-out", "Find out: authority."),
    "M+?+?": ("find-out", "Find out: authority, need."),
    "m+A+N": ("contact", "Look into business and credit, arrange financing."),
    "m+A+n": ("nurture", WATCH),
    "m+A+?": ("find-out", "Find out: need."),
    "m+a+N": ("nurture", WATCH),
    "m+a+n": ("none", "Stop contact."),
    "m+a+?": ("find-out", "Find out: need."),
    "m+?+N": ("find-out", "Find out: authority."),
    "m+?+n": ("find-out", "Find out: authority."),
    "m+?+?": ("find-out", "Find out: authority, need."),
    "?+A+N": ("find-out", "Find out: money."),
    "?+A+n": ("find-out", "Find out: money."),
    "?+A+?": ("find-out", "Find out: money, need."),
    "?+a+N": ("find-out", "Find out: money."),
    "?+a+n": ("find-out", "Find out: money."),
    "?+a+?": ("find-out", "Find out: money, need."),
    "?+?+N": ("find-out", "Find out: money, authority."),
    "?+?+n": ("find-out", "Find out: money, authority."),
    "?+?+?": ("find-out", "Find out: money, authority, need."),
}


@pytest.mark.parametrize("answers", list(product(("yes", "no", "unknown"), repeat=3)), ids="-".join)
def test_table(answers: tuple[str, str, str]) -> None:
    letters = zip("MAN", answers, strict=True)
    code = "+".join({"yes": letter, "no": letter.lower(), "unknown": "?"}[answer] for letter, answer in letters)
    assert man_code(*answers) == code
    assert (verdict(code), advice(code, ENGLISH)) == TABLE[code]
    assert verdict(code) in VERDICT_LABELS


def test_no_answer_is_unknown() -> None:
    assert man_code("yes", None, "unknown") == "M+?+?"


@pytest.mark.parametrize(
    ("need", "recognises", "belonging", "expected"),
    [
        ("yes", "yes", None, "intending"),
        ("yes", "yes", "yes", "intending"),
        ("yes", "no", "yes", "need-only"),
        ("yes", None, None, "need-only"),
        ("no", "yes", "yes", "second"),
        (None, "yes", "yes", "second"),
        ("unknown", "yes", "yes", "second"),
        ("no", "yes", "no", None),
        ("no", "no", "yes", None),
        (None, None, None, None),
    ],
)
def test_who_intends_to_buy(need: str | None, recognises: str | None, belonging: str | None, expected: str) -> None:
    assert intending(need, recognises, belonging) == expected


def test_unknown_letters_are_named_in_the_language() -> None:
    assert [label.zh for label in unknown("?+A+?")] == ["购买能力", "需求"]
    assert "购买能力、需求" in advice("?+A+?", CHINESE)


def test_another_answer_is_a_bug() -> None:
    with pytest.raises(ValueError, match="maybe"):
        man_code("maybe", None, None)
