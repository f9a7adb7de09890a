"""TOML texts read so that every mistake has its line."""
