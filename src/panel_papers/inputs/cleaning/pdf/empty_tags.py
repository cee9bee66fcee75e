"""Takes out of a PDF's tags what they say of nothing."""

from __future__ import annotations

from collections.abc import Iterable

from pikepdf import Array, Dictionary, Object, String

from panel_papers.inputs.cleaning.pdf.objects import Held, name_of
from panel_papers.inputs.cleaning.results import Tally

_DESCRIBED = frozenset({"/Figure", "/Formula"})


def clean_empty_tags(tags: Iterable[Object], tally: Tally) -> None:
    """Take the texts out of tags that hold nothing of a page, which only a program would read.

    The description of a picture stays: screen readers say it, and LibreOffice writes a picture
    beside its tag.
    """
    for holder in tags:
        described = name_of(holder, "/S") in _DESCRIBED
        for key in ("/E", "/T", "/ActualText", *(() if described else ("/Alt",))):
            if isinstance(holder.get(key), String):
                del holder[key]
                tally.add("text of a tag without content")


def is_empty_tag(holder: Object, held: Held) -> bool:
    """Say whether an object is a structure element that has no kids."""
    if name_of(held, "/Type") != "/StructElem":
        return False
    kids = held.get("/K")
    none = kids is None or (isinstance(kids, Array) and not len(kids))
    return none and isinstance(holder, Dictionary)
