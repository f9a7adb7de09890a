"""Notes: kept while they are typed, saved by leaving, never said to be saved too early."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from tests.tui.stage import Stage, client, record, stage
from triage.changes import Remove
from triage.records import Note
from tui.client.note_screen import NoteScreen
from tui.ui.text_area import MOST_BYTES, LongTextArea


def written(id_: str, **fields: str) -> Note:
    note = record("note", id_, **fields)
    assert isinstance(note, Note)
    return note


def notes(on: Stage) -> list[Note]:
    return list(on.store.ledger("north").note)


def draft(on: Stage) -> str | None:
    return on.store.draft("note:north")


def area(on: Stage) -> LongTextArea:
    return on.app.screen.query_one(LongTextArea)


async def test_leaving_saves_and_says_so(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("n")
        await on.type("Call Rolf?")
        await on.press("escape")
        assert [(n.text, n.on.isoformat(), n.private) for n in notes(on)] == [
            ("Call Rolf?", "2026-03-13", True)
        ]
        assert on.toast == "Note saved, u undoes it"
        assert draft(on) is None
        await on.press("u")
        assert notes(on) == []
        await on.press("U")
        assert len(notes(on)) == 1


async def test_an_empty_note_is_no_note(db: Path) -> None:
    async with stage(db, client()) as on:
        before = on.store.head()
        await on.press("n", "space", "enter", "escape")
        assert notes(on) == []
        assert on.store.head() == before
        assert draft(on) is None


async def test_what_is_typed_is_a_draft_before_anybody_saves(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("n")
        await on.type("Half a th")
        await on.until(lambda: draft(on) == "Half a th")
        await on.until(lambda: on.words("#note-said") == "Saved as a draft.")
        assert notes(on) == []


async def test_a_draft_waits_for_the_next_time_and_says_so(db: Path) -> None:
    async with stage(db, client()) as on:
        on.store.replace_draft("note:north", None, "From last time")
        await on.press("n")
        assert area(on).text == "From last time"
        assert "from last time" in on.words("#note-said")
        await on.type("!")
        await on.press("ctrl+s")
        assert [n.text for n in notes(on)] == ["From last time!"]
        assert draft(on) is None


async def test_quitting_keeps_what_is_typed(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("n")
        await on.type("unsaved")
        on.app.drafts.flush()
        assert draft(on) == "unsaved"


async def test_undo_of_typing_is_not_undo_of_the_last_change(db: Path) -> None:
    async with stage(db, client(), record("note", "n", on="2026-03-01", text="old")) as on:
        await on.press("n")
        await on.type("abc")
        await on.press("ctrl+z")
        assert area(on).text != "abc"
        assert len(notes(on)) == 1


async def test_new_words_supersede_and_the_old_ones_stay(db: Path) -> None:
    old = written("old", on="2026-03-01", text="First")
    async with stage(db, client(), old) as on:
        on.app.push_screen(NoteScreen("north", old))
        await on.settle()
        assert area(on).text == "First"
        await on.type("Second: ")
        await on.press("escape")
        assert [(n.text, n.supersedes) for n in notes(on)] == [
            ("First", None),
            ("Second: First", "old"),
        ]


async def test_an_unchanged_note_is_not_written_again(db: Path) -> None:
    old = written("old", on="2026-03-01", text="odd \x1b[31m text")
    async with stage(db, client(), old) as on:
        on.app.push_screen(NoteScreen("north", old))
        await on.settle()
        assert "\x1b" not in area(on).text
        await on.press("escape")
        assert len(notes(on)) == 1


async def test_what_cannot_be_saved_stays_on_the_screen_and_in_the_draft(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("n")
        await on.type("Important")
        on.store.apply("elsewhere", [Remove("client", "north")])
        await on.press("escape")
        assert isinstance(on.app.screen, NoteScreen)
        assert area(on).text == "Important"
        assert "Not saved:" in on.words("#note-said")
        assert not on.toast.startswith("Note saved")
        on.app.drafts.flush()
        assert draft(on) == "Important"


async def test_a_paste_that_is_too_long_is_refused_whole(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("n")
        await on.type("before")
        area(on).post_message(Paste("x" * (MOST_BYTES + 1)))
        await on.settle()
        assert area(on).text == "before"
        assert "hold 64 kB: nothing was pasted" in on.words("#note-said")


async def test_a_note_that_is_too_long_is_not_cut(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("n")
        area(on).load_text("ä" * (MOST_BYTES // 2 + 1))
        await on.press("escape")
        assert isinstance(on.app.screen, NoteScreen)
        assert "Nothing was lost" in on.words("#note-said")
        assert notes(on) == []


async def test_a_paste_shows_what_could_steer_the_terminal(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("n")
        area(on).post_message(Paste("one\r\ntwo\x1b]0;title\x07"))
        await on.settle()
        assert area(on).text == "one\ntwo␛]0;title␇"


@pytest.mark.parametrize(
    ("editor", "problem"), [("", "No editor is set"), ("nano", "cannot be opened")]
)
async def test_without_an_editor_the_text_stays(
    db: Path, monkeypatch: pytest.MonkeyPatch, editor: str, problem: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    async with stage(db, client()) as on:
        await on.press("n")
        await on.type("kept")
        await on.press("f5")
        assert problem in on.words("#note-said")
        assert area(on).text == "kept"


async def test_question_marks_can_be_typed(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("n", "question_mark", "q", "u")
        assert area(on).text == "?qu"
        assert "help" in on.actions()
