"""Where earlier imports came from, so that the same one is repeated by one key."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from storage.import_age import is_stale
from storage.importing.local_programs import local_programs
from storage.paths import at_home
from storage.settings.data_sources import DataSource

_DIGITS = re.compile(r"\d+")
_COPY = re.compile(r" ?\(\d+\)$")
"""What a browser puts behind the name of a second download."""


@dataclass(frozen=True, slots=True)
class ImportSource:
    """A file that was imported on day `on`, or a source of the settings file (`configured`).

    `source` is what its records say they come from; `on` is None before the first import.
    `fingerprint` is the hash of what it held then, "" where an earlier version did not note it, and
    `assumed` what was assumed of it; `name_kept` is what it is remembered by. `earlier` are the
    files of the same program or shape that came before.
    """

    label: str
    source: str
    path: Path
    on: date | None
    configured: DataSource | None = None
    fingerprint: str = ""
    assumed: frozenset[str] = frozenset()
    name_kept: str = ""
    earlier: tuple[Path, ...] = ()

    def newly_assumed(self, texts: Iterable[str]) -> list[str]:
        """Those of the assumptions that were not made the last time as well."""
        return [text for text in texts if _assumption(text) not in self.assumed]

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.configured.name if self.configured else self.source

    def is_stale(self, today: date) -> bool:
        """Whether it is time to repeat the import."""
        return self.on is None or is_stale(self.on, today)


def remembered_source(
    form: str,
    label: str,
    source: str,
    path: Path,
    on: date,
    *,
    fingerprint: str = "",
    assumed: Iterable[str] = (),
) -> Mapping[str, str]:
    """What an import remembers of its file; a later file of the same pattern takes its place."""
    path = path.absolute()
    known: dict[str, Any] = {
        "label": label,
        "source": source,
        "path": str(path),
        "on": on.isoformat(),
        "fingerprint": fingerprint,
        "assumed": sorted(map(_assumption, assumed)),
    }
    name = f"{form} {path.parent / name_pattern(path)}"
    # A name that is no text of its own (an undecodable byte) stays one that can be stored.
    return {name.encode("utf-8", "backslashreplace").decode(): json.dumps(known)}


def _assumption(text: str) -> str:
    """An assumption without its numbers, which are other ones each time."""
    return _DIGITS.sub("#", text.partition(" (")[0])


def source_of_pattern(remembered: Mapping[str, str], form: str, path: Path) -> str | None:
    """What the records of the last file of this name pattern and format came from."""
    path = path.absolute()
    name = f"{form} {path.parent / name_pattern(path)}"
    known = next(iter(_read({name: remembered[name]} if name in remembered else {})), None)
    return known.source if known else None


def sources(remembered: Mapping[str, str]) -> list[ImportSource]:
    """The files that were imported, the oldest import first; what cannot be read is left out."""
    return sorted(_read(remembered), key=lambda source: (source.on or date.min, str(source.path)))


def looked_at(remembered: Mapping[str, str], source: ImportSource, on: date) -> Mapping[str, str]:
    """What is remembered of a source that had nothing new on a day."""
    known = json.loads(remembered[source.name_kept])
    return {source.name_kept: json.dumps({**known, "on": on.isoformat()})}


def _read(remembered: Mapping[str, str]) -> Iterable[ImportSource]:
    for name, value in remembered.items():
        with suppress(ValueError, KeyError, TypeError):
            known = json.loads(value)
            yield ImportSource(
                label=str(known["label"]),
                source=str(known["source"]),
                path=Path(known["path"]),
                on=date.fromisoformat(known["on"]),
                fingerprint=str(known.get("fingerprint", "")),
                assumed=frozenset(map(str, known.get("assumed", ()))),
                name_kept=name,
            )


def all_sources(
    remembered: Mapping[str, str], configured: Iterable[DataSource], outputs: Path
) -> list[ImportSource]:
    """The sources of the settings and the programs that were imported from, then the files that
    were imported and are of none of them: what one program writes, or a table with the same
    columns, is one source, in whichever folder it lay."""
    imported = sources(remembered)
    named = []
    configured = tuple(configured)
    for data in (*configured, *local_programs(configured)):
        own = [source for source in imported if covers(data, source.path, outputs)]
        imported = [source for source in imported if source not in own]
        if not own and data not in configured:
            continue  # a program that was never imported from is no source yet
        last = own[-1] if own else None
        named.append(
            ImportSource(
                label=data.name if last is None or data in configured else last.label,
                source=last.source if last else "",
                path=last.path if last else outputs,
                on=last.on if last else None,
                configured=data,
                fingerprint=last.fingerprint if last else "",
                assumed=last.assumed if last else frozenset(),
                name_kept=last.name_kept if last else "",
            )
        )
    return [*named, *_by_shape(imported)]


def _by_shape(imported: Iterable[ImportSource]) -> list[ImportSource]:
    """One for all files of a format whose records come from the same source: the last import."""
    last: dict[tuple[str, str], ImportSource] = {}
    for source in imported:
        shape = (source.name_kept.partition(" ")[0], source.source)
        before = last.pop(shape, None)
        earlier = (*before.earlier, before.path) if before is not None else ()
        last[shape] = replace(source, earlier=earlier)
    return list(last.values())


def covers(data: DataSource, path: Path, outputs: Path) -> bool:
    """Whether a file that was imported came from this source."""
    if data.command:
        return path == output_of(data, outputs)
    if data.files:
        return fnmatch(str(path), str(at_home(data.files).absolute()))
    return data.folder is not None and path.parent == data.folder.absolute()


def output_of(data: DataSource, outputs: Path) -> Path:
    """Where the output of a source's command is kept until the next run."""
    return outputs.absolute() / f"{data.name}.txt"


def name_pattern(path: Path) -> str:
    """The file's name without what changes from export to export: its numbers and days."""
    return _DIGITS.sub("#", _COPY.sub("", path.stem)) + path.suffix.casefold()


def newest_file(source: ImportSource) -> Path:
    """The newest file of the same name pattern in the same folder, or where each week had a folder
    of its own, in one that is called alike; without any, the one of then.
    """
    known = (source.path, *source.earlier)
    patterns = {name_pattern(path) for path in known}
    candidates: list[tuple[float, Path]] = []
    for folder in _folders_of({path.parent for path in known}):
        with suppress(OSError):
            for path in folder.iterdir():
                if name_pattern(path) in patterns:
                    with suppress(OSError):  # gone meanwhile, or a link to nowhere
                        candidates.append((path.stat().st_mtime, path))
    return max(candidates, default=(0.0, source.path))[1]


def _folders_of(known: Collection[Path]) -> Collection[Path]:
    """Folders from which was imported. Where two lie side by side and their names differ by their
    numbers only, one may have come since: all of that name."""
    names = Counter((folder.parent, _DIGITS.sub("#", folder.name)) for folder in known)
    folders = set(known)
    for (place, pattern), times in names.items():
        if times > 1:
            with suppress(OSError):
                alike = (path for path in place.iterdir() if _is_called(path, pattern))
                folders |= {path for path in alike if path.is_dir()}
    return folders


def _is_called(path: Path, pattern: str) -> bool:
    return _DIGITS.sub("#", path.name) == pattern
