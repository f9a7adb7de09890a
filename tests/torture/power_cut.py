"""What may be left of a folder after a power cut.

Until a file is synced, each of its unsynced writes may have reached the disk or not, whole or some
sectors of it, in any order. Names (new, renamed, deleted files) reach it in their order, at the
latest when their folder is synced.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.disk import Call

SECTOR = 512


@dataclass(eq=False)
class File:
    """What is surely on the disk, and what may be."""

    kept: bytearray = field(default_factory=bytearray)
    pending: list[Call] = field(default_factory=list)

    def sync(self) -> None:
        """Everything it was told is on the disk now."""
        for call in self.pending:
            _carry_out(self.kept, call, lambda: True)
        self.pending.clear()

    def after_a_cut(self, chance: random.Random, likely: float) -> bytes:
        """What may be in it; `likely` is how probable it is that a sector had arrived."""
        content = bytearray(self.kept)
        for call in self.pending:
            _carry_out(content, call, lambda: chance.random() < likely)
        return bytes(content)


def _carry_out(content: bytearray, call: Call, arrives: Callable[[], bool]) -> None:
    if call.what == "truncate":
        if arrives():
            del content[call.offset :]
            content.extend(bytes(call.offset - len(content)))
        return
    for start in range(0, len(call.data), SECTOR):
        if arrives():
            part = call.data[start : start + SECTOR]
            at = call.offset + start
            content.extend(bytes(max(0, at - len(content))))
            content[at : at + len(part)] = part


@dataclass(frozen=True)
class Naming:
    """A change of names; `file` is the one that was made by it."""

    call: Call
    file: File | None

    def carry_out(self, names: dict[str, File]) -> None:
        """Changes the names of a folder."""
        if self.file is not None:
            names[self.call.path] = self.file
        elif self.call.what == "unlink":
            names.pop(self.call.path, None)
        elif (file := names.get(os.fsdecode(self.call.data))) is not None:
            names[self.call.path] = file
            if self.call.what == "rename":
                del names[os.fsdecode(self.call.data)]


class Disk:
    """A disk that follows the calls of a program."""

    def __init__(self) -> None:
        self._present: dict[str, File] = {}
        self._kept: dict[str, File] = {}
        self._namings: list[Naming] = []

    def follow(self, call: Call) -> None:
        """One call more."""
        if call.what in ("create", "rename", "link", "unlink"):
            naming = Naming(call, File() if call.what == "create" else None)
            naming.carry_out(self._present)
            self._namings.append(naming)
        elif call.path in self._present:
            if call.what == "sync":
                self._present[call.path].sync()
            else:
                self._present[call.path].pending.append(call)
        elif call.what == "sync":
            self._sync_folder(call.path)

    def _sync_folder(self, folder: str) -> None:
        inside = [naming for naming in self._namings if _folder(naming) == folder]
        self._namings = [naming for naming in self._namings if _folder(naming) != folder]
        for naming in inside:
            naming.carry_out(self._kept)

    def cut(self, chance: random.Random, folder: str, target: Path) -> None:
        """Writes down into `target` what may be left of `folder`."""
        names = dict(self._kept)
        for naming in self._namings[: chance.randint(0, len(self._namings))]:
            naming.carry_out(names)
        likely = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for path, file in names.items():
            place = target / os.path.relpath(path, folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.after_a_cut(chance, likely))


def _folder(naming: Naming) -> str:
    return str(Path(naming.call.path).parent)
