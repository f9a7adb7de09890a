"""What is typed and cannot be saved: in a file of its own until the data file takes it.

The disk may be full, the data file held by another program, write-protected or gone. So it lies
where programs keep what they remember; where that refuses, too, beside the data file or among the
temporary files.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from storage.files import write_atomically
from storage.paths import followed
from storage.platform import is_running

_FOLDER = "goodterms-unsaved"


class RescueFile:
    """The texts of one process for one data file, each under the name of its draft."""

    def __init__(self, database: Path, folder: Path) -> None:
        self._database = followed(database)
        self._folders = (
            folder / "unsaved",
            self._database.parent / f".{_FOLDER}",
            Path(tempfile.gettempdir()) / f"{_FOLDER}-{_user()}",
        )
        self._process = os.getpid()
        self._file = hashlib.sha256(os.fsencode(self._database)).hexdigest()[:16]
        self._kept: dict[str, str] = {}
        self.path: Path | None = None
        """The file; None while nothing has to be kept in it, or nowhere could."""

    def keep(self, texts: Mapping[str, str]) -> None:
        """Keeps exactly these; no text at all leaves no file."""
        if dict(texts) == self._kept:
            return
        self._kept = dict(texts)
        if not texts:
            self._remove(self.path)
            self.path = None
            return
        content = {"unsaved_in": str(self._database), "texts": self._kept}
        written = json.dumps(content, ensure_ascii=True, indent=1) + "\n"
        places = [self.path] if self.path is not None else []
        places += [folder / f"{self._file}-{self._process}.json" for folder in self._folders]
        self.path = next((place for place in places if _is_written(place, written)), None)

    def left_behind(self) -> dict[str, str]:
        """The texts of processes that have ended; of two with one name the newer."""
        texts: dict[str, str] = {}
        for path in self._earlier():
            texts |= _texts_in(path)
        return texts

    def forget_left_behind(self) -> None:
        """They are drafts again."""
        for path in self._earlier():
            if _texts_in(path):  # what cannot be read stays for somebody who looks into it
                self._remove(path)

    def _earlier(self) -> list[Path]:
        return sorted(self._of_ended_processes(), key=lambda path: path.stat().st_mtime_ns)

    def _of_ended_processes(self) -> Iterator[Path]:
        for folder in self._folders:
            with suppress(OSError):
                for path in folder.glob(f"{self._file}-*.json"):
                    process = path.stem.rpartition("-")[2]
                    if process.isdecimal() and not is_running(int(process)):
                        yield path

    @staticmethod
    def _remove(path: Path | None) -> None:
        if path is not None:
            with suppress(OSError):  # it is offered once more, which loses nothing
                path.unlink()


def _is_written(path: Path, text: str) -> bool:
    try:
        write_atomically(path, text)
    except OSError:
        return False
    return True


def _texts_in(path: Path) -> dict[str, str]:
    """The texts of a file; none of one that is not as it was written."""
    try:
        texts = json.loads(path.read_text(encoding="utf-8"))["texts"]
        return {str(key): str(text) for key, text in texts.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"
