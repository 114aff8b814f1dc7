"""Reads the imports of crmdesk/ and judges them by the import rule of ARCHITECTURE.md."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVERYTHING = {"core", "assets", "store", "sheets", "services", "paper", "gui", "cli", "app", "tour"}
LAYERS = {
    "core": set[str](),
    "assets": {"core"},
    "store": {"core"},
    "sheets": {"core"},
    "services": {"core", "store", "sheets", "assets"},
    "paper": {"core", "assets"},
    "gui": {"services", "core", "paper", "assets"},
    "cli": EVERYTHING,
    "app": EVERYTHING,
    "tour": EVERYTHING,
    "__main__": {"cli"},
}
# A part of gui knows the parts of lower rank and those of its own.
GUI_RANKS = {
    "window": 4,
    "pages": 3,
    "forms": 2,
    "dialogs": 2,
    "models": 2,
    "charts": 1,
    "widgets": 1,
    "ui": 1,
    "icons": 0,
    "theme": 0,
    "collecting": 0,
    "clipboard": 0,
    "jobs": 0,
    "masking": 0,
    "preferences": 0,
}
ONLY_IN = {
    "peewee": {"store"},
    "playhouse": {"store"},
    "sqlcipher3": {"store"},
    "openpyxl": {"sheets"},
    "python_calamine": {"sheets"},
    "PySide6": {"gui", "app", "tour"},
    "shiboken6": {"gui", "app", "tour"},
    "pyqtgraph": {"gui"},
    "numpy": {"gui"},
    "click": {"cli"},
    "sqlite3": set[str](),
}
NOT_IN_CORE = {"http", "os", "pathlib", "shutil", "socket", "subprocess", "tempfile", "urllib"}


@dataclass(frozen=True)
class Import:
    """One import: of which module, in which line, and whether it runs when the importing module is loaded."""

    target: str
    line: int
    at_load: bool


def sources(package: Path = ROOT / "crmdesk") -> dict[str, str]:
    """The text of every module by its dotted name; a package has the name of its folder."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path.read_text(encoding="utf-8")
    return found


def imports(module: str, source: str, modules: Mapping[str, str]) -> list[Import]:
    """Every import of a module, those inside functions too; `from a import b` is of a.b where that is a module."""
    return list(_walk(ast.parse(source), module, modules, at_load=True))


def _walk(node: ast.AST, module: str, modules: Mapping[str, str], *, at_load: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, at_load) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            base = _absolute(child, module, modules)
            for alias in child.names:
                submodule = f"{base}.{alias.name}"
                yield Import(submodule if submodule in modules else base, child.lineno, at_load)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            typing = isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING")
            yield from _walk(child, module, modules, at_load=at_load and not inside and not typing)


def _absolute(node: ast.ImportFrom, module: str, modules: Mapping[str, str]) -> str:
    if not node.level:
        return node.module or ""
    is_package = any(name.startswith(module + ".") for name in modules)
    parts = module.split(".")[: None if is_package and node.level == 1 else -(node.level - is_package)]
    return ".".join([*parts, *([node.module] if node.module else [])])


def complaints(module: str, source: str, modules: Mapping[str, str]) -> list[str]:
    """What in a module breaks the rule, as `module:line: sentence`."""
    own = _layer(module)
    if own and own not in LAYERS:
        return [f"{module}: “{own}” has no row in the import rule of ARCHITECTURE.md"]
    judged = ((found, _broken(module, own, found.target)) for found in imports(module, source, modules))
    return [f"{module}:{found.line}: {reason}" for found, reason in judged if reason]


def _layer(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def _broken(module: str, own: str, target: str) -> str:
    top = target.split(".", maxsplit=1)[0]
    if top in ONLY_IN and own not in ONLY_IN[top]:
        return f"{top} belongs to {', '.join(sorted(ONLY_IN[top])) or 'no layer'}"
    if own == "core" and top in NOT_IN_CORE:
        return f"core does without {top}"
    if top != "crmdesk" or not _layer(target):
        return ""
    other = _layer(target)
    if other != own and other not in LAYERS.get(own, set()):
        return f"{own or 'crmdesk/__init__'} may not import {other}"
    return _broken_in_gui(module, target) if own == other == "gui" else ""


def _broken_in_gui(module: str, target: str) -> str:
    here, there = (_gui_part(name) for name in (module, target))
    if unknown := [part for part in (here, there) if part not in GUI_RANKS]:
        return f"gui.{unknown[0]} has no place in the order inside gui"
    return f"gui.{here} may not import gui.{there}" if GUI_RANKS[there] > GUI_RANKS[here] else ""


def _gui_part(module: str) -> str:
    parts = module.split(".")
    return parts[2].partition("_")[0] if len(parts) > 2 else "window"


def cycle(modules: Mapping[str, str]) -> list[str]:
    """One circle of modules that need each other to be loaded, [] when there is none."""
    needs = {
        name: sorted({found.target for found in imports(name, source, modules) if found.at_load} & set(modules))
        for name, source in modules.items()
    }
    finished: set[str] = set()

    def search(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in finished:
            return []
        for needed in needs[name]:
            if circle := search(needed, [*path, name]):
                return circle
        finished.add(name)
        return []

    return next((circle for name in needs if (circle := search(name, []))), [])
