"""What a briefing is made of once it is in words: sections of lines, in two columns."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

_HEAD = 2
"""A section's name takes about so many lines."""


class Most(Struct, frozen=True):
    """How much of a briefing is told: so many lines of each list, so many signs of a text. `told`: of people and goods
    left out it is said how many they are."""

    people: int = 3
    made: int = 3
    steps: int = 5
    also: int = 1
    bought: int = 4
    prices: int = 2
    complaints: int = 10**6
    offers: int = 10**6
    birthdays: int = 10**6
    held: int = 10**6
    signs: int = 10**6
    told: bool = False


USUAL = Most()
"""In the window, which scrolls."""


class Line(Struct, frozen=True):
    """`right` stands at the right edge in the colour of `tone`; `below` are quiet texts under the title, each on a few
    lines at most. `dial`: a number that can be copied, at the right edge."""

    title: str
    right: str = ""
    tone: str = "text"
    below: tuple[str, ...] = ()
    dial: str = ""


class Section(Struct, frozen=True):
    """`side`: 'left' for what passed and is agreed, 'right' for whom one meets and what they owe, '' wherever there is
    room."""

    key: str
    title: str
    lines: tuple[Line, ...]
    side: str
    note: str = ""


class Told(Struct, frozen=True):
    """A whole briefing in words: who they are, the next step, what else there is a reason for, the sections."""

    name: str
    who: str
    suggested: str
    also: tuple[str, ...]
    sections: tuple[Section, ...]

    def text(self) -> str:
        """All of it, to be pasted elsewhere."""
        told = [self.name, self.who, "", self.suggested, *self.also]
        for section in self.sections:
            told += ["", f"{section.title}  {section.note}".rstrip()]
            for line in section.lines:
                told.append("  ".join(filter(None, (line.title, line.dial, line.right))))
                told += [f"  {text}" for text in line.below]
        return "\n".join(told)


def sides(sections: Sequence[Section]) -> tuple[list[Section], list[Section]]:
    """Those of the left column and those of the right one; what has no side of its own where there is more room."""
    found: dict[str, list[Section]] = {"left": [], "right": []}
    high = dict.fromkeys(found, 0)
    for section in sorted(sections, key=lambda each: not each.side):
        side = section.side or min(found, key=lambda each: high[each])
        found[side].append(section)
        high[side] += _HEAD + sum(1 + len(line.below) for line in section.lines)
    return found["left"], found["right"]
