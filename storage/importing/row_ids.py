"""Names for imported things that come out the same each time the same file is read."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from uuid import UUID, uuid5

from triage.records.codec import without_surrogates
from triage.text import fold

# Any fixed value does; another one would make every earlier import come in a second time.
_NAMESPACE = UUID("5d0a7d5e-3c6c-4f0b-9a53-0f6c8f1f7f10")


def hashed(*parts: object) -> str:
    """A short key for values that together tell one row from another."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def record_id(kind: str, source: str, key: str) -> str:
    """The id of the record that came from this row."""
    return str(uuid5(_NAMESPACE, without_surrogates(f"{kind}\x1f{source}\x1f{key}")))


@lru_cache(maxsize=4096)
def client_key(name: str) -> str:
    """The form in which two client names are the same."""
    return fold(name) or name


def client_id(name: str) -> str:
    """The id of the client that an import makes of this name."""
    return record_id("client", "name", client_key(name))
