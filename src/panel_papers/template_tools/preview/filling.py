"""Templates filled for the preview: the document, and a copy that says where all of it came from.

In the copy, each value has a colour of its own, and so has what is left of each paragraph of the
templates. The engine paints it as it paints the document, so a word's colour shows its origin
(`pdf/tagging/coding.py` does the same to place accessibility tags).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache

import docx
from docx.document import Document
from docx.opc.part import Part
from docx.shared import RGBColor
from docx.text.font import Font
from msgspec import Struct

from panel_papers.core import Level, Picture, Place, Problem, Prose, Table, TemplatesError, Value
from panel_papers.inputs import only_what_shows
from panel_papers.pdf import colour, dot
from panel_papers.template_tools.check.uses import uses_in
from panel_papers.word import (
    HOUSE,
    Element,
    Placer,
    Slot,
    Slots,
    Templates,
    WordTemplate,
    as_run,
    attribute,
    compose,
    every,
    fill,
    is_a,
    number_paragraphs,
    own,
    repair,
    set_attribute,
    stories,
    to_bytes,
    where,
)

# An attribute that Word keeps for itself and engines do not read: which edit a paragraph is from.
_STAMP = "w:rsidR"
_STAMPED = "5EED"
_MOST = 0xFFFF  # codes that there are colours for
_TEXT_EFFECTS = "{http://schemas.microsoft.com/office/word/2010"


class FilledField(Struct, frozen=True):
    """A value in the document: the field it came from, the tag that asked for it, and where."""

    field: str
    tag: str
    place: Place
    text: str


class Filled(Struct, frozen=True):
    """A filled document, its coloured copy, and what its codes from 1 on stand for."""

    docx: bytes
    coloured: bytes
    codes: tuple[FilledField | Place, ...]
    problems: tuple[Problem, ...]


def fill_sheet(
    templates: Templates,
    parts: Sequence[tuple[str, Mapping[str, Value]]],
    house: Mapping[str, Value],
    numbered: Sequence[Value] = (),
) -> Filled:
    """Return the templates of `parts` filled and put together on the house template.

    The paragraphs of the texts `numbered` have numbers.

    Raises TemplatesError with all that is wrong in the templates; what is wrong with the data is
    among the `problems`.
    """
    places: dict[str, Place] = {}
    slots, faults, documents = Slots(), list[Problem](), list[Document]()
    left_out: list[Problem] = []
    fields: dict[tuple[Place, str], str] = {}
    for name, values in [(HOUSE, house), *parts]:
        try:
            template = templates[name]
            left_out += template.left_out
            stamped = _stamped(template, stationery=name == HOUSE)
            places |= stamped.places
            fields |= stamped.fields
            documents.append(fill(stamped.template, values, slots, stationery=name == HOUSE))
        except TemplatesError as error:
            faults += error.problems
    if faults:
        raise TemplatesError(list(dict.fromkeys(faults)))
    document = compose(documents[0], documents[1:])
    placer = Placer(document, slots, Place(templates.path(HOUSE)))
    placer.place()
    if numbered:
        own_texts = [blocks for slot, blocks in placer.placed if _is_one_of(slot, numbered)]
        number_paragraphs(document, own_texts)
    if any(problem.level is Level.ERROR for problem in placer.template_problems):
        raise TemplatesError(placer.template_problems)
    repair(document)
    plain = only_what_shows(to_bytes(document))
    filled = [_told(slot, fields) for slot, _ in placer.placed]
    _colour(document, [elements for _, elements in placer.placed], list(places))
    problems = (*placer.template_problems, *placer.input_problems, *dict.fromkeys(left_out))
    coloured = only_what_shows(to_bytes(document))
    return Filled(plain, coloured, (*filled, *places.values()), problems)


def _is_one_of(slot: Slot, values: Sequence[Value]) -> bool:
    return any(slot.value is value for value in values)


class _Stamped(Struct, frozen=True):
    """A template whose paragraphs say which they are.

    `places` are theirs by their stamps, `fields` what each tag prints at its place.
    """

    template: WordTemplate
    places: Mapping[str, Place]
    fields: Mapping[tuple[Place, str], str]


@lru_cache(maxsize=64)  # after a save, all templates but one are the same
def _stamped(template: WordTemplate, *, stationery: bool) -> _Stamped:
    places: dict[str, Place] = {}
    document = docx.Document(io.BytesIO(template.data))
    name = f"{_STAMPED}{zlib.crc32(template.file.encode()):08X}"
    for story in stories(document):
        for paragraph in every(story.root, "w:p"):
            stamp = f"{name}{len(places):04X}"
            set_attribute(paragraph, _STAMP, stamp)
            places[stamp] = Place(template.file, where=where(paragraph, story))
        story.keep()
    stream = io.BytesIO()
    document.save(stream)
    fields: dict[tuple[Place, str], str] = {}
    for use in uses_in(template, stationery=stationery):
        if use.printed:
            fields.setdefault((use.place, use.tag), use.path)
    return _Stamped(WordTemplate(template.file, stream.getvalue()), places, fields)


def _told(slot: Slot, fields: Mapping[tuple[Place, str], str]) -> FilledField:
    match slot.value:
        case Table():
            text = " ".join(
                [*slot.value.header, *(cell for row in slot.value.rows for cell in row)]
            )
        case Picture():
            text = slot.value.alternative_text
        case Prose():
            text = slot.value.markdown
        case _:
            text = str(slot.value)
    name = fields.get((slot.place, slot.tag)) or slot.tag.strip("{} ")
    return FilledField(name, slot.tag, slot.place, " ".join(text.split()))


def _colour(document: Document, placed: Sequence[Sequence[Element]], stamps: Sequence[str]) -> None:
    """Give each value its colour, and then the paragraphs of the templates theirs."""
    done: set[Element] = set()
    for code, elements in enumerate(placed, 1):
        for element in elements if code <= _MOST else ():
            for run in every(element, "w:r"):
                _paint(run, code)
                done.add(run)
            _exchange_pictures(document.part, element, code)
    codes = {stamp: code for code, stamp in enumerate(stamps, len(placed) + 1) if code <= _MOST}
    for story in stories(document):
        for paragraph in every(story.root, "w:p"):
            place = codes.get(attribute(paragraph, _STAMP))
            for run in own(paragraph, "w:r", of="w:p"):
                if place is not None and run not in done:
                    _paint(run, place)
        story.keep()
    for name in every(document.styles.element, "w:name"):
        # dxpdf paints links in styles of these names black, whatever their runs say.
        if attribute(name, "w:val").lower().startswith("toc "):
            set_attribute(name, "w:val", f"coloured {attribute(name, 'w:val')}")


def _paint(run: Element, code: int) -> None:
    look = as_run(run).get_or_add_rPr()
    for effect in [e for e in look if str(e.tag).startswith(_TEXT_EFFECTS)]:
        look.remove(effect)  # it would paint over the plain colour
    rgb = colour(code)
    Font(as_run(run)).color.rgb = RGBColor(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF)


def _exchange_pictures(part: Part, element: Element, code: int) -> None:
    """Put a dot of the code's colour in the place of a value's pictures."""
    for blip in every(element, "a:blip"):
        image = part.related_parts.get(attribute(blip, "r:embed"))
        if image is not None and is_a(blip, "a:blip"):
            image._blob = dot(colour(code))
