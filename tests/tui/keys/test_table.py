"""The one key table: every entry works where it says, and a remapping cannot break it."""

from __future__ import annotations

import inspect
from collections import Counter
from importlib import import_module
from pathlib import Path
from string import punctuation

import pytest
from textual.keys import Keys, _character_to_key

import tui
from tui.app import GoodTerms
from tui.clients.rowlist import RowList
from tui.keys.action import KeyAction
from tui.keys.keymap import BadKeys, in_group, in_sentence, remapped, shown
from tui.keys.meanings import ANY_NAME, exceptions, is_exception, meanings, not_here
from tui.keys.table import _ROWS, GROUPS, KEYS, _keys
from tui.ui.line_list import LineList

ROOT = Path(tui.__file__).parents[1]
MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in Path(tui.__file__).parent.rglob("*.py")
    if path.name != "__main__.py"
]
SCREENS = {
    group: screen
    for module in MODULES
    for _, screen in inspect.getmembers(import_module(module), inspect.isclass)
    if (group := getattr(screen, "GROUP", ""))
}


def test_ids_are_unique_and_their_groups_known() -> None:
    twice = [id_ for id_, times in Counter(key.id for key in KEYS).items() if times > 1]
    assert not twice, f"tui/keys/keys.csv: two lines are called {twice}"
    nameless = {key.group for key in KEYS} - set(GROUPS)
    assert not nameless, f"tui/keys/keys.csv: above their keys, a line with the name of {nameless}"
    keyless = set(GROUPS) - {key.group for key in KEYS}
    assert not keyless, f"tui/keys/keys.csv: a line that names {keyless}, and no key below it"


def test_every_entry_says_what_it_does() -> None:
    for key in KEYS:
        where = f"{key.id} of tui/keys/keys.csv"
        assert key.label, f"{where}: say as label, in a word, what the bar calls it"
        assert key.help[:1].isupper(), f"{where}: say as help what it does, with a capital letter"
        assert not key.help.endswith(".") and "!" not in key.help, f"{where}: no . or ! in its help"


NAMED_KEYS = {key.value for key in Keys} | {*map(_character_to_key, punctuation)}


def test_every_key_can_be_pressed() -> None:
    for key in KEYS:
        for name in key.keys.split(","):
            assert name in NAMED_KEYS or len(name.rpartition("+")[2]) == 1, (
                f"{key.id} of tui/keys/keys.csv: no key is called {name!r}; say a letter, a key as "
                "in enter, f1 or ctrl+s, or the name of a sign, as in question_mark"
            )


def test_the_last_column_says_bar_or_nothing() -> None:
    for id_, *_, bar in _ROWS:
        assert bar in ("", "bar"), (
            f"{id_} of tui/keys/keys.csv: its last column is bar, where the bar at the bottom "
            f"names it, or empty; not {bar!r}"
        )


def test_a_line_that_takes_over_an_action_names_one_above_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [["hours.back", "escape", "=today.leave", "", "", ""]]
    monkeypatch.setattr("tui.keys.table._ROWS", rows)
    with pytest.raises(LookupError, match=r"keys\.csv, hours\.back: no line above it is .*leave"):
        list(_keys())


PLACES: dict[str, type] = {"everywhere": GoodTerms, "list": RowList, **SCREENS}
DIALOGS = {"pick"}
"""Groups of dialogs that several screens share."""


def test_every_group_has_a_place() -> None:
    homeless = set(GROUPS) - set(PLACES) - DIALOGS
    assert not homeless, f"no screen says GROUP = ... for {homeless}"
    keyless = set(PLACES) - set(GROUPS)
    assert not keyless, f"tui/keys/keys.csv: a line that names {keyless}, and below it the keys"


@pytest.mark.parametrize(
    "key", [key for key in KEYS if key.group in PLACES], ids=lambda key: key.id
)
def test_every_action_exists_where_its_key_works(key: KeyAction) -> None:
    name = f"action_{key.action.partition('(')[0].removeprefix('app.')}"
    where = GoodTerms if key.action.startswith("app.") else PLACES[key.group]
    assert hasattr(where, name), (
        f"{key.id} of tui/keys/keys.csv: write {name} in {where.__name__} ({where.__module__})"
    )
    if key.group == "list":
        assert hasattr(LineList, name), f"{key.id} of tui/keys/keys.csv: write {name} in LineList"


@pytest.mark.parametrize("module", MODULES)
def test_every_action_has_a_key(module: str) -> None:
    """Those that Textual's own widgets have too are theirs."""
    actions = {f"action_{key.action.partition('(')[0].removeprefix('app.')}" for key in KEYS}
    for _, cls in inspect.getmembers(import_module(module), inspect.isclass):
        textual = [base for base in cls.__mro__ if base.__module__.startswith("textual.")]
        for name in vars(cls) if cls.__module__ == module else ():
            if name.startswith("action_") and not any(hasattr(base, name) for base in textual):
                assert name in actions, (
                    f"{cls.__name__}.{name}: give it a line in tui/keys/keys.csv"
                )


@pytest.mark.parametrize("group", GROUPS)
def test_one_place_has_no_key_twice(group: str) -> None:
    names = Counter(name for key in in_group(group) for name in key.keys.split(","))
    twice = [name for name, times in names.items() if times > 1]
    assert not twice, f"tui/keys/keys.csv: two lines of {group} have the key {twice}"


def test_nothing_is_reached_by_a_chord_alone() -> None:
    plain = {key.action for key in KEYS if any("+" not in name for name in key.keys.split(","))}
    # What a chord alone does here, a plain key does too: esc saves a note, enter the last field
    # of a form; the palette lists what has a key anyway; and an editor is only another way to type.
    twice = {"save", "command_palette", "editor"}
    lonely = {key.action for key in KEYS} - plain - twice
    assert not lonely, (
        "tui/keys/keys.csv: give it a plain key as well, or say in `twice` of this test that "
        f"a plain key does the same: {lonely}"
    )


def test_yes_is_never_n() -> None:
    others = {key.id for key in KEYS if key.keys == "n"} - {
        key.id for key in KEYS if key.action == "note"
    }
    assert not others, f"tui/keys/keys.csv: n writes a note everywhere; another key for {others}"


def test_a_remapping_keeps_everything_else() -> None:
    table = remapped({"clients.note": "N"})
    changed = [key for key, old in zip(table, KEYS, strict=True) if key != old]
    assert [(key.id, key.keys) for key in changed] == [("clients.note", "N")]


def test_an_unknown_id_is_named() -> None:
    with pytest.raises(BadKeys, match=r"clients\.nota.*goodterms keys"):
        remapped({"clients.nota": "N"})


def test_a_clash_names_both() -> None:
    with pytest.raises(BadKeys, match=r"'d'.*'clients\.decide'.*'clients\.note'"):
        remapped({"clients.note": "d"})


def test_keys_are_written_as_people_write_them() -> None:
    assert [shown(name) for name in ("question_mark", "escape", "ctrl+s", "d")] == [
        "?",
        "esc",
        "^s",
        "d",
    ]


ON_KEYS = [(key, name) for key in KEYS for name in key.keys.split(",")]


@pytest.mark.parametrize(
    ("key", "name"), ON_KEYS, ids=[f"{key.id} on {name}" for key, name in ON_KEYS]
)
def test_a_key_means_the_same_on_every_screen(key: KeyAction, name: str) -> None:
    if name not in meanings():
        actions = {of.id.partition(".")[2] for of in KEYS if name in of.keys.split(",")}
        assert len(actions) == 1, (
            f"{name} is the key of {sorted(actions)}: give one of them another key, or say in "
            "tui/keys/meanings.csv what it does on every screen"
        )
        return
    _, names = meanings()[name]
    fits = ANY_NAME in names or key.id.partition(".")[2] in names
    assert fits or is_exception(key, name), (
        f"{name} means something else elsewhere: give {key.id} another key, or name it in "
        "tui/keys/exceptions.csv with the reason"
    )


def test_every_exception_is_one() -> None:
    by_id = {key.id: key for key in KEYS}
    for (what, name), why in exceptions().items():
        assert why, (what, name)
        keys = [by_id[what]] if what in by_id else in_group(what)
        assert [key for key in keys if name in key.keys.split(",")], f"{what} is not on {name}"


def test_a_key_that_does_nothing_here_names_where_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in KEYS:
        for name in key.keys.split(","):
            sentence = not_here(name, {})
            assert sentence is not None, name
            assert sentence.startswith(shown(name)), name
    assert not_here("f12", {}) is None
    with monkeypatch.context() as without:  # a key of one action needs no line of its meaning
        without.setattr("tui.keys.meanings.meanings", dict)
        assert not_here("x", {}) == "x works on “Clients”: show or hide past clients."
    assert not_here("N", {}) is None
    remapped_note = not_here("N", {"clients.note": "N"})
    assert remapped_note is not None
    assert GROUPS["clients"] in remapped_note


@pytest.mark.parametrize(
    ("key", "name"),
    [("enter", "Enter"), ("escape", "Esc"), ("d", "d"), ("ctrl+s", "^s"), ("question_mark", "?")],
)
def test_a_sentence_names_a_key_as_its_cap_does(key: str, name: str) -> None:
    assert in_sentence(key) == name
