"""Checks of what must not be published: placeholders, guidance, leftovers, personal data."""
