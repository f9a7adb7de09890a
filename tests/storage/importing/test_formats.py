"""formats.toml says only what the import can read."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from storage.importing.formats import (
    ALIASES,
    FORMATS,
    KINDS,
    MAPPED,
    SHAPES,
    Format,
    Kind,
    Shape,
    format_of,
)
from storage.importing.header import plain

WHOLE = {
    "name": "hourly",
    "label": "Hourly, report",
    "source": "hourly",
    "kind": "time",
    "needs": [["on"], ["hours"]],
    "columns": {"on": ["day"], "hours": ["spent"]},
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"source": None}, "hourly: add source"),
        ({"name": None}, "a [[format]] without name: add name"),
        ({"colums": {}}, "hourly: no format has {'colums'}"),
        ({"kind": "hours"}, "hourly: kind is one of time, invoice"),
        ({"needs": None}, "hourly: add `needs`, or this format will match every table"),
        ({"needs": [["on"], ["amount"]]}, "hourly: [fields.time] has no {'amount'}"),
        ({"needs": [["on"], ["client"]]}, "say in [format.columns] what it calls {'client'}"),
        ({"columns": {"on": ["day"], "hours": ["h"], "clinet": ["c"]}}, "has no {'clinet'}"),
        ({"needs": ["on", "hours"]}, "hourly: `needs` lists groups of fields"),
        ({"columns": {"on": ["day"], "hours": "h"}}, "hourly: hours lists column names"),
        ({"columns": {"on": ["d"], "hours": ["h"], "rate": ["h"]}}, "['h'] would be read as two"),
    ],
)
def test_a_format_that_cannot_be_is_refused_by_its_name(changed: dict[str, Any], told: str) -> None:
    assert format_of(WHOLE).program == "Hourly"
    table = {key: value for key, value in {**WHOLE, **changed}.items() if value is not None}
    with pytest.raises(LookupError, match=re.escape(told)):
        format_of(table)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.label)
def test_a_column_is_named_as_headers_are_compared(form: Format) -> None:
    names = {name for columns in form.columns.values() for name in columns}
    never_found = sorted(name for name in names if name != plain(name)[0])
    assert not never_found, (
        f"storage/importing/formats.toml, {form.label}: no header is ever read as {never_found}; "
        "write them in lower case, without a currency in brackets, a star or a question mark"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_means_a_field_and_a_field_has_a_shape(kind: Kind) -> None:
    assert set(ALIASES[kind].values()) <= SHAPES[kind].keys()
    assert not ALIASES[kind].keys() & SHAPES[kind].keys()
    assert set(SHAPES[kind].values()) <= set(get_args(Shape))


def test_every_kind_can_be_mapped_by_hand() -> None:
    assert MAPPED.keys() == set(KINDS)
