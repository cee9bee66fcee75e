"""Checks of what refers to something else: appendices, years, abbreviations, documents."""
