"""Takes out of a PDF's pictures what their pages cut away.

A picture that a clip or the page's edge crops is whole in the file, and any tool lifts it out. Its
pixels outside all that the pages show are painted over in the picture itself; its place, size and
colours stay.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import partial

from pikepdf import Pdf, Stream
from PIL import Image, ImageChops, ImageDraw

from panel_papers.core import Place, Problem
from panel_papers.inputs.cleaning.pdf.blanking import blank
from panel_papers.inputs.cleaning.pdf.objects import name_of
from panel_papers.inputs.cleaning.results import Tally
from panel_papers.pdf import CropWindow

_ROOM = 2.5  # pixels that stay round what is shown: readers blend neighbours


def cut_pictures(
    pdf: Pdf, windows: Mapping[str, Sequence[CropWindow]], place: Place, tally: Tally
) -> tuple[list[int], list[Problem]]:
    """Paint over what pages cut away; return their numbers, and what could not be cut."""
    pages: list[int] = []
    problems = []
    for each in list(pdf.objects):
        if not isinstance(each, Stream) or name_of(each, "/Subtype") != "/Image":
            continue
        held = windows.get(hashlib.sha256(each.read_raw_bytes()).hexdigest())
        if held is None:
            continue
        page = held[0].page
        try:
            if _cut_with_masks(each, held):
                tally.add("part of a picture that its page does not show", f"page {page}")
                pages += [window.page for window in held]
        except Exception:  # noqa: BLE001 - Pillow and qpdf raise many kinds for wild pictures
            problems.append(not_cut(Place(place.file, where=f"page {page}")))
    return sorted(set(pages)), problems


def not_cut(place: Place) -> Problem:
    """Return the problem that the hidden part of a picture stays in the file."""
    return Problem(
        "cropped-picture",
        place,
        "The page shows only a part of a picture; the rest is still in the file, and Panel "
        "Papers cannot remove it",
        "",
        "open the document that the PDF was made from in Word, click on the picture, choose "
        "Picture Format › Compress Pictures › Delete cropped areas of pictures, and save it "
        "as PDF again",
        acceptable=True,
    )


def _cut_with_masks(picture: Stream, windows: Sequence[CropWindow]) -> bool:
    """Paint over what no window shows of a picture and of its masks; return whether it had any."""
    hiding = partial(_hidden, windows=windows)
    if not blank(picture, hiding):
        return False
    for key in ("/SMask", "/Mask"):
        mask = picture.get(key)
        if isinstance(mask, Stream):
            blank(mask, hiding)
    return True


def _hidden(size: tuple[int, int], columns: float, windows: Sequence[CropWindow]) -> Image.Image:
    """Return a picture that is white where no window shows anything; `columns` a pixel."""
    shown = Image.new("L", size, 0)
    for window in windows:
        own = Image.new("L", size, 255)
        for group in window.groups:
            part = Image.new("L", size, 0)
            draw = ImageDraw.Draw(part)
            for outline in group:
                points = [(x * size[0], (1 - y) * size[1]) for x, y in outline]
                draw.polygon(points, fill=255)
                closed = [*points, points[0]]
                draw.line(closed, fill=255, width=round(2 * _ROOM * max(columns, 1)))
            own = ImageChops.multiply(own, part)
        shown = ImageChops.lighter(shown, own)
    return ImageChops.invert(shown)
