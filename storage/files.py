"""Writing a file so that a power cut leaves the old one or the new one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.platform import fsync_folder, private_file, private_folder


def fsync_path(path: Path) -> None:
    """Returns when the content of a file is on the disk."""
    # Windows syncs only what is open for writing.
    with path.open("r+b") as file:
        os.fsync(file.fileno())


@contextmanager
def replacing(path: Path, *, synced: bool = True) -> Iterator[Path]:
    """An empty file (0600) to fill: what stands in it when the block ends takes the place of
    `path` at once, on the disk. A block that raises leaves `path` as it was. What is not `synced`
    outlives this process, but no power cut, and waits for nobody else's writes."""
    private_folder(path.parent)
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        private_file(part)
        yield part
        if synced:
            fsync_path(part)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    if synced:
        fsync_folder(path.parent)


def write_atomically(path: Path, text: str, *, synced: bool = True) -> None:
    """Replaces a text file at once (0600): readers see the old one or the new one."""
    with replacing(path, synced=synced) as part:
        part.write_text(text, encoding="utf-8", newline="")
