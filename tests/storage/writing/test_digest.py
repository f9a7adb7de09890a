"""The fingerprint of an import's rows is the one that every version wrote."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from storage.tables.added_fields import ADDED_IN_3
from storage.tables.mapping import canonical, row_map
from storage.writing.digest import Digest
from tests.storage.records import records
from triage.records import KINDS, Record

any_record = st.sampled_from([kind for kind in KINDS if kind not in ADDED_IN_3]).flatmap(
    lambda kind: records(kind, "r1")
)


def as_ever(record: Record) -> int:
    """The hash of a record as the first version made it."""
    row = row_map(record.kind).row(record)
    known = {name: value for name, value in row.items() if value is not None}
    return int.from_bytes(hashlib.sha256(canonical([record.kind, known]).encode()).digest(), "big")


@given(record=any_record)
def test_a_row_has_the_hash_it_always_had(record: Record) -> None:
    digest = Digest()
    digest.add_rows(record.kind, [row_map(record.kind).values(record)])
    assert str(digest) == f"{as_ever(record):064x}"


@given(record=st.sampled_from(list(KINDS)).flatmap(lambda kind: records(kind, "r1")))
def test_rows_as_they_are_written_and_stored_and_records_have_one_hash(record: Record) -> None:
    written, stored, by_record = Digest(), Digest(), Digest()
    values = row_map(record.kind).values(record)
    written.add_rows(record.kind, [values])
    stored.add_stored(record.kind, [[int(v) if isinstance(v, bool) else v for v in values]])
    by_record.add(record)
    assert str(written) == str(stored) == str(by_record)


@given(chosen=st.lists(any_record, max_size=4), other=any_record)
def test_the_order_does_not_count_and_every_row_does(chosen: list[Record], other: Record) -> None:
    there, back, more = Digest(), Digest(), Digest()
    for record in chosen:
        there.add(record)
        more.add(record)
    for record in reversed(chosen):
        back.add(record)
    more.add(other)
    assert str(there) == str(back) != str(more)
    more.replace(other, other)
    assert str(more) != str(there)
