"""The finished pack and its parts, as values."""

from __future__ import annotations

from msgspec import Struct

from panel_papers.core import Place
from panel_papers.output.pack.attempts import Rendered
from panel_papers.output.pack.claims import Obstacle


class PackedPart(Struct, frozen=True):
    """A part in the finished pack: its page numbers, and which engine made it and why.

    `engine` is None for a PDF that was supplied; `tagged` says whether the part's own
    accessibility tags were kept, `coverage` which share of its text (0 to 1) they reach, and
    `notes` what is to be known of it.
    """

    title: str
    first_page: int
    last_page: int
    engine: str | None
    engine_reason: str | None
    tagged: bool
    notes: tuple[str, ...]
    coverage: float = 1.0
    mark: str | None = None
    """What is printed at the head of each of its pages."""
    place: Place | None = None
    """The file that it is made of."""
    group: str | None = None
    """The bookmark above its own."""


class Pack(Struct, frozen=True):
    """The finished pack: its bytes, its pages and the number of the first, its parts in order.

    `unlike_word` says of the contents page, then of each piece, in what it looks unlike Word,
    `covered` which words are on its pages and cannot be seen, `cut_off` which an exact height cuts.
    It claims to be PDF/UA-1 where there are no `obstacles` to that, and PDF/A-2a as well where
    there are no `archival_obstacles` either. `made` are the PDFs that its pieces came to, in order
    and without the contents page; `unprinted` are the characters of the contents page, then of
    each piece, that do not show. Without bytes, its pieces are for another pack (`unwritten_pack`).
    """

    pdf: bytes
    pages: int
    first_page: int
    parts: tuple[PackedPart, ...]
    obstacles: tuple[Obstacle, ...]
    made: tuple[Rendered, ...]
    unprinted: tuple[str, ...]
    unlike_word: tuple[tuple[str, ...], ...] = ()
    covered: tuple[tuple[tuple[str, str], ...], ...] = ()
    cut_off: tuple[tuple[tuple[str, str], ...], ...] = ()
    archival_obstacles: tuple[Obstacle, ...] = ()
    prefix: str = ""
    """What is printed before each page number."""

    @property
    def written(self) -> bool:
        """Whether there is such a file, and a validator has seen it."""
        return bool(self.pdf)

    @property
    def all_obstacles(self) -> tuple[Obstacle, ...]:
        """What is in the way of any claim."""
        return (*self.obstacles, *self.archival_obstacles)

    @property
    def archival(self) -> bool:
        """Whether the pack says of itself that it is PDF/A-2a (ISO 19005-2) as well."""
        return self.written and not self.all_obstacles

    @property
    def accessible(self) -> bool:
        """Whether the pack says of itself that it is PDF/UA-1 (ISO 14289-1)."""
        return self.written and not self.obstacles
