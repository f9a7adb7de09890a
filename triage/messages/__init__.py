"""Messages: outlines, drafts filled from records, lint, contact caps, the law table.

The program never sends anything. It writes a draft, says what to look at, and keeps the fact
that the user sent it.
"""
