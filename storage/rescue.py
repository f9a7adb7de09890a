"""What is typed and cannot be saved: in a file of its own until the data file takes it.

The disk may be full, the data file held by another program, write-protected or gone. So it lies
where programs keep what they remember; where that refuses, too, beside the data file or among the
temporary files.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, unquote

from storage.files import write_atomically
from storage.passphrase import is_encrypted
from storage.paths import followed
from storage.platform import is_running, private_file, private_folder, user_number

_FOLDER = "goodterms-unsaved"
_EDITOR, _TEXT, _BEFORE = ".editor", ".txt", ".before"
"""The folder in which an editor writes, the text in it, and the text as it was before."""
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class RescueFile:
    """The texts of one process for one data file, each under the name of its draft."""

    def __init__(self, database: Path, folder: Path) -> None:
        self._database = followed(database)
        self._folders = (
            folder / "unsaved",
            self._database.parent / f".{_FOLDER}",
            Path(tempfile.gettempdir()) / f"{_FOLDER}-{user_number()}",
        )
        self._process = os.getpid()
        self._file = f"{zlib.crc32(os.fsencode(self._database)):08x}"
        self._kept: dict[str, str] = {}
        self.path: Path | None = None
        """The file; None while nothing has to be kept in it, or nowhere could."""

    def keep(self, texts: Mapping[str, str], *, at_once: bool = False) -> None:
        """Keeps exactly these; no text at all leaves no file.

        `at_once` is for the last moment of a program: it does not wait for the disk, which may be
        busy for longer than the program lives.
        """
        if dict(texts) == self._kept or is_encrypted(self._database):
            return  # beside an encrypted file nothing lies in the clear
        self._kept = dict(texts)
        if not texts:
            self._remove(self.path)
            self.path = None
            return
        content = {"unsaved_in": str(self._database), "texts": self._kept}
        written = json.dumps(content, ensure_ascii=True, indent=1) + "\n"
        places = [self.path] if self.path is not None else []
        places += [folder / f"{self._file}-{self._process}.json" for folder in self._folders]
        self.path = next(
            (place for place in places if _is_written(place, written, synced=not at_once)), None
        )

    def editor_file(self, key: str, text: str) -> Path:
        """The file in which an editor changes a text, in a folder of its own (0700).

        What an editor wrote there after it seemed to have ended stands in it still. Raises OSError.
        """
        folder = self._editor_folder()
        path = folder / f"{quote(key, safe='')}{_TEXT}"
        if path.is_file() and _changed_in_editor(path):
            return path
        for written in (path, path.with_suffix(_BEFORE)):
            written.unlink(missing_ok=True)
            private_file(written)
            written.write_text(text, encoding="utf-8", newline="\n")
        return path

    def _editor_folder(self) -> Path:
        refused: OSError | None = None
        for folder in self._folders:
            place = folder / f"{self._file}-{self._process}{_EDITOR}"
            try:
                private_folder(place)
            except OSError as error:
                refused = error
            else:
                return place
        assert refused is not None
        raise refused

    def editor_done(self, path: Path) -> None:
        """The text of an editor's file is taken over."""
        for written in (path, path.with_suffix(_BEFORE)):
            self._remove(written)
        with suppress(OSError):  # another text lies there
            path.parent.rmdir()

    def left_behind(self) -> dict[str, str]:
        """The texts of processes that have ended; of two with one name the newer."""
        texts: dict[str, str] = {}
        for path in self._earlier(".json"):
            texts |= self._texts_in(path)
        for folder in self._earlier(_EDITOR):
            for path in folder.glob(f"*{_TEXT}"):
                if _changed_in_editor(path):
                    texts[unquote(path.stem)] = decoded(path.read_bytes())
        return texts

    def forget_left_behind(self) -> None:
        """They are drafts again."""
        for path in self._earlier(".json"):
            if self._texts_in(path):  # what cannot be read stays for somebody who looks into it
                self._remove(path)
        for folder in self._earlier(_EDITOR):
            shutil.rmtree(folder, ignore_errors=True)

    def _earlier(self, ending: str) -> list[Path]:
        """What processes that have ended left, the oldest first."""
        return sorted(self._of_ended(ending), key=lambda path: path.stat().st_mtime_ns)

    def _of_ended(self, ending: str) -> Iterator[Path]:
        for folder in self._folders:
            with suppress(OSError):
                for path in folder.glob(f"{self._file}-*{ending}"):
                    process = path.stem.rpartition("-")[2]
                    if process.isdecimal() and not is_running(int(process)):
                        yield path

    def _texts_in(self, path: Path) -> dict[str, str]:
        """The texts of a file; none of one of another data file, or not as it was written."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["unsaved_in"] != str(self._database):
                return {}
            return {str(key): str(text) for key, text in content["texts"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}

    @staticmethod
    def _remove(path: Path | None) -> None:
        if path is not None:
            with suppress(OSError):  # it is offered once more, which loses nothing
                path.unlink()


def _is_written(path: Path, text: str, *, synced: bool) -> bool:
    try:
        write_atomically(path, text, synced=synced)
    except OSError:
        return False
    return True


def decoded(content: bytes) -> str:
    """A text in whatever encoding an editor wrote it."""
    for encoding in ("utf-8-sig", "utf-16") if content[:2] in _UTF_16 else ("utf-8-sig",):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return content.decode("latin-1")


def _changed_in_editor(path: Path) -> bool:
    try:
        return path.read_bytes() != path.with_suffix(_BEFORE).read_bytes()
    except OSError:
        return False
