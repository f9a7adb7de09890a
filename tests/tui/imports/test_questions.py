"""Whatever an import can ask, the screen has words for."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.importing import ImportOptions
from storage.importing.doubts import KINDS, Doubt, ask_about
from storage.importing.lengths import UNITS
from storage.importing.letters import OTHERS
from storage.importing.preview import ImportPreview
from tests.tui.stage import TODAY
from tui.imports.questions import Asks
from tui.imports.words import ANSWERS, QUESTIONS


@pytest.mark.parametrize("name", KINDS)
def test_every_question_and_answer_has_words(name: str) -> None:
    assert name in QUESTIONS
    assert set(KINDS[name].options) <= set(ANSWERS)


def test_answers_that_a_file_brings_have_words_too() -> None:
    assert {*OTHERS, *UNITS, "as-is", "mend"} <= set(ANSWERS)


def test_an_answer_about_a_word_reaches_the_options() -> None:
    asks = Asks(ImportOptions(on=TODAY), {}, {})
    asked = ask_about([(2, Doubt("state:Frobbed", "the status “Frobbed” is not known"))])
    preview = ImportPreview(file=Path("a.csv"), format="csv", label="CSV", questions=tuple(asked))
    asks.learn(preview)
    (ask,) = asks.all(preview)
    assert "Frobbed" in ask.label and ask.now == ANSWERS["leave-out"]
    asks.answer(ask.key, asked[0].options.index("paid"))
    assert asks.options.answers == {"state:Frobbed": "paid"}
    assert asks.answered
