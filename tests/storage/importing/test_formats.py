"""formats.toml says only what the import can read."""

from __future__ import annotations

from typing import get_args

import pytest

from storage.importing.formats import ALIASES, FORMATS, KINDS, MAPPED, SHAPES, Format, Kind, Shape
from storage.importing.header import plain


@pytest.mark.parametrize("form", [*FORMATS, *MAPPED.values()], ids=lambda form: form.label)
def test_a_format_speaks_only_of_fields_there_are(form: Format) -> None:
    needed = {field for group in form.needs for field in group}
    assert needed | form.columns.keys() <= SHAPES[form.kind].keys()
    assert not form.columns or needed <= form.columns.keys()


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
