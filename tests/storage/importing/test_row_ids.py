from __future__ import annotations

from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from storage.importing.row_ids import client_id, client_key, hashed, record_id


def test_a_key_tells_where_one_value_ends_and_the_next_begins() -> None:
    assert hashed("a", "bc") != hashed("ab", "c")
    assert hashed("a", None) == hashed("a", "")
    assert hashed("a", 1) == hashed("a", "1")


def test_ids_come_out_the_same_each_time_and_apart_by_kind_and_source() -> None:
    ids = {
        record_id("time", "toggl", "k"),
        record_id("time", "harvest", "k"),
        record_id("invoice", "toggl", "k"),
    }
    assert len(ids) == 3
    assert record_id("time", "toggl", "k") in ids


def test_one_name_one_client() -> None:
    assert client_id(" Müller ") == client_id("MULLER")
    assert client_id("Müller") != client_id("Möller")


def test_a_name_of_accents_alone_is_still_a_name() -> None:
    assert client_key("\u0301") == "\u0301"


@given(key=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_an_id_is_the_uuid_it_always_was(key: str) -> None:
    namespace = UUID("5d0a7d5e-3c6c-4f0b-9a53-0f6c8f1f7f10")
    assert record_id("time", "toggl", key) == str(uuid5(namespace, f"time\x1ftoggl\x1f{key}"))
