"""Proves the printed fields of a form: their answers are seen, and nothing of them is lost."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_int
from itertools import groupby

from PIL import Image, ImageChops, ImageFilter
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, raw

from panel_papers.core import Place, Problem
from panel_papers.inputs.cleaning.pdf.forms.flattening import PrintedField, Rect
from panel_papers.inputs.cleaning.pdf.forms.shown import bare
from panel_papers.pdf import character_of, pdfium

# PDFium shows the fields beside XFA data; pypdfium2 warns on stderr that it does not run the data
logging.getLogger("pypdfium2").setLevel(logging.ERROR)

_SCALE = 1.5  # 108 dots an inch
_CONTRAST = 64  # of 255: what is ink beside the ground
_LOST = 0.1  # of the ink
_SPECK = 12  # pixels


def form_problems(
    before: bytes, after: bytes, fields: Sequence[PrintedField], place: Place
) -> list[Problem]:
    """Return a problem for each field whose answer is not seen in the cleaned PDF.

    `before` is the file as supplied, shown by PDFium with its form; `after` is the cleaned one.
    """
    if not fields:
        return []
    with pdfium:
        try:
            with PdfDocument(after) as document:
                return list(_problems(before, document, fields, place))
        except PdfiumError:  # it reads less of a damaged file than qpdf
            return [_unlike(fields[0], place)]


def _problems(
    before: bytes, after: PdfDocument, fields: Sequence[PrintedField], place: Place
) -> Iterator[Problem]:
    original = _opened(before, len(after))
    try:
        for number, found in groupby(fields, key=lambda field: field.page):
            page, members = after[number], list(found)
            letters = _letters(page)
            shown = _painted(page)
            supplied = _painted(original[number]) if original else None
            for field in members:
                if not _is_seen(field, letters):
                    yield _cut(field, place)
                elif supplied and _lost(
                    field, _cropped(page, supplied, field), _cropped(page, shown, field)
                ):
                    yield _unlike(field, place)
    finally:
        if original:
            original.close()


def _opened(data: bytes, pages: int) -> PdfDocument | None:
    """Open a supplied PDF with its form; None where PDFium cannot read what qpdf repaired."""
    try:
        document = PdfDocument(data)
        if len(document) != pages:
            document.close()
            return None
        document.init_forms()
        if document.formenv is None:  # PDFium shows fields of a form only
            document.close()
            return None
    except PdfiumError:
        return None
    return document


def _letters(page: PdfPage) -> list[tuple[float, float, str]]:
    """Return the middle of each letter on a page, and the letter."""
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        letter = character_of(raw.FPDFText_GetUnicode(text.raw, index))
        left, bottom, right, top = text.get_charbox(index, loose=True)
        found.append(((left + right) / 2, (bottom + top) / 2, letter))
    return found


def _is_seen(field: PrintedField, letters: Sequence[tuple[float, float, str]]) -> bool:
    """Say whether all letters of an answer lie within the field."""
    left, bottom, right, top = field.rect
    expected = Counter(bare("".join(field.text)))
    inside = [c for x, y, c in letters if left <= x <= right and bottom <= y <= top]
    return not expected - Counter(bare("".join(inside)))


def _painted(page: PdfPage) -> Image.Image:
    """Return a page as it is painted with its fields, and without other annotations."""
    picture: Image.Image = page.render(
        scale=_SCALE, draw_annots=False, may_draw_forms=True, grayscale=True
    ).to_pil()
    return picture.convert("L")


def _cropped(page: PdfPage, picture: Image.Image, field: PrintedField) -> Image.Image:
    """Return what a picture of a page shows of a field."""
    return picture.crop(_pixels(page, field.rect, picture.size))


def _pixels(page: PdfPage, rect: Rect, size: tuple[int, int]) -> tuple[int, int, int, int]:
    corners = [_pixel(page, x, y, size) for x in rect[::2] for y in rect[1::2]]
    across = sorted(min(max(0, x), size[0]) for x, _ in corners)  # a field may lie off the page
    down = sorted(min(max(0, y), size[1]) for _, y in corners)
    return across[0], down[0], across[-1], down[-1]


def _pixel(page: PdfPage, x: float, y: float, size: tuple[int, int]) -> tuple[int, int]:
    across, down = c_int(), c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, byref(across), byref(down))
    return across.value, down.value


def _lost(field: PrintedField, before: Image.Image, after: Image.Image) -> bool:
    """Say whether ink of a field is gone: of a redrawn one all of it, of others a part."""
    if before.size != after.size or min(before.size) < 3:
        return False
    was, now = _ink(before), _ink(after)
    had = was.histogram()[255]
    if had <= _SPECK:
        return False
    if field.redrawn:
        return field.answered and now.histogram()[255] == 0
    gone = ImageChops.subtract(was, now.filter(ImageFilter.MaxFilter(5)))
    return gone.histogram()[255] > max(_SPECK, had * _LOST)


def _ink(picture: Image.Image) -> Image.Image:
    """Return in white what differs from the ground, the commonest shade."""
    shades = picture.histogram()
    ground = shades.index(max(shades))
    return picture.point([255 if abs(shade - ground) > _CONTRAST else 0 for shade in range(256)])


def _cut(field: PrintedField, place: Place) -> Problem:
    return Problem(
        "form-answer-cut",
        Place(place.file, where=field.name),
        "The answer does not fit into its field, so a part of it cannot be seen",
        "",
        "open the form, make the answer shorter, and save it; if that cannot be, ask for the "
        "answers as a Word file",
        quoted=f"“{_short(field.text)}”",
    )


def _unlike(field: PrintedField, place: Place) -> Problem:
    return Problem(
        "form-answer-unlike",
        Place(place.file, where=field.name),
        "This field of the form cannot be printed as PDF programs show it",
        "",
        "print the form to a new PDF (“Save as PDF” or “Microsoft Print to PDF”) and supply that",
    )


def _short(text: Sequence[str]) -> str:
    words = " ".join(" ".join(text).split())
    return words if len(words) <= 60 else f"{words[:59]}…"
