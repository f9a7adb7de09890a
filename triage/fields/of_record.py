"""The field of each entry of a record, from the record's own schema."""

from __future__ import annotations

from triage.fields.days import Day
from triage.fields.field import Field
from triage.fields.numbers import Amount, DayCount, Hours, Minutes, Number, Rate, Whole
from triage.fields.parts import Instalments, PastValues, Quirks
from triage.fields.texts import Choice, Currency, Json, ListOf, LongText, Rule, Text, YesNo
from triage.records.schema import FieldType

_BY_NAME: dict[str, Field] = {
    "minutes": Minutes(),
    **{name: Hours() for name in ("hours", "quoted_hours", "hours_per_month")},
    **{name: Day(ahead=True) for name in ("due", "until", "end", "review_by", "check_on")},
    "currency": Currency(),
    "instalments": Instalments(),
    "quirks": Quirks(),
    **{name: PastValues(name) for name in ("past_rates", "past_floors")},
    "when": Rule(),
    "text": LongText(),
}
_BY_SHAPE: dict[str, Field] = {
    "text": Text(),
    "date": Day(),
    "money": Amount(),
    "rate": Rate(),
    "number": Number(),
    "bool": YesNo(),
    "map": Json(),
    "nested": Json(),
}


def record_field(spec: FieldType) -> Field:
    """The field in which an entry of a record is typed."""
    if spec.name in _BY_NAME:
        return _BY_NAME[spec.name]
    if spec.choices:
        return Choice(spec.choices)
    if spec.shape == "int":
        of_days = spec.name.endswith("_days")
        return (DayCount if of_days else Whole)(spec.low, spec.high)
    if spec.shape == "list":
        assert spec.item is not None
        if spec.item.shape in ("map", "nested"):
            return Json()
        split = r"[,\s]+" if spec.item.shape == "int" else ","
        return ListOf(_BY_SHAPE.get(spec.item.shape) or record_field(spec.item), split)
    return _BY_SHAPE[spec.shape]
