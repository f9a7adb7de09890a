"""What options of questions were called before: data files, exports and scripts still say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from triage.records import Answer, Decision, Record
from triage.shipped import toml_beside

R = TypeVar("R", bound=Record)


def key_of_today(question: str, key: str) -> str:
    """What an option of that question is called today."""
    renamed: Mapping[str, str] = toml_beside(__file__, "renamed.toml").get(question, {})
    return renamed.get(key, key)


def up_to_date(record: R) -> R:
    """An answer or decision with the names of today; any other record as it is."""
    if isinstance(record, Answer):
        return replace(record, value=key_of_today(record.question, record.value))
    if isinstance(record, Decision):
        because = tuple(
            {**step, "value": key_of_today(str(step.get("question")), step["value"])}
            if isinstance(step.get("value"), str)
            else step
            for step in record.because
        )
        return replace(record, because=because)
    return record
