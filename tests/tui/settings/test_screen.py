"""Settings: every limit with its meaning and source, changed at once or not at all."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import storage
import tui
from storage.settings.file import load_settings, value_of
from storage.settings.readers import WrongValue
from storage.settings.settings import Settings
from tests.tui.stage import Stage, client, event, stage
from triage.fields.numbers import Measure, Whole
from triage.limits import thresholds
from tui.client.note_screen import NoteScreen
from tui.settings.rows import _OWN, SettingRow, rows
from tui.settings.screen import SettingsScreen
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.field import TextInput
from tui.ui.input_dialog import InputDialog

QUIET = client(not_tracked=["hours", "money", "contact", "energy"])
RUDE = [event(f"e{n}", "message_in", on=f"2026-03-0{n}", tone=-1) for n in (1, 2)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def go_to(on: Stage, key: str) -> None:
    """Put the cursor on a setting, wherever it stands."""
    on.list.go_to(key)


def shown_row(on: Stage, key: str = "") -> SettingRow:
    """The setting under the cursor, or another one of the list."""
    screen = on.app.screen
    assert isinstance(screen, SettingsScreen)
    current = key if key else on.list.current
    assert isinstance(current, str)
    return screen.rows[current]


async def change(on: Stage, key: str, text: str) -> None:
    go_to(on, key)
    await on.press("enter")
    on.app.screen.query_one(TextInput).value = text
    await on.press("enter")


def test_every_setting_has_its_row() -> None:
    typed_keys = {key for key, *_ in _OWN if not key.startswith("limits.")}
    unknown = typed_keys - {spec.name for spec in fields(Settings)}
    assert not unknown, (
        f"storage/settings/settings.py: a field of Settings for {unknown} is missing"
    )
    keys = {row.key for row in rows(Settings())}
    without = {spec.name for spec in fields(Settings)} - {"limits"} - keys
    assert not without, f"say in tui/settings/rows.py (_OWN) what a screen calls {without}"


def is_taken(key: str, number: int) -> bool:
    """Whether the settings file may hold it."""
    try:
        value_of(key, number)
    except WrongValue:
        return False
    return True


@pytest.mark.parametrize(
    ("key", "field"),
    [(key, field) for key, _, _, field in _OWN if isinstance(field, Whole | Measure)],
)
def test_a_row_takes_the_numbers_that_the_file_takes(key: str, field: Whole | Measure) -> None:
    low, high = field.low, field.high
    inside = [number for number in (low, 10_000 if high is None else high) if number is not None]
    beyond = [] if low is None else [low - 1]
    beyond += [] if high is None else [high + 1]
    differ = [number for number in inside if not is_taken(key, number)]
    differ += [number for number in beyond if is_taken(key, number)]
    assert not differ, (
        f"{key}: its field in tui/settings/rows.py and its reader in storage/settings/settings.py "
        f"differ about {differ}; give both the same low and high"
    )


def test_every_setting_is_asked_for_somewhere() -> None:
    """One that nothing asks for would be set, and change nothing."""
    asking = "".join(
        path.read_text("utf-8")
        for package in (storage, tui)
        for path in Path(package.__file__ or "").parent.rglob("*.py")
    )
    unasked = {spec.name for spec in fields(Settings) if f".{spec.name}" not in asking}
    assert not unasked, f"storage/settings/settings.py: nothing asks settings for {unasked}"


async def test_every_limit_stands_there_with_its_default_and_source(db: Path, file: Path) -> None:
    async with stage(db, QUIET, settings_file=file, size=(120, 40)) as on:
        await on.press("comma")
        assert isinstance(on.app.screen, SettingsScreen)
        for limit in thresholds():
            go_to(on, f"limits.{limit.name}")
            assert on.list.current == f"limits.{limit.name}"
        go_to(on, "limits.hard_act")
        await on.settle()
        row = shown_row(on)
        assert (row.value, row.default, row.changed) == (3, 3, False)
        assert row.shown == row.shown_default == f"3 {row.unit}"
        assert row.used_by == ("DISRESPECT",)
        assert row.source.split(";")[0] in on.text


async def test_a_limit_counts_as_soon_as_it_is_set(db: Path, file: Path) -> None:
    async with stage(db, QUIET, *RUDE, settings_file=file) as on:
        assert on.verdict() == "watch"
        await on.press("comma")
        await change(on, "limits.hard_act", "2")
        row = shown_row(on)
        assert (row.value, row.default, row.changed) == (2, 3, True)
        await on.press("escape")
        assert on.verdict() == "act"
    assert load_settings(file).limits.value("hard_act") == 2


async def test_back_to_the_default_by_one_key_or_by_an_empty_line(db: Path, file: Path) -> None:
    async with stage(db, QUIET, settings_file=file) as on:
        await on.press("comma")
        for back in ("X", "enter"):
            await change(on, "limits.hard_act", "5")
            if back == "X":
                await on.press("X")
            else:
                await change(on, "limits.hard_act", "")
            assert load_settings(file).limits.value("hard_act") == 3
        await on.press("X")
        assert on.toast == "It is already the default."


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("limits.hard_act", "0", "“0” cannot be used here. Type a whole number from 1"),
        ("limits.hard_act", "2.5", "a whole number from 1"),
        ("limits.hard_act", "many", "“many”"),
        ("limits.risk_note", "3", "a number from 0 to 1"),
        ("limits.base_currency", "euro", "three letters"),
        ("mail_program", "mail 'x", "quotation mark"),
        ("limits.currency_rates", "USD", "rates like"),
        ("limits.not_tracked", "sleep", "one of hours, money, contact, energy"),
        ("away", "2026-08-14 to 2026-08-01", "A range cannot end before it begins"),
        ("savings", "-1", "a number from 0"),
        ("replace_months", "121", "“121” cannot be used here. Type a whole number from 1 to 120"),
        ("keys", "clients.fly w", "there is no action 'clients.fly'"),
        ("keys", "clients.note w", "is set for both"),
    ],
)
async def test_a_value_that_cannot_be_is_named_and_nothing_is_saved(
    db: Path, file: Path, key: str, text: str, says: str
) -> None:
    async with stage(db, QUIET, settings_file=file, size=(120, 40)) as on:
        await on.press("comma")
        await change(on, key, text)
        assert isinstance(on.app.screen, InputDialog)
        remark = str(on.app.screen.query_one("#ask-remark").render())
        assert says in remark
    assert not file.exists()


@pytest.mark.parametrize(
    ("key", "text", "kept"),
    [
        ("away", "2026-08-01 to 2026-08-14; 2026-12-24", "2 ranges"),
        ("offers", "A day a week; Training", ("A day a week", "Training")),
        ("replace_months", "4", 4),
        ("letters", "/tmp/letters", Path("/tmp/letters")),
        ("mail_program", "neomutt -H", "neomutt -H"),
    ],
)
async def test_what_is_typed_is_read_as_it_was_meant(
    db: Path, file: Path, key: str, text: str, kept: Any
) -> None:
    async with stage(db, QUIET, settings_file=file) as on:
        await on.press("comma")
        await change(on, key, text)
        go_to(on, key)
        await on.press("enter")
        assert on.app.screen.query_one(TextInput).value == text, "typed as it would be typed again"
    value = getattr(load_settings(file), key)
    assert value == kept or [len(pair) for pair in value] == [2, 2]


async def test_marks_and_rates(db: Path, file: Path) -> None:
    async with stage(db, QUIET, settings_file=file) as on:
        await on.press("comma")
        await change(on, "limits.income_marks", "30 50")
        await change(on, "limits.currency_rates", "usd 0,92; GBP 1.17")
    limits = load_settings(file).limits
    assert limits.income_marks == (30, 50)
    assert {name: str(rate) for name, rate in limits.currency_rates.items()} == {
        "USD": "0.92",
        "GBP": "1.17",
    }


async def test_colours_and_signs_are_picked_and_seen_at_once(db: Path, file: Path) -> None:
    async with stage(db, QUIET, settings_file=file) as on:
        await on.press("comma")
        go_to(on, "glyphs")
        await on.press("enter")
        assert isinstance(on.app.screen, ChoiceDialog)
        await on.press("2")
        go_to(on, "theme")
        await on.press("enter")
        themes = sorted(on.app.available_themes)
        on.list.highlighted = themes.index("goodterms-light")
        await on.press("enter")
        assert on.app.theme == "goodterms-light"
        await on.press("escape")
        assert "+ good" in on.text


async def test_a_key_of_one_s_own_works_at_once_and_can_be_given_back(db: Path, file: Path) -> None:
    async with stage(db, QUIET, settings_file=file) as on:
        await on.press("comma")
        await change(on, "keys", "clients.note N")
        assert on.app.workspace.settings.keys == {"clients.note": "N"}
        await on.press("escape", "n")
        assert not isinstance(on.app.screen, NoteScreen)
        await on.press("N")
        assert isinstance(on.app.screen, NoteScreen)
        await on.press("escape", "comma")
        await change(on, "keys", "clients.note")
        await on.press("escape", "n")
        assert isinstance(on.app.screen, NoteScreen)
    assert load_settings(file).keys == {}


async def test_a_file_with_a_mistake_is_named_and_left_alone(db: Path, file: Path) -> None:
    file.write_text("[limits]\nhard_act = 0\n", encoding="utf-8")
    async with stage(db, QUIET, settings_file=file) as on:
        await on.press("comma")
        await change(on, "limits.hard_watch", "4")
        assert "settings.toml:2: limits.hard_act must be" in on.toast
    assert file.read_text(encoding="utf-8") == "[limits]\nhard_act = 0\n"


async def test_the_palette_s_theme_is_kept_too(db: Path, file: Path) -> None:
    async with stage(db, QUIET, settings_file=file) as on:
        on.app.action_change_theme()
        await on.settle()
        assert on.list.current == "theme"


async def test_settings_of_the_sample_year_stay_there(db: Path, file: Path) -> None:
    file.write_text('glyphs = "ascii"\n', encoding="utf-8")
    async with stage(db, settings=load_settings(file), settings_file=file) as on:
        await on.press("s", "comma")
        assert on.app.workspace.settings.keys == {}
        await change(on, "keys", "clients.note N")
        await change(on, "limits.hard_act", "7")
        await on.press("escape")
        assert on.app.workspace.settings.limits.value("hard_act") == 7
        assert on.app.workspace.settings.glyphs == "ascii", "it begins as the own ones"
        await on.press("q")
        assert on.app.workspace.settings.limits.value("hard_act") == 3
        assert on.app.workspace.look.keys == {}
    assert file.read_text(encoding="utf-8") == 'glyphs = "ascii"\n'


async def test_a_meaning_that_its_line_cuts_stands_whole_below(db: Path, file: Path) -> None:
    async with stage(db, QUIET, settings_file=file) as on:
        await on.press("comma")
        key = "limits.pay_tolerance_percent"
        go_to(on, key)
        await on.settle()
        label = rows_of(on)[key].label
        assert label not in on.drawn(key) and label in on.words("#settings-more")


async def test_choices_open_on_the_one_in_force(db: Path, file: Path) -> None:
    async with stage(db, QUIET, settings_file=file) as on:
        await on.press("comma")
        for key, row in rows_of(on).items():
            if row.choices:
                go_to(on, key)
                await on.press("enter")
                assert isinstance(on.app.screen, ChoiceDialog)
                assert row.choices[int(str(on.list.current))] == row.value
                await on.press("enter")
                assert not rows_of(on)[key].changed, "enter on what is in force changes nothing"


def rows_of(on: Stage) -> dict[str, SettingRow]:
    screen = on.app.screen
    assert isinstance(screen, SettingsScreen)
    return {str(key): row for key, row in screen.rows.items()}
