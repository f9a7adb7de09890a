"""What flags.toml says of each flag: its words, the limits that it alone reads, and which of the
shared ones it reads as well.

The file is read when something of it is asked for: on the way to the first list nothing is, unless
the user has set a limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from triage.shipped import toml_beside
from triage.threshold import Threshold, highest, lowest

_NUMBERS = ("limits", "reads")
_NEEDED = ("default", "unit", "meaning")
_MAY_BE = (*_NEEDED, "source", "low", "high")


def _sections() -> Mapping[str, Mapping[str, Any]]:
    return toml_beside(__file__, "flags.toml", parse_float=Decimal)


@cache
def flag_words() -> Mapping[str, Mapping[str, Any]]:
    """Flag code -> all that is said of it, without its numbers."""
    return {
        code: {key: value for key, value in section.items() if key not in _NUMBERS}
        for code, section in _sections().items()
    }


@cache
def own_limits() -> Mapping[str, Threshold]:
    """Name -> limit, of those that one flag alone reads.

    Raises LookupError for one that says too little, or what nobody knows.
    """
    found: dict[str, Threshold] = {}
    for code, section in _sections().items():
        for name, said in section.get("limits", {}).items():
            if name in found:
                raise LookupError(
                    f"triage/flags.toml, [{code}.limits]: give {name} another name; "
                    f"[{found[name].used_by[0]}.limits] has one of that name"
                )
            found[name] = own_limit(code, name, said)
    return found


def own_limit(code: str, name: str, said: Mapping[str, Any]) -> Threshold:
    """The limit of a flag, as its line in flags.toml says. Raises LookupError."""
    where = f"triage/flags.toml, [{code}.limits], {name}"
    for key in _NEEDED:
        if key not in said:
            raise LookupError(f"{where}: add {key} (see the comment at its top)")
    for key in said:
        if key not in _MAY_BE:
            raise LookupError(f"{where}: there is no key {key!r} (see the comment at its top)")
    if type(said["default"]) not in (int, Decimal):
        raise LookupError(f"{where}: default must be a number, without quotes")
    unit = said["unit"]
    return Threshold(
        name=name,
        default=said["default"],
        unit=unit,
        meaning=said["meaning"],
        used_by=(code,),
        source=said.get("source", ""),
        low=said.get("low", lowest(unit)),
        high=said.get("high", highest(unit)),
    )


@cache
def readers_of_shared() -> Mapping[str, tuple[str, ...]]:
    """Name of a shared limit -> the flags that say in flags.toml that they read it."""
    readers: dict[str, tuple[str, ...]] = {}
    for code, section in _sections().items():
        for name in section.get("reads", ()):
            readers[name] = (*readers.get(name, ()), code)
    return readers
