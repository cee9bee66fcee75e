"""One page number everywhere: the finished pack read again by others than wrote it.

PDFium reads it, which takes a sixth of what pypdf takes to load. What it finds wrong stops a build
only where pypdf, which reads the operands themselves and not what they look like, finds it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from pypdfium2 import PdfiumError

from panel_papers.checks.outputs import by_pdfium
from panel_papers.checks.outputs.numbers import Numbers
from panel_papers.checks.outputs.stamps import Expected, Looked, Unseen
from panel_papers.core import GateError, Place, Problem, page_number
from panel_papers.output import Pack, PackedPart
from panel_papers.pdf import pdfium


def check_page_numbers(pack: Pack, *, has_contents: bool = True) -> None:
    """Raise GateError unless stamps, labels, bookmarks and contents links agree with the parts.

    Each stamp is looked at, too: it must be seen on its page, and cover nothing. The first part is
    the contents page, unless it `has_contents` not.
    """
    contents = pack.parts[0].last_page - pack.first_page + 1 if has_contents else 0
    parts = [_part_of(pack, page) for page in range(pack.first_page, pack.first_page + pack.pages)]
    last = pack.first_page + pack.pages - 1
    stamps = Looked(
        [
            Expected(page_number(number, last, pack.prefix), part.mark if part else None)
            for number, part in enumerate(parts, pack.first_page)
        ]
    )
    agree = False
    with suppress(PdfiumError), pdfium:
        found = by_pdfium.numbers_of(pack.pdf, contents, stamps.page)
        agree = not list(_problems(found, pack, has_contents))
    if not agree:
        from panel_papers.checks.outputs import by_pypdf  # noqa: PLC0415 - as a rule not needed

        if problems := list(_problems(by_pypdf.numbers_of(pack.pdf, contents), pack, has_contents)):
            raise GateError(problems)
    if unseen := [_problem(each, parts[each.page], pack.first_page) for each in stamps.unseen]:
        raise GateError(unseen)


def _part_of(pack: Pack, page: int) -> PackedPart | None:
    """Return the part that a page belongs to; None for a page left blank between two."""
    return next((part for part in pack.parts if part.first_page <= page <= part.last_page), None)


def _problem(unseen: Unseen, part: PackedPart | None, first: int) -> Problem:
    """Return the problem of one stamp, at the file and the page that it is printed on."""
    number = first + unseen.page
    if part is None or part.place is None:
        place = Place("pack", where=f"page {number}")
    else:
        place = Place(part.place.file, where=f"page {number - part.first_page + 1} of the part")
    supplied = part is not None and part.engine is None
    return Problem(
        "page-number-not-seen",
        place,
        f"“{unseen.text}” {unseen.why} on page {number} of the pack",
        "a page number and a mark that can be seen on each page and cover nothing",
        "open the file, print it to a new PDF and supply that"
        if supplied
        else "build the paper with the other engine: --engine embedded or --engine libreoffice",
    )


def _problems(found: Numbers, pack: Pack, has_contents: bool = True) -> Iterator[Problem]:
    """Yield where numbers disagree with the parts of the pack."""
    first = pack.first_page
    numbers = [f"{pack.prefix}{number}" for number in range(first, first + pack.pages)]
    last = first + pack.pages - 1
    printed = [page_number(number, last, pack.prefix) for number in range(first, last + 1)]
    starts = [(part.title, part.first_page - first) for part in pack.parts]
    linked = sorted(page for _, page in starts[1:]) if has_contents else []
    tops = list(dict.fromkeys(_tops(pack)))
    grouped = [s for s, part in zip(starts, pack.parts, strict=True) if part.group is not None]
    below = [each for each in found.below if each in grouped]
    for where, said, wanted in (
        ("page labels", list(found.labels), numbers),
        ("printed numbers", list(found.printed), printed),
        ("bookmarks", list(found.bookmarks), tops),
        ("bookmarks of the items", below, grouped),
        ("links of the contents page", sorted(found.linked), linked),
    ):
        if said != wanted:
            differing = next(
                (n for n, pair in enumerate(zip(said, wanted, strict=False)) if pair[0] != pair[1]),
                min(len(said), len(wanted)),
            )
            yield Problem(
                "page-numbers",
                Place("pack", where=where),
                f"The {where} of the pack do not agree with its pages: number {differing + 1} is "
                f"{_nth(said, differing)}",
                _nth(wanted, differing),
                "build the paper again; if the message comes back, send it and the paper’s "
                "folder to whoever looks after Panel Papers (usually IT): nothing was "
                "published",
            )


def _tops(pack: Pack) -> Iterator[tuple[str, int]]:
    """Yield title and page of each bookmark at the top level: those of parts, or of their groups.

    A group is at its first part.
    """
    starts: dict[str, int] = {}
    for part in pack.parts:
        page = part.first_page - pack.first_page
        if part.group is None:
            yield part.title, page
        else:
            yield part.group, starts.setdefault(part.group, page)


def _nth(values: Sequence[object], index: int) -> str:
    """Return a value of a list in words, or that there is none."""
    if index >= len(values):
        return "missing"
    value = values[index]
    if isinstance(value, tuple):
        return f"“{value[0]}” on page {value[1] + 1}"
    return f"“{value}”"
