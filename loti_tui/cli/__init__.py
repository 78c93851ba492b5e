"""The same register without a screen: one small function a command, listed in `program.py`."""
