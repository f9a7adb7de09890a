"""Pieces of screens. They know neither the store nor each other: values down, messages up."""
