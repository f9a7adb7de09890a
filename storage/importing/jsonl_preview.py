"""Good Terms' own JSON Lines, which `jsonl_import` reads, at the common front door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storage.bare_store import BareStore
from storage.importing.detect import JSONL
from storage.importing.jsonl_import import Answers, JsonlPlan, plan_jsonl
from storage.importing.options import ImportOptions
from storage.importing.preview import ImportPreview
from storage.importing.questions import older_question, taken_out_question
from storage.importing.record_file import RecordFile

LABEL = "Good Terms records"


def preview_jsonl(
    file: RecordFile, store: BareStore, earlier: Sequence[JsonlPlan], options: ImportOptions
) -> tuple[ImportPreview, JsonlPlan]:
    """What importing a file of records would do, and how."""
    answers = Answers(options.older, options.taken_out)
    plan = plan_jsonl(file, store, earlier, options.on, answers)
    questions, waiting = [], []
    if older := plan.held_rows:
        question = older_question(_records(len(older)), older)
        questions.append(question)
        if options.older is None:
            waiting.append(question)
    if plan.taken_out:
        questions.append(taken_out_question(_records(len(plan.taken_out)), plan.taken_out))
    preview = ImportPreview(
        file=file.path,
        format=JSONL,
        label=LABEL,
        new=plan.new.total(),
        updated=plan.updated.total(),
        same=plan.same.total(),
        skipped=tuple(plan.skipped),
        assumed=tuple(_assumed(plan)),
        new_clients=tuple(plan.new_clients),
        counts=dict(plan.new),
        waiting=tuple(waiting),
        updates=tuple(plan.updates),
        held=tuple(plan.held),
        questions=tuple(questions),
        plan=plan,
    )
    return preview, plan


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count} records"


def _assumed(plan: JsonlPlan) -> Iterator[str]:
    """What a file's steps count for is said before it is imported."""
    if plan.steps:
        steps = "1 step" if plan.steps == 1 else f"{plan.steps} steps"
        counts = "counts" if plan.steps == 1 else "count"
        yield f"{steps} of clients you already have {counts} from the day of the import"
