"""The disk of a child process: what it was told to keep, and calls of it that fail.

A small library (disk.c) stands between the child and its files. It needs Linux and a C compiler.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("disk.c")


def why_not() -> str:
    """Why a disk cannot be played here; empty when it can."""
    if sys.platform != "linux":
        return "calls are caught with LD_PRELOAD, which is Linux's"
    return "" if shutil.which("cc") else "there is no C compiler to build tests/torture/disk.c with"


@cache
def library(folder: Path) -> Path:
    """The compiled library, made in a folder."""
    target = folder / "disk.so"
    subprocess.run(
        ["cc", "-O1", "-shared", "-fPIC", "-o", str(target), str(SOURCE), "-ldl", "-lpthread"],
        check=True,
    )
    return target


def environment(built: Path, folder: Path, log: Path | None = None) -> Mapping[str, str]:
    """The environment of a child whose files below `folder` are watched."""
    watched = {"LD_PRELOAD": str(built), "TORTURE_FOLDER": str(folder)}
    if log is not None:
        watched["TORTURE_LOG"] = str(log)
    return {**os.environ, **watched}


@dataclass(frozen=True)
class Call:
    """One thing a file was told: `create`, `write`, `truncate`, `sync`, `rename`, `link`, `unlink`.

    `data` is what was written, or the path that was renamed.
    """

    what: str
    path: str
    offset: int
    data: bytes


def calls(log: Path) -> Iterator[Call]:
    """All of them, in their order."""
    with log.open("rb") as file:
        while line := file.readline():
            what, path, offset, length = line.rstrip(b"\n").split(b"\t")
            data = b"" if what in (b"truncate", b"sync") else file.read(int(length))
            yield Call(what.decode(), os.fsdecode(path), int(offset), data)
