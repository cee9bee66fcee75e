"""A section that was written in Word: read as the content tree that Markdown gives."""

from __future__ import annotations

from panel_papers.inputs.word_sections.printed import forms_of
from panel_papers.inputs.word_sections.reading import ReadSection, read_section

__all__ = ["ReadSection", "forms_of", "read_section"]
