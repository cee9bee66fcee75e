"""Takes out of a PDF the bookmarks' titles and expansions of words that no page prints.

A redacted heading often stays whole in the bookmarks, and what an abbreviation stands for is read
aloud and nowhere seen (`E`, ISO 32000-1 14.9.5).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from panel_papers.inputs.cleaning.pdf.objects import Id, holders
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


def rename_unsaid(pdf: Pdf, tally: Tally, saved: Callable[[Pdf], bytes]) -> None:
    """Call bookmarks by their page, and drop expansions, whose words are on no page."""
    titled = [each for each in bookmarks_of(pdf) if isinstance(each.get(Name.Title), String)]
    expanding = [
        each
        for each in holders(pdf.Root)
        if isinstance(each, Dictionary) and isinstance(each.get(Name.E), String)
    ]
    if not titled and not expanding:
        return
    printed = _letters("".join(page_texts(saved(pdf))))
    if len(printed) < _LEAST:
        return
    for each in expanding:
        if not _is_said(str(each.E), printed):
            del each.E
            tally.add("expansion of an abbreviation that no page prints")
    unsaid = [each for each in titled if not _is_said(str(each.Title), printed)]
    if len(unsaid) < len(titled) or len(titled) <= _FEW:
        _by_page(pdf, unsaid, tally)


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


def _is_said(text: str, printed: str) -> bool:
    """Say whether all words of three letters and more are printed, whatever is around them."""
    words = map(_letters, _WORD.findall(text))
    return all(word in printed or word in _OF_STRUCTURE for word in words)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, plain))
