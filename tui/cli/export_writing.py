"""Writing an export: it loads SQLModel."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, TextIO

from storage.age_file import encrypted, require_library
from storage.csv_export import export_csv, export_csv_zip
from storage.earlier_export import is_earlier_export
from storage.jsonl_export import export_jsonl
from storage.store import Store
from storage.xlsx_export import export_xlsx
from tui.cli.client_report import paper
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import output_is_closed, say, tell
from tui.cli.passphrase import passphrase_for
from tui.cli.streams import binary_output, json_output, text_output
from tui.cli.target_file import refuse_other_files, replacing, target_file, text_in
from tui.wording.formatting import count
from tui.wording.safe_text import safe
from tui.wording.story import story
from tui.workspace.workspace import Workspace

_STANDARD_OUTPUT = "-"
_ENCRYPTED = ".age"
"""What may stand behind the ending that says the format."""
_ENDINGS: Mapping[str, str] = {".csv": "csv", ".md": "md", ".xlsx": "xlsx", ".zip": "csv"}
_ZIP = ".zip"
_DONE, _LOOK_AT_IT = 0, 1


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be written: `client` is an id, `zipped` a table for each kind in one zip file.

    With a `passphrase` it is encrypted, and no plain byte of it comes to the disk.
    """

    form: str
    client: str | None
    private: bool
    zipped: bool
    passphrase: str | None = field(default=None, repr=False)


def write_export(args: argparse.Namespace, workspace: Workspace) -> int:
    """Write what was asked for; the exit code. Raises CommandRefused and StorageError."""
    ending = _ending(Path(args.file))
    form = args.format or _ENDINGS.get(ending, "jsonl")
    if args.private and (form != "md" or args.client is None):
        raise CommandRefused(
            "--private is for the story of one client", "add --format md and --client CLIENT"
        )
    with data_file(workspace) as store:
        client = store.client(args.client).id if args.client is not None else None
        asked = _Asked(form, client, args.private, zipped=form == "csv" and ending == _ZIP)
        if args.file == _STANDARD_OUTPUT:
            if args.encrypt:
                asked = _with_passphrase(asked, "the export", workspace)
            return _to_standard_output(asked, store, workspace)
        target = target_file(args.file, workspace.path)
        if not args.replace:
            refuse_other_files(target, is_earlier_export)
        if args.encrypt:
            asked = _with_passphrase(asked, str(target), workspace)
        with replacing(target) as stream:
            code = _write(asked, store, stream, workspace)
    say(f"Written: {target}")
    return code


def _ending(path: Path) -> str:
    ending = path.suffix.casefold()
    return path.with_suffix("").suffix.casefold() if ending == _ENCRYPTED else ending


def _with_passphrase(asked: _Asked, what: str, workspace: Workspace) -> _Asked:
    require_library()
    return replace(asked, passphrase=passphrase_for(workspace, safe(what), new=True))


def _to_standard_output(asked: _Asked, store: Store, workspace: Workspace) -> int:
    if output_is_closed():
        raise CommandRefused("standard output is closed: nothing was written", "name a file")
    write_text = _text_writer(asked, store, workspace)
    if write_text is None or asked.passphrase is not None:
        return _write(asked, store, binary_output(), workspace)
    write_text(json_output() if asked.form == "jsonl" else text_output())
    return _DONE


def _write(asked: _Asked, store: Store, stream: BinaryIO, workspace: Workspace) -> int:
    if asked.passphrase is None:
        return _write_plain(asked, store, stream, workspace)
    kept = io.BytesIO()
    code = _write_plain(asked, store, kept, workspace)
    stream.write(encrypted(kept.getvalue(), asked.passphrase))
    return code


def _write_plain(asked: _Asked, store: Store, stream: BinaryIO, workspace: Workspace) -> int:
    write_text = _text_writer(asked, store, workspace)
    if write_text is not None:
        with text_in(stream) as text:
            write_text(text)
        return _DONE
    if asked.zipped:
        export_csv_zip(store, stream, workspace.now(), asked.client)
        return _DONE
    on_disk = asked.passphrase is None
    cut = export_xlsx(store, stream, workspace.now(), asked.client, on_disk=on_disk)
    if cut:
        tell(f"note: {count(cut, 'text')} too long for a cell; jsonl and csv hold all of it")
    return _LOOK_AT_IT if cut else _DONE


def _text_writer(
    asked: _Asked, store: Store, workspace: Workspace
) -> Callable[[TextIO], object] | None:
    """What writes the text; None for a format that is none."""
    if asked.form == "jsonl":
        return lambda stream: export_jsonl(store, stream, asked.client)
    if asked.form == "csv" and not asked.zipped:
        return lambda stream: export_csv(store, stream, asked.client)
    if asked.form == "md":
        return lambda stream: _write_lines(stream, _reading(asked, store, workspace))
    return None


def _reading(asked: _Asked, store: Store, workspace: Workspace) -> Iterable[str]:
    """All clients as they stand, or the story of one."""
    if asked.client is not None:
        return story(store.ledger(asked.client), workspace.today, private=asked.private)
    return paper(list(workspace.overviews.values()), workspace.today, workspace.step_title)


def _write_lines(stream: TextIO, lines: Iterable[str]) -> None:
    for line in lines:
        stream.write(f"{line}\n")
