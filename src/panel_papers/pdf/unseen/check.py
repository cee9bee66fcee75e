"""Looks for what a PDF holds and does not show."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pypdfium2 import PdfiumError

from panel_papers.pdf.completeness.pdfium_lock import pdfium
from panel_papers.pdf.reading.opening import opened_pages
from panel_papers.pdf.unseen.buried import has_buried
from panel_papers.pdf.unseen.letters import Letters
from panel_papers.pdf.unseen.model import Unseen, Why
from panel_papers.pdf.unseen.pictures import covered_pictures
from panel_papers.pdf.unseen.scene import Scene
from panel_papers.pdf.unseen.sight import Sight
from panel_papers.pdf.unseen.suspects import suspects_of
from panel_papers.pdf.unseen.words import findings


class Hidden(NamedTuple):
    """What a PDF holds and does not show, and whether any picture is cut on its page, or buried."""

    unseen: tuple[Unseen, ...]
    cropped: bool
    buried: bool = False


@lru_cache(maxsize=8)  # a public file is cleaned again with the restricted ones
def hidden_in(data: bytes) -> Hidden:
    """Return the words and parts of pictures that the pages of a PDF hold and do not show.

    None where PDFium cannot open the file.
    """
    found: list[Unseen] = []
    cropped = buried = False
    with pdfium:
        try:
            for document, index in opened_pages(data):
                scene = Scene(document, index)
                try:
                    if scene.page:
                        found += _on_page(scene, index + 1)
                        cropped = cropped or scene.cropped
                        buried = buried or has_buried(scene)
                finally:
                    scene.close()
        except PdfiumError:
            return Hidden((), cropped=False)
    return Hidden(tuple(found), cropped, buried)


def _on_page(scene: Scene, page: int) -> Iterator[Unseen]:
    suspects = suspects_of(scene)
    if suspects:
        yield from _words(scene, suspects, page)
    yield from covered_pictures(scene, page)


def _words(scene: Scene, suspects: dict[int, Why], page: int) -> Iterator[Unseen]:
    letters = Letters(scene.page)
    try:
        held = letters.of(suspects)
        if held:
            lost = list(Sight(scene, suspects, letters, held).unseen())
            yield from findings(scene, letters, lost, page)
    finally:
        letters.close()
