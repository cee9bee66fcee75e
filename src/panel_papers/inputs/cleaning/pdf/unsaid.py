"""Takes out of a PDF the bookmarks' titles and expansions of words that no page prints.

A redacted heading often stays whole in the bookmarks, and what an abbreviation stands for is read
aloud and nowhere seen (`E`, ISO 32000-1 14.9.5).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from panel_papers.inputs.cleaning.pdf.objects import Held, Id
from panel_papers.inputs.cleaning.pdf.parts import bookmarks_of
from panel_papers.inputs.cleaning.results import Tally
from panel_papers.pdf import page_texts

_WORD = re.compile(r"[^\W_]{3,}")
_LEAST = 12  # letters of a file that has words at all: a scan has none
_FEW = 3  # titles: where none of more is printed, the letters of the file cannot be read

_OF_STRUCTURE = frozenset(
    [
        "annex",
        "appendices",
        "appendix",
        "back",
        "blank",
        "chapter",
        "contents",
        "cover",
        "end",
        "figure",
        "foreword",
        "front",
        "glossary",
        "home",
        "index",
        "introduction",
        "main",
        "page",
        "part",
        "section",
        "sheet",
        "slide",
        "start",
        "summary",
        "table",
        "title",
        "top",
    ]
)
"""What bookmarks call parts of a document by, whether or not a page says so."""


def is_expanding(holder: Object, held: Held) -> bool:
    """Say whether an object says what its words are short for."""
    return isinstance(held.get("/E"), String) and isinstance(holder, Dictionary)


def rename_unsaid(pdf: Pdf, expanding: Sequence[Object], saved: bytes, tally: Tally) -> bool:
    """Call bookmarks by their page, and drop expansions, whose words are on no page.

    `saved` is the PDF as a file. Return whether it has to be saved again.
    """
    expanding = [each for each in expanding if Name.E in each]  # others were emptied meanwhile
    titled = [each for each in bookmarks_of(pdf) if isinstance(each.get(Name.Title), String)]
    if not titled and not expanding:
        return False
    printed = _Printed("".join(page_texts(saved)))
    if len(printed.letters) < _LEAST:
        return False
    unsaid = [each for each in expanding if not printed.has_words_of(str(each.E))]
    for each in unsaid:
        del each.E
        tally.add("expansion of an abbreviation that no page prints")
    untitled = [each for each in titled if not printed.has_words_of(str(each.Title))]
    if len(untitled) == len(titled) > _FEW:
        return bool(unsaid)
    _by_page(pdf, untitled, tally)
    return bool(unsaid or untitled)


def _by_page(pdf: Pdf, bookmarks: Iterable[Object], tally: Tally) -> None:
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    for each in bookmarks:
        number = _page(pdf, each, numbers)
        each.Title = String(f"Page {number}" if number else "Bookmark")
        tally.add("title of a bookmark that no page prints", f"page {number}" if number else "")


def _page(pdf: Pdf, bookmark: Object, numbers: dict[Id, int]) -> int | None:
    """Return the page that a bookmark leads to, where it says so itself."""
    target = bookmark.get(Name.Dest)
    action = bookmark.get(Name.A)
    if target is None and isinstance(action, Dictionary):
        target = action.get(Name.D)
    if not isinstance(target, Array) or not len(target):
        return None
    page = target[0]
    if isinstance(page, int):
        return page + 1 if 0 <= page < len(pdf.pages) else None
    return numbers.get(page.objgen) if isinstance(page, Dictionary) else None


class _Printed:
    """The letters of a PDF's pages. Most words are found among its words, at once."""

    def __init__(self, text: str) -> None:
        self.letters = _letters(text)
        self._words = set(map(_letters, set(_WORD.findall(text))))

    def has_words_of(self, text: str) -> bool:
        """Say whether all words of three letters and more are printed, whatever is around them."""
        return all(map(self._has, map(_letters, _WORD.findall(text))))

    def _has(self, word: str) -> bool:
        return word in self._words or word in _OF_STRUCTURE or word in self.letters


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, plain))
