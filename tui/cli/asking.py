"""What an import asks at a terminal before it shows its preview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.cli.errors import CommandRefused
from tui.cli.output import prompted, say
from tui.wording.file_changes import update_line
from tui.wording.formatting import count
from tui.wording.safe_text import safe

if TYPE_CHECKING:
    from storage.importing import ImportOptions, ImportPreview, ImportQuestion, Result


OLDER = "older"
"""The id of the question whether what a file would set back goes back."""
SHOWN = 20
"""Changed records and skipped lines that the text names one by one; JSON names all."""


def named_lines(sort: str, lines: Sequence[str]) -> Iterator[str]:
    """The first lines of a sort, and how many more there are."""
    yield from (f"  {sort}: {safe(line)}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  {sort}: {len(lines) - SHOWN} more; --json names them all"


def would_go_back(preview: ImportPreview | Result) -> Iterator[str]:
    """The records that a file would set back, each with what it is and what it would be."""
    return named_lines("would change back", [update_line(update) for update in preview.held])


def ask(previews: Sequence[ImportPreview], options: ImportOptions) -> ImportOptions:
    """The options with what the user says to one open question; unchanged when none is left."""
    for preview in previews:
        for question in preview.questions:
            if not question.remembered and options.answer_to(question.id) is None:
                if question.id == OLDER:
                    say(*would_go_back(preview))
                return options.with_answer(question.id, _choice(question))
    labels = {label: rows for preview in previews for label, rows in preview.unmapped.items()}
    asked = dict(options.client_for)
    for label, rows in labels.items():
        if label not in asked:
            asked[label] = _client(label, rows)
    return replace(options, client_for=asked) if asked != options.client_for else options


def _choice(question: ImportQuestion) -> str:
    say(question.text)
    for number, option in enumerate(question.options, start=1):
        usual = "  (enter)" if option == question.default else ""
        say(f"  {number}  {option}{usual}")
    while True:
        answer = _line()
        if not answer and question.default is not None:
            return question.default
        if answer in question.options:
            return answer
        if answer.isdecimal() and 1 <= int(answer) <= len(question.options):
            return question.options[int(answer) - 1]
        say(f"A number from 1 to {len(question.options)}, please.")


def _client(label: str, rows: int) -> str:
    say(f"{label} ({count(rows, 'row')}): which client is it? Type a name, or - for no client.")
    while True:
        if answer := _line():
            return answer
        say("Type a name, or - to leave these rows out now and next time.")


def _line() -> str:
    text = prompted("> ")
    if text is None:
        raise CommandRefused("nothing was imported", "--yes imports without asking")
    return text
