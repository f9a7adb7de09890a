"""Import: choosing a file, looking at it, writing it, and the next one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.material import OWN
from tests.tui import exports
from tests.tui.stage import Stage, client, one_by_one, stage
from triage.ledger import Ledger
from tui.clients.screen import ClientsScreen
from tui.clients.welcome_screen import WelcomeScreen
from tui.imports.preview_screen import PreviewScreen
from tui.imports.result_screen import ImportResultScreen
from tui.imports.screen import ImportScreen
from tui.setup.screen import SetupScreen
from tui.ui.field import TextInput


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folder at hand, downloads and programs are none, whoever runs the tests."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    monkeypatch.setenv("HOME", str(empty))
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(empty))
    monkeypatch.setenv("PATH", str(empty))


async def look_at(on: Stage, path: Path | str) -> None:
    """Give a path to the import screen, as pasted, and press enter."""
    on.app.screen.query_one(TextInput).value = str(path)
    await on.press("enter")


def ledger_of(on: Stage, name: str) -> Ledger:
    return on.app.workspace.ledger(on.store.client(name).id)


async def test_from_nothing_to_two_files_and_a_new_start(db: Path, tmp_path: Path) -> None:
    times = exports.write(tmp_path, "hours.csv", exports.TOGGL, exports.hours(), exports.hours())
    bills = exports.write(
        tmp_path,
        "bills.csv",
        exports.HARVEST,
        exports.invoice(1, day="2026-02-01", amount="1 000,0", paid="1 000,0"),
        exports.invoice(2, "Quay & Sons", day="2026-03-01", amount="500,0", paid="0,0"),
    )
    async with stage(db) as on:
        assert isinstance(on.app.screen, WelcomeScreen)
        await on.press("i")
        await look_at(on, times)
        assert isinstance(on.app.screen, PreviewScreen)
        preview = on.app.screen.preview
        assert preview is not None and (preview.new, preview.new_clients) == (2, ("Northlake",))
        assert on.store.clients() == []
        await on.press("enter")
        assert isinstance(on.app.screen, ImportResultScreen)
        assert on.toast == "hours.csv: 2 new. u to undo"
        await on.press("1")
        assert isinstance(on.app.screen, ImportScreen)
        assert on.app.screen.query_one(TextInput).value == ""
        assert any(bills.name in on.drawn(key) for key in on.items()), (
            "the folder of the last file is looked into"
        )
        await look_at(on, bills)
        await on.press("enter")
        await on.press("2")
        assert isinstance(on.app.screen, SetupScreen)
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)
    async with stage(db) as on:
        assert isinstance(on.app.screen, ClientsScreen)
        assert {client.name for client in on.store.clients()} == {"Northlake", "Quay & Sons"}
        assert len(ledger_of(on, "Northlake").time) == 2
        assert len(ledger_of(on, "Northlake").payment) == 1
        assert ledger_of(on, "Quay").invoice[0].due_assumed


async def test_samples_one_after_the_other(db: Path) -> None:
    samples = OWN / "samples"
    async with stage(db) as on:
        await on.press("i")
        await look_at(on, samples / "toggl.csv")
        await one_by_one(on, "enter", "1")
        await look_at(on, samples / "harvest_invoices.csv")
        await one_by_one(on, "1", "enter", "2", "escape")  # one was paid on a day to come
    async with stage(db) as on:
        assert [time.minutes for time in ledger_of(on, "Harrow Dairy").time] == [150]
        assert len(ledger_of(on, "Fjord Ferries").invoice) == 3


async def test_a_new_client_leads_to_the_table_and_twice_adds_nothing(
    db: Path, tmp_path: Path
) -> None:
    path = exports.write(tmp_path, "hours.csv", exports.TOGGL, exports.hours())
    async with stage(db, client()) as on:
        await on.press("i")
        await look_at(on, path)
        await on.press("enter")
        assert isinstance(on.app.screen, ImportResultScreen)
        await on.press("escape")
        assert isinstance(on.app.screen, SetupScreen)
        await on.press("escape")
        assert isinstance(on.app.screen, ClientsScreen)
        await on.press("i")
        await look_at(on, path)
        await on.press("enter")
        assert isinstance(on.app.screen, PreviewScreen)
        assert on.app.screen.preview is not None and on.app.screen.preview.same == 1
        assert on.toast == "There is nothing new to import."


async def test_leaving_writes_nothing_and_undo_takes_a_file_back(db: Path, tmp_path: Path) -> None:
    path = exports.write(tmp_path, "hours.csv", exports.TOGGL, exports.hours())
    async with stage(db, client("Other")) as on:
        await on.press("i")
        await look_at(on, path)
        await on.press("escape")
        assert isinstance(on.app.screen, ImportScreen)
        assert on.app.screen.query_one(TextInput).value == str(path)
        assert [client.name for client in on.store.clients()] == ["Other"]
        await one_by_one(on, "enter", "enter", "u")
        assert isinstance(on.app.screen, ImportResultScreen)
        assert "undone" in on.text
        assert [client.name for client in on.store.clients()] == ["Other"]


async def test_when_all_is_taken_back_there_is_nothing_to_set_up(db: Path, tmp_path: Path) -> None:
    path = exports.write(tmp_path, "hours.csv", exports.TOGGL, exports.hours())
    async with stage(db) as on:
        await on.press("i")
        await look_at(on, path)
        await one_by_one(on, "enter", "u", "escape")
        assert isinstance(on.app.screen, WelcomeScreen)


UNUSABLE: tuple[tuple[str, bytes | None, str], ...] = (
    ("nothing.csv", None, "“nothing.csv” does not exist."),
    ("cat.png", b"\x89PNG\r\n\0\0\0", "“cat.png” is not a text file."),
    ("sheet.xlsx", b"PK\x03\x04rest", "“sheet.xlsx” cannot be read as a spreadsheet"),
    ("empty.csv", b"", "“empty.csv” is empty."),
    ("word.csv", b"word\nanother\n", "“word.csv” has no columns."),
    ("other.json", b'{"a": 1}', "“other.json” is JSON, but not"),
)


async def test_what_cannot_be_used_is_one_line_and_the_path_stays(db: Path, tmp_path: Path) -> None:
    async with stage(db, client()) as on:
        await on.press("i")
        for name, content, problem in UNUSABLE:
            path = tmp_path / name
            if content is not None:
                path.write_bytes(content)
            await look_at(on, path)
            assert isinstance(on.app.screen, ImportScreen)
            assert problem in on.words("#import-say")
            assert on.app.screen.query_one(TextInput).value == str(path)
            await on.press("x")
            assert problem not in on.words("#import-say")
        for text in ("x" * 10_000, "~nobody-there/x.csv", "[@click=app.quit]x[/]"):
            await look_at(on, text)
            refusal = on.words("#import-say")
            assert "does not exist" in refusal or "cannot be read" in refusal
        await look_at(on, " ")
        assert "Type or paste the path" in on.words("#import-say")


async def test_a_folder_is_not_a_file_but_leads_to_one(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    exports.write(folder, "hours.csv", exports.TOGGL, exports.hours())
    async with stage(db, client()) as on:
        await on.press("i")
        await look_at(on, folder)
        assert isinstance(on.app.screen, ImportScreen)
        assert on.words("#import-say") == "“exports” is a folder. Choose a file in it."
        (file,) = on.items()
        assert "hours.csv" in on.drawn(file)
        await one_by_one(on, "down", "enter")
        assert isinstance(on.app.screen, PreviewScreen)


async def test_choosing_by_arrows_and_completing_by_tab(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    odd = exports.write(folder, "h\u202eours[b].csv", exports.TOGGL, exports.hours())
    async with stage(db, client()) as on:
        await on.press("i")
        field = on.app.screen.query_one(TextInput)
        field.value = str(tmp_path / "exp")
        await on.press("tab")
        assert field.value == f"{folder}/"
        await one_by_one(on, "down", "enter")
        assert isinstance(on.app.screen, PreviewScreen)
        await on.press("escape")
        assert field.value == f"{folder}/", "what was typed stays, and so do the files that fit"
        await one_by_one(on, "tab", "enter")
        assert isinstance(on.app.screen, PreviewScreen)
        await on.press("escape")
        # The field holds the safe form of the name; enter still means the file.
        assert field.value == str(odd).replace("\u202e", "\ufffd")
        await on.press("enter")
        assert isinstance(on.app.screen, PreviewScreen)
        assert on.app.screen.preview is not None and on.app.screen.preview.new == 1


async def test_a_path_given_at_the_start_is_looked_at_at_once(db: Path, tmp_path: Path) -> None:
    path = exports.write(tmp_path, "hours.csv", exports.TOGGL, exports.hours())
    async with stage(db, client(), size=(60, 20)) as on:
        on.app.push_screen(ImportScreen(path))
        await on.settle()
        assert isinstance(on.app.screen, PreviewScreen)
        assert "enter import" in on.text  # the smallest window holds it
        await on.press("escape")
        assert on.app.screen.query_one(TextInput).value == str(path)
        assert "enter preview" in on.text and "f1 help" in on.text


async def test_own_records_come_in_too(db: Path, tmp_path: Path) -> None:
    path = exports.write(
        tmp_path,
        "own.jsonl",
        '{"kind": "client", "id": "a", "name": "Acme [/] Ltd"}\n',
        '{"kind": "note", "id": "n", "client": "nobody", "on": "2026-03-01", "text": "x"}\n',
    )
    async with stage(db) as on:
        await on.press("i")
        await look_at(on, path)
        assert isinstance(on.app.screen, PreviewScreen)
        assert on.app.screen.preview is not None and len(on.app.screen.preview.skipped) == 1
        await one_by_one(on, "enter", "2")
        assert isinstance(on.app.screen, SetupScreen)
        assert "Acme [/] Ltd" in on.text


async def test_the_table_is_offered_to_who_had_clients_before_the_first_import(
    db: Path, tmp_path: Path
) -> None:
    path = exports.write(tmp_path, "hours.csv", exports.TOGGL, exports.hours())
    more = exports.write(tmp_path, "more.csv", exports.TOGGL, exports.hours(day="2026-03-03"))
    blank = client("Zoe Press", "zoe", rate=None, floor=None)
    async with stage(db, blank) as on:
        await on.press("i")
        await look_at(on, path)
        await on.press("enter")
        await on.press("2")
        assert isinstance(on.app.screen, SetupScreen)
        await on.press("escape", "i")
        await look_at(on, more)
        await on.press("enter")
        await on.press("2")
        assert isinstance(on.app.screen, ClientsScreen), "nobody is new, and it was offered"


async def test_a_program_that_is_installed_is_asked_before_and_after_a_file(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "empty" / "timew"
    printed = (
        '[{"id": 1, "start": "20260301T090000Z", "end": "20260301T100000Z", "tags": ["Northlake"]}]'
    )
    program.write_text(f"#!/bin/sh\necho '{printed}'\n")
    program.chmod(0o700)
    times = exports.write(tmp_path, "hours.csv", exports.TOGGL, exports.hours())
    async with stage(db) as on:
        await on.press("i")
        assert "timew export" in on.drawn(on.items()[0])
        await look_at(on, times)
        await one_by_one(on, "enter", "2")
        await on.settle()
        assert isinstance(on.app.screen, PreviewScreen)
        assert on.app.screen.preview is not None and on.app.screen.preview.new == 1
        await on.press("enter")
        assert isinstance(on.app.screen, ImportResultScreen)
        await on.press("2")
        assert isinstance(on.app.screen, SetupScreen)
        assert len(ledger_of(on, "Northlake").time) == 2


async def test_enter_takes_the_file_on_top_while_nothing_is_typed(db: Path, tmp_path: Path) -> None:
    exports.write(tmp_path / "empty", "hours.csv", exports.TOGGL, exports.hours())
    async with stage(db) as on:
        await one_by_one(on, "i", "enter")
        assert isinstance(on.app.screen, PreviewScreen)


async def test_after_a_look_at_one_file_all_are_there_again(db: Path, tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        exports.write(tmp_path / "empty", name, exports.TOGGL, exports.hours())
    async with stage(db, client()) as on:
        await on.press("i")
        before = [on.drawn(key) for key in on.items()]
        await one_by_one(on, "down", "enter")
        assert isinstance(on.app.screen, PreviewScreen)
        await on.press("escape")
        assert on.app.screen.query_one(TextInput).value == ""
        assert [on.drawn(key) for key in on.items()] == before and len(before) == 2
        await on.press("up")
        await on.press("enter")
        assert isinstance(on.app.screen, PreviewScreen), "the arrows go on"


async def test_a_file_that_is_in_is_marked_and_comes_last(db: Path, tmp_path: Path) -> None:
    here = tmp_path / "empty"
    new = exports.write(here, "new.csv", exports.TOGGL, exports.hours())
    old = exports.write(here, "old.csv", exports.TOGGL, exports.hours(day="2026-03-03"))
    os.utime(old, (1000, 1000))
    async with stage(db, client()) as on:

        def listed() -> list[str]:
            return [on.drawn(key) for key in on.items()]

        await on.press("i")
        assert [line.split()[0] for line in listed()] == ["new.csv", "old.csv"]
        await one_by_one(on, "enter", "enter", "1")
        assert [line.split()[:2] for line in listed()][1] == ["new.csv", "imported"]
        assert "imported" not in listed()[0]
        await one_by_one(on, "enter", "enter", "u", "1")
        assert [line.split()[0] for line in listed()] == ["old.csv", "new.csv"]
        assert "imported" not in listed()[0], "it was taken back"
        exports.write(here, new.name, exports.TOGGL, exports.hours(), exports.hours())
        await on.press("x", "backspace")
        assert not any("imported" in line for line in listed()), "it holds something else now"


async def test_a_file_that_brings_nothing_offers_no_import(db: Path, tmp_path: Path) -> None:
    path = exports.write(tmp_path, "hours.csv", exports.TOGGL, exports.hours())
    async with stage(db, client()) as on:
        await on.press("i")
        await look_at(on, path)
        offered = on.words("#preview-ask")
        await one_by_one(on, "enter", "1")
        await look_at(on, path)
        assert isinstance(on.app.screen, PreviewScreen)
        assert "undo" in offered and "undo" not in on.words("#preview-ask")
        assert "nothing new" in on.words("#preview-ask")
