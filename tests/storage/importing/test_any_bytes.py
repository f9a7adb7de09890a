"""Whatever stands in a file, it is read or refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from storage.importing import ImportOptions, ImportTrouble, inspect, write
from storage.importing.formats import FORMATS, Format
from storage.store import Store
from tests.examples import examples
from tests.storage.importing.conftest import TODAY

_settings = examples(
    25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# Cells that look nearly right are worth more than noise.
_CELLS = st.one_of(
    st.sampled_from(
        [
            "", " ", "-", "0", "1", "1.234", "1,5", "-3", "(4)", "$5", "9" * 30, "2026-09-01",
            "03/04/2026", "13/15/2024", "31.12.69", "0001-01-01", "9999-12-31", "09:00:00",
            "25:00", "1:30", "00:00:00", "Yes", "No", "Total", "SEK", "Acme", "Draft", "Paid",
            "2026-09-01T23:00:00+14:00", "\ufeff", "\x1b[31m", "a\u202eb", "=1+1", "\ud7ff", "٣",
        ]
    ),
    st.text(max_size=12),
)  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    now = datetime(2026, 11, 21, 12, 0)  # the store is told local time
    with Store.open(tmp_path / "kept.db", now=lambda: now) as opened:
        yield opened


def _import(path: Path, store: Store) -> None:
    try:
        preview = inspect(path, store, ImportOptions(on=TODAY, dates="dmy", currency="USD"))
    except ImportTrouble as trouble:
        assert str(path) in trouble.message
        return
    if preview.must_ask is not None:
        assert (preview.new, preview.plan) == (0, None)
        return
    write(preview, store)
    again = inspect(path, store, ImportOptions(on=TODAY, dates="dmy", currency="USD"))
    assert (again.new, again.updated) == (0, 0)


@_settings
@given(content=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, kept: Store, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    _import(path, kept)


@_settings
@given(data=st.data())
@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_any_cells_under_a_known_header(
    tmp_path: Path, kept: Store, form: Format, data: st.DataObject
) -> None:
    columns = [names[0] for names in form.columns.values()]
    rows = data.draw(st.lists(st.lists(_CELLS, max_size=len(columns) + 1), max_size=4))
    mark = data.draw(st.sampled_from([",", ";"]))
    lines = [columns, *rows]
    quoted = [mark.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    path = tmp_path / "any.csv"
    path.write_text("\n".join(quoted), encoding="utf-8", errors="replace")
    _import(path, kept)
