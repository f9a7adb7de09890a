"""A reason is words of one's own: one check for everything that is passed with one."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import NAME, Desk, hard
from triage.overrides.verdict import NotYours, own_reason
from triage.playbook.errors import DecisionRefused
from triage.playbook.gates.gates import check_override
from triage.reason import NoReason, reason
from triage.records import Client

WORDS = "They threatened my colleague on the phone twice"
EMPTY = [
    "1234567890" * 5,
    "x" * 50,
    "asdf" * 12,
    "no no no no no no no no no no no no no no no",
    "." * 60,
    " " * 60,
]


@pytest.mark.parametrize("text", EMPTY)
def test_the_same_key_again_and_again_is_none(text: str) -> None:
    with pytest.raises(NoReason):
        reason(text, 40)
    with pytest.raises(DecisionRefused):
        check_override(Client(id="c", name=NAME), text, NAME)


@pytest.mark.parametrize("text", ["x" * 30, "1" * 30, "no no no no no no no no"])
def test_nor_where_less_is_asked_for(text: str) -> None:
    desk = Desk.of()
    hard(desk, "2026-03-02", "2026-03-03")
    with pytest.raises(DecisionRefused):
        desk.outcome("2026-03-04", "adapt", "na", text)
    with pytest.raises(NotYours):
        own_reason("1" * 30)


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        "Dreimal im März nicht bezahlt, und jedes Mal gelogen",
        "他们三次没有付款，还在电话里威胁我的同事，我们已经谈过很多次了，没有任何改变，所以我不想再等下去了",
        "Они трижды не заплатили и угрожали коллеге по телефону",
    ],
)
def test_words_of_any_language_are(text: str) -> None:
    assert reason(f"  {text} ", 40) == text


def test_blanks_do_not_make_it_longer() -> None:
    with pytest.raises(NoReason, match="40 characters or more; this one has 14"):
        reason("they" + " " * 40 + "were rude", 40)
