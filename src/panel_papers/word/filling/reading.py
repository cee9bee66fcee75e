"""A template opened to be read: all its tags are in its text, wherever Word keeps them."""

from __future__ import annotations

import io

import docx
from docx.document import Document

from panel_papers.word.filling.controls import bind_controls
from panel_papers.word.filling.link_tags import lift_link_tags


def read_document(data: bytes, file: str = "") -> Document:
    """Return a template opened to be read; `file` is its path, as a section's field is named so."""
    document = docx.Document(io.BytesIO(data))
    put_tags_in_text(document, file)
    return document


def put_tags_in_text(document: Document, file: str) -> None:
    """Put the tags of links and of content controls where tags are looked for."""
    lift_link_tags(document)
    bind_controls(document, file)
