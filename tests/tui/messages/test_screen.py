"""A message: filled from records, looked over while it is typed, kept, and never sent."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from textual.events import Paste

from storage.settings.settings import Settings
from tests.tui.message_stage import BLAME, CLEAN, area, head, messages, rolf, screen, write
from tests.tui.messages.on_draft import lines, state_of
from tests.tui.stage import client, event, fill, now, record, stage
from triage.changes import Remove
from tui.messages.lines import FindingKey, PartKey
from tui.messages.screen import MessageScreen
from tui.ui.input_dialog import InputDialog
from tui.ui.text_area import MOST_BYTES


async def test_records_fill_what_they_know_and_the_rest_is_asked_for(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, "silence_nudge")
        assert area(on).text.startswith("Hello Rolf,\n\n{question}\n")
        assert "20 March 2026" in area(on).text
        assert on.items()[0] == PartKey("question")
        assert state_of(on, "question") == "open"
        assert {part.state for part in screen(on).drafting.parts()} == {"open", "done"}


async def test_enter_goes_to_the_blank_and_typing_fills_it(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, "silence_nudge")
        await on.press("enter")
        assert area(on).has_focus
        await on.type("Yes?")
        assert area(on).text.startswith("Hello Rolf,\n\nYes?\n")
        await on.press("escape")
        assert not any(part.state == "open" for part in screen(on).drafting.parts())
        assert not any("{" in finding.text for finding in screen(on)._findings)


async def test_tab_walks_round_the_blanks_and_never_leaves_the_text(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on)
        for name in ("{shared_aim}", "{seen}", "{change}", "{shared_aim}"):
            await on.press("tab")
            assert area(on).selected_text == name
        await on.press("escape")
        assert lines(on).has_focus


async def test_what_is_typed_after_the_last_blank_is_text_and_no_command(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text="Hello {contact}")
        await on.press("tab", *"Ms", "tab")
        on.app.drafts.flush()
        await on.settle()
        assert "There are no blanks left" in on.text  # and not yet that the draft is saved
        await on.type("scwe")
        assert area(on).text == "Hello Msscwe" and area(on).has_focus
        assert isinstance(on.app.screen, MessageScreen)
        on.app.drafts.flush()
        await on.settle()
        assert "Saved as a draft" in on.text
        await on.press("tab", "enter")
        assert area(on).has_focus


async def test_enter_passes_by_a_blank_and_leaves_it_open(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on)
        before = area(on).text
        await on.press("tab", "enter")
        assert area(on).text == before and area(on).selected_text == "{seen}"


async def test_an_optional_part_is_taken_in_when_it_is_wanted(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, "how_we_work")
        assert "{word_list}" not in area(on).text
        await on.go_to(PartKey("word_list"))
        await on.press("enter")
        assert area(on).selected_text == "{word_list}"
        await on.type("Pixel")
        await on.press("escape")
        assert state_of(on, "word_list") == "done"


async def test_what_only_records_fill_is_offered_only_with_them(db: Path) -> None:
    late = record(
        "invoice", "i", number="7", issued="2026-01-10", due="2026-01-24", amount="900.00"
    )
    promise = event("p", "promise", "2026-02-20", due="2026-03-06")
    async with stage(db, rolf(), late) as on:
        await write(on, "payment_reminder")
        assert PartKey("promise") not in on.items()
    fill(db, [promise])
    async with stage(db) as on:
        await write(on, "payment_reminder")
        assert state_of(on, "promise") == "done"


async def test_each_finding_stands_beside_the_text_with_its_level_and_its_reason(db: Path) -> None:
    async with stage(db, rolf(), size=(120, 40)) as on:
        await write(on, text=BLAME)
        assert on.items()[0] == FindingKey(0)
        assert on.drawn(FindingKey(0)).startswith("■ stop “You always” This reads as blame.")
        await on.press("g")
        marked = area(on)._by_line[2]
        assert (0, len("You always ignore my mails."), "here") in marked
        assert (0, len("You always"), "stop") in marked


async def test_enter_on_a_finding_selects_it_in_the_text(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=BLAME)
        await on.press("g", "enter")
        assert area(on).selected_text == "You always"


async def test_a_finding_is_told_without_the_id_of_its_rule(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=BLAME)
        told = [on.drawn(key) for key in on.items() if isinstance(key, FindingKey)]
        assert told and not any(
            finding.rule in line for finding in screen(on)._findings for line in told
        )


async def test_what_is_typed_is_looked_over_a_moment_later(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text="")
        await on.press("tab")
        area(on).insert("Hello Rolf, you never answer.")
        await on.until(lambda: any(finding.rule == "L01" for finding in screen(on)._findings))
        assert "of 140 words" in head(on)


async def test_marks_of_a_longer_text_do_no_harm(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=BLAME)
        area(on).load_text("Hello")
        screen(on)._mark()
        assert area(on)._by_line == {}


async def test_too_many_words_are_counted(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, "next_day_followup", "word " * 41)
        assert "41 of 40 words" in head(on)


async def test_the_footer_says_what_was_not_checked(db: Path) -> None:
    async with stage(db, rolf(language="sv")) as on:
        await write(on)
        assert "wording not checked (sv)" in head(on)


async def test_one_s_own_words_count(db: Path, tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('[L03]\nadd = ["amateur"]\n', encoding="utf-8")
    async with stage(db, rolf()) as on:
        on.app.workspace.configuration.folder = tmp_path
        await write(on, text="Hello Rolf, what an amateur. By 20 March 2026.")
        assert [finding.text for finding in screen(on)._findings] == ["amateur"]


async def test_a_very_long_draft_is_looked_over_too(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=BLAME + " and so on" * 5_000)
        assert screen(on)._findings[0].text == "You always"
        await on.press("tab", "x")
        assert "x" in area(on).text


async def test_copied_is_never_claimed(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        await on.press("c")
        assert on.app.clipboard == CLEAN
        assert on.toast.startswith("Sent to the terminal's clipboard. If nothing arrives")
        assert messages(on) == []


async def test_a_file_for_the_user_s_eyes_only_that_names_no_client(
    db: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    async with stage(db, rolf(), settings=Settings(letters=folder)) as on:
        await write(on, text=CLEAN)
        for key in ("w", "enter", "w", "enter"):
            await on.press(key)
        names = sorted(file.name for file in folder.iterdir())
        assert names == [
            "2026-03-13-reset-expectations-north-2.txt",
            "2026-03-13-reset-expectations-north.txt",
        ]
        written = folder / names[1]
        assert written.read_text(encoding="utf-8") == CLEAN + "\n"
        assert stat.S_IMODE(written.stat().st_mode) == 0o600


async def test_a_folder_that_is_not_there(db: Path, tmp_path: Path) -> None:
    async with stage(db, rolf(), settings=Settings(letters=tmp_path / "none")) as on:
        await write(on, text=CLEAN)
        await on.press("w", "enter")
        assert isinstance(on.app.screen, InputDialog), "it is asked again"
        assert list(tmp_path.glob("**/*.txt")) == []


async def test_without_an_editor_the_text_stays(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        await on.press("e")
        assert on.toast.startswith("No editor is set")
        assert area(on).text == CLEAN


async def test_names_of_any_kind_stay_text(db: Path) -> None:
    odd = client("Acme [/] Ltd \x1b[31m", contact="[b]Rolf[/b]")
    async with stage(db, odd) as on:
        await write(on)
        assert "Acme [/] Ltd ␛[31m" in head(on)
        assert area(on).text.startswith("Hello [b]Rolf[/b],")


async def test_a_paste_that_is_too_long_is_refused_whole(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text="before")
        area(on).post_message(Paste("x" * (MOST_BYTES + 1)))
        await on.settle()
        assert area(on).text == "before"
        assert "nothing was pasted" in on.words("#message-said")


async def test_a_client_taken_out_elsewhere_leaves_the_screen(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, text=CLEAN)
        on.store.apply("elsewhere", [Remove("client", "north")])
        on.app.workspace.reload()
        on.app.records_changed()
        await on.settle()
        assert not isinstance(on.app.screen, MessageScreen)


async def test_the_clock_goes_on_while_it_is_open(db: Path) -> None:
    async with stage(db, rolf()) as on:
        await write(on, "boundary_note", "Hello Rolf, no calls after 6, please.")
        later = datetime(2026, 3, 14, 17, 0, tzinfo=UTC)
        on.app.workspace.now = lambda: later
        assert later - now() > timedelta(hours=24)
        screen(on)._show_clock()
        await on.settle()
        assert screen(on).drafting.ready_at is None
        assert not any(finding.rule == "L13" for finding in screen(on)._findings)


@pytest.mark.parametrize(
    ("size", "shown"), [((80, 24), False), ((120, 24), False), ((80, 40), False), ((120, 30), True)]
)
async def test_the_side_holds_what_helps_to_write_where_it_has_room(
    db: Path, size: tuple[int, int], shown: bool
) -> None:
    wrote = event("e", "message_in", text="When is it done?")
    async with stage(db, rolf(), wrote, size=size) as on:
        await write(on, "reset_expectations")
        part = screen(on).query_one("#message-background")
        assert part.display is shown
        assert ("When is it" in on.text) is shown
