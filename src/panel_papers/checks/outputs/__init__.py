"""Checks of what was built, by readers that had no hand in making it."""
