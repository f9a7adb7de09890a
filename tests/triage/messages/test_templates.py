"""The outlines as data, and drafts made from them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import triage.playbook
from tests.material import beside
from tests.triage.messages.build import CLIENT
from triage.message_templates import Template, load_templates, shipped
from triage.messages.draft import word_count
from triage.messages.rules import builtin
from triage.messages.templates import draft, for_screen, refusal, unfilled

_IDS = """
reset_expectations scope_change how_we_work boundary_note meet_new_contact new_terms
ask_what_matters payment_reminder payment_formal payment_plan pause_work final_demand silence_nudge
silence_close other_offer
meeting_request parting_letter reply_to_leaver handover_thanks feedback_request next_day_followup
empathy_reply later_checkin reference_reply warm_hello safety_stop
"""
PLAYBOOKS = [
    Path(triage.playbook.__file__).with_name("playbook.toml"),
    *beside("spec", "playbook.toml"),
]


def test_an_outline_keeps_its_id() -> None:
    """Messages that were written name it."""
    assert set(_IDS.split()) <= set(load_templates())


_HELLO = {
    "id": "hello",
    "title": "Hello",
    "do": "Say hello",
    "screens": ["watch"],
    "max_words": 9,
    "sets": ["all"],
    "greeting": "",
    "slots": [{"id": "wish", "prompt": "what you wish"}],
}
_TWICE = [{"id": "wish", "prompt": "what you wish"}, {"id": "wish", "prompt": "once more"}]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"screens": None}, "add screens to .template.hello."),
        ({"max_word": 9}, "does not use max_word"),
        ({"slots": [{"id": "wish"}]}, "add prompt to a blank of .template.hello."),
        ({"title": None, "titel": "Hello"}, "does not use titel"),
        ({"max_words": "9"}, "max_words of .template.hello. must be a whole number, not '9'"),
        ({"sets": "all"}, "sets of .template.hello. must be a list, not 'all'"),
        ({"slots": _TWICE}, "has two blanks called wish"),
    ],
)
def test_an_outline_that_is_not_complete_is_named(change: dict[str, object], says: str) -> None:
    assert shipped(_HELLO).slots[0].id == "wish"
    values = {key: value for key, value in {**_HELLO, **change}.items() if value is not None}
    with pytest.raises(LookupError, match=f"triage/message_templates.toml: .*{says}"):
        shipped(values)


@pytest.mark.parametrize("template", load_templates().values(), ids=lambda template: template.id)
def test_every_outline_is_read_over_and_has_an_end(template: Template) -> None:
    where = f"triage/message_templates.toml, {template.id}"
    read_by = {name for rule in builtin().rules for name in rule.sets}
    assert template.sets <= read_by, (
        f"{where}: no rule of lint.toml reads the sets {set(template.sets) - read_by}; choose of "
        f"{', '.join(sorted(read_by - load_templates().keys()))}"
    )
    assert ("all" in template.sets) != (template.id == "safety_stop"), (
        f"{where}: its sets say which rules read it, all among them"
    )
    assert 40 <= template.max_words <= 250, (
        f"{where}: max_words from 40 to 250; nobody reads a longer message to its end"
    )


def test_no_line_can_be_replaced_by_a_single_fact() -> None:
    for template in load_templates().values():
        inside = {name for slot in template.slots for name in unfilled(slot.text or "")}
        assert not inside & {slot.id for slot in template.slots}, template.id


def test_prompts_are_short() -> None:
    for template in load_templates().values():
        for slot in template.slots:
            where = f"triage/message_templates.toml, {template.id}, {slot.id}"
            assert 0 < len(slot.prompt.split()) <= 12, f"{where}: a prompt of 1 to 12 words"
            assert len((slot.text or "").split()) <= 20, f"{where}: a text of 20 words at most"


def test_every_fact_the_records_can_fill_has_a_place() -> None:
    promised = """contact project open_work end_date notice_days invoice_no sum due days_overdue
    line hours price reply_by good_thing peer handover_place"""
    used = {name for template in load_templates().values() for name in template.names}
    assert set(promised.split()) <= used


def test_what_names_an_invoice_has_its_line_for_several_too() -> None:
    for template in load_templates().values():
        for slot in template.slots:
            names = unfilled(slot.text or "")
            if "invoice_no" in names:
                assert set(unfilled(slot.several or "")) == set(names), slot


def test_about_several_invoices_each_day_stands_in_the_draft() -> None:
    several = {"invoice_no": "a and b", "invoice_count": "2", "due": "1 March 2026 and 9 May 2026"}
    template = load_templates()["payment_reminder"]
    one, two = draft(template, {**several, "invoice_count": "1"}), draft(template, several)
    assert one != two
    assert several["due"] in two


def test_a_draft_shows_what_nobody_filled() -> None:
    template = load_templates()["payment_reminder"]
    text = draft(template, {"contact": "Rolf", "sum": "3,200.00 EUR", "due": "  "})
    assert text.startswith(
        "Hello Rolf,\n\nInvoice {invoice_no} for 3,200.00 EUR was due on {due}.\n"
    )
    assert unfilled(text) == ("invoice_no", "due", "payment_days")


def test_a_value_for_a_whole_slot_replaces_its_line() -> None:
    template = load_templates()["payment_reminder"]
    text = draft(template, {"need": "Do you need a copy?"})
    assert text.endswith("\nDo you need a copy?")


def test_an_optional_slot_is_left_out_until_it_is_filled() -> None:
    template = load_templates()["parting_letter"]
    assert "peer" not in draft(template, {})
    assert "\nAna would be happy" in draft(template, {"peer": "Ana"})


def test_for_another_language_only_the_facts_stand_there() -> None:
    template = load_templates()["payment_reminder"]
    text = draft(template, {"contact": "Rolf", "invoice_no": "7", "due": "2026-03-06"}, "de")
    assert text == "Rolf,\n\n7, {sum}, 2026-03-06\n{payment_days}\n{paid}\n{need}"


def test_a_value_is_put_in_as_it_is() -> None:
    text = draft(load_templates()["later_checkin"], {"contact": r"\1 {x}", "remembered": "[b]{y}"})
    assert text.startswith("Hello \\1 {x},\n\n[b]{y}\n")


@pytest.mark.parametrize("id_", load_templates())
def test_after_do_not_contact_there_are_no_drafts(id_: str) -> None:
    template = load_templates()[id_]
    silent = replace(CLIENT, do_not_contact=True)
    assert refusal(template, CLIENT) is None
    assert CLIENT.name in (refusal(template, silent) or "")
    by_another = refusal(template, silent, third_party=True)
    assert (by_another is None) == (id_ == "safety_stop")


def test_words() -> None:
    assert word_count("Hello Rolf,\n> quoted words\nthree - more") == 5


@pytest.mark.parametrize("path", PLAYBOOKS, ids=lambda path: path.parent.name)
def test_every_screen_of_the_playbook_has_its_outlines(path: Path) -> None:
    playbook = tomllib.loads(path.read_text("utf-8"))
    for screen, content in playbook["screen"].items():
        for decision in content["decision"].values():
            asked = [decision, *decision.get("also", [])]
            for id_ in (step["template"] for step in asked if "template" in step):
                assert load_templates()[id_] in for_screen(screen), (
                    f"triage/message_templates.toml, {id_}: its screens must name {screen}"
                )
