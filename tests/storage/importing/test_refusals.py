"""What holds nothing to import is told what to take instead."""

from __future__ import annotations

import pytest

from storage.importing import ImportTrouble, NotRecognised
from storage.importing.header import plain
from storage.importing.refusals import REFUSALS, Refusal
from tests.storage.importing.conftest import Desk


def _file_of(refusal: Refusal) -> str:
    if refusal.columns:
        return f"{','.join(refusal.columns)}\n{','.join('1' for _ in refusal.columns)}\n"
    return refusal.begins + "\n" if refusal.begins else f"{{{', '.join(refusal.holds)}: []}}"


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.what)
def test_each_kind_is_told_what_to_take_instead(desk: Desk, refusal: Refusal) -> None:
    with pytest.raises(ImportTrouble) as caught:
        desk.look(_file_of(refusal))
    assert not isinstance(caught.value, NotRecognised), "there is nothing to map"
    assert refusal.what in caught.value.message
    assert caught.value.hint == refusal.instead


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.what)
def test_columns_are_named_as_headers_are_compared(refusal: Refusal) -> None:
    assert [plain(name)[0] for name in refusal.columns] == list(refusal.columns)


def test_a_pdf_is_told_what_to_do(desk: Desk) -> None:
    with pytest.raises(ImportTrouble, match="is a PDF") as caught:
        desk.look(b"%PDF-1.7")
    assert "CSV" in caught.value.hint
