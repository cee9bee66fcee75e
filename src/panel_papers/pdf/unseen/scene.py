"""Reads the objects of a page in the order in which they are painted."""

from __future__ import annotations

import ctypes
from typing import NamedTuple

from pypdfium2 import raw

from panel_papers.pdf.completeness.pdfium_objects import (
    Matrix,
    address_of,
    bounds_of,
    clip_of,
    colour_of,
    matrix_of,
    moved,
    product,
)
from panel_papers.pdf.completeness.visible import Box

_DEEPEST = 8  # forms within forms
_THICK = 3.0  # points: a thinner line covers no letter
_THIN = 2.0  # points: underlines and the lines of tables are often filled shapes
_SLIVER = 0.02  # of a picture’s width or height
_CORNERS = 6  # segments of a rectangle, and one to spare
_UNPAINTED = frozenset({3, 7})
"""Text rendering modes that paint nothing (ISO 32000-1 table 106)."""


class TextItem(NamedTuple):
    """One text object: its box before it is cut to `window`, and the `colour` of its filling.

    `matrix` is that of the forms that hold it. `veiled` says that a soft mask, a blend mode or
    transparency may take it out of sight.
    """

    handle: object
    address: int
    order: int
    box: Box
    window: Box
    colour: int | None
    painted: bool
    matrix: Matrix | None
    veiled: bool


class Area(NamedTuple):
    """A filled shape, thick line, shading or picture. `colour` is None where it is not plain.

    `solid` says that it is an opaque rectangle, whose box is all that it paints.
    """

    handle: object
    order: int
    box: Box
    what: str
    colour: int | None
    solid: bool


class Mark(NamedTuple):
    """An annotation that may cover something, by its place in the page's list of them."""

    at: int
    box: Box
    kind: str


PICTURE, SHAPE, LINE, SHADING = "a picture", "a filled shape", "a thick line", "a shading"
_AREAS = {raw.FPDF_PAGEOBJ_IMAGE: PICTURE, raw.FPDF_PAGEOBJ_SHADING: SHADING}
_ICONS = "LINK TEXT POPUP FILEATTACHMENT SOUND CARET PRINTERMARK TRAPNET"
_INNOCENT = frozenset(getattr(raw, f"FPDF_ANNOT_{name}") for name in _ICONS.split())
"""Links, and marks of readers that are little icons."""
_COVERS = (
    "FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Ink "
    "Widget Watermark Redact "
    "Screen Movie RichMedia"
)
_NAMES = {getattr(raw, f"FPDF_ANNOT_{name.upper()}"): name for name in _COVERS.split()}


class Scene:
    """One page; `close` gives PDFium its memory back."""

    def __init__(self, document: object, index: int) -> None:
        self.page = raw.FPDF_LoadPage(document, index)
        self.texts: list[TextItem] = []
        self.areas: list[Area] = []
        self.marks: list[Mark] = []
        self.thin: list[object] = []  # pictures that are hardly more than a line
        self.cropped = False  # whether a clip, or the page's edge, hides a part of a picture
        self._order = 0
        if not self.page:
            return
        raw.FPDFPage_SetRotation(self.page, 0)  # all boxes are those of the page as it is written
        self.box = box_of_page(self.page)
        for at in range(raw.FPDFPage_CountObjects(self.page)):
            self._read(raw.FPDFPage_GetObject(self.page, at), None, self.box, 0, veiled=False)
        self._read_marks()

    def close(self) -> None:
        """Give the page back."""
        if self.page:
            raw.FPDF_ClosePage(self.page)

    def _read(
        self, each: object, matrix: Matrix | None, window: Box, depth: int, *, veiled: bool
    ) -> None:
        kind = raw.FPDFPageObj_GetType(each)
        self._order += 1
        clip = clip_of(each)
        if clip is not None:
            window = window.within(clip if matrix is None else moved(clip, matrix))
        veiled = veiled or bool(raw.FPDFPageObj_HasTransparency(each))
        if kind == raw.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                inner = matrix_of(each)
                matrix = inner if matrix is None else product(inner, matrix)
                for at in range(raw.FPDFFormObj_CountObjects(each)):
                    held = raw.FPDFFormObj_GetObject(each, at)
                    self._read(held, matrix, window, depth + 1, veiled=veiled)
            return
        paint = _paint_of(each, matrix) if kind == raw.FPDF_PAGEOBJ_PATH else None
        if kind == raw.FPDF_PAGEOBJ_PATH and paint is None:
            return
        box = bounds_of(each)
        if matrix is not None:
            box = moved(box, matrix)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            mode = raw.FPDFTextObj_GetTextRenderMode(each)
            colour, alpha = colour_of(raw.FPDFPageObj_GetFillColor, each)
            plain = mode in (0, 4) and alpha == 255
            item = TextItem(
                each,
                address_of(each),
                self._order,
                box,
                window,
                colour if plain else None,
                mode not in _UNPAINTED,
                matrix,
                veiled,
            )
            self.texts.append(item)
            return
        whole, box = box, box.within(window)
        if kind == raw.FPDF_PAGEOBJ_IMAGE and _is_cropped(whole, box):
            self.cropped = True
        thin = box.right - box.left < _THIN or box.top - box.bottom < _THIN
        if kind == raw.FPDF_PAGEOBJ_IMAGE and thin:
            self.thin.append(each)
        elif not thin and (paint is not None or kind in _AREAS):
            look = paint or (_AREAS[kind], None, False)
            self.areas.append(Area(each, self._order, box, *look))

    def _read_marks(self) -> None:
        rect = raw.FS_RECTF()
        for index in range(raw.FPDFPage_GetAnnotCount(self.page)):
            annotation = raw.FPDFPage_GetAnnot(self.page, index)
            if not annotation:
                continue
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            flags = raw.FPDFAnnot_GetFlags(annotation)
            if kind in _INNOCENT:
                raw.FPDFAnnot_SetFlags(annotation, flags | raw.FPDF_ANNOT_FLAG_HIDDEN)
            elif not flags & _UNSEEN and raw.FPDFAnnot_GetRect(annotation, rect):
                sides = sorted((rect.left, rect.right)), sorted((rect.bottom, rect.top))
                box = Box(sides[0][0], sides[1][0], sides[0][1], sides[1][1])
                self.marks.append(Mark(index, box, _NAMES.get(kind, "annotation")))
            raw.FPDFPage_CloseAnnot(annotation)


_UNSEEN = raw.FPDF_ANNOT_FLAG_INVISIBLE | raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


def _paint_of(each: object, matrix: Matrix | None) -> tuple[str, int | None, bool] | None:
    """Return how a path paints an area, its colour and whether it is a solid rectangle."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(each, mode, stroked)
    if mode.value:
        colour, alpha = colour_of(raw.FPDFPageObj_GetFillColor, each)
        if alpha:
            opaque = alpha == 255 and not raw.FPDFPageObj_HasTransparency(each)
            solid = opaque and raw.FPDFPath_CountSegments(each) <= _CORNERS
            return SHAPE, colour if opaque else None, solid
    if stroked.value:
        width = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(each, width)
        own = matrix_of(each)
        own = own if matrix is None else product(own, matrix)
        colour, alpha = colour_of(raw.FPDFPageObj_GetStrokeColor, each)
        if alpha and width.value * max(map(abs, own[:4])) >= _THICK:
            return LINE, colour if alpha == 255 else None, False
    return None


def _is_cropped(whole: Box, shown: Box) -> bool:
    """Say whether more than a sliver of a picture is cut away."""
    across, up = whole.right - whole.left, whole.top - whole.bottom
    return across - (shown.right - shown.left) > max(_THIN, _SLIVER * across) or up - (
        shown.top - shown.bottom
    ) > max(_THIN, _SLIVER * up)


def box_of_page(page: object) -> Box:
    """Return the part of a page that is shown."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, rect)
    return Box(rect.left, rect.bottom, rect.right, rect.top)
