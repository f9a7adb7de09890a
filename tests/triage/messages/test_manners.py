"""How one parts: each habit that spoils an end is found, its innocent neighbour is not."""

from __future__ import annotations

import re

import pytest

from tests.triage.messages.build import EMPTY, ledger, rules
from tests.triage.playbook.scene import Desk
from triage.message_templates import Template, load_templates
from triage.messages.lint import check
from triage.messages.slots import slot_values
from triage.messages.templates import draft
from triage.playbook.after.checklists import checklist

GOODBYES = ("parting_letter", "reply_to_leaver", "handover_thanks", "silence_close")
HELLO = "Hello Rolf,\n\n"


def broken_rules(text: str, template: str = "parting_letter") -> set[str]:
    return rules(HELLO + text, template)


def template(id_: str) -> Template:
    return load_templates()[id_]


def slots(id_: str) -> list[str]:
    return [slot.id for slot in template(id_).slots]


# --- what does not belong there ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("You are bound by the contract until June.", True),
        ("There is a fee for leaving early.", True),
        ("I keep the files until you sign.", True),
        ("There is nothing you need to do for it.", False),
    ],
)
def test_no_obstacle_for_somebody_who_leaves(text: str, hit: bool) -> None:
    assert ("L17" in broken_rules(text, "reply_to_leaver")) is hit


@pytest.mark.parametrize(
    "text", ["Please don't go.", "What would it take to keep you?", "Before you go, think again."]
)
def test_nobody_is_begged_to_stay(text: str) -> None:
    assert "L16" in broken_rules(text, "reply_to_leaver")


@pytest.mark.parametrize("text", ["I was right all along.", "Good luck finding somebody else."])
def test_nobody_wins(text: str) -> None:
    assert all("L05" in broken_rules(text, id_) for id_ in GOODBYES)


@pytest.mark.parametrize("text", ["Remember when you cancelled?", "As I told you over and over."])
def test_the_past_rests(text: str) -> None:
    assert all("L02" in broken_rules(text, id_) for id_ in GOODBYES)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("You never answered in time.", "L01"),
        ("That was rude and unprofessional.", "L03"),
        ("Pay, or else I will take the site down.", "L04"),
        ("Do not contact me again.", "L08"),
    ],
)
def test_no_lashing_out_and_no_slammed_door(text: str, rule: str) -> None:
    assert rule in broken_rules(text)


@pytest.mark.parametrize(
    "text", ["I will take the site down.", "I will delete your data.", "Expect a bad review."]
)
def test_nothing_of_theirs_is_threatened(text: str) -> None:
    for id_ in ("parting_letter", "final_demand", "pause_work", "safety_stop"):
        assert "L04" in broken_rules(text, id_), id_


def test_one_apology_about_a_price_is_plenty() -> None:
    once = "I am sorry that it costs more. An hour is 85 EUR from 1 May."
    assert "L15" not in broken_rules(once, "new_terms")
    assert "L15" in broken_rules(f"{once} I apologise for that.", "new_terms")


def test_one_reason_at_most_and_180_words() -> None:
    one_reason = "I stop because I move to another field."
    assert "L24" not in broken_rules(one_reason)
    assert "L24" in broken_rules(f"{one_reason} Also, because of the hours.")
    assert "L20" not in broken_rules("word " * 178) and "L20" in broken_rules("word " * 181)


# --- what does ----------------------------------------------------------------------------------


def test_thanks_and_an_open_door() -> None:
    bare = "My last day is 24 April. The files are in the folder."
    assert {"L07", "L09"} <= broken_rules(bare)
    assert not {"L07", "L09"} & broken_rules(
        f"Thank you for two years. {bare} You can reach me any time."
    )


def test_firm_in_terms_and_open_in_tone() -> None:
    assert slots("boundary_note")[-1] == "go_on"
    line = "On 9 March the call ended in shouting. Next time I end the call. I am glad to go on."
    assert not {"L01", "L03", "L08"} & broken_rules(line, "boundary_note")


def test_a_goodbye_to_somebody_who_goes_has_four_parts_and_each_is_filled() -> None:
    assert slots("reply_to_leaver")[:4] == ["understand", "enjoyed", "hard", "wish"]
    text = draft(template("reply_to_leaver"), {"contact": "Rolf"})
    for part in ("understand", "enjoyed", "hard", "wish"):
        assert f"{{{part}}}" in text
        filled = re.sub(r"\{(?!" + part + r"\})\w+\}", "it is so", text)
        stopped = check(filled, template("reply_to_leaver"), EMPTY)
        assert [f.text for f in stopped if f.rule == "L12"] == [f"{{{part}}}"]


def test_the_exit_asks_them_for_nothing() -> None:
    exit_ = next(slot for slot in template("reply_to_leaver").slots if slot.id == "exit")
    assert "do not need to do anything" in (exit_.text or "")


def test_the_good_thing_is_never_made_up() -> None:
    known = slot_values(ledger(since=EMPTY.now.date()), EMPTY.now.date())
    assert "good_thing" not in known
    for id_ in ("handover_thanks", "parting_letter", "silence_close"):
        kept = [s for s in template(id_).slots if s.prompt.endswith("good thing")]
        assert len(kept) == 1 and kept[0].text is None, id_


def test_somebody_else_may_be_named_in_the_letter() -> None:
    referral = next(slot for slot in template("parting_letter").slots if slot.id == "referral")
    assert referral.optional and "would be happy to talk to you" in (referral.text or "")


def test_consent_comes_before_the_five_questions() -> None:
    assert slots("feedback_request")[0] == "ask"
    asked = [s for s in template("feedback_request").slots if (s.text or "").endswith("?")]
    assert len(asked) == 1 + 5
    assert "any time you like" in (template("feedback_request").slots[-1].text or "")


def test_the_talk_before_the_end_decides_nothing_by_email() -> None:
    wording = " ".join(slot.text or "" for slot in template("meeting_request").slots)
    assert "rather talk than write" in wording and "{date_one} or {date_two}" in wording


def test_understanding_has_three_parts_before_the_help() -> None:
    assert slots("empathy_reply") == ["happened", "meant", "now", "call"]


def test_the_way_of_working_names_the_service_its_limits_and_the_words() -> None:
    prompts = {slot.id: slot.prompt for slot in template("how_we_work").slots}
    assert prompts["service"] == "what the service covers, and what it does not"
    assert "word_list" in prompts


def test_a_price_is_tied_to_what_they_get() -> None:
    order = slots("scope_change")
    assert order.index("scope") < order.index("cost")
    terms = next(slot for slot in template("new_terms").slots if slot.id == "terms")
    assert "what they get for them" in terms.prompt
    text = draft(template("new_terms"), {"contact": "Rolf", "price": "85 EUR"})
    assert "L12" in {f.rule for f in check(text, template("new_terms"), EMPTY)}


def test_what_matters_most_is_asked_of_them() -> None:
    question = next(slot for slot in template("reset_expectations").slots if slot.id == "question")
    assert question.text == "What matters most to you right now?"


def test_all_that_is_theirs_goes_back() -> None:
    points = " ".join(point.text for point in checklist(Desk.of().at("2026-03-20")).items)
    assert "files, data, accounts and domains returned" in points
    assert "passwords handed over" in points
    for id_, draft_template in load_templates().items():
        wording = " ".join(slot.text or "" for slot in draft_template.slots).lower()
        assert not re.search(r"\b(lock|withhold|delete|take .* down|shut .* off)\b", wording), id_
