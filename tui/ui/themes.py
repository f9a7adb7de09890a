"""The program's own two themes. Every text colour keeps 4.5:1 on its ground (tested)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from textual.app import App
from textual.color import Color
from textual.theme import Theme

from storage.data_table import data_rows

_BASE = (
    *("primary", "secondary", "accent", "foreground", "background", "surface", "panel"),
    *("success", "warning", "error"),
)
"""Colours that Textual knows by name; the others of themes.csv are variables."""


def _themes() -> Iterator[Theme]:
    (_, *names), *rows = data_rows(Path(__file__).with_name("themes.csv"))
    for column, name in enumerate(names, start=1):
        variables = {row[0]: row[column] for row in rows}
        base: dict[str, Any] = {colour: variables.pop(colour) for colour in _BASE}
        variables["block-cursor-text-style"] = "none"
        yield Theme(name=name, dark=name.endswith("-dark"), variables=variables, **base)


THEMES = DARK, LIGHT = tuple(_themes())


_BORROWED: Mapping[str, str] = {
    "health-good": "text-success",
    "health-watch": "text-warning",
    "health-act": "text-error",
    "health-stop": "text-error",
    "health-unknown": "text-primary",
}


def borrowed_colours(theme: Theme) -> dict[str, str]:
    """Our own colour names out of a theme that does not know them, so that every theme works."""
    has = theme.to_color_system().generate()
    if theme.name.startswith("ansi"):
        quiet = rule = "ansi_bright_black"
    else:
        ground, text = Color.parse(has["background"]), Color.parse(has["foreground"])
        quiet, rule = ground.blend(text, 0.68).hex, ground.blend(text, 0.25).hex
    names = {name: has[source] for name, source in _BORROWED.items()}
    return names | {"quiet": quiet, "rule": rule, "health-resting": quiet, "health-ended": quiet}


def for_few_colours(variables: dict[str, str], colours: str | None) -> dict[str, str]:
    """A theme's variables where the terminal has 16 colours or none: grounds that differ a little
    are one and the same there, so the line of the cursor is turned round.
    """
    if colours in ("truecolor", "256"):
        return variables
    return variables | {
        f"block-cursor{blurred}-text-style": "reverse" for blurred in ("", "-blurred")
    }


def begin_with(app: App[Any], theme: str) -> None:
    """Set an app's first theme, without reading every stylesheet a second time as setting one does
    later. Raises KeyError for one that is not there."""
    if app.available_themes[theme].ansi:
        app.theme = theme
        return
    app.set_reactive(App.theme, theme)
    app.stylesheet.set_variables(app.get_css_variables())
    dark = app.current_theme.dark
    app.update_classes({"-dark-mode": dark, "-light-mode": not dark}, update=False)
