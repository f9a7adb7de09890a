"""Settings that only the screens can judge are refused by name before one of them opens."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.errors import BadSetting
from tests.tui.cli.conftest import Terminal
from tui.cli.errors import CommandRefused
from tui.cli.screens import check_look, open_screens
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace

NOON = datetime(2026, 3, 13, 12, 0, tzinfo=UTC)


def workspace(folder: Path, settings: str) -> Workspace:
    path = folder / "settings.toml"
    path.write_text(settings, "utf-8")
    return Workspace(
        folder / "gt.db", today=NOON.date(), now=lambda: NOON, configuration=Configuration(path)
    )


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ('glyphs = "ascii"\ntheme = "nope"\n', r"settings\.toml:2: theme .*goodterms-dark"),
        ('[keys]\n"clients.nota" = "N"\n', r"settings\.toml:2: .*no action 'clients\.nota'"),
        (
            '[keys]\n"clients.log" = "L"\n"clients.note" = "d"\n',
            r"settings\.toml:3: .*'d' .*'clients\.decide' and 'clients\.note'",
        ),
    ],
)
def test_what_cannot_work_is_named_with_its_line(
    tmp_path: Path, settings: str, problem: str
) -> None:
    with pytest.raises(BadSetting, match=problem):
        check_look(workspace(tmp_path, settings))


@pytest.mark.parametrize("settings", ["", '[keys]\n"clients.note" = "N"\n', 'theme = "nord"\n'])
def test_what_works_is_let_through(tmp_path: Path, settings: str) -> None:
    check_look(workspace(tmp_path, settings))


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_the_screens_are_not_drawn_into_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for stream in ("stdin", "stdout", "stderr"):
        kind = io.TextIOWrapper if stream == name else Terminal
        monkeypatch.setattr(sys, stream, kind(io.BytesIO()))
    with pytest.raises(CommandRefused, match="need a terminal"):
        open_screens(workspace(tmp_path, ""))
