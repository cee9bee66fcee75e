"""Finds pictures that other things cover wholly: pages look the same without them."""

from __future__ import annotations

from collections import defaultdict

from pypdfium2 import PdfiumError

from panel_papers.pdf.completeness.pdfium_lock import pdfium
from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.reading.opening import opened_pages
from panel_papers.pdf.unseen.painting import Painter, changes, without
from panel_papers.pdf.unseen.scene import PICTURE, Area, Scene
from panel_papers.pdf.unseen.suspects import Bands
from panel_papers.pdf.unseen.windows import digest_of

_NEARLY_ALL = 0.98  # of a picture's box
_MOST = 12  # pictures of a page that are looked at one by one
_DIFFERENT = 8  # of 255


def has_buried(scene: Scene) -> bool:
    """Say whether by its boxes some picture of a page may lie wholly under something."""
    return bool(_candidates(scene))


def buried_pictures(data: bytes) -> dict[str, tuple[int, ...]]:
    """Return the pages of each picture that no page shows, by the digest of its data.

    The digest is the SHA-256 of the picture's stream as it is in the file.
    """
    found: dict[str, list[int]] = defaultdict(list)
    seen: set[str] = set()
    with pdfium:
        try:
            for document, index in opened_pages(data):
                scene = Scene(document, index)
                try:
                    if scene.page:
                        _sort(scene, index + 1, found, seen)
                finally:
                    scene.close()
        except PdfiumError:
            return {}
    return {digest: tuple(pages) for digest, pages in found.items() if digest not in seen}


def _sort(scene: Scene, page: int, found: dict[str, list[int]], seen: set[str]) -> None:
    buried = [each for each in _candidates(scene)[:_MOST] if _changes_nothing(scene, each)]
    handles = {id(each.handle) for each in buried}
    seen.update(map(digest_of, scene.thin))
    for each in scene.areas:
        if each.what == PICTURE:
            digest = digest_of(each.handle)
            if id(each.handle) in handles:
                found[digest].append(page)
            else:
                seen.add(digest)


def _candidates(scene: Scene) -> list[Area]:
    bands = Bands(scene.areas)
    return [
        picture
        for picture in scene.areas
        if picture.what == PICTURE
        and any(
            later.order > picture.order
            and _size(later.box.within(picture.box)) >= _NEARLY_ALL * _size(picture.box)
            for later in bands.over(picture.box)
        )
    ]


def _size(box: Box) -> float:
    return max(box.right - box.left, 0.0) * max(box.top - box.bottom, 0.0)


def _changes_nothing(scene: Scene, picture: Area) -> bool:
    painter = Painter(scene, picture.box)
    shown = painter.paint()
    with without([picture.handle]):
        bare = painter.paint()
    return changes(shown, bare, _DIFFERENT).getbbox() is None
