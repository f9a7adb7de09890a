"""Text that wants to be more than text: shown as it is, stored unchanged, run by nobody."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from textual.screen import Screen

from storage.settings.settings import Settings
from tests.tui.stage import Stage, client, event, fill, record, stage
from triage.records import Record
from tui.client.log_screen import LogScreen
from tui.client.note_screen import NoteScreen
from tui.client.records_screen import RecordsScreen
from tui.client.screen import ClientScreen
from tui.client.why_screen import WhyScreen
from tui.clients.screen import ClientsScreen
from tui.forms.form_line import FormLine
from tui.forms.screen import RecordForm
from tui.overview.agenda_screen import AgendaScreen
from tui.overview.portfolio_screen import PortfolioScreen
from tui.overview.what_if_screen import WhatIfScreen
from tui.settings.screen import SettingsScreen

CORPUS = (
    "Acme [/] Ltd",
    "Acme [EU] Ltd [50%]",
    "bad [/b] close [",
    "[@click=app.quit]x[/]",
    "[link=https://example.org]x[/link]",
    "$quiet [$accent]x",
    "=cmd()|' /C calc'!A0",
    "\u202egnp.exe\u202c \u2066x\u2069",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b]52;c;eA==\x1b\\",
    "\x9b31m C1 \x85 \x7f",
    "tab\there\nline\r\nend",
    "a\u0301" * 40,
    "👩\u200d💻 株式会社 ｗｉｄｅ",
    "\u2028\u2029\ufeff\u200b",
    "' OR 1=1; -- {slot} %s \\N{BEL}",
    "x" * 10_000,
)
WORST = (0, 2, 3, 8, 10, 15)
"""Those that end a naive program, run something, or take long: drawn as a heading everywhere."""
STEERING = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} | set(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
)


def names() -> list[Record]:
    return [client(text, f"c{n}", contact=text, tags=[text]) for n, text in enumerate(CORPUS)]


def life() -> list[Record]:
    """Every text of the corpus in every sort of record that holds a text of the user's."""
    records: list[Record] = [
        client(
            CORPUS[0],
            contact=CORPUS[2],
            contract={"notice_form": CORPUS[3]},
            quirks=[{"flag": "SILENT", "until": "2026-06-01", "reason": CORPUS[8]}],
        )
    ]
    for n, text in enumerate(CORPUS):
        on = f"2026-03-{n % 12 + 1:02}"
        records += [
            event(f"e{n}", "message_in", on=on, text=text, who=text, tone=-1, complaint=True),
            record("note", f"n{n}", on=on, text=text),
            record("action", f"a{n}", on=on, text=text, due="2026-03-20"),
            record("time", f"t{n}", on=on, minutes=60, text=text),
            record("work_item", f"w{n}", text=text, assigned=text),
            record("engagement", f"g{n}", mode="hourly", start=on, name=text),
            record("invoice", f"i{n}", issued=on, due=on, amount="10.00", number=text),
            record("attempt", f"s{n}", screen="adapt", on=on, outcome="na", outcome_reason=text),
        ]
    return records


def check(on: Stage, where: object) -> None:
    for strip in on.app.screen._compositor.render_strips():
        for segment in strip:
            assert not STEERING & set(segment.text), (where, segment.text)
            meta = segment.style.meta if segment.style else {}
            assert "@click" not in meta, (where, segment.text)


async def shown(on: Stage, screen: Screen[Any]) -> None:
    on.app.push_screen(screen)
    await on.settle()
    assert on.app.screen is screen
    check(on, screen)


async def test_every_name_on_every_screen(db: Path) -> None:
    async with stage(db, *names()) as on:
        check(on, "list")
        text = on.text
        for literal in (*CORPUS[:5], "␛[31mred", "=cmd()"):
            assert literal.split("  ")[0][:18] in text
        for n in WORST:
            for screen in (
                ClientScreen(f"c{n}"),
                WhyScreen(f"c{n}"),
                NoteScreen(f"c{n}"),
                LogScreen(f"c{n}"),
                RecordForm("event", f"c{n}"),
            ):
                await shown(on, screen)
                screen.dismiss()
                await on.settle()
            assert on.store.client(f"c{n}").name == CORPUS[n]
        assert isinstance(on.app.screen, ClientsScreen)


async def test_every_name_beside_every_other(db: Path) -> None:
    paid = [
        entry
        for n in range(len(CORPUS))
        for entry in (
            record(
                "invoice", f"i{n}", f"c{n}", issued="2026-03-01", due="2026-03-01", amount="9.00"
            ),
            record("payment", f"p{n}", invoice=f"i{n}", on="2026-03-02", amount="9.00"),
        )
    ]
    settings = Settings(monthly_costs=Decimal(1), offers=CORPUS[:5], letters=Path(CORPUS[0]))
    async with stage(db, *names(), *paid, size=(120, 40), settings=settings) as on:
        await shown(on, PortfolioScreen())
        for n in WORST:
            await shown(on, WhatIfScreen(f"c{n}"))
        await shown(on, SettingsScreen("offers"))


async def test_every_text_of_a_life(db: Path) -> None:
    fill(db, life())
    async with stage(db, size=(120, 120)) as on:
        await shown(on, ClientScreen("north"))
        await on.press("G")
        check(on, "end of the timeline")
        await shown(on, WhyScreen("north"))
        await shown(on, RecordsScreen("north", CORPUS[3], lambda ledger: ledger.time))
        await shown(on, NoteScreen("north"))
        await shown(on, AgendaScreen())


async def test_every_text_in_a_form_and_unchanged_by_it(db: Path) -> None:
    fill(db, life())
    async with stage(db, size=(80, 50)) as on:
        ledger = on.store.ledger("north")
        kinds = (ledger.invoice, ledger.time, ledger.engagement, ledger.attempt)
        events = [ledger.event[n] for n in WORST]
        for old in (*events, *(records[8] for records in kinds)):
            form = RecordForm(old.kind, "north", old)
            await shown(on, form)
            await on.press("enter", "enter")
            assert not form._values.touched, "what was only looked at counts as typed"
            if on.app.screen is form:  # a short one is done with its last field
                form.dismiss(None)
            await on.settle()


async def test_toasts_palette_and_pick_show_text(db: Path) -> None:
    async with stage(db, *names(), size=(120, 50)) as on:
        for _ in range(4):
            await on.press("l", "8")
            check(on, "toast")
            await on.press("j")
        titles = [c.title for c in on.app.get_system_commands(on.app.screen)]
        assert not any("[" in title for title in titles)
        await on.press("enter", "a")
        check(on, "pick")
        await on.press("escape", "escape", "ctrl+p")
        check(on, "palette")


async def test_what_is_typed_and_pasted_is_text_too(db: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("enter", "e")
        name = next(x for x in on.app.screen.query(FormLine) if x.field.name == "name").editor
        for text in CORPUS[2:4]:
            name.value = text
            await on.settle()
            await on.press("ctrl+s")
            assert on.store.client("north").name == text
            assert text in on.text
            await on.press("e")
            name = next(x for x in on.app.screen.query(FormLine) if x.field.name == "name").editor
