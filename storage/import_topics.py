"""Where imports remember what others than they also change or ask for, apart from the import."""

from __future__ import annotations

PROJECT_TOPIC = "import.project"
"""Whose a label of a file is: label -> client id or "-"."""
SOURCES_TOPIC = "import.source"
"""Which files were imported: format and name pattern -> path and day."""
READ_TOPIC = "import.read"
"""Which files were read: the hash of what a file holds -> its name."""
LOOKED_AT = frozenset({SOURCES_TOPIC, READ_TOPIC})
"""What a look at a file that brings nothing leaves behind: nobody would want to undo it."""
LINKS_TOPIC = "import.invoice"
"""Which invoice a row is: source and key of the row -> id of the invoice."""


def moves_along(topic: str) -> bool:
    """Whether what is kept under a topic belongs into an export: answers do, whereas files and
    their places are those of one computer."""
    return topic.startswith("import.") and topic not in LOOKED_AT
