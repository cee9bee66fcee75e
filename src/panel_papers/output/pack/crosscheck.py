"""Every document by two engines: where they differ widely, one of them has lost something."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from pypdf import PdfReader

from panel_papers.core import EngineError, Level, Place, Problem
from panel_papers.pdf import (
    EMBEDDED,
    ENGINES,
    NO_FONTS,
    Engine,
    NotPrepared,
    OwnFonts,
    WordDocument,
    prepared,
)

# Header rows are painted again on each page, so a table that breaks elsewhere has other counts;
# a page more has another header and footer.
_SLACK, _SLACK_A_PAGE = 0.01, 400
_LEAST = 30  # characters: a short document's header row
# Marks of lists, which each engine takes from another face, and hyphens, which lines break at.
_NOT_COUNTED = frozenset("-‐‑\u00ad•◦▪■●○·\ufffd")
_NAMED = 10


class _Seen(Struct, frozen=True):
    """What one engine made of a document: its pages and how often it prints each character."""

    pages: int
    characters: Counter[str]


def both_engines(soffice: Path | None = None, fonts: OwnFonts = NO_FONTS) -> tuple[Engine, Engine]:
    """Return the engine that is asked first, and LibreOffice, or without it the second.

    Raises EngineError, saying how to install it, where one of them is not there, or where there is
    no LibreOffice at the place that was named for it.
    """
    first, second = (ENGINES[name](None, fonts) for name in EMBEDDED)
    first.version()
    try:
        return first, ENGINES["libreoffice"](soffice, fonts)
    except EngineError:
        if soffice is not None:
            raise
        second.version()
        return first, second


def cross_check(
    engines: tuple[Engine, Engine], documents: Sequence[WordDocument]
) -> tuple[Problem, ...]:
    """Return a warning for each wide difference between what two engines make of a document.

    Reported are another number of pages, characters that only one of them prints, and many more of
    one character than hyphens, list marks and repeated header rows explain.
    """
    ready = [_ready(document) for document in documents]
    made = [_made(engine, ready) for engine in engines]
    versions = tuple(engine.version() for engine in engines)
    return tuple(
        _warning(document, words)
        for document, one, other in zip(documents, *made, strict=True)
        for words in _differences(one, other, (versions[0], versions[1]))
    )


def _ready(document: WordDocument) -> WordDocument:
    """Return a document as the pack's engines get it."""
    try:
        return replace(document, data=prepared(document.data))
    except NotPrepared:  # the build says what is in its way
        return document


def _made(engine: Engine, documents: Sequence[WordDocument]) -> list[_Seen | str]:
    """Return what an engine prints of each document, or in words why it prints nothing."""
    if not documents:
        return []
    try:
        return [_read(pdf) for pdf in engine.convert(documents)]
    except EngineError as fault:
        if len(documents) == 1:
            return ["; ".join(problem.found for problem in fault.problems)]
        return [seen for each in documents for seen in _made(engine, [each])]


def _read(pdf: bytes) -> _Seen:
    pages = PdfReader(io.BytesIO(pdf)).pages
    text = "".join(page.extract_text() for page in pages)
    plain = unicodedata.normalize("NFKC", text)  # a ligature is its letters
    return _Seen(len(pages), Counter(c for c in plain if _counts(c)))


def _counts(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] not in "CZ" and character not in _NOT_COUNTED


def _differences(one: _Seen | str, other: _Seen | str, versions: tuple[str, str]) -> list[str]:
    if isinstance(one, str) or isinstance(other, str):
        return [
            f"Only one engine turns it into PDF: {why}"
            for why in (one, other)
            if isinstance(why, str)
        ]
    told = []
    if one.pages != other.pages:
        told.append(f"{versions[0]} makes {_pages(one)} of it, {versions[1]} makes {_pages(other)}")
    slack = _SLACK_A_PAGE * abs(one.pages - other.pages)
    told += _alone(one, other, versions, slack)
    told += _alone(other, one, (versions[1], versions[0]), slack)
    return told


def _pages(seen: _Seen) -> str:
    return "1 page" if seen.pages == 1 else f"{seen.pages} pages"


def _alone(more: _Seen, less: _Seen, versions: tuple[str, str], slack: int) -> list[str]:
    """Return in words what the first of two engines prints and the second does not."""
    told = []
    by, beside = versions
    alone = sorted(set(more.characters) - set(less.characters))
    if alone:
        shown = " ".join(alone[:_NAMED]) + (" …" if len(alone) > _NAMED else "")
        told.append(f"{by} prints {shown}, which {beside} does not")
    lost = (more.characters - less.characters).total()
    if lost > max(_LEAST, _SLACK * more.characters.total()) + slack:
        told.append(f"{by} prints {lost} characters that {beside} does not")
    return told


def _warning(document: WordDocument, words: str) -> Problem:
    return Problem(
        code="engines-differ",
        place=Place(document.name),
        found=words,
        wanted="",
        hint="build the paper with “--engine embedded” and with “--engine libreoffice”, and look "
        "at both",
        level=Level.WARNING,
    )
