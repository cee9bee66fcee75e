"""What was found out of sight on a page."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Why(StrEnum):
    """Why words or a picture are not seen."""

    COVERED = "covered"
    OFF_PAGE = "off the page"
    CLIPPED = "clipped"
    GROUND = "in the colour of their ground"
    TRANSPARENT = "transparent"
    NOT_PAINTED = "not painted"
    TINY = "too small to read"


class Unseen(Struct, frozen=True):
    """Words, or a part of a picture where `words` is None, that a page holds and does not show.

    `page` counts from 1. `cover` says in plain words what lies over it: “a filled shape”, “an
    annotation (Square)”; empty where nothing does. `mark` is the kind of that annotation.
    `beneath` says of what a part is covered: “a picture”, “an annotation (FreeText)”.
    """

    page: int
    why: Why
    words: str | None
    cover: str = ""
    mark: str = ""
    beneath: str = ""
