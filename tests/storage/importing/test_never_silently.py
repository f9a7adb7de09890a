"""A file with one oddity comes out right, or the oddity is named and asked; never another value."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from storage.importing import ImportOptions, ImportPreview, inspect, write
from storage.store import Store
from tests.examples import examples
from tests.storage.importing.conftest import TODAY
from triage.records import Invoice, Payment, Time

_settings = examples(
    60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_HOURS = {"day": "on", "from": "start_time", "to": "end_time", "hours": "hours", "who": "client"}
_INVOICES = {
    "who": "client",
    "no": "number",
    "type": "document",
    "day": "issued",
    "sum": "amount",
    "came in": "paid",
    "state": "state",
}


@dataclass(frozen=True)
class Odd:
    """A row with one oddity. `right`: what it means, None where only its writer can tell."""

    cells: dict[str, str] = field(default_factory=dict)
    right: object = None


# What a plain row means: an hour, or 100 owed.
_TIME = {"day": "2026-09-01", "from": "09:00", "to": "10:00", "hours": "1", "who": "Acme"}
_BILL = {
    "who": "Acme",
    "no": "1",
    "type": "Invoice",
    "day": "2026-09-01",
    "sum": "100.00",
    "came in": "0.00",
    "state": "Sent",
}
_MONEY = st.decimals(1, 99_999, places=2).filter(lambda amount: amount % 1 != 0)
_LENGTHS = st.integers(5, 15 * 60)

odd_times = st.one_of(
    _LENGTHS.map(lambda m: Odd({"hours": f"{m // 60}:{m % 60:02}", "to": "", "from": ""}, m)),
    _LENGTHS.map(lambda m: Odd({"hours": f"{m // 60}h{m % 60:02}", "to": "", "from": ""}, m)),
    _LENGTHS.map(lambda m: Odd({"hours": f"{m} min", "to": "", "from": ""}, m)),
    _LENGTHS.map(lambda m: Odd({"hours": "", "to": _clock(9 * 60 + m)}, m)),
    st.integers(16 * 60 + 1, 200 * 60).map(
        lambda m: Odd({"hours": f"{m // 60}:{m % 60:02}", "to": "", "from": ""})
    ),
    st.integers(17, 100_000).map(lambda n: Odd({"hours": str(n), "to": "", "from": ""})),
    st.integers(80, 900).map(lambda m: Odd({"hours": f"{m // 60}:{m % 60:02}"})),
    st.integers(1, 3000).map(lambda days: Odd({"day": str(_after(days))})),
    st.sampled_from(
        [Odd({"hours": cell}) for cell in ("1.2k", "-1", "1e3", "(2)", "one", "1,2,3", "100 CR")]
    ),
    st.sampled_from([Odd({"who": "Total"}), Odd({"day": "2026-02-30"}), Odd({"day": ""})]),
)
odd_bills = st.one_of(
    _MONEY.map(lambda a: Odd({"sum": f"{a}-"}, -a)),
    _MONEY.map(lambda a: Odd({"sum": f"({a})"}, -a)),
    _MONEY.map(lambda a: Odd({"sum": f"{a} CR"}, -a)),
    _MONEY.map(lambda a: Odd({"sum": f"{a} EUR"}, a)),
    _MONEY.map(lambda a: Odd({"sum": f"€ {a:,}"}, a)),
    st.integers(1, 9999).map(lambda a: Odd({"sum": f"{a}.-"}, Decimal(a))),
    st.integers(1, 99).map(lambda a: Odd({"sum": f"{a}.5k"}, Decimal(a * 1000 + 500))),
    st.sampled_from(["Betaald", "pagada", "ZAPŁACONO", "Maksettu", "réglée"]).map(
        lambda word: Odd({"state": word}, Decimal(0))
    ),
    st.sampled_from(["offen", "Vencida", "ubetalt", "po splatnosti"]).map(
        lambda word: Odd({"state": word}, Decimal(100))
    ),
    st.sampled_from(["Storniert", "annulée", "Anulowana", "draft", "Bozza", "Refunded"]).map(
        lambda word: Odd({"state": word}, "nothing")
    ),
    st.text("abcdefgh", min_size=5, max_size=9).map(lambda word: Odd({"state": f"x{word}"})),
    st.sampled_from(["Angebot", "Devis", "Order", "Payment", "Journal entry", "Záloha"]).map(
        lambda word: Odd({"type": word}, "nothing")
    ),
    st.text("abcdefgh", min_size=5, max_size=9).map(lambda word: Odd({"type": f"x{word}"})),
    st.sampled_from(["EST-1", "QUO1", "CN-1", "PRO 7"]).map(lambda no: Odd({"type": "", "no": no})),
    st.integers(1, 3000).map(lambda days: Odd({"day": str(_after(days))})),
    st.sampled_from(["$100.00", "100.00 kr", "¥100"]).map(lambda cell: Odd({"sum": cell})),
    st.sampled_from(
        [Odd({"state": "Paid", "came in": "40.00"}), Odd({"state": "Partial"}),
         Odd({"state": "Overdue", "came in": "100.00"}), Odd({"who": "Total"}),
         Odd({"sum": "100 abc"}), Odd({"sum": "1,234k"}), Odd({"day": "5 Foo 2026"})]
    ),
)  # fmt: skip


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _after(days: int) -> date:
    return date.fromordinal(TODAY.toordinal() + days)


def _look(
    folder: Path, store: Store, plain: dict[str, str], odd: Odd, fields: dict[str, str]
) -> ImportPreview:
    rows = [list(plain), list((plain | odd.cells).values())]
    path = folder / "export.csv"
    quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    path.write_text("\n".join(quoted), encoding="utf-8")
    return inspect(path, store, ImportOptions(on=TODAY, column_map=fields))


def _named(preview: ImportPreview) -> bool:
    """Whether the row is left out, said so, and the program ends with 1 without a terminal."""
    return preview.must_ask is not None or (preview.new == 0 and preview.needs_attention)


@contextmanager
def _empty(within: Path) -> Iterator[tuple[Path, Store]]:
    """A folder and a data file of its own for each example."""
    with TemporaryDirectory(dir=within) as folder:
        path = Path(folder)
        with Store.open(path / "one.db", now=lambda: datetime(2026, 11, 21, 12, 0)) as store:
            yield path, store


@_settings
@given(odd=odd_times)
def test_hours(tmp_path: Path, odd: Odd) -> None:
    with _empty(tmp_path) as (folder, store):
        preview = _look(folder, store, _TIME, odd, _HOURS)
        if odd.right is None:
            assert _named(preview), odd
            return
        write(preview, store)
        minutes = [each.minutes for each in store.records() if isinstance(each, Time)]
        assert minutes == [odd.right], odd


@_settings
@given(odd=odd_bills)
def test_invoices(tmp_path: Path, odd: Odd) -> None:
    with _empty(tmp_path) as (folder, store):
        preview = _look(folder, store, _BILL, odd, _INVOICES)
        if odd.right is None:
            assert _named(preview), odd
            return
        write(preview, store)
        records = list(store.records())
        sent = [each for each in records if isinstance(each, Invoice) and each.state == "sent"]
        paid = sum((each.amount for each in records if isinstance(each, Payment)), Decimal(0))
        if odd.right == "nothing":
            assert not sent, odd
        else:
            assert [each.amount - paid for each in sent] == [odd.right], odd
