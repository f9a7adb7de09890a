"""A file of records of our own: read as often as it takes, from the disk or from memory."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of JSON lines. `content` = what was in it when it was opened with its passphrase, so
    that nothing of it comes to the disk; None = it is plain.
    """

    path: Path
    content: bytes | None = field(default=None, repr=False)

    def open(self) -> IO[bytes]:
        """Its bytes, from the start. Raises OSError."""
        return self.path.open("rb") if self.content is None else io.BytesIO(self.content)
