"""An appendix written in Markdown."""

from __future__ import annotations

from panel_papers.core import FromTemplate, Place, Prose
from panel_papers.inputs.appendices.supplied import ReadAppendix, Supplied, refuse
from panel_papers.inputs.text import read_text


def read(supplied: Supplied) -> ReadAppendix:
    """Return the prose, for the template `appendix`."""
    text = read_text(supplied.data, supplied.place)
    if not text.strip():
        raise refuse(
            "empty-file",
            supplied.place,
            "The file has no text",
            "",
            "write the appendix’s text into it",
        )
    body = Prose(text, Place(supplied.place.file, 1, 1))
    return ReadAppendix(FromTemplate("appendix", {"body": body}))
