"""Exports over the weeks, through the command line: the right value, or it is named and asked.

Each situation is played with our own files, and with others where they lie beside the checkout.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from storage.store import Store
from tests.material import OWN, SHARED
from tests.tui.cli.conftest import Result, Run
from triage.changes import Remove

FOLDERS = [folder for folder in (OWN / "cases", SHARED / "cases" / "data") if folder.is_dir()]
HOURS = {"Day": "on", "Hours": "hours", "Client": "client"}


@pytest.fixture(params=FOLDERS, ids=["own", "beside"][: len(FOLDERS)])
def folder(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


@pytest.fixture
def take(gt: Run, folder: Path) -> Callable[..., Result]:
    """Imports a file of the folder; `columns` is its map."""

    def run(name: str, *words: str, columns: dict[str, str] | None = None, **on: str) -> Result:
        maps = [word for pair in (columns or {}).items() for word in ("--map", "=".join(pair))]
        return gt("import", str(folder / f"{name}.csv"), "--yes", *maps, *words, **on)

    return run


@pytest.fixture
def kept(gt: Run, tmp_path: Path) -> Callable[[str], list[dict[str, Any]]]:
    """The stored records of a kind."""

    def read(kind: str) -> list[dict[str, Any]]:
        path = tmp_path / "kept.jsonl"
        path.unlink(missing_ok=True)
        gt("export", str(path))
        records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        return [record for record in records if record.get("kind") == kind]

    return read


@pytest.fixture
def hours(kept: Callable[[str], list[dict[str, Any]]]) -> Callable[[], float]:
    return lambda: sum(record["minutes"] for record in kept("time")) / 60


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def stay_in(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield stay_in
    monkeypatch.undo()
    time.tzset()


Take = Callable[..., Result]
Kept = Callable[[str], list[dict[str, Any]]]
Hours = Callable[[], float]


def test_a_journey_doubles_nothing(take: Take, hours: Hours, zone: Callable[[str], None]) -> None:
    columns = {"Start": "on", "Hours": "hours", "Client": "client", "Text": "text"}
    zone("Europe/Berlin")
    take("f01_offset", columns=columns)
    zone("America/New_York")
    assert "2 already known" in take("f01_offset").out
    assert hours() == 3.5


@pytest.mark.parametrize(
    ("change", "total"),
    [
        ("client_renamed", 5),
        ("project_renamed", 5),
        ("text_edited", 5),
        ("end_corrected", 5.5),
        ("profile_zone", 5),
    ],
)
def test_what_is_edited_in_the_tracker_is_the_same_work(
    take: Take, hours: Hours, change: str, total: float
) -> None:
    take("f02_a")
    assert take(f"f02_{change}").code == 0
    assert hours() == total


def test_ids_of_two_tools_are_two_things(take: Take, hours: Hours) -> None:
    columns = {**HOURS, "ID": "id", "Text": "text"}
    for name in ("f03_tool_a", "f03_tool_b", "f03_tool_a_corrected"):
        last = take(name, columns=columns)
    assert "1 updated" in last.out
    assert hours() == 2 + 8 + 5 + 6


def test_hours_marked_billable_later_are_billable(take: Take, kept: Kept) -> None:
    take("f04_unbilled")
    assert "4 updated" in take("f04_now_billable").out
    assert {record["work"] for record in kept("time")} == {"bill"}


def test_a_payment_without_a_day_lies_between_the_two_exports(take: Take, kept: Kept) -> None:
    take("f05_unpaid", on="2026-03-05")
    assert "assumed: payment date" in take("f05_paid", on="2026-03-12").out
    assert [record["on"] for record in kept("payment")] == ["2026-03-12"] * 3


def test_a_renamed_client_has_the_same_invoices(take: Take, kept: Kept) -> None:
    take("f05_unpaid")
    assert "0 new" in take("f06_client_renamed").out
    assert len(kept("invoice")) == 3 and len(kept("client")) == 1


def test_a_number_with_another_day_is_asked(take: Take, kept: Kept) -> None:
    take("f07_dec")
    result = take("f07_jan")
    assert (result.code, len(kept("invoice"))) == (1, 1)
    assert take("f07_jan", "--same-number", "correction").code == 0
    (invoice,) = kept("invoice")
    assert invoice["issued"].startswith("2026-01")


def test_one_reference_for_three_months_is_three_invoices(take: Take, kept: Kept) -> None:
    columns = {
        "Ref": "number",
        "Client": "client",
        "Issued": "issued",
        "Due": "due",
        "Total": "amount",
        "Paid": "paid",
    }
    for _ in range(2):
        take("f08_retainer", columns=columns)
        assert len(kept("invoice")) == 3


def test_a_dispute_that_is_told_later(take: Take, kept: Kept) -> None:
    columns = {
        "Nr": "number", "Client": "client", "Issued": "issued", "Due": "due", "Total": "amount",
        "Disputed": "disputed_on",
    }  # fmt: skip
    take("f09_a", "--answer", "payments=open", columns=columns)
    take("f09_disputed", "--answer", "payments=open")
    assert [invoice["disputed_on"] for invoice in kept("invoice")] == ["2026-02-01"]


def test_an_invoice_from_elsewhere_is_named_once_and_can_be_another(
    gt: Run, take: Take, kept: Kept
) -> None:
    gt("add", "Acme")
    gt(
        "record", "invoice", "client=Acme", "number=A1", "issued=2026-02-01", "due=2026-02-15",
        "amount=1000",
    )  # fmt: skip
    assert "already here, entered by hand: invoice A1" in take("f10_ninja").out
    assert "already here, entered by hand: invoice A1" in take("f10_harvest").out
    assert "already here" not in take("f10_harvest").out, "what was named once is known"
    assert len(kept("invoice")) == 1


def test_the_preview_asks_whether_an_invoice_from_elsewhere_is_the_same(
    gt: Run, take: Take, kept: Kept, folder: Path
) -> None:
    take("f10_ninja")
    preview = gt("import", str(folder / "f10_harvest.csv"), "--dry-run")
    assert "--already-here same|another" in preview.out
    take("f10_harvest", "--already-here", "another")
    again = take("f10_harvest")
    assert (len(kept("invoice")), "already here" in again.out) == (2, False)


def test_leading_zeros_make_no_other_invoice(take: Take, kept: Kept) -> None:
    take("f11_zeros")
    take("f11_zeros_lost")
    assert len(kept("invoice")) == 1


def test_an_assumed_rate_follows_the_file(take: Take, kept: Kept) -> None:
    take("f12_jan_at_40")
    assert "the file says 80.00, you have 40.00" in take("f12_mar_at_80").out
    assert [client["rate"] for client in kept("client")] == ["80.00"]


def test_a_forgotten_timer_is_named(take: Take, hours: Hours) -> None:
    result = take("f13_timer")
    assert (result.code, hours()) == (1, 4)
    assert "63:30" in result.out


def test_the_clocks_change(take: Take, kept: Kept, zone: Callable[[str], None]) -> None:
    zone("Europe/Berlin")
    columns = {"Start": "on", "End": "end_on", "Client": "client"}
    take("f14_dst", columns=columns, on="2026-11-13")
    assert [record["minutes"] for record in kept("time")] == [45, 240]


@pytest.mark.parametrize("hours_first", [True, False])
def test_an_agreement_counts_the_hours_before_it_was_written_down(
    gt: Run, take: Take, hours_first: bool
) -> None:
    def hours() -> None:
        take("f15_hours", columns=HOURS)

    def agreement() -> None:
        gt(
            "record", "engagement", "client=Acme", "mode=fixed", "start=2026-02-20",
            "quoted_hours=40", "fee=3200",
        )  # fmt: skip

    if hours_first:
        hours()
        agreement()
    else:
        gt("add", "Acme")
        agreement()
        hours()
    gt("set", "acme", "floor=50")
    shown = gt("show", "acme", "--json").json
    assert {flag["code"] for flag in shown["flags"]} == {"SCOPE_CREEP", "RATE_FLOOR"}


def test_a_year_to_come_is_named_and_listed_by_itself(gt: Run, take: Take, kept: Kept) -> None:
    result = take("f16_2062")
    assert (result.code, kept("invoice")) == (1, []) and "in the future" in result.out
    take("f16_2062", "--answer", "future=take")
    assert "2062-03-01 is in the future" in gt("log", "acme", "rude", "--on", "2062-03-01").err
    _, _, ahead = gt("show", "acme").out.partition("Still to come")
    assert "invoice" in ahead and "2062-03-01" in ahead


def test_an_old_name_may_be_another_client(gt: Run, take: Take, hours: Hours) -> None:
    take("f17_a", columns=HOURS)
    gt("set", "smith", "name=Smith Bakery")
    result = take("f17_b", columns=HOURS)
    assert (result.code, hours()) == (1, 2) and "was the name of Smith Bakery" in result.out


def test_there_is_a_copy_from_before_an_import(gt: Run, take: Take) -> None:
    take("f02_a")
    assert "No backups yet" in gt("backups").out, "there was nothing to copy"
    take("f05_unpaid")
    assert "1 changes" in gt("backups").out


def test_what_was_taken_out_stays_out(take: Take, hours: Hours, db: Path) -> None:
    take("f02_a")
    with Store.open(db, now=lambda: datetime(2026, 3, 13, 12)) as store:
        entry = next(record for record in store.records() if record.kind == "time")
        store.apply("Out", [Remove("time", entry.id, was=entry)])
    left = hours()
    assert "you removed it earlier" in take("f02_a").out
    assert hours() == left
    take("f02_a", "--taken-out", "bring-back")
    assert hours() == 5


def test_an_own_due_date_stays(gt: Run, take: Take, kept: Kept) -> None:
    take("f10_ninja")
    gt("record", "invoice", kept("invoice")[0]["id"], "due=2026-04-30")
    assert "0 updated" in take("f10_ninja").out
    assert kept("invoice")[0]["due"] == "2026-04-30"
