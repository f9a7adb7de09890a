"""README and docs say what the program does; what it knows itself is not written by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from storage.settings.file import read_settings
from storage.settings.settings import Settings
from tests.documents import ROOT, TABLES, marks, shown
from tui.cli.commands import INDEX
from tui.keys.keymap import shown as shown_key
from tui.keys.table import KEYS

README = (ROOT / "README.md").read_text(encoding="utf-8")
ONE_PAGE = 80
"""Lines that a reader takes in without a second screenful of scrolling."""
PROSE = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
PRODUCT = [
    path
    for package in ("triage", "storage", "tui")
    for path in (ROOT / package).rglob("*")
    if path.suffix in (".py", ".toml")
]
NUMBER = (
    r"(?:\d+|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\S*)"
)
COUNTED = (
    r"(?:flags|outlines|templates|decisions|guided pages|commands|importers|settings|limits|mutants"
    r"|watch rules|rules to begin with)"
)


@pytest.mark.parametrize(("file", "mark"), list(marks()))
def test_a_table_is_the_program_s(file: str, mark: str) -> None:
    assert shown(file, mark) == TABLES[file][mark](), (
        f"`make docs` writes the {mark} of {file} anew"
    )


def test_the_readme_is_one_page() -> None:
    """One picture, two commands to start with, the Friday in five steps; tables are in docs."""
    lines = README.splitlines()
    assert len(lines) <= ONE_PAGE
    assert len(re.findall(r"!\[", README)) == 1
    assert not [line for line in lines if line.startswith("|")]
    start = README.partition("## Start")[2].partition("\n## ")[0]
    assert re.findall(r"(?m)^    make ([a-z]+)", start) == ["demo", "run"]
    friday = README.partition("## The Friday")[2].partition("\n## ")[0]
    assert re.findall(r"(?m)^(\d)\.", friday) == [*"12345"]
    docs = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert docs <= set(re.findall(r"\]\(docs/([\w-]+\.md)\)", README))


def test_the_keys_it_names_are_the_program_s() -> None:
    keys = {shown_key(name) for key in KEYS for name in key.keys.split(",")}
    named = set(re.findall(r"`(.|f\d+|enter|esc|tab|space)`", README))
    assert named
    assert named <= keys


def test_every_command_has_a_line_of_help() -> None:
    for entry in INDEX:
        assert entry.help, f"say in tui/cli/commands.csv what {entry.name} is for"
        assert entry.help[0].islower() and not entry.help.endswith("."), entry.name


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_the_commands_shown_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    unknown = set(re.findall(r"(?:^    |`)goodterms ([a-z]+)", text, re.MULTILINE))
    assert unknown <= {entry.name for entry in INDEX}
    targets = set(re.findall(r"(?:^    |`)make ([a-z]+)", text, re.MULTILINE))
    assert targets <= set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_files_and_pictures_shown_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (path.parent / link).exists(), link
    for name in re.findall(r"`((?:triage|storage|tui|tests|docs)/[\w/.]+)`", text):
        assert (ROOT / name).exists(), name


def test_nobody_counted_by_hand() -> None:
    """Such a number is wrong as soon as somebody adds one."""
    counted = re.compile(rf"\b{NUMBER} {COUNTED}\b", re.IGNORECASE)
    for path in (*PROSE, *PRODUCT):
        number = counted.search(path.read_text(encoding="utf-8"))
        assert number is None, f"{path.relative_to(ROOT)}: {number[0]}: leave it out, or derive it"


def test_the_settings_shown_can_be_read() -> None:
    (example,) = re.findall(
        r"(?ms)^```toml\n(.*?)^```$", (ROOT / "docs/settings.md").read_text("utf-8")
    )
    assert read_settings(example, Path("settings.toml")) != Settings()


def test_the_forge_runs_what_make_runs() -> None:
    """Windows has no make: its lines are written a second time, a process for each core."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    forge = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    (suite,) = re.findall(
        r"^\t\$\(BIN\)/python (-m pytest -q -n \$\(WORKERS\) .*worksteal --dur.*)$", makefile, re.M
    )
    assert f"python {suite.replace('$(WORKERS)', 'auto')}\n" in forge
    targets = set(re.findall(r"run: make ([a-z]+)", forge))
    assert targets <= set(re.findall(r"^([a-z]+):", makefile, re.M))
    assert (
        set(re.findall(r"^make ([a-z]+)", (ROOT / ".ci/run").read_text("utf-8"), re.M)) <= targets
    )
