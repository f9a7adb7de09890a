"""The settings file: defaults, values, and every mistake named with its line."""

from __future__ import annotations

import os
import stat
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from storage.errors import BadSetting
from storage.settings.file import load_settings, read_settings, value_of
from storage.settings.loading import copy_to_play
from storage.settings.readers import WrongValue
from storage.settings.saving import save_setting
from storage.settings.settings import Settings
from triage.limits import DEFAULT, Limits, thresholds

FULL_FILE = """# mine
theme = "goodterms-light"
glyphs = "ascii"
review_weekday = "thursday"
away = [[2026-08-01, 2026-08-14], [2026-12-24, 2026-12-24]]
offers = ["A day a week", "Training"]
savings = 12000
monthly_costs = 1850.50
keys = { review = "r" }

[limits]
silent_note_days = 5  # they are quick
risk_note = 0.2
income_marks = [50, 20]
default_floor = "45.00"
not_tracked = ["energy"]
base_currency = "USD"
currency_rates = { EUR = 1.08 }
"""


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == Settings()
    assert Settings().limits == DEFAULT


def test_every_setting_can_be_read_from_the_file() -> None:
    for spec in fields(Settings):
        try:
            value_of(spec.name, object())
        except WrongValue:
            continue
        except KeyError:
            if spec.name != "limits":
                pytest.fail(
                    f"storage/settings/settings.py, {spec.name}: say what reads it, "
                    "field(default=..., metadata=_read_by(READER))",
                    pytrace=False,
                )


def test_everything_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("\ufeff" + FULL_FILE, encoding="utf-8")
    assert load_settings(path) == Settings(
        theme="goodterms-light",
        glyphs="ascii",
        review_weekday="thursday",
        away=((date(2026, 8, 1), date(2026, 8, 14)), (date(2026, 12, 24), date(2026, 12, 24))),
        offers=("A day a week", "Training"),
        savings=Decimal(12000),
        monthly_costs=Decimal("1850.50"),
        keys={"review": "r"},
        limits=Limits.of(
            silent_note_days=5,
            risk_note=Decimal("0.2"),
            income_marks=(20, 50),
            default_floor=Decimal(45),
            not_tracked=("energy",),
            base_currency="USD",
            currency_rates={"EUR": Decimal("1.08")},
        ),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("theme = 3", "s.toml:1: theme must be text"),
        ('\n\nglyphs = "emoji"', "s.toml:3: glyphs must be one of unicode, ascii"),
        ('review_weekday = "Friday"', "s.toml:1: review_weekday must be one of monday"),
        ('thme = "x"', "s.toml:1: thme is not known (did you mean theme?)"),
        ("[limts]\nrisk_note = 0.1", "s.toml:1: limts is not known"),
        ("limits = 3", "s.toml:1: limits must be a table"),
        ("[limits]\n\nrisk_notes = 1", "s.toml:3: limits.risk_notes is not known (did you mean"),
        ("[limits]\nrisk_note = 1.5", "s.toml:2: limits.risk_note must be a number from 0 to 1"),
        ("[limits]\nrisk_note = nan", "s.toml:2: limits.risk_note must be a number"),
        ("[limits]\nsilent_note_days = 0", "s.toml:2: limits.silent_note_days must be a number"),
        ("[limits]\nsilent_note_days = 7.5", "s.toml:2: limits.silent_note_days must be a whole"),
        ("[limits]\nsilent_note_days = true", "s.toml:2: limits.silent_note_days must be a whole"),
        ('[limits]\ndefault_floor = "much"', "s.toml:2: limits.default_floor must be a number"),
        ("[limits]\ndefault_floor = -1", "s.toml:2: limits.default_floor must not be negative"),
        ('[limits]\nnot_tracked = ["joy"]', "s.toml:2: limits.not_tracked may list only hours"),
        ('[limits]\nbase_currency = "euro"', "s.toml:2: limits.base_currency must be a currency"),
        ("[limits]\nnot_tracked = [1]", "s.toml:2: limits.not_tracked must be text"),
        ("[limits]\ncurrency_rates = 3", "s.toml:2: limits.currency_rates must be a table"),
        ("[limits]\nincome_marks = 5", "s.toml:2: limits.income_marks must be a list"),
        ("[limits]\ndefault_floor = true", "s.toml:2: limits.default_floor must be a number"),
        ("[limits.currency_rates]\nUSD = 0", "s.toml:1: limits.currency_rates must hold rates"),
        ("away = [2026-08-01]", "s.toml:1: away must hold"),
        ("away = [[2026-08-02, 2026-08-01]]", "s.toml:1: away has a range that ends before"),
        ("away = [[2026-08-02T10:00:00, 2026-08-03]]", "s.toml:1: away must hold"),
        ('offers = "one"', "s.toml:1: offers must be a list"),
        ('keys = "w"', "s.toml:1: keys must be a table"),
        ("[keys]\nreview = 3", "s.toml:1: keys must be text"),
        ('theme = "x"\nno sense', "s.toml:2: "),
        ("savings = " + "9" * 5000, "s.toml:1: "),
        ("away = " + "[" * 50_000, "s.toml:1: "),
        ('theme = "x', "s.toml:1: "),
        ('theme = "a"\ntheme = "b"', "s.toml:2: "),
    ],
)  # fmt: skip
def test_every_mistake_is_named_with_its_line(text: str, says: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read_settings(text, Path("s.toml"))
    assert caught.value.message.startswith(says)
    assert caught.value.hint
    assert caught.value.exit_code == 2


@pytest.mark.skipif(
    os.name != "posix", reason="Windows has no named pipes among its files (os.mkfifo)"
)
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "s.toml")
    with pytest.raises(BadSetting, match="it is a pipe"):
        load_settings(tmp_path / "s.toml")


def test_an_unreadable_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'theme = "\xe9"')
    for path in (tmp_path, tmp_path / "latin.toml"):
        with pytest.raises(BadSetting, match="cannot be read"):
            load_settings(path)


CHANGES: dict[str, Any] = {
    "theme": "textual-dark",
    "review_weekday": "monday",
    "away": [(date(2026, 1, 1), date(2026, 1, 2))],
    "offers": ['say "hi"', "back\\slash", "línea\nnew\x7f"],
    "savings": Decimal("10.5"),
    "keys.review": "R",
    "keys.note": "n",
    "keys.clients.note": "ctrl+n",
    "limits.risk_note": Decimal("0.25"),
    "limits.fading_percent": 40,
    "limits.currency_rates": {"GBP": Decimal("1.17")},
    "limits.not_tracked": ["money", "energy"],
}


@pytest.mark.parametrize(
    "start", ["", "# only a comment\n", FULL_FILE, 'theme="x"\n[limits]\n[keys]']
)
@pytest.mark.parametrize("key", CHANGES)
def test_one_key_is_changed_and_the_rest_stays(tmp_path: Path, key: str, start: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(start.replace('keys = { review = "r" }\n', ""), encoding="utf-8")
    before = path.read_text(encoding="utf-8").splitlines()
    save_setting(path, key, CHANGES[key])
    after = path.read_text(encoding="utf-8").splitlines()
    assert _setting(load_settings(path), key) == _read_value(CHANGES[key])
    name = key.rpartition(".")[2]
    rest = iter(after)
    assert all(line in rest for line in before if name not in line)


def _setting(settings: Settings, key: str) -> Any:
    table, name = key.split(".", 1) if "." in key else ("", key)
    if table == "keys":
        return settings.keys[name]
    return settings.limits.value(name) if table else getattr(settings, name)


def _read_value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def test_going_back_to_the_default(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(FULL_FILE, encoding="utf-8")
    for key in ("theme", "limits.risk_note", "limits.income_marks"):
        save_setting(path, key, None)
    settings = load_settings(path)
    assert settings.theme == Settings().theme
    assert not settings.limits.changed("risk_note")
    assert settings.limits.value("silent_note_days") == 5
    assert "# they are quick" in path.read_text(encoding="utf-8")


def test_a_value_over_several_lines_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('offers = [\n  "one", # first\n  "two",\n]\ntheme = "x"\n', encoding="utf-8")
    save_setting(path, "offers", ["three"])
    assert path.read_text(encoding="utf-8") == 'offers = ["three"]\ntheme = "x"\n'


@pytest.mark.parametrize(
    ("start", "key", "value"),
    [
        ("", "theme", 3),
        ("", "limits.risk_note", 7),
        ("", "limts.risk_note", 7),
        ("no sense", "theme", "x"),
        ("limits = { risk_note = 0.1, risk_note = 0.2 }", "limits.risk_note", 0.3),
    ],
)
def test_what_could_not_be_read_back_is_not_written(
    tmp_path: Path, start: str, key: str, value: object
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(start, encoding="utf-8")
    with pytest.raises(BadSetting):
        save_setting(path, key, value)
    assert path.read_text(encoding="utf-8") == start
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "start",
    [
        'keys = { review = "r", "clients.note" = "N" }',
        '[keys]\nreview = "r"\n"clients.note" = "N" # mine',
        '[keys]\nreview = "r"\nclients . note = "N"',
        "[keys]\nreview = 'r'\n[keys.clients]\nnote = 'N'",
        'keys.review = "r"\nkeys.clients.note = "N"',
        '[ "keys" ]\n"review" = "r"\n\'clients.note\' = "N"',
    ],
)
def test_a_key_is_found_however_it_is_written(tmp_path: Path, start: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(start, encoding="utf-8")
    assert load_settings(path).keys == {"review": "r", "clients.note": "N"}
    save_setting(path, "keys.clients.note", "x")
    assert load_settings(path).keys == {"review": "r", "clients.note": "x"}
    save_setting(path, "keys.clients.log", "g")
    save_setting(path, "keys.review", None)
    assert load_settings(path).keys == {"clients.note": "x", "clients.log": "g"}


def test_what_only_looks_like_a_setting_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('offers = ["""\ntheme = "a"\n"""]\n', encoding="utf-8")
    save_setting(path, "theme", "b")
    assert load_settings(path) == Settings(theme="b", offers=('theme = "a"\n',))


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real, path = tmp_path / "dotfiles" / "goodterms.toml", tmp_path / "settings.toml"
    real.write_text("# mine\n", encoding="utf-8")
    path.symlink_to(Path("dotfiles") / "goodterms.toml")
    save_setting(path, "glyphs", "ascii")
    assert path.is_symlink()
    assert real.read_text(encoding="utf-8") == '# mine\nglyphs = "ascii"\n'
    assert [*(tmp_path / "dotfiles").iterdir()] == [real]


@pytest.mark.parametrize("target", ["gone.toml", "settings.toml"], ids=["dangling", "circle"])
def test_a_link_that_leads_nowhere_is_said(tmp_path: Path, target: str) -> None:
    path = tmp_path / "settings.toml"
    path.symlink_to(tmp_path / target)
    with pytest.raises(BadSetting, match=r"is a link to .* which is not there") as caught:
        save_setting(path, "glyphs", "ascii")
    assert "remove the link" in str(caught.value.hint)
    assert [*tmp_path.iterdir()] == [path]
    assert path.is_symlink()


def test_a_limit_is_found_however_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    for start in ("limits.risk_note = 0.1", "limits = { risk_note = 0.1 }"):
        path.write_text(start, encoding="utf-8")
        save_setting(path, "limits.risk_note", Decimal("0.2"))
        save_setting(path, "limits.currency_rates", {"USD": Decimal("0.9")})
        limits = load_settings(path).limits
        assert (limits.value("risk_note"), limits.currency_rates) == (
            Decimal("0.2"),
            {"USD": Decimal("0.9")},
        )


def test_the_file_is_made_for_the_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    save_setting(path, "theme", "x")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_every_threshold_can_be_set() -> None:
    for threshold in thresholds():
        value = (
            list(threshold.default) if isinstance(threshold.default, tuple) else threshold.default
        )
        assert read_settings(f"[limits]\n{threshold.name} = {value}", Path("s")).limits == DEFAULT


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("limits.hard_act", 5, 5),
        ("limits.risk_note", "0.2", Decimal("0.2")),
        ("glyphs", "ascii", "ascii"),
        ("replace_months", 4, 4),
        ("keys.clients.note", "w", "w"),
    ],
)
def test_a_value_can_be_looked_at_before_it_is_saved(key: str, value: Any, read: Any) -> None:
    assert value_of(key, value) == read


@pytest.mark.parametrize(
    ("key", "value"),
    [("limits.hard_act", 0), ("limits.hard_act", "many"), ("glyphs", "runes"), ("savings", -1)],
)
def test_a_value_that_cannot_be_says_what_it_should_be(key: str, value: Any) -> None:
    with pytest.raises(WrongValue, match="must"):
        value_of(key, value)


def test_settings_to_play_with_begin_as_the_own_ones(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    save_setting(own, "glyphs", "ascii")
    (tmp_path / "play").mkdir()
    copy = copy_to_play(own, tmp_path / "play")
    save_setting(copy, "glyphs", None)
    assert load_settings(own).glyphs == "ascii"
    assert copy_to_play(tmp_path / "none.toml", tmp_path).exists() is False
