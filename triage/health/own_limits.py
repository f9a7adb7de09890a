"""The limits that one flag alone reads, typed for the rule that reckons with them."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from triage.flags import own_limits
from triage.limits import Limits
from triage.override import override


class OwnLimits:
    """The limits that one flag alone reads, as attributes, so that a slip of the pen is found.

    A rule lists those that it reckons with in a class of its own: `class SilentLimits(OwnLimits,
    flag="SILENT")`, below it `slow_answers: int`; the numbers stand in flags.toml. Raises
    LookupError when the class is made and the flag has no such limit.
    """

    _defaults: ClassVar[dict[str, int | Decimal]]

    @override
    def __init_subclass__(cls, *, flag: str) -> None:
        cls._defaults = {}
        for name in cls.__annotations__:
            limit = own_limits().get(name)
            if limit is None or limit.used_by != (flag,):
                raise LookupError(
                    f"triage/flags.toml, [{flag}.limits]: add {name}, which {cls.__qualname__} "
                    f"of {cls.__module__} lists"
                )
            cls._defaults[name] = limit.default

    def __init__(self, limits: Limits) -> None:
        chosen = {name: limits.own[name] for name in limits.own if name in self._defaults}
        vars(self).update(self._defaults, **chosen)  # a walk back through years makes many of them
