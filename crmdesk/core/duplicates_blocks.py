"""Which customers are worth comparing at all: two that may be doubles have a *block* in common.

Comparing everybody with everybody would take 5 · 10¹¹ looks at a million customers.
"""

from __future__ import annotations

from collections.abc import Iterator

from crmdesk.core.duplicates import Face, tail
from crmdesk.core.duplicates_names import brand_sound, sound_key, trade_length
from crmdesk.core.fields import ENTERPRISE

FEWEST_SYLLABLES, MOST_LETTERS = 4, 24
"""From how many syllables, and up to how many letters, a name with one slip is looked for."""

_UNTOUCHED = 2
SHORT_FORMS = (2, 4)
"""How many syllables the short form of a name has."""


def blocks(face: Face) -> Iterator[str]:
    """The blocks of one customer, for finding doubles among rows that are in no data file yet."""
    sound = face.sound
    if sound:
        yield f"s{sound}"
        if face.kind == ENTERPRISE:
            yield from (f"v{slip}" for slip, _known in slips(sound))
            yield f"b{brand_sound(face.name)}"
            if face.short_name:
                yield f"b{sound_key(face.short_name)}"
    for number in face.phones | face.of_contacts:
        yield f"p{number}"
        if not number.startswith("+861"):
            yield f"t{tail(number)}"
    yield from (f"t{number[-7:]}" for number in face.local)
    yield from (f"e{text}" for text in face.emails)
    yield from (f"w{text}" for text in face.wechats)
    if face.credit_code:
        yield f"c{face.credit_code}"
    if face.id_number:
        yield f"i{face.id_number}"


def slips(sound: str) -> Iterator[tuple[str, bool]]:
    """What is left of how a name sounds when one syllable (of a Latin name, one letter) is missing, but for the
    first two: two names between which one character is wrong, missing or in the other's place have one in common.
    At the beginning another character mostly makes another name.

    With each: whether what is missing is part of a known trade. Two names that both lack one of those have other
    trades, and no slip.
    """
    parts = sound.split(" ")
    glue, trade = " ", 0
    if len(parts) == 1:
        if not FEWEST_SYLLABLES * 2 <= len(sound) <= MOST_LETTERS:
            return
        parts, glue = list(sound), ""
    elif len(parts) < FEWEST_SYLLABLES:
        return
    else:
        trade = trade_length(sound)
    yield sound, False
    for i in range(_UNTOUCHED, len(parts)):
        yield glue.join((*parts[:i], *parts[i + 1 :])), i >= len(parts) - trade


def one_slip(one: str, other: str) -> bool:
    """Whether how two names sound differs in one syllable, of Latin names in one letter, or not at all."""
    from rapidfuzz.distance import OSA

    first, second = (sound.split(" ") if " " in sound else sound for sound in (one, other))
    return bool(OSA.distance(first, second, score_cutoff=1) <= 1)


def is_short_form(sound: str) -> bool:
    """Whether a name that sounds so can be another one's short form."""
    return SHORT_FORMS[0] <= sound.count(" ") + 1 <= SHORT_FORMS[1]
