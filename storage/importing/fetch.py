"""The files that a source has to offer now: found, or written by its command."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from glob import glob
from pathlib import Path
from time import monotonic
from typing import IO, Any

from storage.importing.errors import ImportTrouble
from storage.importing.options import ImportOptions
from storage.importing.sources import ImportSource, newest_file, output_of
from storage.importing.timerows import WORKS
from storage.paths import at_home
from storage.settings.data_sources import DataSource

_SAME_NAME = (
    *("dates", "billable", "old_unpaid", "same_number", "older", "gone", "overlap", "taken_out"),
    "already_here",
    "agreements",
)
"""Answers that a source and the options of an import call alike."""
_SHOWN = 200
"""Characters of what a command complains of."""
_LOOK_AGAIN = 0.1
"""Seconds between two looks whether a command is to be stopped."""

Stopped = Callable[[], bool]
"""Whether the user has left meanwhile."""


def never() -> bool:
    """Nobody stops a command but by ending the program."""
    return False


def files_of(
    source: ImportSource,
    outputs: Path,
    read: Collection[str] = frozenset(),
    stopped: Stopped = never,
) -> list[Path]:
    """The files to be read now; `outputs` is where a command's output is kept.

    Of a folder these are all that were not read yet, the oldest first, so that a later export has
    the last word; `read` are the hashes of what those before held. Raises ImportTrouble when there
    is no file at all, and when a command fails.
    """
    data = source.configured
    if data is None:
        return [newest_file(source)]
    if data.command:
        return [output_now(data, outputs, stopped)]
    candidates = list(candidates_of(data))
    if not candidates:
        where = data.files or data.folder
        raise ImportTrouble(
            f"{data.name}: {where} has no file.", f"See [sources.{data.name}] in the settings file."
        )
    if data.folder:
        return [path for _, path in sorted(candidates) if hash_of(path) not in read]
    return [max(candidates)[1]]


def candidates_of(data: DataSource) -> Iterator[tuple[float, Path]]:
    """The files of a pattern or folder, each with the time it was written (seconds since 1970)."""
    paths: list[Path] = []
    if data.files:
        pattern = str(at_home(data.files))
        # Not Path.glob: it raises for a pattern that begins at the root, as those in the settings
        # mostly do, and for one like `**x`; glob finds something or nothing, whatever is typed.
        paths = [Path(name) for name in glob(pattern, recursive=True)]  # noqa: PTH207 - see above
    elif data.folder:
        with suppress(OSError):
            paths = [path for path in data.folder.iterdir() if not path.name.startswith(".")]
    for path in paths:
        with suppress(OSError):  # gone meanwhile, or a link to nowhere
            if path.is_file():
                yield path.stat().st_mtime, path.absolute()


def hash_of(path: Path) -> str:
    """The hash of what a file holds, as READ_TOPIC has it; "" when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""  # whoever reads it next says what is wrong with it


def has_newer(source: ImportSource) -> bool:
    """Whether a file of a source was written after the day of its last import."""
    data = source.configured
    if data is None or data.command or source.on is None:
        return False
    return any(date.fromtimestamp(written) > source.on for written, _ in candidates_of(data))


def answered(options: ImportOptions, data: DataSource) -> ImportOptions:
    """The options with what a source answers beforehand; what was answered already stays.

    Raises ImportTrouble for a work that is none.
    """
    for project, work in data.works.items():
        if work not in WORKS:
            raise ImportTrouble(
                f"{data.name}: “{work}” of {project} is not a type of work.",
                f"Choose one of {', '.join(WORKS)}.",
            )
    answers: dict[str, Any] = {
        "format_name": data.format,
        "client": data.client,
        **{name: getattr(data, name) for name in _SAME_NAME},
    }
    tables: dict[str, Any] = {
        "column_map": {**data.columns, **options.column_map},
        "client_for": {**data.clients, **options.client_for},
        "work_for": {**data.works, **options.work_for},
        "answers": {**data.answers, **options.answers},
    }
    new = {name: value for name, value in answers.items() if not getattr(options, name)}
    return replace(options, **new, **tables)


def output_now(data: DataSource, outputs: Path, stopped: Stopped = never) -> Path:
    """What the command of a source prints now, as a file. Raises ImportTrouble.

    Nothing of the command goes on when it is `stopped`, takes too long, or something else ends it.
    """
    words = [str(at_home(word)) if word.startswith("~") else word for word in data.command]
    shown = " ".join(data.command)
    path = output_of(data, outputs)
    try:
        outputs.mkdir(mode=0o700, exist_ok=True)
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        with path.open("wb") as stream:
            code, complaint = _run(words, stream, data.seconds, stopped)
    except FileNotFoundError:
        raise ImportTrouble(
            f"{data.name}: there is no program “{words[0]}” here.",
            "Install it, or correct its name.",
        ) from None
    except subprocess.TimeoutExpired:
        raise ImportTrouble(
            f"{data.name}: “{shown}” took more than {data.seconds} seconds.",
            f"Give it more time: seconds = {data.seconds * 2} in [sources.{data.name}].",
        ) from None
    except OSError as error:
        raise ImportTrouble(
            f"{data.name}: “{shown}” cannot be run ({error.strerror}).", "Check the command."
        ) from None
    if code:
        said = " ".join(complaint.decode("utf-8", "replace").split())[:_SHOWN]
        raise ImportTrouble(
            f"{data.name}: “{shown}” ended with {code}: {said or 'no message'}.",
            "Run it in a terminal to see more.",
        )
    return path


def _run(
    words: Sequence[str], stream: IO[bytes], seconds: float, stopped: Stopped
) -> tuple[int, bytes]:
    """Run a command; its return code and what it complains of. Raises TimeoutExpired, OSError."""
    until = monotonic() + seconds
    with subprocess.Popen(
        words, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.PIPE
    ) as command:
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    _, complaint = command.communicate(timeout=_LOOK_AGAIN)
                    return command.returncode, complaint
                if stopped() or monotonic() > until:
                    raise subprocess.TimeoutExpired(words, seconds)
        finally:
            command.kill()
