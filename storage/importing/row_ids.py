"""Names for imported things that come out the same each time the same file is read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b, sha1
from uuid import UUID

from triage.records.codec import without_surrogates
from triage.text import fold

# Any fixed value does; another one would make every earlier import come in a second time.
_NAMESPACE = UUID("5d0a7d5e-3c6c-4f0b-9a53-0f6c8f1f7f10")

_VARIANTS = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}


def hashed(*parts: object) -> str:
    """A short key for values that together tell one row from another."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def record_id(kind: str, source: str, key: str) -> str:
    """The id of the record that came from this row: UUID 5 (RFC 9562) of all three."""
    return record_ids(kind, source, [key])[0]


def record_ids(kind: str, source: str, keys: Iterable[str]) -> list[str]:
    """The ids of many."""
    start = _NAMESPACE.bytes + without_surrogates(f"{kind}\x1f{source}\x1f").encode()
    names = (start + without_surrogates(key).encode() for key in keys)
    return [_uuid_5(sha1(name, usedforsecurity=False).hexdigest()) for name in names]


def _uuid_5(digest: str) -> str:
    # As uuid.uuid5 makes it, which takes four times as long: version 5 at its place, and the two
    # bits of the variant.
    variant = _VARIANTS[digest[16]]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


@lru_cache(maxsize=4096)
def client_key(name: str) -> str:
    """The form in which two client names are the same."""
    return fold(name) or name


def client_id(name: str) -> str:
    """The id of the client that an import makes of this name."""
    return record_id("client", "name", client_key(name))
