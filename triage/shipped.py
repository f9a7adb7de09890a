"""The data files that come with the program."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def toml_beside(module_file: str, name: str) -> dict[str, Any]:
    """What a TOML file holds that stands beside the module which reads it."""
    return tomllib.loads(Path(module_file).with_name(name).read_text("utf-8"))
