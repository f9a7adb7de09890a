"""A stand-in for the library behind age files, for tests of what goes in and out of it.

The real one takes a second and half a gigabyte for every passphrase, which is the point of it;
tests/storage/test_age_file.py looks at the real one once.
"""

from __future__ import annotations

from hashlib import sha256, shake_256
from types import SimpleNamespace

HEAD = b"age-encryption.org/v1\n"


class DecryptError(Exception):
    """As the library says it."""


def _stirred(content: bytes, passphrase: str) -> bytes:
    stream = shake_256(passphrase.encode()).digest(len(content))
    return bytes(a ^ b for a, b in zip(content, stream, strict=True))


def _encrypt(content: bytes, passphrase: str) -> bytes:
    return HEAD + sha256(content).digest() + _stirred(content, passphrase)


def _decrypt(sealed: bytes, passphrase: str) -> bytes:
    start = len(HEAD) + sha256().digest_size
    content = _stirred(sealed[start:], passphrase)
    if sealed[:start] != HEAD + sha256(content).digest():
        raise DecryptError
    return content


LIBRARY = SimpleNamespace(
    DecryptError=DecryptError, passphrase=SimpleNamespace(encrypt=_encrypt, decrypt=_decrypt)
)
