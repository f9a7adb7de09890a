"""Whatever stands in a file, it is read or refused in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from storage.importing import ImportOptions, ImportTrouble, inspect, write
from storage.importing.formats import ADAPTED, FORMATS, Format
from storage.store import Store
from tests.examples import examples
from tests.material import OWN
from tests.storage.importing.conftest import TODAY
from tests.storage.importing.test_samples import OURS

_settings = examples(
    25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

_TABLES = [form for form in FORMATS if form.columns]

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


# What the text formats begin with, and what their readers look for.
_PIECES = st.one_of(
    st.sampled_from(
        [
            "\n", "\n    ", "\n\n", " ", "  ", "\t", "2026-09-01", "2026/09/02", "(8h!)", "9:00 - ",
            "<23:00", "1:00>", "25:99", "-30m", "1h30m", "#a=b", "i 2026/09/01 09:00 a:b", "....",
            "o 2026/09/01 10:00", ";", "* ", "** ", "CLOCK: [2026-09-01 Tue 09:00]", "--", " 1.5h",
            "[2026-09-01 Tue 10:00]", "#+BEGIN: clocktable", "Daily report: [2026-09-01 Tue]", "?",
            "| a | 1:30 |", "| \\_ b | | 0:30 |", ":CLIENT: x", "BEGIN:VCARD", "9" * 30, "\u2028",
        ]
    ),
    st.text(max_size=6),
)  # fmt: skip
_JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.sampled_from(
            [
                "20260901T090000Z",
                "2026-09-01T09:00:00+02:00",
                "PT1H",
                "2026-09-01",
                "h",
                "\ud800",
                "\0",
            ]
        ),
        st.text(max_size=5),
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=4,
)


def _samples(*, are_json: bool) -> list[Path]:
    names = {name for name, form, *_ in OURS if form in ADAPTED}
    paths = [OWN / "samples" / name for name in sorted(names)]
    return [path for path in paths if (path.suffix == ".json") is are_json]


@_settings
@given(pieces=st.lists(_PIECES, max_size=12), data=st.data())
@pytest.mark.parametrize("sample", _samples(are_json=False), ids=lambda path: path.name)
def test_anything_in_a_text_of_a_known_shape(
    tmp_path: Path, kept: Store, sample: Path, pieces: list[str], data: st.DataObject
) -> None:
    text = sample.read_text()
    at = data.draw(st.integers(0, len(text)))
    path = tmp_path / "any.txt"
    path.write_text(text[:at] + "".join(pieces) + text[at:], errors="replace")
    _import(path, kept)


@_settings
@given(data=st.data())
@pytest.mark.parametrize("sample", _samples(are_json=True), ids=lambda path: path.name)
def test_anything_in_json_of_a_known_shape(
    tmp_path: Path, kept: Store, sample: Path, data: st.DataObject
) -> None:
    value = json.loads(sample.read_text())
    at = value
    while isinstance(at, dict | list) and at:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if data.draw(st.booleans()):
            at[key] = data.draw(_JSON)
            break
        at = at[key]
    path = tmp_path / "any.json"
    path.write_text(json.dumps(value))
    _import(path, kept)


@pytest.mark.parametrize(
    "sample", [*_samples(are_json=False), *_samples(are_json=True)], ids=lambda path: path.name
)
def test_files_as_they_go_wrong(tmp_path: Path, kept: Store, sample: Path) -> None:
    text = sample.read_text()
    middle = len(text) // 2
    path = tmp_path / "wrong.txt"
    for content in (
        b"",
        text.splitlines()[0].encode(),
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        f"{text[:middle]}\0{text[middle:]}".encode(),
        f"{text[:middle]}{'  x' * 400_000}{text[middle:]}".encode(),
        *(text[: len(text) * part // 8].encode() for part in range(1, 8)),
    ):
        path.write_bytes(content)
        _import(path, kept)


@_settings
@given(content=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, kept: Store, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    _import(path, kept)


@_settings
@given(data=st.data())
@pytest.mark.parametrize("form", _TABLES, ids=lambda form: form.name)
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
