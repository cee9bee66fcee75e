"""Finds words of a Word document that its readers cannot see, and yet can copy.

Where Word itself says that something is hidden, `hidden` takes it out. Here are words that are
hidden by their look: blacked out, in the colour of their ground, transparent, or far too small.
Nobody but the author knows whether they are a redaction that failed or were only forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from lxml import etree

from panel_papers.core import BLACK, WHITE, Colour, Place, Problem, is_alike
from panel_papers.inputs.cleaning.word.frames import is_off_page
from panel_papers.inputs.cleaning.word.heights import is_flat, is_narrow
from panel_papers.inputs.cleaning.word.hues import Hues, Special
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.over_text import covered_paragraphs
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.stories import Story, shortened
from panel_papers.inputs.cleaning.word.styles import Styles, cell_of, is_fallback, paragraph_of

_TINY = 4  # half points: at most 2 points
_NARROW = 5  # per cent of a letter's width
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_NO_ALPHA = (b"\0", b"\2", b"\3")  # PNG's types of colour: grey, true colour, palette
_MOST = 50  # a document of white text is reported as often as anybody reads


class _Way(NamedTuple):
    """One way of hiding words by their look: its code, and what is found."""

    code: str
    found: str


_BLACKED_OUT = _Way("covered-text", "Words are blacked out but can still be copied")
_ALIKE_COLOUR = _Way(
    "invisible-text", "Words have the colour of what is behind them, so nobody can see them"
)
_TRANSPARENT = _Way("invisible-text", "Words are fully transparent, so nobody can see them")
_TOO_SMALL = _Way(
    "invisible-text",
    "Words are 2 points high or less, or squeezed as narrow, so nobody can read them",
)
_TOO_FLAT = _Way("invisible-text", "Words are in a row or line that is too low to show them")
_TOO_NARROW = _Way("invisible-text", "Words are in a column that is too narrow to show them")
_OFF_PAGE = _Way("invisible-text", "Words are in a frame beside the page, so nobody can see them")

_UNDER_SHAPE = _Way("covered-text", "Words are under a shape or picture but can still be copied")


def unseen_words(package: Package, texts: Sequence[Story], place: Place) -> tuple[Problem, ...]:
    """Return an error for each paragraph with words that cannot be seen; the first fifty.

    Each may be accepted in paper.yaml, where the words are harmless.
    """
    found = list(_paragraphs(package, texts))
    return tuple(
        Problem(
            way.code,
            Place(place.file, place.line, place.column, where),
            way.found,
            "",
            "in Word, delete the words, write “[redacted]” in their place, and save",
            quoted=f"“{shortened(words)}”",
            acceptable=True,
        )
        for way, where, words in found[:_MOST]
    )


class _Found(NamedTuple):
    way: _Way
    where: str
    words: str


def _paragraphs(package: Package, texts: Sequence[Story]) -> Iterator[_Found]:
    styles = Styles(package)
    hues = Hues(package, texts, styles)
    for story in texts:
        images = {each.id: each.target for each in package.relations(story.part)}
        opaque = partial(_is_opaque, package, images)
        covered = {each.paragraph: each.words for each in covered_paragraphs(story, styles, opaque)}
        for paragraph, where in _numbered(story):
            if paragraph in covered:
                yield _Found(_UNDER_SHAPE, where, covered[paragraph])
                continue
            runs = (run for run in paragraph.iter(n("w:r")) if paragraph_of(run) is paragraph)
            known: dict[bytes, _Way | None] = {}  # by what is set of the runs themselves
            judged = []
            for run in runs:
                words, own = _words(run), run.find(n("w:rPr"))
                if words.strip():
                    key = b"" if own is None else etree.tostring(own, with_tail=False)
                    if key not in known:
                        known[key] = _way(run, styles, hues)
                    judged.append((known[key], words))
            for way, group in groupby(judged, key=itemgetter(0)):
                if way is not None:
                    yield _Found(way, where, "".join(words for _, words in group))


def _numbered(story: Story) -> Iterator[tuple[etree._Element, str]]:
    """Yield each paragraph with its place, counted from the heading above it."""
    count, heading = 0, ""
    for paragraph in story.root.iter(n("w:p")):
        if is_fallback(paragraph):
            continue
        where = story.where(paragraph)
        count = count + 1 if where == heading else 1
        heading = where
        yield paragraph, f"{where}, paragraph {count}"


def _is_opaque(package: Package, images: Mapping[str, str], blip: etree._Element) -> bool:
    """Say whether nothing is seen through a picture; False for formats that are not known."""
    picture = package.parts.get(images.get(blip.get(n("r:embed"), ""), ""), b"")
    if picture.startswith(_PNG):
        return picture[25:26] in _NO_ALPHA and b"tRNS" not in picture
    return picture.startswith((_JPEG, b"BM"))


def _way(run: etree._Element, styles: Styles, hues: Hues) -> _Way | None:
    """Return how the words of a run are hidden; None for those that can be seen."""
    if _is_tiny(run, styles):
        return _TOO_SMALL
    if is_flat(run, styles):
        return _TOO_FLAT
    if is_narrow(run):
        return _TOO_NARROW
    if is_off_page(run, styles):
        return _OFF_PAGE
    ink = hues.ink(run)
    if ink is Special.TRANSPARENT:
        return _TRANSPARENT
    way = None if ink is None else _by_colour(run, ink, hues)
    return None if way is None or _is_outlined(run, styles) else way


def _by_colour(run: etree._Element, ink: Colour | Special, hues: Hues) -> _Way | None:
    """Return how the words of a run are hidden by their colour and the one behind them."""
    ground, by_pen = hues.ground(run)
    if ground is None or (ink is Special.AUTOMATIC and not by_pen):
        return None  # on dark shading Word turns automatic letters white
    if not is_alike(BLACK if isinstance(ink, Special) else ink, ground):
        return None
    return _ALIKE_COLOUR if ground == WHITE else _BLACKED_OUT


def _words(run: etree._Element) -> str:
    return "".join(text.text or "" for text in run.iterchildren(n("w:t")))


def _properties(run: etree._Element, styles: Styles, name: str) -> Iterator[etree._Element]:
    """Yield a property of a run, the nearest first."""
    own = [] if (direct := run.find(n("w:rPr"))) is None else [direct]
    chains = (
        *styles.of_character(run),
        *styles.of_paragraph(paragraph_of(run)),
        *styles.of_cell(cell_of(run)),
    )
    own += [each for style in chains if (each := style.find(n("w:rPr"))) is not None]
    own += [] if styles.document is None else [styles.document]
    yield from (found for each in own if (found := each.find(n(name))) is not None)


def _is_tiny(run: etree._Element, styles: Styles) -> bool:
    for name, most in (("w:sz", _TINY), ("w:w", _NARROW)):
        found = next(_properties(run, styles, name), None)
        value = "" if found is None else found.get(n("w:val"), "").removesuffix("%")
        if value.isdecimal() and int(value) <= most:
            return True
    return False


def _is_outlined(run: etree._Element, styles: Styles) -> bool:
    """Say whether letters have an edge or a shadow of their own, which shows them."""
    edge = next(_properties(run, styles, "w14:textOutline"), None)
    if edge is not None and edge.find(n("w14:noFill")) is None:
        return True
    return any(
        next(_properties(run, styles, name), None) is not None
        for name in ("w:outline", "w:shadow", "w:emboss", "w:imprint", "w14:glow", "w14:shadow")
    )
