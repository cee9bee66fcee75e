"""Pictures of charts in a finished part become drawings, sharp at every size.

Engines print pixels: rdocx as they are, dxpdf as a JPEG of 220 dots an inch. What a chart looks
like in lines and outlines is known where it was drawn; here that replaces the pixels.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    Page,
    Pdf,
    PdfError,
    parse_content_stream,
    unparse_content_stream,
)
from PIL import ImageChops, ImageFilter
from pypdfium2 import PdfDocument, PdfiumError

from panel_papers.pdf.completeness.pdfium_lock import pdfium

_SCALE = 0.75  # 54 dots an inch: enough to see another chart, too few to see its pixels
_BLUR = 2
_MOST = 72  # of 255, between pixels and outlines of one chart; an absent line differs by more

_Instruction = ContentStreamInstruction | ContentStreamInlineImage


class _Spot(Struct, frozen=True):
    """A figure of a page: the numbers of its marked content, and the drawing for it."""

    page: int
    marks: frozenset[int]
    drawing: str


def with_outlines(pdf: bytes, drawings: Mapping[str, bytes]) -> bytes:
    """Return a PDF whose pictures with the alternative texts given are drawings of one page each.

    A figure that is not one picture of its page keeps its pixels, and so does a page that would
    look different, or a PDF without tags.
    """
    if not drawings:
        return pdf
    try:
        with Pdf.open(io.BytesIO(pdf)) as document:
            spots = list(_spots(document, drawings))
            by_page = {spot.page: [s for s in spots if s.page == spot.page] for spot in spots}
            kept: set[int] = set()
            changed = _changed(document, by_page, drawings, kept)
            different = _different(pdf, changed, by_page)
        if not different:
            return changed
        with Pdf.open(io.BytesIO(pdf)) as document:
            return _changed(document, by_page, drawings, different)
    except (PdfError, PdfiumError):
        return pdf


def _changed(
    document: Pdf,
    by_page: Mapping[int, list[_Spot]],
    drawings: Mapping[str, bytes],
    kept: set[int],
) -> bytes:
    forms: dict[str, Object] = {}
    for index, spots in by_page.items():
        if index not in kept:
            _draw(document, document.pages[index], spots, drawings, forms)
    target = io.BytesIO()
    document.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return target.getvalue()


def _spots(document: Pdf, drawings: Mapping[str, bytes]) -> Iterator[_Spot]:
    """Yield each figure whose words are those of a drawing."""
    root = document.Root.get("/StructTreeRoot")
    pages = {page.obj.objgen: index for index, page in enumerate(document.pages)}
    stack = [] if root is None else _kids(root)
    seen: set[tuple[int, int]] = set()
    while stack:
        element = stack.pop()
        if not isinstance(element, Dictionary) or (element.is_indirect and element.objgen in seen):
            continue
        seen.add(element.objgen)
        words = str(element.get("/Alt", ""))
        if element.get("/S") == Name.Figure and words in drawings:
            marks, page = set(), element.get("/Pg")
            for kid in _kids(element):
                if isinstance(kid, int):
                    marks.add(int(kid))
                elif isinstance(kid, Dictionary) and "/MCID" in kid:
                    marks.add(int(kid.MCID))
                    page = kid.get("/Pg", page)
            if page is not None and page.objgen in pages and marks:
                yield _Spot(pages[page.objgen], frozenset(marks), words)
        stack += [kid for kid in _kids(element) if isinstance(kid, Dictionary)]


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _draw(
    document: Pdf,
    page: Page,
    spots: list[_Spot],
    drawings: Mapping[str, bytes],
    forms: dict[str, Object],
) -> None:
    """Let each figure of a page that paints one picture paint its drawing instead."""
    instructions = list(parse_content_stream(page))
    pictures = page.resources.get("/XObject", Dictionary())
    changed = False
    for spot in spots:
        painted = [
            index
            for index in _within(instructions, spot.marks)
            if str(instructions[index].operator) == "Do"
        ]
        if len(painted) != 1:
            continue
        name = instructions[painted[0]].operands[0]
        picture = pictures.get(str(name))
        if picture is None or picture.get("/Subtype") != Name.Image:
            continue
        if spot.drawing not in forms:
            forms[spot.drawing] = _form(document, drawings[spot.drawing])
        new = next(f"/Chart{n}" for n in count(1) if f"/Chart{n}" not in pictures)
        pictures = Dictionary({**pictures, new: forms[spot.drawing]})
        operand = [Name(new)]
        instructions[painted[0]] = ContentStreamInstruction(
            operand, instructions[painted[0]].operator
        )
        changed = True
    if changed:
        used = {str(i.operands[0]) for i in instructions if str(i.operator) == "Do"}
        held = {name: each for name, each in pictures.items() if name in used}
        page.obj.Resources = Dictionary({**page.resources, "/XObject": Dictionary(held)})
        page.obj.Contents = document.make_stream(unparse_content_stream(instructions))


def _within(instructions: Sequence[_Instruction], marks: frozenset[int]) -> Iterator[int]:
    """Yield the indices of the instructions inside the marked content of those numbers."""
    inside: list[bool] = []
    for index, instruction in enumerate(instructions):
        match str(instruction.operator):
            case "BDC" | "BMC":
                properties = instruction.operands[-1]
                number = properties.get("/MCID") if isinstance(properties, Dictionary) else None
                inside.append(number is not None and int(number) in marks)
            case "EMC":
                if inside:
                    inside.pop()
            case _ if any(inside):
                yield index


def _form(document: Pdf, drawing: bytes) -> Object:
    """Return a drawing as a form that fills the unit square, as pictures do."""
    with Pdf.open(io.BytesIO(drawing)) as source:
        (page,) = source.pages
        left, low, right, high = (float(each) for each in page.mediabox)
        form = document.copy_foreign(page.as_form_xobject())
    wide, tall = right - left, high - low
    form.Matrix = Array([1 / wide, 0, 0, 1 / tall, -left / wide, -low / tall])
    return document.make_indirect(form)


def _different(before: bytes, after: bytes, pages: Mapping[int, object]) -> set[int]:
    """Return those of the pages that look different in two PDFs."""
    with pdfium:
        old, new = PdfDocument(before), PdfDocument(after)
        try:
            return {index for index in pages if _differs(old, new, index)}
        finally:
            old.close()
            new.close()


def _differs(old: PdfDocument, new: PdfDocument, index: int) -> bool:
    one, other = (
        each[index].render(scale=_SCALE).to_pil().convert("L").filter(ImageFilter.BoxBlur(_BLUR))
        for each in (old, new)
    )
    if one.size != other.size:
        return True
    histogram = ImageChops.difference(one, other).histogram()
    return any(histogram[_MOST + 1 :])
