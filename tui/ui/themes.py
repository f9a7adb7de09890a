"""The program's own two themes. Every text colour keeps 4.5:1 on its ground (tested)."""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

DARK = Theme(
    name="goodterms-dark",
    dark=True,
    primary="#8fb8de",
    secondary="#8a93a3",
    accent="#e0b26d",
    foreground="#dcdfe4",
    background="#16181d",
    surface="#16181d",
    panel="#20242c",
    success="#8fc495",
    warning="#e0b26d",
    error="#f08c7e",
    variables={
        "quiet": "#98a0ae",
        "rule": "#3a404c",
        "health-good": "#8fc495",
        "health-watch": "#e0b26d",
        "health-act": "#f2977a",
        "health-stop": "#ff8f8f",
        "health-unknown": "#a9b7f0",
        "health-resting": "#98a0ae",
        "health-ended": "#98a0ae",
        "block-cursor-background": "#2c3644",
        "block-cursor-foreground": "#f2f4f7",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#242a34",
        "block-cursor-blurred-foreground": "#dcdfe4",
        "input-selection-background": "#3b4a60",
        "scrollbar": "#3a404c",
        "scrollbar-hover": "#4c5462",
        "scrollbar-active": "#8fb8de",
        "scrollbar-background": "#16181d",
        "scrollbar-background-hover": "#16181d",
        "scrollbar-background-active": "#16181d",
    },
)

LIGHT = Theme(
    name="goodterms-light",
    dark=False,
    primary="#1f5f99",
    secondary="#5b6270",
    accent="#8a5a00",
    foreground="#22262d",
    background="#faf9f6",
    surface="#faf9f6",
    panel="#efede7",
    success="#256b34",
    warning="#855500",
    error="#b3261e",
    variables={
        "quiet": "#5b6270",
        "rule": "#c9c5bb",
        "health-good": "#256b34",
        "health-watch": "#855500",
        "health-act": "#a83a12",
        "health-stop": "#b0121c",
        "health-unknown": "#3d4fa8",
        "health-resting": "#5b6270",
        "health-ended": "#5b6270",
        "block-cursor-background": "#dbe5ef",
        "block-cursor-foreground": "#101317",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e6e8ea",
        "block-cursor-blurred-foreground": "#22262d",
        "input-selection-background": "#bcd3ea",
        "scrollbar": "#c9c5bb",
        "scrollbar-hover": "#aaa69c",
        "scrollbar-active": "#1f5f99",
        "scrollbar-background": "#faf9f6",
        "scrollbar-background-hover": "#faf9f6",
        "scrollbar-background-active": "#faf9f6",
    },
)

THEMES = (DARK, LIGHT)


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
