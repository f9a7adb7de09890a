"""Every shape of field reads back what it writes, and refuses the rest in one sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.fields.days import Day, DayRanges
from triage.fields.field import Context, Field, FieldError
from triage.fields.numbers import (
    Amount,
    CurrencyRates,
    DayCount,
    Hours,
    Measure,
    Minutes,
    Number,
    Rate,
    Whole,
)
from triage.fields.parts import Instalments, PastValues, Quirks
from triage.fields.texts import (
    Choice,
    Currency,
    Json,
    ListOf,
    LongText,
    Reason,
    References,
    Rule,
    Text,
    YesNo,
)
from triage.records import Instalment, Past, Quirk

CONTEXT = Context(date(2026, 3, 13), "EUR")
TODAY = CONTEXT.today

days = st.dates()
text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool)
word = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
cents = st.decimals(min_value=0, max_value=10**13, places=2)
measures = st.decimals(min_value=0, max_value=10**9, places=4)
code = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
ranges = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))

SHAPES: list[tuple[Field, st.SearchStrategy[Any]]] = [
    (Day(), days),
    (Day(ahead=True, earliest=TODAY), st.dates(min_value=TODAY)),
    (DayRanges(), st.lists(ranges, min_size=1, max_size=4).map(tuple)),
    (Amount(), cents),
    (Rate(), st.decimals(min_value=0, max_value=10**9, places=4)),
    (Measure(0), measures),
    (Number(), st.floats(-(2**53), 2**53) | st.integers(-(2**53), 2**53)),
    (Whole(-2, 2), st.integers(-2, 2)),
    (DayCount(0), st.integers(0, 900)),
    (Hours(), st.floats(0, 10**6) | st.integers(0, 10**6)),
    (Minutes(), st.integers(0, 999_999)),
    (Minutes(in_hours=True), st.integers(0, 999_999)),
    (CurrencyRates(), st.dictionaries(code, measures, min_size=1, max_size=4)),
    (Text(), text),
    (Text(20), text.map(lambda t: f"{t}{'.' * 20}")),
    (
        Reason(20),
        st.sampled_from(["they never kept a single date", "Dreimal im März zu spät gezahlt"]),
    ),
    (LongText(), text.map(lambda t: f"  {t}\n")),
    (Choice(("hours", "money")), st.sampled_from(("hours", "money"))),
    (YesNo(), st.booleans()),
    (Currency(), code),
    (Rule(), st.integers(1, 9999).map(lambda n: f"count(no_show, {n}) >= 2 and age(first60)")),
    (Json(), st.dictionaries(word, st.integers() | st.lists(word), min_size=1)),
    (ListOf(Text()), st.lists(text, min_size=1, max_size=4).map(tuple)),
    (ListOf(Text(), ";", "; "), st.lists(text, min_size=1, max_size=4).map(tuple)),
    (ListOf(Whole(1, 12), r"[,\s]+"), st.lists(st.integers(1, 12), min_size=1).map(tuple)),
    (ListOf(Day()), st.lists(days, min_size=1, max_size=4).map(tuple)),
    (
        References({"northlake, inc": "a", "quay": "b", "a": "c"}),
        st.lists(st.sampled_from("abc"), min_size=1, unique=True).map(tuple),
    ),
    (
        Instalments(),
        st.lists(
            st.builds(
                Instalment,
                due=days,
                amount=st.decimals(min_value="0.01", max_value=10**9, places=2),
            ),
            min_size=1,
            max_size=4,
        ).map(lambda parts: tuple(sorted(parts, key=lambda part: part.due))),
    ),
    (
        Quirks(),
        st.lists(
            st.builds(Quirk, flag=word, until=st.none() | days, reason=st.none() | text),
            min_size=1,
            max_size=3,
        ).map(tuple),
    ),
    (
        PastValues("past_rates"),
        st.lists(
            st.builds(Past, until=days, value=st.decimals(min_value=0, max_value=10**9, places=4)),
            min_size=1,
            max_size=3,
        ).map(lambda values: tuple(sorted(values, key=lambda past: past.until))),
    ),
]
NAMES = [type(field).__name__ for field, _ in SHAPES]


def test_every_shape_is_held_to_its_promises() -> None:
    tried = {type(field) for field, _ in SHAPES}
    assert tried == set(shapes_below(Field))


def shapes_below(cls: type[Any]) -> list[type[Any]]:
    return [x for sub in cls.__subclasses__() for x in (sub, *shapes_below(sub))]


@pytest.mark.parametrize(("field", "values"), SHAPES, ids=NAMES)
@settings(max_examples=40)
@given(data=st.data())
def test_what_is_written_is_read_back(
    field: Field, values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    value = data.draw(values)
    assert field.parse(field.format(value, CONTEXT.currency), CONTEXT) == value


def refused_or_taken(field: Field, typed: str) -> None:
    try:
        field.parse(typed, CONTEXT)
    except FieldError as error:
        sentence = str(error)
        assert sentence.strip() and "\n" not in sentence.replace(typed.strip(), "")


@pytest.mark.parametrize("field", [field for field, _ in SHAPES], ids=NAMES)
@settings(max_examples=40)
@given(typed=st.text() | st.from_regex(r"[-+0-9.,:;=h\[\]{}\" ]{1,30}", fullmatch=True))
def test_nonsense_is_refused_in_a_sentence(field: Field, typed: str) -> None:
    refused_or_taken(field, typed)


NASTY = (
    *("", " ", "\x00", "\x1b[31m", "\u202e", "\ud800", ",", ";", "=", "-", "[]", "[", "{}", "null"),
    *("[1]", "[null]", '["a"]', '[{"due": 1}]', '[{"due": "2026-01-01"}]', '[{"flag": null}]'),
    *("nan", "inf", "1e400", "٣", "0x1", "²", "+", "32.13.", "0000-01-01", "9999-12-31", "+9999"),
    *(letter * 10_000 for letter in "a9[{-;,. \n"),
    *("1," * 5_000, "1.1. 5, " * 2_000, "a b " * 2_500),
)


@pytest.mark.parametrize("field", [field for field, _ in SHAPES], ids=NAMES)
def test_hostile_text_is_refused_in_a_sentence(field: Field) -> None:
    for typed in NASTY:
        refused_or_taken(field, typed)


@pytest.mark.parametrize("field", [field for field, _ in SHAPES], ids=NAMES)
def test_an_empty_text_is_no_value(field: Field) -> None:
    with pytest.raises(FieldError):
        field.parse("  ", CONTEXT)


def test_a_part_that_holds_what_parts_the_list_is_written_as_json() -> None:
    assert ListOf(Text()).format(("no notice, ever", "late")) == '["no notice, ever", "late"]'
    quirk = Quirk(flag="BOUNDARY", reason="calls; late")
    assert Quirks().format((quirk,)) == '[{"flag": "BOUNDARY", "reason": "calls; late"}]'


def test_amounts_are_written_in_their_currency() -> None:
    assert Amount().format(Decimal(5), "EUR") == "5.00"
    assert Amount().format(Decimal(5), "JPY") == "5"
    assert Amount().format(Decimal("0.125")) == "0.1250", "0.125 read again could be thousands"
