"""All kinds of work that are killed."""

from __future__ import annotations

from tests.faults import soak_files, soak_imports, soak_out, soak_records
from tests.faults.soak import Kind

KINDS: dict[str, Kind] = {**soak_records.KINDS, **soak_imports.KINDS, **soak_files.KINDS, **soak_out.KINDS}
