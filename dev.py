#!/usr/bin/env python3
"""What a developer types, the same on Linux, macOS and Windows: python3 dev.py COMMAND [ARGUMENTS]

run        open the window (without a display: do the tour instead); arguments go to crmdesk
test       lint, types and all tests; with arguments: pytest alone with these arguments
lint       ruff and mypy; with --fix: mend what can be mended
bench      the measurements of tests/bench, written down in resources/docs/PERFORMANCE.md
soak       the tests that take minutes
tour       OUTDIR (default: tour): real work on sample data and a picture of every page
translate  gather the texts, update and compile the translations
lock       choose exact versions of the libraries again (requirements.lock)

The first time, everything that is missing is installed: a virtual environment in .venv with the locked
libraries, and on Debian and Ubuntu the system packages that Qt and Chinese text need.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
READY = VENV / "crmdesk-ready"

PACKAGES = {
    "libraries": {
        "apt": "libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 "
        "libxcb-shape0 libxkbcommon-x11-0 libxkbcommon0",
        "dnf": "dbus-libs fontconfig glib2 libglvnd-egl libglvnd-glx libxkbcommon libxkbcommon-x11 xcb-util-cursor "
        "xcb-util-image xcb-util-keysyms xcb-util-renderutil xcb-util-wm",
        "pacman": "dbus fontconfig glib2 libglvnd libxkbcommon libxkbcommon-x11 xcb-util-cursor xcb-util-image "
        "xcb-util-keysyms xcb-util-renderutil xcb-util-wm",
    },
    "font": {"apt": "fonts-noto-cjk", "dnf": "google-noto-sans-cjk-fonts", "pacman": "noto-fonts-cjk"},
}
INSTALL = {"apt": "apt-get install -y --no-install-recommends", "dnf": "dnf install", "pacman": "pacman -S --needed"}

# Runs in .venv: prints "libraries" or "font" for what Qt lacks on this system.
PROBE = """
import ctypes, pathlib, sys
try:
    import PySide6.QtSvg, PySide6.QtWidgets
    from PySide6.QtGui import QFontDatabase
    if sys.platform == "linux":
        plugins = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
        for name in ("libqoffscreen.so", "libqxcb.so"):
            ctypes.CDLL(str(plugins / name))
except (ImportError, OSError) as error:
    print("libraries", error)
else:
    if sys.platform == "linux":
        application = PySide6.QtWidgets.QApplication(["probe"])
        if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
            print("font")
"""


class Stop(Exception):
    """Ends the script with one clear message and status 1."""


def say(text: str) -> None:
    print(f"dev.py: {text}", flush=True)


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 0 if arguments and arguments[0] in ("-h", "--help") else 2
    try:
        set_up()
        return COMMANDS[arguments[0]](list(arguments[1:]))
    except Stop as stop:
        say(str(stop))
        return 1
    except KeyboardInterrupt:
        return 130


def set_up() -> None:
    """Installs what is missing; does nothing when the lock has not changed since the last time."""
    if sys.version_info < (3, 11):
        raise Stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    inputs = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + str(ROOT).encode()
    wanted = hashlib.sha256(inputs).hexdigest()
    if PYTHON.exists() and READY.exists() and READY.read_text(encoding="ascii") == wanted:
        return
    make_environment()
    install_libraries()
    complete_system()
    READY.write_text(wanted, encoding="ascii")
    say("everything is in place.")


def make_environment() -> None:
    if PYTHON.exists() and succeeds([PYTHON, "-m", "pip", "--version"]):
        return
    if not importlib.util.find_spec("ensurepip"):
        version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        if not shutil.which("apt-get"):
            raise Stop("this Python cannot make virtual environments: its module ensurepip is missing.")
        install_packages("apt", [version], f"the package that makes virtual environments ({version})")
    say("making the virtual environment .venv ...")
    call([sys.executable, "-m", "venv", "--clear", str(VENV)], "The virtual environment could not be made.")


def install_libraries() -> None:
    """The locked libraries with their hashes, then the checkout itself (so that .venv has the command crmdesk)."""
    say("installing the libraries of requirements.lock (about 150 MB the first time) ...")
    blocks = re.split(r"\n(?=[a-z])", LOCK.read_text(encoding="utf-8"))
    builders = [block for block in blocks if block.startswith("setuptools==")]
    hashed = ["--require-hashes", "--no-deps"]
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "builders.txt"
        first.write_text("\n".join(builders), encoding="utf-8")
        pip([*hashed, "-r", str(first)])
        pip([*hashed, "--no-build-isolation", "--use-pep517", "-r", str(LOCK)])
    pip(["--no-deps", "--no-build-isolation", "--editable", str(ROOT)])


def pip(arguments: list[str]) -> None:
    """pip install, showing one line per download; everything it said when it fails."""
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    command = [str(PYTHON), "-m", "pip", "install", *options, *arguments]
    said = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            said.append(line)
            if match := re.search(r"(?:Downloading|Using cached) (?:\S*/)?([\w.]+-[\w.]+)\S* (\(.*\))", line):
                print(f"  {match[1]} {match[2]}", flush=True)
    if process.returncode:
        print("".join(said), flush=True)
        raise Stop("the libraries could not be installed: see above. Is there a connection?")


def complete_system() -> None:
    """Asks Qt itself whether it starts and has a Chinese font; installs what it lacks."""
    done: set[str] = set()
    while missing := probe():
        what, _, detail = missing.partition(" ")
        manager = next((name for name in INSTALL if shutil.which(INSTALL[name].split()[0])), None)
        if what in done or what not in PACKAGES or sys.platform != "linux" or manager is None:
            raise Stop(f"Qt does not start on this system, or has no Chinese font: {missing}")
        done.add(what)
        named = "a Chinese font" if what == "font" else f"a system library that Qt needs ({detail})"
        install_packages(manager, PACKAGES[what][manager].split(), named)


def probe() -> str:
    """What Qt lacks, '' for nothing."""
    command = [str(PYTHON), "-c", PROBE]
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", env=headless(), check=False)
    return result.stdout.strip() or (result.stderr.strip() if result.returncode else "")


def install_packages(manager: str, packages: list[str], what: str) -> None:
    """Installs system packages through apt where that is allowed; else stops with the line to type."""
    rights = [] if manager == "apt" and os.geteuid() == 0 else ["sudo", "-n"]
    everything = [*packages, *(name for kind in PACKAGES.values() for name in kind[manager].split())]
    line = f"{INSTALL[manager]} {' '.join(dict.fromkeys(everything))}"
    typed = f"{what} is missing. Type this line, then start again:\n\n    sudo {line}\n"
    if manager != "apt" or (rights and not (shutil.which("sudo") and succeeds([*rights, "true"]))):
        raise Stop(typed.replace("sudo apt-get", "sudo apt-get update && sudo apt-get"))
    say(f"installing {what} ...")
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive"]
    install = [*apt, *INSTALL[manager].split(), "-q", "-o", "DPkg::Lock::Timeout=120", *packages]
    if not succeeds(install):
        call([*apt, "apt-get", "update", "-q"], typed)
        call(install, typed)


def run(arguments: list[str]) -> int:
    if opens_window(arguments) and not has_display(sys.platform, os.environ):
        say("there is no display for the window: doing the tour instead.")
        return tour([])
    return start([PYTHON, ROOT / "main.py", *arguments], folder=None)


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether crmdesk would open its window: options only, no command."""
    rest = list(arguments)
    while rest and rest[0].startswith(("--data", "--lang")):
        del rest[: 1 if "=" in rest[0] else 2]
    return not rest


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    return platform != "linux" or bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def tour(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else ROOT / "tour").resolve()
    status = start([PYTHON, ROOT / "main.py", "tour", folder, *arguments[1:]], headless())
    if status == 0:
        say(f"the pictures lie in {folder}")
    return status


def test(arguments: list[str]) -> int:
    steps = [] if arguments else lint_steps(fix=False)
    steps.append(("pytest", ["pytest", "-n", "2", "--dist", "worksteal", "--benchmark-disable", *arguments]))
    return work_through(steps)


def lint(arguments: list[str]) -> int:
    return work_through(lint_steps(fix="--fix" in arguments))


def lint_steps(*, fix: bool) -> list[tuple[str, list[str]]]:
    check, formatted = (["--fix"], []) if fix else ([], ["--check"])
    return [
        ("ruff check", ["ruff", "check", *check]),
        ("ruff format", ["ruff", "format", *formatted]),
        ("mypy", ["mypy"]),
    ]


def bench(arguments: list[str]) -> int:
    return run_marked("bench", arguments)


def soak(arguments: list[str]) -> int:
    return run_marked("soak", arguments)


def run_marked(mark: str, arguments: list[str]) -> int:
    status = start([PYTHON, "-m", "pytest", "-m", mark, *arguments], headless())
    if status == 5:
        say(f"no test is marked {mark}: nothing was run.")
        return 0
    return status


def translate(arguments: list[str]) -> int:
    return start([PYTHON, "-m", "tests.catalogue", *arguments])


def lock(arguments: list[str]) -> int:
    """All systems and Python versions at once, without any address in the file; --upgrade for newer versions."""
    pip(["uv"])
    options = (
        "pyproject.toml -o requirements.lock --extra dev --universal --python-version 3.11 --generate-hashes "
        "--no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet"
    )
    return start([PYTHON, "-m", "uv", "pip", "compile", *options.split(), *arguments])


def work_through(steps: list[tuple[str, list[str]]]) -> int:
    """Runs every step even when one fails, and ends with a summary."""
    results = []
    for name, module in steps:
        say(name)
        began = time.monotonic()
        results.append((name, start([PYTHON, "-m", *module], headless()), time.monotonic() - began))
    for name, status, seconds in results:
        say(f"{'failed' if status else 'ok':6} {name} ({seconds:.1f} s)")
    return int(any(status for _, status, _ in results))


def headless() -> dict[str, str]:
    """The same picture on every machine: no display, 96 dots per inch."""
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_FONT_DPI": "96", "QT_SCALE_FACTOR": "1"}


def start(
    command: Sequence[str | Path], environment: Mapping[str, str] | None = None, folder: Path | None = ROOT
) -> int:
    kept = {**(environment or os.environ), "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(VENV / "compiled")}
    return subprocess.run(command, cwd=folder, env=kept, check=False).returncode  # compiling is most of a start


def succeeds(command: Sequence[str | Path]) -> bool:
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0


def call(command: Sequence[str | Path], failure: str) -> None:
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        raise Stop(failure)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    command.__name__: command for command in (run, test, lint, bench, soak, tour, translate, lock)
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
