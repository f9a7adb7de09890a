"""The rules of the flags. Whatever module stands here is asked for its RULES."""
