"""A whole file with one oddity: each entry comes out right, or is named and asked; none is another.

The oddities are those of real exports: units, signs, orders, zones, letters, broken rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from storage.importing import ImportOptions, ImportTrouble, inspect, write
from storage.store import Store
from tests.examples import examples
from tests.storage.importing.conftest import TODAY
from triage.records import Client, Invoice, Time

_settings = examples(
    120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
BERLIN = ZoneInfo("Europe/Berlin")
TOGGL = "User,Client,Project,Description,Billable,Start date,Start time,End date,End time,Duration"
NINJA = "Client,Email,Invoice Number,Amount,Paid,PO Number,Status,Invoice Date,Due Date"
HOURS = {"Day": "on", "Length": "hours", "Whose": "client"}
SPANS = {"From": "on", "To": "end_on", "Whose": "client"}


@dataclass(frozen=True)
class Case:
    """A file, and what it means: line -> day, minutes or amount, client; no line that is no entry.

    `broken` lines mean nothing, so nothing may come of them.
    """

    data: bytes
    means: Mapping[int, tuple[date, int | Decimal, str]]
    columns: dict[str, str] = field(default_factory=dict)
    zone: ZoneInfo | None = None
    broken: frozenset[int] = frozenset()


def _row(
    on: str = "2026-09-01", start: str = "09:00:00", length: str = "02:00:00", client: str = "Tern",
    text: str = "Draft", end: str = "",
) -> str:  # fmt: skip
    return f"Ana,{client},Site,{text},Yes,{on},{start},{on if end else ''},{end},{length}"


def _toggl(*rows: str, head: str = TOGGL, encoding: str = "utf-8") -> bytes:
    return "\n".join([head, *rows]).encode(encoding)


def _bill(amount: str, number: str = "1", client: str = "Tern", on: str = "2026-09-01") -> str:
    return f'{client},,{number},"{amount}",0,,Sent,{on},2026-09-15'


DAY = date(2026, 9, 1)
PLAIN = {2: (DAY, 120, "Tern")}
MINUTES = st.integers(1, 15 * 60)
CENTS = st.integers(100, 99_999_999).map(lambda cents: Decimal(cents) / 100)
WORDS = st.sampled_from(["Bäckerei Öz", "Crème Brûlée", "Señor Núñez", "Ærø Å/S"])
EASTERN = st.sampled_from(["Dvořák s.r.o.", "Łódź Kreska", "Škoda Plzeň", "Győr Kft."])


def _spread(amount: Decimal, thousands: str, mark: str) -> str:
    whole, _, cents = f"{amount:,.2f}".partition(".")
    return f"{whole.replace(',', thousands)}{mark}{cents}"


def _lengths(
    cell: Callable[[int], str], columns: dict[str, str] = HOURS
) -> st.SearchStrategy[Case]:
    def case(minutes: int) -> Case:
        text = f'Day,Length,Whose\n2026-09-01,"{cell(minutes)}",Tern\n'
        return Case(text.encode(), {2: (DAY, minutes, "Tern")}, columns)

    return MINUTES.map(case)


def _moment(day: str, start: str, end: str, minutes: int) -> Case:
    text = f"From,To,Whose\n{day} {start},{day} {end},Tern\n"
    return Case(text.encode(), {2: (date.fromisoformat(day), minutes, "Tern")}, SPANS, BERLIN)


def _with_offset(hours: int) -> Case:
    text = f"From,Length,Whose\n2026-09-01T10:00:00{hours:+03}:00,2,Tern\n"
    there = datetime.fromisoformat(f"2026-09-01T10:00:00{hours:+03}:00").astimezone(BERLIN)
    columns = {"From": "on", "Length": "hours", "Whose": "client"}
    return Case(text.encode(), {2: (there.date(), 120, "Tern")}, columns, BERLIN)


def _encoded(name: str, encoding: str) -> Case:
    return Case(_toggl(_row(client=name), encoding=encoding), {2: (DAY, 120, name)})


def _broken(row: str) -> Case:
    return Case(_toggl(_row(), row), PLAIN, broken=frozenset({3}))


def _damaged(damage: Callable[[bytes], bytes]) -> Case:
    return Case(damage(_toggl(_row())), PLAIN)


def _columns_renamed(name: str, other: str) -> Case:
    return Case(_toggl(_row(), head=TOGGL.replace(name, other)), PLAIN)


ODDITIES = st.one_of(
    # units, decimals, thousands
    _lengths(lambda m: f"{m / 60:.4f}".replace(".", ",")),
    # Below that, nobody but their writer can tell minutes from hours.
    _lengths(lambda m: f"{m + 16}", {"Day": "on", "Length": "duration", "Whose": "client"}),
    _lengths(lambda m: f"{m // 60}:{m % 60:02}"),
    st.builds(
        lambda amount, way: Case(
            "\n".join([NINJA, _bill(_spread(amount, *way))]).encode(), {2: (DAY, amount, "Tern")}
        ),
        CENTS,
        st.sampled_from([(",", "."), (".", ","), ("'", "."), (" ", ","), ("’", "."), ("", ",")]),
    ),
    # signs
    st.builds(
        lambda amount, sign: Case(
            "\n".join([NINJA, _bill(sign.format(amount))]).encode(), {2: (DAY, -amount, "Tern")}
        ),
        CENTS,
        st.sampled_from(["-{}", "{}-", "({})", "−{}", "{} CR"]),
    ),
    st.sampled_from(["${}", "{} kr", "CA${}", "¥{}"]).map(
        lambda sign: Case(
            "\n".join([NINJA, _bill(sign.format(100))]).encode(), {2: (DAY, Decimal(100), "Tern")}
        )
    ),
    # dates, zones, clocks
    st.integers(13, 30).map(
        lambda day: Case(_toggl(_row(on=f"{day}/09/2026")), {2: (date(2026, 9, day), 120, "Tern")})
    ),
    st.integers(13, 30).map(
        lambda day: Case(_toggl(_row(on=f"09/{day}/2026")), {2: (date(2026, 9, day), 120, "Tern")})
    ),
    st.integers(2, 12).map(
        lambda day: Case(
            _toggl(_row(on=f"01/{day:02}/2026")), {2: (date(2026, 1, day), 120, "Tern")}
        )
    ),
    st.integers(-11, 13).map(_with_offset),
    st.just(_moment("2026-03-29", "01:30", "03:30", 60)),
    st.just(_moment("2026-10-25", "01:00", "04:00", 240)),
    st.just(_moment("2026-10-25", "02:15", "02:45", 30)),
    # letters
    st.builds(_encoded, WORDS, st.sampled_from(["utf-8-sig", "utf-16", "latin-1", "cp1252"])),
    st.builds(_encoded, EASTERN, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1250"])),
    # columns of another name or language
    st.builds(
        _columns_renamed,
        st.sampled_from(["Start date", "Duration", "Client", "Description"]),
        st.sampled_from(["Begin", "Zeit", "Kunde", "Notiz", "Whatever"]),
    ),
    st.sampled_from(
        [
            "Benutzer,Kunde,Projekt,Beschreibung,Abrechenbar,Startdatum,Startzeit,Enddatum,Endzeit,Dauer",
            "Usuario,Cliente,Proyecto,Descripción,Facturable,Fecha de inicio,Hora de inicio,"
            "Fecha final,Hora final,Duración",
        ]
    ).map(lambda head: Case(_toggl(_row(), head=head), PLAIN)),
    # rows that cannot be
    st.sampled_from(["2026-13-01", "2026-02-30", "2062-09-01", "0206-09-01", "1.9.", "soon"]).map(
        lambda on: _broken(_row(on=on))
    ),
    st.integers(17, 400).map(lambda h: _broken(_row(start="07:00:00", length=f"{h}:30:00"))),
    st.sampled_from(["-1:00:00", "1:99:00", "two", "1e3", "1.2k"]).map(
        lambda length: _broken(_row(start="07:00:00", length=length))
    ),
    # files that are damaged
    st.just(_damaged(lambda data: data.replace(b"Draft", b"Dr\0aft"))),
    st.just(_damaged(lambda data: data.replace(b"Draft", b'"Draft'))),
    st.just(_damaged(lambda data: data.replace(b"Draft", b"x" * (1 << 20)))),
    st.just(_damaged(lambda data: data[: data.index(b"02:00:00") + 2])),
    st.just(_damaged(lambda data: data.replace(b"\n", b"\r\n") + b"\x1a")),
)


def _values(store: Store) -> set[tuple[date, int | Decimal, str]]:
    names = {each.id: each.name for each in store.records() if isinstance(each, Client)}
    values: set[tuple[date, Any, str]] = set()
    for each in store.records():
        if isinstance(each, Time):
            values.add((each.on, each.minutes, names[each.client]))
        elif isinstance(each, Invoice):
            values.add((each.issued, each.amount, names[each.client]))
    return values


@_settings
@given(case=ODDITIES)
def test_right_or_named(tmp_path: Path, case: Case) -> None:
    with TemporaryDirectory(dir=tmp_path) as name:
        path = Path(name) / "export.csv"
        path.write_bytes(case.data)
        options = ImportOptions(on=TODAY, column_map=case.columns, zone=case.zone)
        with Store.open(Path(name) / "one.db", now=lambda: datetime(2026, 11, 21, 12)) as store:
            try:
                preview = inspect(path, store, options)
            except ImportTrouble as trouble:
                assert str(path) in trouble.message and trouble.hint
                return
            if preview.must_ask is not None:
                return
            write(preview, store)
            named = {skip.line for skip in preview.skipped if skip.bad}
            assert case.broken <= named, "what cannot be is named"
            values = _values(store)
            right = {meant for line, meant in case.means.items() if line not in named}
            assert values == right, "never another value, and none missing without a word"


@pytest.mark.parametrize("second", ["2026-09-02,3,Tern", "2026-09-01,3,Heron"])
def test_two_rows_of_one_id_are_both_there(tmp_path: Path, store: Store, second: str) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f"Nr,Day,Length,Whose\n7,2026-09-01,2,Tern\n7,{second}\n")
    preview = inspect(path, store, ImportOptions(on=TODAY, column_map={"Nr": "id", **HOURS}))
    write(preview, store)
    assert sum(each.minutes for each in store.records() if isinstance(each, Time)) == 300
