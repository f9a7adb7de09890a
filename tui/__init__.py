"""What is drawn and pressed: the command line and the screens."""

__version__ = "0.1.0"
