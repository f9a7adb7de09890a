"""`settings`: every setting with its value, and changing one."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from tui.cli.command import Command
from tui.cli.errors import CommandRefused
from tui.cli.output import say, say_json, say_row, table
from tui.cli.session import Session


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting; `source` says where the default of a limit comes from."""

    key: str
    value: Any
    changed: bool
    unit: str = ""
    meaning: str = ""
    source: str = ""


def _settings_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "change",
        metavar="KEY=VALUE",
        nargs="?",
        help="what to set; an empty VALUE is the default again",
    )
    parser.add_argument("--json", action="store_true", help="for programs")


def settings(given: argparse.Namespace, session: Session) -> int:
    """Lists all settings, or changes one."""
    from storage.paths import settings_path
    from storage.settings_file import save_setting

    path = settings_path(session.env)
    if given.change is not None:
        key, equals, text = given.change.partition("=")
        if not equals:
            raise CommandRefused(f"{key!r} is not KEY=VALUE", "goodterms settings lists the keys")
        value = _toml(text)
        _check(key, value, session)
        save_setting(path, key, value)
        say(f"Set in {path}: {key}")
        return 0
    rows = list(_rows(session))
    if given.json:
        say_json({row.key: _json(row.value) for row in rows})
        return 0
    say(str(path))
    shown = [(row.key, _text(row), row.meaning, row.source) for row in rows]
    for cells in table(shown, (40, 30, 60, 100)):
        say_row(cells)
    return 0


def _check(key: str, value: Any, session: Session) -> None:
    """Raises Refused for a setting that does not exist, and for a key that cannot be remapped so.

    Values are checked where they are read.
    """
    from tui.keys.table import BadKeys, remapped

    if key.startswith("keys."):
        id_ = key.removeprefix("keys.")
        keys = {**session.settings.keys, id_: value}
        try:
            remapped({name: to for name, to in keys.items() if isinstance(to, str)})
        except BadKeys as bad:
            if value is not None or bad.id != id_:
                raise CommandRefused(str(bad), "nothing was changed") from None
    elif key not in {row.key for row in _rows(session)}:
        raise CommandRefused(f"there is no setting {key!r}", "goodterms settings lists them")


def _rows(session: Session) -> Iterator[SettingLine]:
    from storage.settings import Settings
    from triage.health import threshold_source
    from triage.limits import DEFAULT, THRESHOLDS, Limits

    chosen, plain = session.settings, Settings()
    for spec in fields(Settings):
        if spec.name != "limits":
            value = getattr(chosen, spec.name)
            yield SettingLine(spec.name, value, value != getattr(plain, spec.name))
    thresholds = {one.name: one for one in THRESHOLDS}
    for spec in fields(Limits):
        value = getattr(chosen.limits, spec.name)
        changed = value != getattr(DEFAULT, spec.name)
        one = thresholds.get(spec.name)
        said = (one.unit, one.meaning, threshold_source(one)) if one else ()
        yield SettingLine(f"limits.{spec.name}", value, changed, *said)


def _text(row: SettingLine) -> str:
    value = _json(row.value)
    shown = "not set" if value in (None, [], {}) else f"{value} {row.unit}".rstrip()
    return f"{shown} (yours)" if row.changed else shown


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _json(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_json(part) for part in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def _toml(text: str) -> Any:
    """A value as it stands in the file, or plain text; "" = back to the default."""
    if not text:
        return None
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):  # also a number too long, a list too deep
        return text


COMMANDS: Mapping[str, Command] = {"settings": Command(_settings_arguments, settings)}
