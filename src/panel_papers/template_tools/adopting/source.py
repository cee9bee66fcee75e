"""The document that is adopted, opened as safely as any supplied file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document

from panel_papers.core import InputsError, Place, Problem, TemplatesError
from panel_papers.inputs import LARGEST_FILE, Supplied, only_what_shows, read_word
from panel_papers.template_tools.check.leftovers import change_faults
from panel_papers.word import bytes_of, stories

_KINDS = frozenset({".docx", ".dotx"})
_TYPES = "[Content_Types].xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"


def open_source(path: Path) -> Document:
    """Return a Word document or template without what its readers do not see.

    Raises TemplatesError where it cannot be opened, is of another kind, or holds tracked changes.
    """
    place = Place(path.as_posix())
    data = _as_document(_read(path, place), place)
    try:
        read_word(Supplied(data, place, None, place))
    except InputsError as error:
        raise TemplatesError(error.problems) from error
    try:
        document = docx.Document(io.BytesIO(only_what_shows(data)))
        found = list(stories(document))
    except Exception as error:  # python-docx raises whatever a damaged file leads it to
        said = "A part of the document is missing or damaged"
        hint = "open it in Word and save it again"
        raise TemplatesError([Problem("damaged-file", place, said, "", hint)]) from error
    changes = [fault for story in found for fault in change_faults(story, place.file)]
    if changes:
        said = "The document has tracked changes, so its words and look are not settled"
        hint = "accept or reject them: Review › Accept All Changes; then adopt it again"
        raise TemplatesError([Problem("tracked-changes", changes[0].place, said, "", hint)])
    return document


def _read(path: Path, place: Place) -> bytes:
    if not path.is_file():
        found = f"There is no file “{path.as_posix()}”"
        hint = "type the file’s name with its folder and ending, such as Documents/report.docx"
        raise TemplatesError([Problem("adopt-file-missing", place, found, "", hint)])
    if path.suffix.lower() not in _KINDS:
        found = f"“{path.name}” is neither a Word document nor a Word template"
        hint = "open it in Word, choose File › Save As, and the type Word Document (.docx)"
        raise TemplatesError([Problem("adopt-kind", place, found, "", hint)])
    if path.stat().st_size > LARGEST_FILE:
        found = f"“{path.name}” is larger than {LARGEST_FILE // 1_000_000} MB"
        hint = "save its pictures in a lower resolution"
        raise TemplatesError([Problem("file-too-large", place, found, "", hint)])
    return bytes_of(path)


def _as_document(data: bytes, place: Place) -> bytes:
    """Return a Word template (.dotx) as a document; a document as it is."""
    if Path(place.file).suffix.lower() != ".dotx":
        return data
    written = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as old,
            zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for each in old.infolist():
                member = old.read(each)
                if each.filename == _TYPES:
                    member = member.replace(_TEMPLATE, _DOCUMENT)
                new.writestr(each.filename, member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        found, hint = "The template cannot be opened", "open it in Word and save it again"
        raise TemplatesError([Problem("damaged-file", place, found, "", hint)]) from error
    return written.getvalue()
