"""Finds the pages on which rules are broken, from the objects and words that a validator names."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, Object, Pdf

from panel_papers.pdf.conformance.misplaced import misplaced
from panel_papers.pdf.conformance.model import Failure, Occurrence

_PAGE = re.compile(r"\bpage (\d+)\b")
_DEEPEST = 200
"""Elements looked at below one that names no page itself."""


class _Found(Struct):
    """What is known of a rule that is broken."""

    message: str
    occurrences: list[Occurrence] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    subjects: dict[str, None] = field(default_factory=dict)

    def add(self, pages: set[int], subject: str | None) -> None:
        self.pages |= pages
        if subject:
            self.subjects[subject] = None

    def failure(self, rule: str) -> Failure:
        return Failure(
            rule,
            self.message,
            tuple(sorted(self.pages)),
            len(self.occurrences),
            next(iter(self.subjects)) if len(self.subjects) == 1 else None,
            tuple(self.occurrences) if all(each.pages for each in self.occurrences) else (),
        )


def located(pdf: bytes, failures: Sequence[tuple[str, str, int | None]]) -> tuple[Failure, ...]:
    """Return each broken rule once, with its pages.

    Each of `failures` is a rule, the validator's words and the number of the object that breaks it.
    """
    found: dict[str, _Found] = {}
    try:
        opened = Pdf.open(io.BytesIO(pdf))
    except (pikepdf.PdfError, ValueError, RuntimeError):
        opened = Pdf.new()
    with opened:
        places = _Places(opened)
        for rule, message, number in failures:
            kept = found.setdefault(rule, _Found(message))
            pages, subject = places.of(number)
            if said := _PAGE.search(message):
                pages = {int(said[1]) - 1}
            kept.add(pages, subject)
            kept.occurrences.append(Occurrence(tuple(sorted(pages)), subject))
        for rule, kept in found.items():
            if not kept.pages:
                for pages, subject in places.misplaced(rule):
                    kept.add(pages, subject)
    return tuple(each.failure(rule) for rule, each in found.items())


class _Places:
    """Where the objects of a PDF are used."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        self.fonts: dict[tuple[int, int], set[int]] | None = None

    def misplaced(self, rule: str) -> Iterator[tuple[set[int], str | None]]:
        """Yield the pages and names of the tags that break a rule of the tree itself."""
        try:
            for element in misplaced(self.pdf, rule):
                yield self._of(element)
        except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError):
            return  # damage: as below

    def of(self, number: int | None) -> tuple[set[int], str | None]:
        """Return the pages of an object, and its name where it has one."""
        if number is None:
            return set(), None
        try:
            return self._of(self.pdf.get_object(number, 0))
        except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, AttributeError):
            return set(), None  # damage: the rule is reported without its page

    def _of(self, found: Object) -> tuple[set[int], str | None]:
        if found.objgen in self.pages:
            return {self.pages[found.objgen]}, None
        if not isinstance(found, Dictionary):
            return set(), None
        if found.get(Name.Type) == Name.Font:
            name = str(found.get(Name.BaseFont, "")).removeprefix("/")
            return self._printed(found), name.partition("+")[2] or name or None
        if Name.S in found and Name.P in found:
            return self._painted(found), str(found.S).removeprefix("/")
        return self._page(found), None

    def _page(self, holder: Object) -> set[int]:
        for key in ("/Pg", "/P"):
            page = holder.get(key)
            if isinstance(page, Dictionary) and page.objgen in self.pages:
                return {self.pages[page.objgen]}
        return set()

    def _painted(self, element: Object) -> set[int]:
        """Return the first page of an element's content, its own or that of what is below it."""
        todo = [element]
        for _ in range(_DEEPEST):
            if not todo:
                break
            holder = todo.pop()
            if not isinstance(holder, Dictionary):
                continue
            if pages := self._page(holder):
                return pages
            kids = holder.get("/K")
            if kids is not None:
                todo += reversed(list(kids)) if isinstance(kids, Array) else [kids]
        return set()

    def _printed(self, font: Object) -> set[int]:
        if self.fonts is None:
            self.fonts = {}
            for index, page in enumerate(self.pdf.pages):
                for each in _fonts(page.obj):
                    self.fonts.setdefault(each.objgen, set()).add(index)
        return self.fonts.get(font.objgen, set())


def _fonts(page: Object) -> Iterator[Object]:
    """Yield the fonts of a page and of what it paints."""
    todo = [page]
    met: set[tuple[int, int]] = set()
    while todo:
        holder = todo.pop()
        resources = holder.get(Name.Resources)
        if not isinstance(resources, Dictionary):
            continue
        fonts, painted = resources.get(Name.Font), resources.get(Name.XObject)
        if isinstance(fonts, Dictionary):
            for _, font in fonts.items():
                yield font
                below = font.get("/DescendantFonts")
                if isinstance(below, Array):
                    yield from below
        if isinstance(painted, Dictionary):
            for _, form in painted.items():
                if form.objgen not in met:
                    met.add(form.objgen)
                    todo.append(form)
