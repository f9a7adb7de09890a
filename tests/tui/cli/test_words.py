"""How a command line is read, whatever the command."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from typing_extensions import override

import tui.cli
from tests.tui.cli.conftest import Run, refused
from tui.cli import main
from tui.cli.command import COMMANDS
from tui.cli.commands import INDEX, CommandEntry
from tui.cli.run import take_everywhere


@pytest.mark.parametrize(
    "words",
    [
        ["--db", "x.db", "--as-of", "2026-03-13", "show", "north"],
        ["show", "--db", "x.db", "north", "--as-of", "2026-03-13"],
        ["show", "north", "--as-of=2026-03-13", "--db=x.db"],
    ],
)
def test_the_options_for_all_commands_stand_anywhere(words: list[str]) -> None:
    everywhere, rest = take_everywhere(words)
    assert (everywhere.db, everywhere.as_of) == ("x.db", "2026-03-13")
    assert rest == ["show", "north"]


def test_what_follows_two_dashes_is_text() -> None:
    everywhere, rest = take_everywhere(["note", "north", "--", "--db"])
    assert everywhere.db is None
    assert rest == ["note", "north", "--", "--db"]


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    for entry in INDEX:
        assert f"\n  {entry.name} " in printed


def test_every_command_is_named_in_the_table() -> None:
    """The other way round, whatever runs or completes a command says which module misses it."""
    for info in iter_modules(tui.cli.__path__):
        import_module(f"tui.cli.{info.name}")
    for name in COMMANDS.keys() - {entry.name for entry in INDEX}:
        pytest.fail(f"add a line to tui/cli/commands.csv: {name},MODULE,what it is for")


@pytest.mark.parametrize("module", ["nonesuch", "notes"])
def test_a_command_that_is_only_named_says_what_to_make(module: str) -> None:
    with pytest.raises(LookupError, match=rf"make tui/cli/{module}\.py, .*nonesuch"):
        CommandEntry("nonesuch", module, "no such command").load()


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry.name)
def test_every_command_has_help(entry: CommandEntry, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([entry.name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: goodterms {entry.name}")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"goodterms {tui.__version__}\n"


def test_without_a_terminal_the_screens_say_what_to_do(gt: Run) -> None:
    refused(gt(), "terminal", "goodterms clients")


@pytest.mark.parametrize("as_of", ["2026-02-30", "20260313", "tomorrow", "2026-W11-5", ""])
def test_a_day_that_is_none(gt: Run, as_of: str) -> None:
    refused(gt("clients", on=as_of), "--as-of")


def test_today_from_the_environment_and_the_option_before_it(
    gt: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], db: object
) -> None:
    monkeypatch.setenv("GOODTERMS_TODAY", "2025-01-02")
    assert main(["clients", "--json"]) == 0
    assert '"as_of": "2025-01-02"' in capsys.readouterr().out
    assert gt("clients", "--json", on="2025-01-03").json["as_of"] == "2025-01-03"
    monkeypatch.setenv("GOODTERMS_TODAY", "never")
    assert main(["clients"]) == 2
    assert "GOODTERMS_TODAY" in capsys.readouterr().err


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry.name)
def test_an_option_that_no_command_has(entry: CommandEntry, gt: Run) -> None:
    refused(gt(entry.name, "north", "how_we_work", "worked", "--frobnicate"), "--frobnicate")


def test_ctrl_c_is_one_line(gt: Run, north: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(io.BytesIO):
        @override
        def read(self, size: int | None = -1, /) -> bytes:
            raise KeyboardInterrupt

        read1 = read  # however it is read

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Interrupted()))
    assert main(["note", "north"]) == 2


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(gt: Run, north: str, day: str, tmp_path: Path) -> None:
    gt("record", "invoice", "client=north", "issued=2026-01-01", "due=2026-02-01", "amount=9")
    for words in (
        *(["clients", "--json"], ["show", "north"], ["why", "north", "--json"], ["undo"]),
        *(["confirm", "north", "money"], ["log", "north", "call"], ["decide", "north", "--json"]),
        *(["export", "-", "--format", "md"], ["checklist", "north", "--done", "1"]),
        *(["due"], ["status"], ["review"], ["calendar", str(tmp_path / "x.ics")]),
    ):
        assert gt(*words, on=day).code == 0, words


def test_a_value_too_deep_or_too_long(gt: Run, north: str) -> None:
    refused(gt("set", "north", "quirks=" + "[" * 50_000), "quirks")
    for number in ("9" * 30, "-" + "9" * 30, "9" * 5_000):
        refused(gt("set", "north", f"payment_days={number}"), "payment_days")
        refused(gt("set", "north", f"exposure_limit={number}"), "exposure_limit")
        refused(gt("record", "checklist", "client=north", "list=closing", "state=done",
                   "on=2026-03-01", f"n={number}"), "n: ", "whole number")  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        *(["export", "{}"], ["calendar", "{}"], ["restore", "{}"]),
        *(["import", "{}", "--yes"], ["message", "north", "how_we_work", "--lint", "{}"]),
        *(["show", "north", "--db", "{}"], ["import", "--client", "{}", "k.csv", "--yes"]),
    ],
)
@pytest.mark.parametrize("name", ["~nobody-here/x", "\udcff\udcfe/x"])
def test_a_path_that_leads_nowhere(
    gt: Run,
    north: str,
    words: list[str],
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    header = "Client,Project,Start date,Start time,End date,End time,Duration"
    row = "Acme,P,2026-03-04,09:00:00,2026-03-04,10:00:00,01:00:00"
    (tmp_path / "k.csv").write_text(f"User,Email,{header},Description\nA,a@x,{row},x\n")
    result = gt(*(word.format(name) for word in words))
    assert result.code == 2 and result.err.count("\n") == 1, result


def test_a_word_too_long_loses_its_middle_not_the_advice(gt: Run, north: str) -> None:
    result = gt("show", "x" * 50_000)
    refused(result, "xxx", "goodterms clients --all")
    assert len(result.err) < 3000
