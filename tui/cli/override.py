"""`@override` without typing_extensions: `--help` and `status` load the standard library alone.

Python 3.12 has it in `typing`; then this module goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method):
        """Says to a reader and to mypy that a method replaces an inherited one."""
        return method


__all__ = ["override"]
