"""Text that was read or saved by a wrong encoding is asked about."""

from __future__ import annotations

import pytest

from storage.importing import ImportPreview
from tests.storage.importing.conftest import Desk

HEAD = "Start date,Start time,Duration,Client,Description\n"


def _file(client: str) -> str:
    return HEAD + f"2026-09-01,09:00,1:00:00,{client},x\n"


def _first(preview: ImportPreview) -> str | None:
    return preview.must_ask.id if preview.must_ask else None


@pytest.mark.parametrize("client", ["Müller", "Café Été", "Bäckerei Øst", "Señor Niño", "Ångström"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_western_letters_need_no_question(desk: Desk, client: str, encoding: str) -> None:
    desk.take(_file(client).encode(encoding))
    assert [each.name for each in desk.records("client")] == [client]


@pytest.mark.parametrize(
    ("client", "encoding"), [("Łódź", "cp1250"), ("Zażółć", "cp1250"), ("Вода", "cp1251")]
)
def test_other_letters_are_asked_about(desk: Desk, client: str, encoding: str) -> None:
    written = _file(client).encode(encoding)
    preview = desk.look(written)
    assert _first(preview) == "letters"
    assert preview.must_ask is not None and client in preview.must_ask.text
    desk.take(written, answers={"letters": encoding})
    assert [each.name for each in desk.records("client")] == [client]


@pytest.mark.parametrize("client", ["Müller", "Café", "Łódź"])
def test_text_that_was_saved_twice_is_asked_about(desk: Desk, client: str) -> None:
    spoilt = client.encode().decode("cp1252", "replace")
    preview = desk.look(_file(spoilt))
    assert _first(preview) == "letters"
    if "\ufffd" not in spoilt:
        desk.take(_file(spoilt), answers={"letters": "mend"})
        assert [each.name for each in desk.records("client")] == [client]


def test_letters_that_are_lost_are_told(desk: Desk) -> None:
    preview = desk.look(_file("M\ufffdller"))
    assert _first(preview) == "letters"
    assert desk.look(_file("M\ufffdller"), answers={"letters": "as-is"}).new == 1
