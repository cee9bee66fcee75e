"""Prints annotations onto their pages, as they look, with their tags."""
