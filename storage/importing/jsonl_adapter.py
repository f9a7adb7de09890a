"""Good Terms' own JSON Lines, which `jsonl_import` reads, at the common front door."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from storage.age_file import is_encrypted
from storage.importing.detect import JSONL
from storage.importing.errors import ImportTrouble
from storage.importing.jsonl_import import Answers, JsonlPlan, plan_jsonl
from storage.importing.options import ImportOptions
from storage.importing.preview import ImportPreview
from storage.importing.questions import older_question, taken_out_question
from storage.importing.record_file import RecordFile
from storage.store import Store
from triage.records import Client
from triage.records.codec import BadValue, parse

_HEAD = 50
LABEL = "Good Terms records"


def named_as_ours(path: Path, names: tuple[str, ...]) -> bool:
    """Whether `--as` or the file's name says that it holds records of ours."""
    return names == (JSONL,) or (JSONL in names and path.suffix.casefold() == f".{JSONL}")


def looks_like_ours(file: RecordFile) -> bool:
    """Whether one of the first lines is a record of ours."""
    return any("kind" in value for value in _objects(file, _HEAD))


def record_file(path: Path, contents: Mapping[Path, bytes]) -> RecordFile | None:
    """An encrypted file of ours, opened; None for a file that is not encrypted.

    Raises ImportTrouble for one that nobody has opened, or that holds something else.
    """
    if not is_encrypted(path):
        return None
    if path not in contents:
        raise ImportTrouble(
            f"{path} is encrypted.", "At a terminal, goodterms import asks for its passphrase."
        )
    file = RecordFile(path, contents[path])
    if not looks_like_ours(file):
        raise ImportTrouble(
            f"{path} holds no records of Good Terms.",
            "Decrypt it with the program age, then import that.",
        )
    return file


def clients_in(file: RecordFile) -> list[Client]:
    """The clients that a file brings along; what cannot be read is told of by its preview."""
    clients = []
    with suppress(OSError):
        for value in _objects(file):
            with suppress(BadValue):
                record = parse(value) if value.get("kind") == Client.kind else None
                if isinstance(record, Client):
                    clients.append(record)
    return clients


def _objects(file: RecordFile, most: int | None = None) -> Iterator[dict[str, object]]:
    with (
        file.open() as content,
        io.TextIOWrapper(content, encoding="utf-8-sig", errors="replace") as stream,
    ):
        for line in islice(stream, most):
            if not line.lstrip().startswith("{"):
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                yield value


def preview_jsonl(
    file: RecordFile, store: Store, earlier: Sequence[JsonlPlan], options: ImportOptions
) -> ImportPreview:
    """What importing a file of records would do."""
    answers = Answers(options.older, options.taken_out)
    plan = plan_jsonl(file, store, earlier, options.on, answers)
    questions, waiting = [], []
    if older := len(plan.held) or (options.older == "go-back" and len(plan.updates)):
        question = older_question("1 record" if older == 1 else f"{older} records", older)
        questions.append(question)
        if options.older is None:
            waiting.append(question)
    if plan.taken_out:
        records = "1 record" if plan.taken_out == 1 else f"{plan.taken_out} records"
        questions.append(taken_out_question(records))
    return ImportPreview(
        file=file.path,
        format=JSONL,
        label=LABEL,
        new=plan.new.total(),
        updated=plan.updated.total(),
        same=plan.same.total(),
        skipped=tuple(plan.skipped),
        new_clients=tuple(plan.new_clients),
        counts=dict(plan.new),
        waiting=tuple(waiting),
        updates=tuple(plan.updates),
        held=tuple(plan.held),
        questions=tuple(questions),
        plan=plan,
    )
