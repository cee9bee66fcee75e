"""A document of the preview drawn: its pages, and where on them each field and place is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import EngineError, Place, Problem, Stage, working_on
from panel_papers.pdf import Choice, NotPrepared, WordDocument, prepared
from panel_papers.template_tools.preview.filling import FilledField, fill_sheet
from panel_papers.template_tools.preview.pictures import Box, PageText, coded_boxes, page_texts
from panel_papers.template_tools.preview.sheets import Sheet
from panel_papers.word import Templates

_UNDER_HEADING = re.compile(r"under the heading “.{0,500}”(?=,)")


class ShownField(Struct, frozen=True):
    """A field's value on the pages; no `boxes` where nothing of it is seen."""

    number: int
    filled: FilledField
    boxes: tuple[Box, ...]


class Drawing(Struct, frozen=True):
    """A document as PDF, its pages, what filled it, and what is to be said of it.

    `places` are those of the templates' paragraphs in order, with their boxes.
    """

    pdf: bytes
    pages: tuple[PageText, ...]
    fields: tuple[ShownField, ...]
    places: Mapping[Place, Sequence[Box]]
    problems: tuple[Problem, ...]

    @property
    def key(self) -> str:
        """A name for the pictures of these pages: the same pages have the same."""
        return hashlib.sha256(self.pdf).hexdigest()[:24]

    def boxes_of(self, place: Place) -> Sequence[Box]:
        """Return where a place of a template is seen, or else what is nearest to it there."""
        bare = Place(place.file, where=place.where)
        own = [each for each in self.places if each.file == bare.file]
        if bare in self.places:
            at = own.index(bare)
            near = [*own[at:], *reversed(own[:at])]
        else:
            heading = _heading(bare)
            near = [each for each in own if heading and _heading(each) == heading] + own
        return next((self.places[each] for each in near if self.places[each]), ())


def draw(sheet: Sheet, templates: Templates, choice: Choice) -> Drawing:
    """Return a document drawn by the engine, or by the next where it cannot.

    Raises TemplatesError with the problems in its templates, EngineError where no engine draws it.
    """
    filled = fill_sheet(templates, sheet.parts, sheet.house, sheet.numbered)
    documents = [
        WordDocument(f"{sheet.name}.docx", filled.docx),
        WordDocument(f"{sheet.name}, in colours", filled.coloured),
    ]
    try:
        ready = [replace(each, data=prepared(each.data)) for each in documents]
    except NotPrepared:  # the build says what is in its way
        ready = documents
    plain, coloured = _converted(ready, choice)
    pages, boxes = page_texts(plain), coded_boxes(coloured)
    if len(pages) != len(page_texts(coloured)):
        boxes = {}  # better no box than a wrong one
    fields: list[ShownField] = []
    places: dict[Place, list[Box]] = {}
    for code, origin in enumerate(filled.codes, 1):
        found = boxes.get(code, [])
        if isinstance(origin, FilledField):
            fields.append(ShownField(code, origin, tuple(found)))
        else:
            places.setdefault(origin, []).extend(found)
    for each in fields:
        places.setdefault(each.filled.place, []).extend(each.boxes)
    return Drawing(plain, tuple(pages), tuple(fields), places, filled.problems)


def _converted(documents: Sequence[WordDocument], choice: Choice) -> list[bytes]:
    """Return the PDFs of the first engine that converts all; raises EngineError where none does."""
    problems: list[Problem] = []
    for engine in choice.every:
        try:
            with working_on(Place(documents[0].name), Stage.CONVERTING, EngineError):
                return engine.convert(documents)
        except EngineError as error:
            problems += error.problems
    raise EngineError(problems)


def _heading(place: Place) -> str | None:
    found = _UNDER_HEADING.search(place.where or "")
    return found[0] if found else None
