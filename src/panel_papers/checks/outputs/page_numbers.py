"""One page number everywhere: the finished pack read again by others than wrote it.

PDFium reads it, which takes a sixth of what pypdf takes to load. What it finds wrong stops a build
only where pypdf, which reads the operands themselves and not what they look like, finds it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from pypdfium2 import PdfiumError

from panel_papers.checks.outputs import by_pdfium
from panel_papers.checks.outputs.numbers import Numbers
from panel_papers.core import GateError, Place, Problem
from panel_papers.output import Pack


def check_page_numbers(pack: Pack, *, has_contents: bool = True) -> None:
    """Raise GateError unless stamps, labels, bookmarks and contents links agree with the parts.

    The first part is the contents page, unless it `has_contents` not.
    """
    contents = pack.parts[0].last_page - pack.first_page + 1 if has_contents else 0
    with suppress(PdfiumError):
        if not list(_problems(by_pdfium.numbers_of(pack.pdf, contents), pack)):
            return
    from panel_papers.checks.outputs import by_pypdf  # noqa: PLC0415 - as a rule not needed

    if problems := list(_problems(by_pypdf.numbers_of(pack.pdf, contents), pack)):
        raise GateError(problems)


def _problems(found: Numbers, pack: Pack) -> Iterator[Problem]:
    """Yield where numbers disagree with the parts of the pack."""
    first = pack.first_page
    numbers = [str(number) for number in range(first, first + pack.pages)]
    starts = [(part.title, part.first_page - first) for part in pack.parts]
    for where, said, wanted in (
        ("page labels", list(found.labels), numbers),
        ("printed numbers", list(found.printed), [f"Page {number}" for number in numbers]),
        ("bookmarks", list(found.bookmarks), starts),
        ("links of the contents page", sorted(found.linked), sorted(i for _, i in starts[1:])),
    ):
        if said != wanted:
            yield Problem("page-numbers", Place("pack", where=where), str(said), str(wanted))
