"""Word files as officers make them, read as sections."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from panel_papers.core import InputsError, Place, Problem
from panel_papers.inputs.appendices.supplied import Supplied
from panel_papers.inputs.word_sections import ReadSection, read_section

FILE = "inputs/paper/context.docx"
Make = Callable[[Document], object]


def bytes_of(document: Document) -> bytes:
    """Return a document as Word would open it."""
    document.save(packed := io.BytesIO())
    return packed.getvalue()


def read_bytes(data: bytes) -> ReadSection:
    """Return what is read of a section's file."""
    return read_section(Supplied(data, Place(FILE), None, Place("paper.yaml")), "context.docx")


@pytest.fixture(scope="session")
def read() -> Callable[[Make], ReadSection]:
    """Return what makes a document and reads it."""

    def run(make: Make) -> ReadSection:
        document = docx.Document()
        make(document)
        return read_bytes(bytes_of(document))

    return run


@pytest.fixture(scope="session")
def problems(read: Callable[[Make], ReadSection]) -> Callable[[Make], list[Problem]]:
    """Return what makes a document and returns what is wrong with it, also where it is refused."""

    def run(make: Make) -> list[Problem]:
        try:
            return list(read(make).problems)
        except InputsError as error:
            return list(error.problems)

    return run


def xml(text: str) -> object:
    """Return an element of Word's XML; `w`, `r`, `m` and `wp` are known."""
    return parse_xml(re.sub(r"(?=/?>)", f" {nsdecls('w', 'r', 'm', 'wp')}", text, count=1))


def picture(colour: str = "navy") -> io.BytesIO:
    """Return a small PNG."""
    packed = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(packed, "PNG")
    packed.seek(0)
    return packed
