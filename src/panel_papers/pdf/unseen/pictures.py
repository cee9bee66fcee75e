"""Finds what lies over a part of a picture."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.pdf.unseen.model import Unseen
from panel_papers.pdf.unseen.scene import Scene


def covered_pictures(scene: Scene, page: int) -> Iterator[Unseen]:
    yield from ()
