"""What stands beside a draft: the law, their questions, and who should not be written to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.message_stage import area, head, messages, rolf, screen, write
from tests.tui.messages.on_draft import everything
from tests.tui.stage import TODAY, event, record, stage
from tui.messages.lines import AskedKey, FiguresKey, LawKey

LAW = "Hello Rolf, 9 % interest from 20 March 2026."


async def test_figures_of_a_law_stop_it_until_they_were_checked_today(db: Path) -> None:
    async with stage(db, rolf(country="DE")) as on:
        await write(on, "payment_formal", LAW)
        assert any(finding.rule == "L18" for finding in screen(on)._findings)
        await on.go_to(LawKey())
        await on.press("space")
        assert not any(finding.rule == "L18" for finding in screen(on)._findings)
        await on.press("escape")
        assert messages(on)[0].checked_on == TODAY


async def test_the_law_on_file_has_its_page_and_its_day(db: Path) -> None:
    async with stage(db, rolf(country="DE"), size=(120, 40)) as on:
        await write(on, "payment_formal")
        await on.go_to(FiguresKey())
        await on.press("enter")
        shown = everything(on)
        assert "EU Directive 2011/7/EU" in shown
        assert "Sources, checked on 21 November 2026: eur-lex.europa.eu" in shown


@pytest.mark.parametrize(("country", "law"), [("NO", "Not known for NO"), (None, "no country")])
async def test_a_law_nobody_looked_up_is_said_to_be_unknown(
    db: Path, country: str | None, law: str
) -> None:
    async with stage(db, rolf(country=country)) as on:
        await write(on, "final_demand")
        assert law in everything(on)


async def test_their_questions_are_ticked_off(db: Path) -> None:
    complaint = event(
        "e", "message_in", complaint=True, text="It broke. When is it mended? Who pays?"
    )
    async with stage(db, rolf(), complaint) as on:
        await write(on, "empathy_reply")
        assert any(finding.rule == "L27" for finding in screen(on)._findings)
        for n in (0, 1):
            await on.go_to(AskedKey(n))
            await on.press("enter")
        assert not any(finding.rule == "L27" for finding in screen(on)._findings)


async def test_the_counter_after_a_goodbye(db: Path) -> None:
    departure = event("e", "leaving", on="2026-03-02", reason="control")
    sent = [
        record("message", f"m{n}", template=name, on="2026-03-03", sent_on="2026-03-03")
        for n, name in enumerate(("reply_to_leaver", "handover_thanks"))
    ]
    async with stage(db, rolf(state="leaving"), departure, *sent) as on:
        await write(on, "other_offer")
        assert "2 of 4 messages" in head(on)
        assert any(finding.rule == "L30" for finding in screen(on)._findings)


async def test_more_messages_than_are_enough_are_counted_as_such(db: Path) -> None:
    asked = [event(f"q{n}", "message_out", on=f"2026-02-0{n}", asks=True) for n in (1, 3, 5, 7)]
    async with stage(db, rolf(), *asked) as on:
        await write(on, "silence_close")
        assert "4 messages without an answer; 3 are enough" in head(on)


async def test_nothing_is_written_to_somebody_who_wants_no_contact(db: Path) -> None:
    async with stage(db, rolf(do_not_contact=True)) as on:
        await write(on)
        assert "do not contact" in on.words("#message-refused")
        assert not area(on).is_on_screen or not area(on).display
        for key in ("s", "c", "w", "e", "tab"):
            await on.press(key)
            assert "do not contact" in on.toast, key
        await on.press("escape")
        assert messages(on) == []


async def test_a_written_stop_needs_no_thanks_and_no_waiting(db: Path) -> None:
    incident = event("e", "incident", type="threat")
    async with stage(db, rolf(), incident) as on:
        text = "All contact between us ends today. In writing only, to post@example.org."
        await write(on, "safety_stop", text)
        assert [finding.rule for finding in screen(on)._findings] == []
        await on.press("s", "3", "enter")
        assert messages(on)[0].sent_on == TODAY
