"""The desk of a freelancer, on the first Friday and on the one after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.imports.desk import OLD_BILLS, PAID_BILLS, Desk, interval


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A week ago two clients and two invoices; no other program is installed."""
    desk = Desk(tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    monkeypatch.setenv("HOME", str(empty))
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(empty))
    monkeypatch.setenv("PATH", str(desk.programs))
    desk.track(interval(2), interval(3, client="Quay & Sons"))
    desk.bill(OLD_BILLS)
    return desk


@pytest.fixture
def week(desk: Desk) -> Desk:
    """The Friday after: three hours more, one interval corrected, one invoice paid, one new."""
    desk.import_last_friday()
    desk.track(interval(2, hours=3), interval(3, client="Quay & Sons"), interval(10, hours=3))
    desk.bill(PAID_BILLS)
    return desk
