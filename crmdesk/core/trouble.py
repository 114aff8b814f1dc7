"""What a mender needs to know of a mistake of the program, without anybody's data."""

from __future__ import annotations

import platform
import traceback

_PACKAGE, _LIBRARIES = "crmdesk", "site-packages"


def system(version: str, *more: str) -> str:
    """The program's version and what it runs on; `more` such as the version of Qt."""
    return ", ".join([f"CRM Desk {version}", f"Python {platform.python_version()}", *more, platform.system()])


def report(error: BaseException, first: str) -> str:
    """`first`, then the kinds of error and the places in the program, never an error's words: they may quote values."""
    lines = [first]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(type(cause).__name__)
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def _place(filename: str) -> str:
    """Without the folders of the machine."""
    parts = filename.replace("\\", "/").split("/")
    for known, kept in ((_LIBRARIES, 1), (_PACKAGE, 0)):
        if known in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(known) + kept :])
    return parts[-1]
