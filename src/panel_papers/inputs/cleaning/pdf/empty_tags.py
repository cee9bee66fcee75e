"""Takes out of a PDF's tags what they say of nothing."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf, String

from panel_papers.inputs.cleaning.pdf.objects import Held, name_of, walk
from panel_papers.inputs.cleaning.results import Tally

_DESCRIBED = frozenset({"/Figure", "/Formula"})


def clean_empty_tags(pdf: Pdf, tally: Tally) -> None:
    """Take the texts out of tags that hold nothing of a page, which only a program would read.

    The description of a picture stays: screen readers say it, and LibreOffice writes a picture
    beside its tag.
    """
    tree = pdf.Root.get(Name.StructTreeRoot)
    if not isinstance(tree, Dictionary):
        return
    for holder in [e for e, held in walk(tree) if _is_empty(held) and isinstance(e, Dictionary)]:
        described = name_of(holder, "/S") in _DESCRIBED
        for key in ("/E", "/T", "/ActualText", *(() if described else ("/Alt",))):
            if isinstance(holder.get(key), String):
                del holder[key]
                tally.add("text of a tag without content")


def _is_empty(held: Held) -> bool:
    """Say whether a structure element, by what it holds, has no kids."""
    kids = held.get("/K")
    none = kids is None or (isinstance(kids, Array) and not len(kids))
    return none and name_of(held, "/Type") == "/StructElem"
