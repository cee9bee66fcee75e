"""What goes into an engine, and what every engine offers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from msgspec import Struct, field


class Room(NamedTuple):
    """The margins of a section that its headers and footers need, in twentieths of a point.

    `first` is what the text of its first page is lowered by. 0 where nothing is to be changed.
    """

    top: int = 0
    bottom: int = 0
    first: int = 0


class Moves(Struct):
    """What an engine moved in a document so that its lines and pages end as Word's do.

    `tables` are those before which a page break was put, by their numbers among the tables with
    header rows; `lines` the places between runs before which a line was ended, by their numbers,
    in each round; `rooms` the margins that were made larger, by section. An engine that is handed
    the `known` moves of a document makes the same ones in a copy of it, without reading any pages.
    """

    known: bool = False
    tables: list[int] = field(default_factory=list)
    lines: list[list[int]] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)


class WordDocument(Struct, frozen=True):
    """A Word document on its way to an engine; `name` is what a problem calls it.

    Title, main language and date are for the tags of a PDF whose engine writes none. `moves` are
    noted when it is converted, and made again in a copy that differs from it in colours alone.
    """

    name: str
    data: bytes
    title: str = ""
    language: str = "en-GB"
    created: date | None = None
    moves: Moves | None = None


class Engine(Protocol):
    """Turns Word documents into PDFs; `writes_tags` says whether with accessibility tags.

    `labels_by_level` says that a list label takes its colour from the list level, not from the
    paragraph's mark: it is for the tagger of an engine that writes no tags.
    """

    name: str
    writes_tags: bool
    labels_by_level: bool

    def version(self) -> str:
        """Return the version for the manifest, as the engine itself says it: “dxpdf 0.8.1”."""

    def identity(self) -> str | None:
        """Return what, beside a document, shapes the PDF of it; None where that cannot be known.

        As long as it is the same, so is the PDF of the same document.
        """

    def warm(self, *, held: bool = False) -> None:
        """Start what takes long to start, for documents to come; `held`: for many batches."""

    def close(self) -> None:
        """End what `warm` started."""

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        """Return one PDF for each document, in order, from one start of the engine.

        Raises EngineError, naming each document that the engine could not convert and why.
        """
