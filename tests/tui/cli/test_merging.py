"""`merge` and `split`: one change each, and the next import knows of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from storage.client_names import client_names
from storage.paths import backup_dir, journal_copy
from tests.tui.cli.conftest import Run, refused

HEAD = "User,Client,Project,Description,Billable,Start date,Start time,Duration\n"
INVOICES = "Client,Email,Invoice Number,Amount,Paid,PO Number,Status,Invoice Date,Due Date\n"


def _row(client: str, project: str, day: int, length: str = "02:00:00") -> str:
    return f"Ana,{client},{project},Work,Yes,2026-03-{day:02},09:00:00,{length}\n"


@pytest.fixture
def files(tmp_path: Path, done: Run) -> tuple[Path, Path]:
    """Hours and invoices of a client who goes by two names, imported."""
    hours, invoices = tmp_path / "toggl.csv", tmp_path / "invoices.csv"
    rows = _row("Acme Ltd", "Site", 2) + _row("Acme  Ltd.", "Site", 3) + _row("Acme Ltd", "Shop", 4)
    hours.write_text(HEAD + rows, encoding="utf-8")
    invoices.write_text(
        INVOICES + "Acme  Ltd.,,7,100.00,50.00,,Partial,2026-02-01,2026-02-15\n"
        "Acme Ltd,,8,100.00,0.00,,Sent,2026-02-01,2026-02-15\n",
        encoding="utf-8",
    )
    done("import", str(hours), "--yes")
    done("import", str(invoices), "--yes")
    return hours, invoices


def _names(done: Run) -> list[str]:
    return sorted(client["name"] for client in done("clients", "--json").json["clients"])


def _counts(done: Run, path: Path) -> tuple[Any, ...]:
    (file,) = done("import", str(path), "--yes", "--json").json["files"]
    return file["new"], file["updated"], file["same"]


def test_names_that_are_alike_are_listed(done: Run, files: tuple[Path, Path]) -> None:
    listed = done("merge").out
    assert "Acme Ltd and Acme  Ltd. may be one client" in listed and "goodterms merge" in listed


def test_all_records_of_one_become_those_of_the_other(done: Run, files: tuple[Path, Path]) -> None:
    done("merge", "Acme  Ltd.", "Acme Ltd")
    assert _names(done) == ["Acme Ltd"]
    for path, entries in zip(files, (3, 2), strict=True):
        assert _counts(done, path) == (0, 0, entries), "the old name is still known"
    done("undo")
    assert _names(done) == ["Acme  Ltd.", "Acme Ltd"]
    done("redo")
    assert _names(done) == ["Acme Ltd"]


def test_a_project_and_an_invoice_become_those_of_another_client(
    done: Run, files: tuple[Path, Path]
) -> None:
    done("merge", "Acme  Ltd.", "Acme Ltd")
    done("split", "Acme Ltd", "Shop AG", "--project", "shop", "--invoice", "8")
    assert _names(done) == ["Acme Ltd", "Shop AG"]
    shop = done("show", "Shop AG", "--json").json
    assert (shop["facts"]["hours_28d"], shop["facts"]["overdue"]) == (2, "100.00")
    for path, entries in zip(files, (3, 2), strict=True):
        assert _counts(done, path) == (0, 0, entries)
    hours, _ = files
    later = _row("Acme Ltd", "Shop", 4, "03:00:00") + _row("Acme Ltd", "Shop", 5)
    hours.write_text(HEAD + later, encoding="utf-8")
    assert _counts(done, hours) == (1, 1, 0)
    assert done("show", "Shop AG", "--json").json["facts"]["hours_28d"] == 5


def test_a_project_that_was_split_off_is_known_under_the_name_that_was_merged(
    done: Run, tmp_path: Path
) -> None:
    hours = tmp_path / "toggl.csv"
    rows = _row("Acme Ltd", "Shop", 4) + _row("Acme  Ltd.", "Shop", 5)
    hours.write_text(HEAD + rows, encoding="utf-8")
    done("import", str(hours), "--yes")
    done("merge", "Acme  Ltd.", "Acme Ltd")
    done("split", "Acme Ltd", "Shop AG", "--project", "Shop")
    (file,) = done("import", str(hours), "--yes", "--json").json["files"]
    assert (file["same"], file["kept"]) == (2, [])
    hours.write_text(HEAD + _row("Acme  Ltd.", "Shop", 6), encoding="utf-8")
    assert _counts(done, hours)[0] == 1
    assert done("show", "Shop AG", "--json").json["facts"]["hours_28d"] == 6


def test_what_is_there_twice_is_named(gt: Run, done: Run) -> None:
    for name in ("Acme", "Bcme"):
        done("add", name)
        facts = ["number=7", "issued=2026-02-01", "due=2026-02-15", "amount=100"]
        done("record", "invoice", f"client={name}", *facts)
    assert "delete one of each: 7" in gt("merge", "Acme", "Bcme").err


def test_two_currencies_are_no_one_client(gt: Run, done: Run) -> None:
    done("add", "Acme", "--currency", "EUR")
    done("add", "Birch", "--currency", "USD")
    refused(gt("merge", "Acme", "Birch"), "Acme pays in EUR")
    refused(gt("merge", "Acme", "Acme"), "same client")
    refused(gt("merge", "Acme"), "name both clients")


def test_nothing_to_move(gt: Run, files: tuple[Path, Path]) -> None:
    refused(gt("split", "Acme  Ltd.", "New"), "say what moves")
    refused(gt("split", "Acme  Ltd.", "New", "--project", "Barn"), "match that", "Site")


@pytest.mark.parametrize("way", ["renamed", "merged", "moved to another file"])
def test_who_was_called_otherwise_is_found_by_that_name(
    done: Run, db: Path, tmp_path: Path, way: str
) -> None:
    done("add", "Quay & Sons")
    if way == "merged":
        done("add", "Harbor Press")
        done("merge", "Quay & Sons", "Harbor Press")
    else:
        done("set", "Quay & Sons", "name=Harbor Press")
    if way == "moved to another file":
        done("export", str(tmp_path / "all.jsonl"))
        db.unlink()
        shutil.rmtree(backup_dir(db), ignore_errors=True)
        journal_copy(db).unlink(missing_ok=True)
        done("import", str(tmp_path / "all.jsonl"), "--yes")
    assert done("show", "quay", "--json").json["name"] == "Harbor Press"
    done("note", "Quay & Sons", "They moved")
    assert client_names(str(db), "qu") == ["Quay & Sons"]
    assert client_names(str(db), "ha") == ["Harbor Press"]
    assert "Harbor Press" in done("find", "quay").out
    assert "They moved" in done("find", "moved", "--client", "quay").out
    done("add", "Quay Travel")
    assert done("show", "quay", "--json").json["name"] == "Quay Travel", "who is called so now"
