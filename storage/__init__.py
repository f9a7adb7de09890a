"""The disk: one file of the user's own, and the one door to it."""
