"""What the user may set: the settings file, and the files beside it."""
