"""What an import says on the command line, and the yes it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tui.cli.asking import SHOWN, ask, named_lines, would_go_back
from tui.cli.errors import CommandRefused
from tui.cli.named_json import all_named, named
from tui.cli.output import prompted, say, say_json
from tui.wording.file_changes import change_json, kept_line, record_named, update_line
from tui.wording.formatting import count

if TYPE_CHECKING:
    from storage.importing import ImportOptions, ImportPreview, ImportQuestion, Result
    from storage.importing.updates import Update


def looked_at(
    look: Callable[[ImportOptions], Sequence[ImportPreview]], options: ImportOptions, *, asks: bool
) -> Sequence[ImportPreview]:
    """What `look` sees, after all questions if somebody is there to answer them."""
    previews = look(options)
    while asks and (answered := ask(previews, options)) != options:
        options = answered
        previews = look(options)
    return previews


def refuse_open_questions(previews: Sequence[ImportPreview], *, in_settings: bool = False) -> None:
    """Raises CommandRefused for a question without an answer; `in_settings`: a source's."""
    for preview in previews:
        if question := preview.must_ask:
            where = _to_answer(question, in_settings=in_settings)
            raise CommandRefused(question.text.rstrip(".?"), f"answer with {where}")


def _to_answer(question: ImportQuestion, *, in_settings: bool) -> str:
    options = "|".join(question.options)
    by_name = question.flag.endswith("=")
    flag = f"{question.flag}{'' if by_name else ' '}{options}"
    if not in_settings:
        return flag
    answer = f'"{question.id}" = "{options}"' if by_name else f'{question.id} = "{options}"'
    key = f"answers = {{ {answer} }}" if by_name else answer
    return f"{key} in the settings file, or goodterms sync {flag}"


def agreed() -> bool:
    return (prompted("Import this? y/n ") or "").casefold() in ("y", "yes", "1")


def preview_lines(previews: Sequence[ImportPreview], *, in_settings: bool = False) -> Iterator[str]:
    """What would be imported, file by file."""
    for preview in previews:
        yield f"{preview.file}: {preview.label}"
        yield f"  {_tally(preview)}"
        if preview.new_clients:
            yield f"  new clients: {', '.join(preview.new_clients)}"
        for name, known in preview.alike.items():
            same = f"if they are the same: {_same_client(name, known)}"
            yield f"  “{name}” is new and looks like {known}; {same}"
        for project, rows in preview.not_billable.items():
            yield f"  not billable, counted as admin: {project or 'no project'} ({rows})"
        yield from _remarks(preview, in_settings=in_settings)
        for question in preview.questions:
            if question not in preview.waiting and not question.remembered:
                yield f"  question: {question.text}"
                yield f"    {_to_answer(question, in_settings=in_settings)}"


def _same_client(name: str, known: str) -> str:
    return f"--client-for {f'{name}={known}'!r}"


def _tally(done: ImportPreview | Result) -> str:
    removed = f"{done.removed} taken out, " if done.removed else ""
    return (
        f"{done.new} new, {done.updated} updated, {removed}{done.same} already known, "
        f"{len(done.skipped)} skipped"
    )


def _remarks(done: ImportPreview | Result, *, in_settings: bool) -> Iterator[str]:
    yield from named_lines("updated", [update_line(update) for update in done.updates])
    yield from would_go_back(done)
    yield from named_lines("no longer in the file", [record_named(each) for each in done.missing])
    yield from named_lines("kept as you have it", [kept_line(each) for each in done.kept])
    for question in done.waiting:
        where = _to_answer(question, in_settings=in_settings)
        yield f"  not decided: {question.text} Nothing is changed until you say so: {where}"
    for text in done.assumed:
        yield f"  assumed: {text}"
    for label, rows in done.unmapped.items():
        answer = "clients in the settings file" if in_settings else f"--client-for {label!r}=CLIENT"
        yield f"  no client yet: {label} ({count(rows, 'row')}); {answer}"
    for skip in done.skipped[:SHOWN]:
        yield f"  line {skip.line}: {skip.why}"
    if len(done.skipped) > SHOWN:
        yield f"  {len(done.skipped) - SHOWN} more lines skipped; --json names them all"


def report(done: Sequence[ImportPreview | Result], as_json: bool, *, imported: bool = False) -> int:
    if as_json:
        say_json({"files": [file_json(each) for each in done]})
    elif imported:
        say(*report_lines(done))
    return 1 if any(each.needs_attention for each in done) else 0


def report_lines(
    done: Sequence[ImportPreview | Result], *, in_settings: bool = False
) -> Iterator[str]:
    """What was imported, file by file."""
    for each in done:
        yield f"Imported {each.file}: {_tally(each)}"
        yield from _remarks(each, in_settings=in_settings)
    if any(getattr(each, "batch", None) for each in done):
        yield f"to undo {'all of it' if in_settings else 'the last file'}: goodterms undo"


def _changes(update: Update) -> dict[str, Any]:
    return {
        **named(update, "kind", "on", "client", "about"),
        "fields": [change_json(update.kind, change) for change in update.fields],
    }


def _question_json(question: ImportQuestion) -> dict[str, Any]:
    """`assumed` is what holds until it is answered, None when nothing can be read before; `rows`
    are the lines it is about, `records` the ids of what the file no longer has."""
    return {
        **named(question, "id", "text"),
        "answers": list(question.options),
        "flag": question.flag,
        "rows": list(question.rows),
        "records": list(question.records),
        "assumed": question.default,
        "remembered": question.remembered,
    }


def file_json(outcome: ImportPreview | Result) -> dict[str, Any]:
    return {
        "file": str(outcome.file),
        **named(outcome, "format", "new", "updated", "same"),
        "removed": outcome.removed,
        "updates": [_changes(update) for update in outcome.updates],
        "kept": [_changes(update) for update in outcome.kept],
        "held": [_changes(update) for update in outcome.held],
        "missing": [_changes(update) for update in outcome.missing],
        "waiting": [question.text for question in outcome.waiting],
        "skipped": all_named(outcome.skipped, "line", "why"),
        "unmapped": list(outcome.unmapped),
        "assumed": outcome.assumed,
        "questions": [_question_json(each) for each in getattr(outcome, "questions", ())],
        "alike": dict(getattr(outcome, "alike", {})),
        "batch": getattr(outcome, "batch", None),
    }
