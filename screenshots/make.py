"""Draws the pictures of the README from the sample year, the same every time.

`make.py` writes screenshots/*.svg and *.png. `make.py --check` writes nothing and fails when a
screen no longer looks like its picture.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import fontpkg_fira_code
import resvg_py
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from storage.demo import build
from storage.settings.settings import Settings
from storage.store import Store
from triage.changes import Put
from triage.records import Review
from tui.app import GoodTerms
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace

HERE = Path(__file__).parent
TODAY = date(2026, 3, 13)
NOW = datetime(2026, 3, 13, 16, 30)
DARK, LIGHT = "goodterms-dark", "goodterms-light"


@dataclass(frozen=True)
class Shot:
    """One picture: which keys lead to it from the Clients list, how large, in which theme.

    It is taken `days` after the sample was made. `before` are keys pressed on the day of the
    sample, `answered` the clients whose cards are answered in a review that is going on.
    """

    name: str
    keys: Sequence[str] = ()
    size: tuple[int, int] = (80, 24)
    theme: str = DARK
    days: int = 0
    before: Sequence[str] = ()
    answered: Sequence[str] = ()


WIDE = (120, 40)
WORST = ("films", "brandt", "northlake", "fjord")
"""The clients of the sample year whose cards come first."""
TROUBLE = (*WORST, "quay", "theatre")
_WORDS = "As we agreed in writing"
A_REVIEW = (
    *("w", "enter", "enter", *"21", "enter", *"23", "enter", "escape"),  # danger: advice first
    *("enter", *"11", "enter", "m", "s", "3", "enter", "escape"),  # not paid: a reminder, sent
    *("enter", "1", "enter", "escape"),  # rude: one clear boundary
    *("z", *"113", "enter"),  # nothing to do for a while, and how they feel
    *("space", *"13", "enter", "1", "space"),  # unknown: what was missing; still good
    *("d", *"611311", "enter", "1", *_WORDS, "enter", *_WORDS, "enter", "enter", "escape"),
)
"""A whole review of the sample year, as one would answer it."""
SHOTS = (
    Shot("clients", size=WIDE),
    Shot("clients-light", size=WIDE, theme=LIGHT),
    Shot("clients-80"),
    Shot("client", ["down", "enter"], WIDE),
    Shot("why", ["down", "down", "v"]),
    Shot("decide", ["down", "down", "d"]),
    Shot("decide-light", ["down", "down", "d"], theme=LIGHT),
    Shot("safety", ["exclamation_mark"]),
    Shot("shut", ["j", "j", "enter", "b", "3"]),
    Shot("review", ["w"]),
    Shot("review-act", ["w"], answered=WORST[:1]),
    Shot("review-action", ["w", "enter"], before=["d", *"251", "enter", "enter"], days=7),
    Shot("review-energy", ["w"], answered=WORST[:1], days=7),
    Shot("review-unknown", ["w"], answered=WORST),
    Shot("review-good", ["w"], answered=TROUBLE),
    Shot("review-batch", ["w"], answered=[*TROUBLE, "dental"], days=7),
    Shot("review-guess", ["d", *"251"]),
    Shot("review-outcome", ["down", "down", "enter", "O"]),
    Shot("review-report", A_REVIEW, WIDE),
    Shot("review-wide", ["w"], WIDE, answered=WORST[:1]),
    Shot("review-light", ["w"], theme=LIGHT, answered=WORST[:1]),
    Shot("today", ["t"]),
    Shot("message", ["down", "enter", "m", "enter"], WIDE),
    Shot("goodbyes", ["b"]),
    Shot("note", ["down", "n", *"Call on Monday"]),
    Shot("log", ["down", "l"]),
    Shot("setup", ["s"]),
    Shot("help", ["question_mark"]),
)


async def draw(shot: Shot, database: Path) -> str:
    """The SVG of one shot."""
    if shot.before:
        await pressed(replace(shot, keys=shot.before, days=0), database)
    if shot.answered:
        day = TODAY + timedelta(days=shot.days)
        verdicts = {client: "decided" if client in TROUBLE else "good" for client in shot.answered}
        cards = tuple({"client": id_, "verdict": verdict} for id_, verdict in verdicts.items())
        with Store.open(database, now=lambda: NOW) as store:
            store.apply("Review", [Put(Review(id="review-now", on=day, cards=cards))])
    return await pressed(shot, database)


async def pressed(shot: Shot, database: Path) -> str:
    """What stands on the screen after the keys of a shot."""
    settings, later = Settings(theme=shot.theme), timedelta(days=shot.days)
    workspace = Workspace(
        database,
        today=TODAY + later,
        now=lambda: NOW + later,
        configuration=Configuration(settings=settings),
        sample=True,
    )
    app = GoodTerms(workspace)
    async with app.run_test(size=shot.size) as pilot:
        await settle(app, pilot)
        for key in shot.keys:
            await pilot.press(key)
            if not isinstance(app.focused, Input | TextArea):
                await settle(app, pilot)  # a new card takes no key in its first moment
        for field in app.screen.query(Input):
            field.cursor_blink = False
        for area in app.screen.query(TextArea):
            area.cursor_blink = False
        await pilot.pause()
        svg = app.export_screenshot(title="Good Terms")
    workspace.close()
    # One hash per picture stands in every class name; counting from 1 keeps diffs readable.
    return re.sub(r"terminal-\d+", "terminal-1", svg)


async def settle(app: GoodTerms, pilot: Pilot[None]) -> None:
    """Wait until nothing is being loaded and the card has followed the cursor."""
    await app.workers.wait_for_complete()
    await pilot.pause(0.15)


def all_shots() -> dict[str, str]:
    """Every picture by name."""
    images = {}
    for shot in SHOTS:
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "sample.db"
            build(database, TODAY, now=lambda: NOW)
            images[shot.name] = asyncio.run(draw(shot, database))
    return images


def png(svg: str) -> bytes:
    """The picture as PNG, drawn with the Fira Code that the font package carries."""
    folder = Path(fontpkg_fira_code.__file__ or "").parent
    fonts = [str(file) for file in folder.rglob("*.ttf")]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg.replace("arial", "Fira Code"),
            skip_system_fonts=True,
            font_files=fonts,
            font_family="Fira Code",
            monospace_family="Fira Code",
        )
    )


def main() -> int:
    """Write or check; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    check = parser.parse_args().check
    os.environ["COLORTERM"] = "truecolor"  # whatever terminal they are drawn in
    stale = []
    for name, svg in all_shots().items():
        file = HERE / f"{name}.svg"
        if check:
            if not file.exists() or file.read_text(encoding="utf-8") != svg:
                stale.append(name)
            continue
        file.write_text(svg, encoding="utf-8")
        file.with_suffix(".png").write_bytes(png(svg))
    if stale:
        print(f"These pictures no longer match: {', '.join(stale)}. Look, then `make screenshots`.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
