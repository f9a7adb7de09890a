"""Which file is meant: what is typed or pasted as a path, and the files that would fit it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from storage.paths import at_home
from storage.platform import PATH_SEPARATORS

EXPORTS = frozenset(
    {
        *(".csv", ".tsv", ".txt", ".json", ".jsonl"),
        *(".xlsx", ".xls", ".ods"),
        *(".klg", ".timeclock", ".timedot", ".org", ".vcf"),
    }
)
"""Endings of files that are listed; any other file can still be typed."""
MOST = 200
"""Files listed at most: more are found sooner by typing on."""

_SEPARATORS = re.compile(f"[{re.escape(PATH_SEPARATORS)}]")
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file or folder that fits. `text` is what stands in the field when it is taken; `changed`
    is in seconds since 1970, `size` in bytes."""

    path: Path
    text: str
    folder: bool
    changed: float
    size: int


def typed_path(text: str) -> Path:
    """The path that some text means.

    `~` is the home folder. A terminal into which a file is dragged may put quotes around the
    path, backslashes before its blanks, or write it as file://.
    """
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    if text.startswith("file://"):
        return Path(url2pathname(unquote(urlsplit(text).path)))
    path = at_home(text)
    if "\\" in text and "\\" not in PATH_SEPARATORS and not _exists(path):
        plain = at_home(_ESCAPED.sub(r"\1", text))
        return plain if _exists(plain) else path
    return path


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def fitting(text: str, places: Sequence[Path]) -> list[Candidate]:
    """What would complete `text`: exports, the newest first, then folders by name.

    Without a text these are the exports in `places`. Hidden ones only once a dot is typed.
    """
    if not text:
        candidates = [file for place in places for file in _in_folder(place, f"{place}{os.sep}")]
        return _ordered(file for file in candidates if not file.folder and not _hidden(file))
    last = list(_SEPARATORS.finditer(text))
    folder, begun = (text[: last[-1].end()], text[last[-1].end() :]) if last else ("", text)
    begun = begun.casefold()
    return _ordered(
        file
        for file in _in_folder(at_home(folder or "."), folder)
        if file.path.name.casefold().startswith(begun)
        and (begun.startswith(".") or not _hidden(file))
    )


def _hidden(file: Candidate) -> bool:
    return file.path.name.startswith(".")


def _in_folder(folder: Path, before: str) -> Iterator[Candidate]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                with suppress(OSError):  # gone meanwhile, or a link to nowhere
                    seen = entry.stat()
                    is_folder = entry.is_dir()
                    if not is_folder and Path(entry.name).suffix.casefold() not in EXPORTS:
                        continue
                    text = f"{before}{entry.name}{os.sep if is_folder else ''}"
                    path = Path(entry.path)
                    yield Candidate(path, text, is_folder, seen.st_mtime, seen.st_size)
    except (OSError, ValueError):
        return


def _ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    # One folder may be named in two ways: as where the program was started, and from an import.
    once = {os.path.realpath(file.path): file for file in candidates}
    in_order = sorted(
        once.values(),
        key=lambda file: (file.folder, 0 if file.folder else -file.changed, file.path.name),
    )
    return in_order[:MOST]


def completed(text: str, candidates: Sequence[Candidate]) -> str:
    """`text` as far as all that fits goes on alike; whole when only one fits."""
    texts = [file.text for file in candidates]
    common = os.path.commonprefix(texts)  # noqa: RUF071  characters are what is completed
    return common if len(common) > len(text) else text


def file_size(size: int) -> str:
    """Bytes for people: `900 B`, `12 kB`, `3.4 MB`."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"
