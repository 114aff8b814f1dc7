"""The fixed table of money, authority and need (METHOD.md section 2)."""

import gettext
from itertools import product

import pytest

from crmdesk.core.qualifying import VERDICT_LABELS, advice, man_code, unknown, verdict
from crmdesk.core.words import Words

ENGLISH = Words("en", gettext.NullTranslations())
CHINESE = Words("zh_CN", gettext.NullTranslations())


@pytest.mark.parametrize(
    ("answers", "code", "expected", "advised"),
    [
        (("yes", "yes", "yes"), "M+A+N", "prospect", "Ideal: sell now."),
        (("yes", "yes", "no"), "M+A+n", "contact", "Skilled selling can succeed: awaken the need."),
        (("yes", "no", "yes"), "M+a+N", "contact", "Find the person with authority."),
        (("no", "yes", "yes"), "m+A+N", "contact", "Look into business and credit, arrange financing."),
        (("no", "no", "yes"), "m+a+N", "nurture", "Watch and cultivate until another condition is met."),
        (("no", "yes", "no"), "m+A+n", "nurture", "Watch and cultivate until another condition is met."),
        (("yes", "no", "no"), "M+a+n", "nurture", "Watch and cultivate until another condition is met."),
        (("no", "no", "no"), "m+a+n", "none", "Stop contact."),
        (("yes", "unknown", None), "M+?+?", "find-out", "Find out: authority, need."),
        ((None, "no", "yes"), "?+a+N", "find-out", "Find out: money."),
    ],
)
def test_table(answers: tuple[str | None, str | None, str | None], code: str, expected: str, advised: str) -> None:
    assert man_code(*answers) == code
    assert verdict(code) == expected
    assert advice(code, ENGLISH) == advised


def test_every_combination_has_a_verdict_and_advice() -> None:
    codes = {man_code(*answers) for answers in product(("yes", "no", "unknown"), repeat=3)}
    assert len(codes) == 27
    for code in codes:
        assert verdict(code) in VERDICT_LABELS
        assert advice(code, ENGLISH)
        assert (verdict(code) == "find-out") == bool(unknown(code))


def test_unknown_letters_are_named_in_the_language() -> None:
    assert [label.zh for label in unknown("?+A+?")] == ["购买能力", "需求"]
    assert "购买能力、需求" in advice("?+A+?", CHINESE)


def test_another_answer_is_a_bug() -> None:
    with pytest.raises(ValueError, match="maybe"):
        man_code("maybe", None, None)
