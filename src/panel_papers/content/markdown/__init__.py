"""Markdown as a tree with places, as plain text, and as HTML."""
