"""What is left in memory of a data file that was put down goes."""

from __future__ import annotations

import gc
import sys


def forget() -> None:
    """Collect what nobody holds any more, and empty what functions of the program keep of their answers (`lru_cache`):
    there may be names and numbers of people in it."""
    for module in [module for name, module in sys.modules.items() if name.startswith("crmdesk.")]:
        for each in list(vars(module).values()):
            if callable(clear := getattr(each, "cache_clear", None)):
                clear()
    gc.collect()
