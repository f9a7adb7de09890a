"""The preview of an import: its questions, their answers, and writing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.importing import ImportPreview
from tests.tui import exports
from tests.tui.stage import Stage, client, one_by_one, stage
from triage.ledger import Ledger
from tui.imports.columns_screen import ColumnsScreen
from tui.imports.line_screen import LineScreen
from tui.imports.lines import AskKey, LineKey, Section
from tui.imports.preview_screen import PreviewScreen
from tui.imports.questions import LATER, NEW_CLIENT, NO_CLIENT_AT_ALL, OWN_CLIENT, Ask
from tui.imports.worker import Imported
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.help_screen import HelpScreen
from tui.ui.input_dialog import InputDialog
from tui.ui.line_list import LineList

HOSTILE = (
    "Acme [/] Ltd",
    "[@click=app.quit]x[/]",
    '=cmd("rm")',
    "\u202egnirts\u202c",
    "red\x1b[31m",
    "x" * 10_000,
)


async def look(on: Stage, path: Path) -> list[Imported | StorageError | None]:
    """Open the preview; the list gets what it answers."""
    answers: list[Imported | StorageError | None] = []
    on.app.push_screen(PreviewScreen(path), answers.append)
    await on.settle()
    return answers


def seen(on: Stage) -> ImportPreview:
    """What the preview on the screen holds."""
    screen = on.app.screen
    assert isinstance(screen, PreviewScreen) and screen.preview is not None
    return screen.preview


def asked(on: Stage) -> dict[str, Ask]:
    """The questions on the screen, by key."""
    screen = on.app.screen
    assert isinstance(screen, PreviewScreen)
    return {ask.key: ask for ask in screen.questions()}


def counts(on: Stage) -> tuple[int, int, int]:
    """Rows that are new, here already, and left out."""
    preview = seen(on)
    return preview.new, preview.same, len(preview.skipped)


def ledger_of(on: Stage, name: str) -> Ledger:
    return on.app.workspace.ledger(on.store.client(name).id)


async def test_nothing_goes_on_before_the_order_of_dates_is_said(db: Path, tmp_path: Path) -> None:
    path = exports.write(tmp_path, "c.csv", exports.CLOCKIFY, exports.clockify("01/02/2026"))
    async with stage(db, client("Northlake")) as on:
        answers = await look(on, path)
        assert list(asked(on)) == ["dates"]
        assert seen(on).must_ask is not None and "01/02/2026" in asked(on)["dates"].question
        await on.press("enter")
        assert on.toast == "Answer the question first: press the number of an answer."
        await on.press("9")
        assert "answer 9" in on.toast
        await on.press("2")
        assert seen(on).new == 1 and asked(on)["dates"].chosen == 1
        await on.press("1")
        await on.press("enter")
        assert isinstance(answers[0], Imported)
        assert [str(time.on) for time in ledger_of(on, "Northlake").time] == ["2026-02-01"]


async def test_whose_rows_are_is_asked_once_and_remembered(db: Path, tmp_path: Path) -> None:
    rows = [exports.hours("", project) for project in ("Garden", "North", "Home", "Later")]
    path = exports.write(tmp_path, "h.csv", exports.TOGGL, *rows)
    async with stage(db, client("Northlake"), client("North Shore", id="shore")) as on:
        await look(on, path)
        assert list(asked(on)) == [
            f"client:{name}" for name in ("Garden", "North", "Home", "Later")
        ]
        await on.press("1")
        assert seen(on).new == 1
        await one_by_one(on, "k", "4")  # an answer can be changed until it is written
        assert seen(on).new == 0
        await on.press("enter")
        assert on.toast == "There is nothing new to import."
        await one_by_one(on, "k", "1", "2")
        assert isinstance(on.app.screen, ChoiceDialog)
        assert [on.drawn(key) for key in on.items()][:2] == ["1 North Shore", "2 Northlake"]
        await on.press("2")
        await on.press("3")
        assert [ask.chosen for ask in asked(on).values()] == [
            *(NEW_CLIENT, OWN_CLIENT, NO_CLIENT_AT_ALL, LATER),
        ]
        assert counts(on) == (2, 0, 2)
        await on.press("enter")
        assert len(ledger_of(on, "Garden").time) == 1
        assert len(ledger_of(on, "Northlake").time) == 1
        rows += [exports.hours("", project, text="More") for project in ("Garden", "North", "Home")]
        await look(on, exports.write(tmp_path, "i.csv", exports.TOGGL, *rows))
        assert counts(on) == (2, 2, 3)
        assert list(asked(on)) == ["client:Later"]
        assert "“Home” is not a client, as you said" in {skip.why for skip in seen(on).skipped}


async def test_rows_without_any_label_get_a_name_that_is_typed(db: Path, tmp_path: Path) -> None:
    path = exports.write(tmp_path, "h.csv", exports.TOGGL, exports.hours("", ""))
    async with stage(db, client("Northlake")) as on:
        await look(on, path)
        await on.press("1")
        assert isinstance(on.app.screen, InputDialog)
        await on.type("-")
        await on.press("enter")
        assert isinstance(on.app.screen, InputDialog), "a dash is no name"
        await on.press("backspace")
        await on.type("Quay")
        await on.press("enter")
        assert seen(on).new_clients == ("Quay",)
        await on.press("enter")
        assert len(ledger_of(on, "Quay").time) == 1


async def test_a_mark_that_nobody_used_is_not_believed(db: Path, tmp_path: Path) -> None:
    rows = [exports.hours(billable=False, text=str(n)) for n in range(3)]
    path = exports.write(tmp_path, "h.csv", exports.TOGGL, *rows)
    async with stage(db, client("Northlake")) as on:
        await look(on, path)
        assert list(asked(on)) == ["billable"]
        await on.press("2")
        assert seen(on).not_billable == {"Website": 3}
        await one_by_one(on, "4", "enter")
        assert {time.work for time in ledger_of(on, "Northlake").time} == {"oos"}


@pytest.mark.parametrize(("key", "work"), [("enter", "admin"), ("4", "oos")])
async def test_what_hours_are_that_are_not_billable_is_asked_once(
    db: Path, tmp_path: Path, key: str, work: str
) -> None:
    weeks = [
        exports.write(
            tmp_path,
            f"h{week}.csv",
            exports.TOGGL,
            exports.hours(text="Menu", day=day),
            exports.hours(billable=False, text="Talk", day=talk),
        )
        for week, day, talk in ((1, "2026-03-02", "2026-03-03"), (2, "2026-03-09", "2026-03-10"))
    ]
    async with stage(db, client("Northlake")) as on:
        await look(on, weeks[0])
        assert list(asked(on)) == ["work:Website"]
        await one_by_one(on, *dict.fromkeys((key, "enter")))
        await look(on, weeks[1])
        assert not asked(on)
        await on.press("enter")
        times = [time for time in ledger_of(on, "Northlake").time if time.work != "bill"]
        assert [time.work for time in times] == [work, work]


async def test_old_unpaid_invoices_are_asked_about_once(db: Path, tmp_path: Path) -> None:
    path = exports.write(
        tmp_path,
        "b.csv",
        exports.HARVEST,
        exports.invoice(1, day="2025-01-10", amount="100,0", paid="40,0"),
    )
    async with stage(db, client("Northlake")) as on:
        await look(on, path)
        assert asked(on)["old_unpaid"].chosen is not None, "open, until something else is said"
        await one_by_one(on, "1", "enter")
        ledger = ledger_of(on, "Northlake")
        assert sum(payment.amount for payment in ledger.payment) == ledger.invoice[0].amount


async def test_hostile_names_are_text_and_stay_as_they_are(db: Path, tmp_path: Path) -> None:
    path = exports.write(
        tmp_path,
        "h.csv",
        exports.TOGGL,
        *(exports.hours(name, "P", text=name) for name in HOSTILE),
        *(exports.hours("", f"{name} 2", billable=False) for name in HOSTILE),
    )
    async with stage(db, client("Other")) as on:
        answers = await look(on, path)
        await on.press("2", "escape", "j", "G", "g", "3")
        assert "[@click=app.quit]x[/]" in on.text and "Acme [/] Ltd" in on.text
        assert "\x1b" not in on.text and "\u202e" not in on.text
        await on.press("enter")
        assert isinstance(answers[0], Imported)
        assert set(HOSTILE) < {client.name for client in on.store.clients()}


async def test_stopped_while_it_is_written_nothing_of_it_stays(db: Path, tmp_path: Path) -> None:
    path = exports.write(tmp_path, "h.csv", exports.TOGGL, exports.hours())
    async with stage(db, client("Other")) as on:
        answers = await look(on, path)
        screen = on.app.screen
        assert isinstance(screen, PreviewScreen)
        screen.action_go()
        screen.action_leave()
        await on.settle()
        assert on.toast == "Stopped. Nothing was saved."
        assert [client.name for client in on.store.clients()] == ["Other"]
        assert answers == [] and not on.app.workspace.busy
        await on.press("enter")
        assert isinstance(answers[0], Imported)


async def test_a_file_that_changed_meanwhile_is_looked_at_again(db: Path, tmp_path: Path) -> None:
    path = exports.write(tmp_path, "h.csv", exports.TOGGL, exports.hours())
    async with stage(db, client("Other")) as on:
        answers = await look(on, path)
        exports.write(tmp_path, "h.csv", exports.TOGGL, exports.hours(), exports.hours(text="Two"))
        await on.press("enter")
        assert "has changed since the preview" in on.toast
        assert answers == [] and seen(on).new == 2
        await on.press("enter")
        assert isinstance(answers[0], Imported) and answers[0].result.new == 2


async def test_bad_news_waits_until_the_help_above_is_closed(db: Path, tmp_path: Path) -> None:
    async with stage(db, client("Other")) as on:
        answers: list[Imported | StorageError | None] = []
        on.app.push_screen(PreviewScreen(tmp_path / "none.csv"), answers.append)
        on.app.push_screen(HelpScreen("preview"))
        await on.settle()
        assert isinstance(on.app.screen, HelpScreen)
        await on.press("escape")
        assert isinstance(answers[0], StorageError)
        assert not isinstance(on.app.screen, PreviewScreen)


# --- a table that is no known export ------------------------------------------------------------

OTHER = "Kunde;Tag;Zeit;;Was\nNorthlake;2026-03-02;1:30;x;Menu [/]\nNorthlake;2026-03-03;0:30;;\n"


async def test_columns_of_an_unknown_table_are_said_once(db: Path, tmp_path: Path) -> None:
    path = exports.write(tmp_path, "own.csv", OTHER)
    async with stage(db, client("Northlake")) as on:
        answers = await look(on, path)
        assert isinstance(on.app.screen, ColumnsScreen)
        assert "Menu [/]" in on.text
        await on.press("j", "j", "0", "enter")
        assert on.toast.startswith("Nothing can be imported yet: no column is mapped to date.")
        await on.press("k", "1", "enter")
        assert seen(on).new == 2
        await on.press("enter")
        assert isinstance(answers[0], Imported)
        times = ledger_of(on, "Northlake").time
        assert [(time.minutes, time.text) for time in times] == [(90, "Menu [/]"), (30, None)]
        await look(on, exports.write(tmp_path, "next.csv", OTHER))
        assert counts(on) == (0, 2, 0)


async def test_a_table_of_invoices_with_a_field_that_has_no_digit(db: Path, tmp_path: Path) -> None:
    path = exports.write(
        tmp_path, "table.csv", "client,date,sum,cur\nNorthlake,2026-03-02,100.00,CHF\n"
    )
    async with stage(db, client("Other")) as on:
        answers = await look(on, path)
        await on.press("2", "j", "j", "5", "9")
        assert isinstance(on.app.screen, ChoiceDialog)
        await on.press("1")
        await one_by_one(on, "enter", "1", "enter")  # none of them is paid
        assert isinstance(answers[0], Imported)
        (invoice,) = ledger_of(on, "Northlake").invoice
        assert invoice.amount == 100
        assert ledger_of(on, "Northlake").client.currency == "CHF"


async def test_leaving_the_columns_leaves_the_file(db: Path, tmp_path: Path) -> None:
    path = exports.write(tmp_path, "own.csv", OTHER)
    async with stage(db, client("Northlake")) as on:
        answers = await look(on, path)
        await on.press("escape")
        assert answers == [None]
        assert on.store.history()[0].label == "Test"


async def test_what_the_file_no_longer_has_goes_by_one_key(db: Path, tmp_path: Path) -> None:
    rows = [exports.hours(day=f"2026-03-0{day}", text=f"Day {day}") for day in (2, 3, 4)]
    path = exports.write(tmp_path, "h.csv", exports.TOGGL, *rows)
    async with stage(db) as on:
        await look(on, path)
        await on.press("enter")
        exports.write(tmp_path, "h.csv", exports.TOGGL, rows[0], rows[2])
        answers = await look(on, path)
        assert list(asked(on)) == ["gone"]
        await on.press("2")
        assert seen(on).removed == 1
        await on.press("enter")
        assert isinstance(answers[0], Imported)
        assert len(ledger_of(on, "Northlake").time) == 2


async def test_a_line_opens_with_all_that_stands_behind_it(db: Path, tmp_path: Path) -> None:
    path = tmp_path / "toggl.csv"
    path.write_text(
        "User,Client,Project,Description,Billable,Start date,Start time,Duration\n"
        "Ana,Acme,Site,Menu,Yes,2026-03-02,09:00:00,02:00:00\n"
        "Ana,Acme,Site,Left on,Yes,2026-03-05,09:00:00,63:00:00\n"
    )
    async with stage(db) as on:
        await look(on, path)
        keys = [key for key in on.items() if isinstance(key, LineKey | AskKey)]
        shown: dict[str, str] = {}
        for key in keys:
            on.app.screen.query_one(LineList).go_to(key)
            await on.press("v")
            assert isinstance(on.app.screen, LineScreen), key
            shown[str(getattr(key, "section", "asked"))] = on.text
            await on.press("escape")
        assert "Ana,Acme,Site,Left on" in shown[Section.SKIPPED], "the row as it stands in the file"
        assert "line 3" in shown["asked"]
        assert "2026-03-02" in shown[Section.SAMPLE] and "Menu" in shown[Section.SAMPLE]
        assert "Acme" in shown[Section.CLIENTS]


async def test_a_change_opens_field_by_field(db: Path, tmp_path: Path) -> None:
    path = tmp_path / "toggl.csv"
    head = "User,Client,Project,Description,Billable,Start date,Start time,Duration\n"
    async with stage(db) as on:
        for row in (
            "Ana,Acme,Site,Menu,Yes,2026-03-02,09:00:00,02:00:00\n",
            "Ana,Acme,Shop,Menus,Yes,2026-03-02,09:00:00,03:00:00\n",
        ):
            path.write_text(head + row)
            await look(on, path)
            if "Shop" in row:
                key = LineKey(Section.UPDATED, 0)
                on.app.screen.query_one(LineList).go_to(key)
                await on.press("v")
                for part in ("2 h → 3 h", "“Menu” → “Menus”", "“Site” → “Shop”"):
                    assert part in on.text
            else:
                await on.press("enter")
                await on.settle()
