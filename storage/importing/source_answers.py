"""What was said of one source before: the Friday after, nothing is asked again.

An answer that was given now wins. What is used of the remembered ones stands in the preview, where
it can be changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from storage.importing.doubts import KINDS, is_of_source
from storage.importing.options import SOURCE_OPTIONS, ImportOptions


def answers_topic(source: str) -> str:
    """Where the answers for a source are remembered: id of a question -> answer."""
    return f"import.answers {source}"


def with_source_answers(options: ImportOptions, remembered: Mapping[str, str]) -> ImportOptions:
    """The options with what is remembered of a source where nothing is said now."""
    recalled = {
        name: answer
        for name, answer in remembered.items()
        if options.answer_to(name) is None and _is_answer(name, answer)
    }
    for name, answer in recalled.items():
        options = options.with_answer(name, answer)
    return replace(options, recalled=frozenset(recalled))


def _is_answer(name: str, answer: str) -> bool:
    """Whether this version knows the question and the answer."""
    if name in SOURCE_OPTIONS:
        return answer in SOURCE_OPTIONS[name]
    kind = KINDS.get(name.partition(":")[0])
    return kind is not None and (not kind.options or answer in kind.options)


def answers_to_remember(options: ImportOptions, used: Mapping[str, str]) -> dict[str, str]:
    """What holds for later files of the source: `used` are answers to questions it gave rise to."""
    own = {
        name: answer
        for name, answers in SOURCE_OPTIONS.items()
        if (answer := options.answer_to(name)) in answers
    }
    words = {name: answer for name, answer in used.items() if is_of_source(name)}
    # Once answered, a file of the same letters and signs no longer gives rise to the question.
    read = {name: answer for name, answer in options.answers.items() if _tells_how_to_read(name)}
    return {**own, **read, **words}


def _tells_how_to_read(name: str) -> bool:
    return name == "letters" or name.startswith("sign:")
