"""The frame holds: what is shipped is whole, what is installed is exact, dev.py needs nothing but Python."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.markers import Marker

import crmdesk
import dev
from tests.imports import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
BLOCKS = re.split(r"\n(?=[a-z])", LOCK.strip())
_CONDITION = re.compile(r".*? ; (.*) \\\n")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", name)[0]).lower()


def test_every_locked_library_is_exact_and_hashed():
    inexact = [block for block in BLOCKS if not re.match(r"[a-z0-9.-]+==[\w.]+( ;.*)? \\\n    --hash=sha256:", block)]
    assert inexact == []


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.15"])
def test_every_library_is_locked_once(python: str, system: str):
    """One version each on every machine; two may stand there where a condition chooses between them."""
    machine = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": system}
    conditions = [(plain(block), said[1] if (said := _CONDITION.match(block)) else "") for block in BLOCKS]
    meant = [name for name, condition in conditions if not condition or holds(condition, machine)]
    elsewhere = {name for name, condition in conditions if "implementation" in condition}  # for PyPy, say
    assert sorted(meant) == sorted({name for name, _condition in conditions} - (elsewhere - set(meant)))


def holds(condition: str, machine: dict[str, str]) -> bool:
    return Marker(condition).evaluate(machine)


def test_the_lock_holds_what_the_project_asks_for():
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    assert {plain(name) for name in asked} <= {plain(block) for block in BLOCKS}


def test_the_lock_has_no_address_and_no_path():
    assert re.findall(r"https?:|file:|--(?:extra-)?index|--find-links| @ |/", LOCK) == []


def test_the_wheel_is_whole(tmp_path: Path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
    for folder, inside in (("crmdesk", "crmdesk"), ("resources", "crmdesk/resources")):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
        assert files
        assert {f"{inside}/{path.relative_to(ROOT / folder).as_posix()}" for path in files} <= names
    assert not any(name.startswith(("tests", "dev.py")) for name in names)


def test_the_changelog_begins_with_this_version():
    """Below what is not released yet, where something is."""
    unreleased, *versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    first = versions[0] if unreleased == "Unreleased" else unreleased
    assert first == crmdesk.__version__


def test_readme_shows_only_files_that_exist():
    texts = {path: path.read_text(encoding="utf-8") for path in ROOT.glob("*.md")}
    links = {(path, link) for path, text in texts.items() for link in re.findall(r"\]\(([^)#:]+)\)", text)}
    assert links
    assert [(path.name, link) for path, link in links if not (path.parent / link).exists()] == []


def test_dev_uses_the_standard_library_alone():
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    used = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    used |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in used} <= set(sys.stdlib_module_names)


def test_every_command_of_dev_is_explained():
    assert set(re.findall(r"^([a-z]+) {2,}\S", dev.__doc__, re.MULTILINE)) == set(dev.COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        ([], True),
        (["--data", "a.crmdesk"], True),
        (["--data=a.crmdesk", "--lang", "en"], True),
        (["--data", "a.crmdesk", "customers"], False),
        (["customers", "--json"], False),
        (["--help"], False),
    ],
)
def test_dev_knows_when_a_window_would_open(arguments: list[str], opens: bool):
    assert dev.opens_window(arguments) is opens


@pytest.mark.parametrize(
    ("platform", "environment", "display"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_dev_knows_whether_there_is_a_display(platform: str, environment: dict[str, str], display: bool):
    assert dev.has_display(platform, environment) is display


def test_dev_prints_the_line_to_type_where_it_may_not_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    typed = r"sudo apt-get update && sudo apt-get install .*python3\.11-venv .*fonts-noto-cjk"
    with pytest.raises(dev.Stop, match=typed):
        dev.install_packages("apt", ["python3.11-venv"], "the package")


def test_dev_without_a_command_explains_itself(capsys: pytest.CaptureFixture[str]):
    assert dev.main([]) == 2
    assert "run " in capsys.readouterr().out
