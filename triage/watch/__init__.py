"""Lessons that watch the other clients."""
