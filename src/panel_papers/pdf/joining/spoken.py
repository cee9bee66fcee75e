"""Tags what is stamped on a page where a listener must hear it: DRAFT, a part's mark, its title."""

import re
from contextlib import suppress

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, PdfError, String

from .content import content_of
from .font import printable
from .grafting import Grafted
from .stamp import Line
from .titles import put_behind, put_first

_MCID = re.compile(rb"/MCID\s+(\d+)")
ENGLISH = "en-GB"
"""The language of the marks, whatever that of the PDF is."""


class Head(Struct, frozen=True):
    """What the head of a part's first page is to say.

    `title` is the element of the part's own text that says the `heading`, if there is one; `shown`
    whether the page shows it in any way.
    """

    heading: str | None
    title: Object | None
    shown: bool
    mark: str | None


def spoken_head(
    grafted: Grafted, section: Object, page: Object, head: Head, language: str
) -> list[Line]:
    """Return what is printed at the head of a part's first page, tagged to be heard.

    That is its title where its own text does not say it, and its mark behind the title.
    """
    title, lines = head.title, []
    if head.heading is not None and title is None:
        title, number = _spoken(grafted, section, page, "H1", language)
        if head.shown or printable(head.heading) != head.heading:
            title.ActualText = String(head.heading)
        put_first(section, [title])
        lines.append(Line("" if head.shown else head.heading, _begin(title, number)))
    if head.mark:
        element, number = _spoken(grafted, section, page, "P", ENGLISH)
        if title is None:
            put_first(section, [element])
        else:
            put_behind(grafted, section, title, element)
        lines.append(Line(head.mark, _begin(element, number)))
    return lines


def spoken_watermark(grafted: Grafted, section: Object, page: Object) -> str:
    """Return the mark of the word behind the first page's text, which is heard before all else."""
    element, number = _spoken(grafted, section, page, "P", ENGLISH)
    put_first(section, [element])
    return _begin(element, number)


def _spoken(
    grafted: Grafted, parent: Object, page: Object, kind: str, language: str | None
) -> tuple[Object, int]:
    """Return a new element for content that is about to be stamped on a page, and its MCID."""
    key, mark = _free_mark(grafted, page)
    element = grafted.element(
        kind, parent, Pg=page, K=mark, Lang=String(language) if language else None
    )
    row: list[object] = list(grafted.parents[key])
    gap: list[object] = [None] * (mark - len(row))
    grafted.parents[key] = Array([*row, *gap, element])
    return element, mark


def _begin(element: Object, mark: int) -> str:
    """Return the operator that begins the marked content of an element."""
    return f"{element.S} <</MCID {mark}>> BDC"


def _free_mark(grafted: Grafted, page: Object) -> tuple[int, int]:
    """Return the key of a page, and an MCID that no content of it has, known to the tags or not."""
    found: object = page.get(Name.StructParents)
    if isinstance(found, int) and found in grafted.parents:
        key = found
    else:
        key = grafted.registry.key()
        page.StructParents = key
        grafted.parents[key] = Array()
    taken: list[int] = [len(grafted.parents[key]) - 1, *_named_marks(page)]
    # What cannot be read cannot be marked either.
    with suppress(PdfError, ValueError, RuntimeError, NotImplementedError):
        taken += [int(number) for number in _MCID.findall(content_of(page))]
    return key, max(taken) + 1


def _named_marks(page: Object) -> list[int]:
    """Return the MCIDs that the content of a page may use by the names of its resources."""
    resources = page.get(Name.Resources)
    listed = resources.get(Name.Properties) if isinstance(resources, Dictionary) else None
    if not isinstance(listed, Dictionary):
        return []
    held: list[object] = [
        value.get(Name.MCID) for _, value in listed.items() if isinstance(value, Dictionary)
    ]
    return [number for number in held if isinstance(number, int)]
