"""Both own themes can be read: every text colour keeps 4.5:1 on every ground it stands on."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tui.ui.themes import DARK, LIGHT, THEMES, borrowed_colours
from tui.wording.formatting import HEALTH_ORDER

WCAG_AA = 4.5
"""Web Content Accessibility Guidelines 2.1, success criterion 1.4.3."""
GROUNDS = (
    *("background", "panel"),
    *("block-cursor-background", "block-cursor-blurred-background"),
)
TEXTS = ("foreground", "quiet", "accent", *(f"health-{word}" for word in HEALTH_ORDER))


def luminance(colour: Color) -> float:
    channels = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(text: str, ground: str) -> float:
    lighter, darker = sorted((luminance(Color.parse(c)) for c in (text, ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colours(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read(theme: Theme, ground: str, text: str) -> None:
    has = colours(theme)
    assert contrast(has[text], has[ground]) >= WCAG_AA


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_cursor_line_can_be_read(theme: Theme) -> None:
    has = colours(theme)
    for state in ("", "-blurred"):
        text, ground = f"block-cursor{state}-foreground", f"block-cursor{state}-background"
        assert contrast(has[text], has[ground]) >= WCAG_AA


def test_one_theme_is_dark_and_one_is_light() -> None:
    assert DARK.dark and not LIGHT.dark
    assert set(DARK.variables) == set(LIGHT.variables)


@pytest.mark.parametrize("name", BUILTIN_THEMES)
def test_other_themes_lend_every_colour_that_ours_name(name: str) -> None:
    lent = borrowed_colours(BUILTIN_THEMES[name])
    own = {key for key in DARK.variables if key.startswith("health-")} | {"quiet", "rule"}
    assert own <= set(lent)
    for value in lent.values():
        Color.parse(value)
