"""The child process that opens workbooks: memory-capped, killed on cancel, without window or database.

It reads one request (JSON) from standard input and writes events (`engines`) as pickles, each after its length in four
bytes. The last one is ("done", kind), ("fail", code, params) or ("retry",): the careful reader should try.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from crmdesk.core.errors import UserError
from crmdesk.sheets.books import Kind, Limits
from crmdesk.sheets.engines import Event, by_calamine, by_openpyxl
from crmdesk.sheets.kinds import ole_kind
from crmdesk.sheets.parts import inspect
from crmdesk.sheets.scan_ods import scan_ods
from crmdesk.sheets.scan_xls import scan_old
from crmdesk.sheets.streaming import by_stream


def main() -> None:
    with os.fdopen(os.dup(1), "wb") as out:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        request = json.loads(sys.stdin.buffer.read())
        gc.disable()
        limits = Limits(**request["limits"])
        cap_memory(limits.memory)
        try:
            for event in events(request, limits):
                send(out, event)
        except UserError as error:
            send(out, ("fail", error.code, error.params))
        except FileNotFoundError:
            send(out, ("fail", "sheet-gone", {"file": request["name"]}))
        except BrokenPipeError:
            return
        except BaseException as error:  # noqa: BLE001 (a panic of the fast reader is not an Exception)
            send(out, _verdict(error, request["name"]))


def cap_memory(size: int) -> None:
    """Let this process have at most `size` bytes of address space, where the system knows such a limit."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (size if hard < 0 else min(size, hard), hard))


def send(out: BinaryIO, event: Event) -> None:
    payload = pickle.dumps(event, protocol=5)
    out.write(len(payload).to_bytes(4, "little"))
    out.write(payload)
    out.flush()


def events(request: dict[str, Any], limits: Limits) -> Iterator[Event]:
    """Every event of one file. `request`: path, name, nature ('zip', 'ole' or 'vcard'), sheets, careful; for vCards
    also encoding and chinese."""
    path, name = request["path"], request["name"]
    if request["nature"] == "vcard":
        from crmdesk.sheets.vcards_table import by_vcards  # half of all modules; workbooks need none of them

        yield from by_vcards(path, request["encoding"], limits, name, chinese=request["chinese"])
        yield ("done", Kind.VCARD.value)
        return
    with Path(path).open("rb") as file:
        if request["nature"] == "ole":
            data = file.read()
            kind = ole_kind(data, name)
            yield from by_calamine(path, request["sheets"], {}, limits, lambda: scan_old(data))
            yield ("done", kind.value)
            return
        parts = inspect(file, limits, name)
    openpyxl_reads = parts.kind in (Kind.XLSX, Kind.XLSM)
    if request["careful"] and not openpyxl_reads:
        raise UserError("sheet-damaged", file=name)
    if request["careful"]:
        yield from by_openpyxl(path, request["sheets"], limits, [("sheet-plain-reader", {})])
    elif openpyxl_reads and parts.largest > limits.stream_bytes:
        yield from by_stream(path, request["sheets"], parts, limits)
    else:
        look = (lambda: scan_ods(path)) if parts.kind is Kind.ODS else None
        yield from by_calamine(path, request["sheets"], parts.sheets, limits, look)
    yield ("done", parts.kind.value)


def _verdict(error: BaseException, name: str) -> Event:
    if type(error).__name__ == "PasswordError":
        return ("fail", "sheet-password", {"file": name})
    return ("retry",)


if __name__ == "__main__":
    main()
