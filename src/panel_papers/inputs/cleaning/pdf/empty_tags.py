"""Takes out of a PDF's tags what they say of nothing."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf, String

from panel_papers.inputs.cleaning.pdf.objects import holders, name_of
from panel_papers.inputs.cleaning.results import Tally

_DESCRIBED = frozenset({"/Figure", "/Formula"})


def clean_empty_tags(pdf: Pdf, tally: Tally) -> None:
    """Take the texts out of tags that hold nothing of a page, which only a program would read.

    The description of a picture stays: screen readers say it, and LibreOffice writes a picture
    beside its tag.
    """
    tree = pdf.Root.get(Name.StructTreeRoot)
    for holder in list(holders(tree)) if isinstance(tree, Dictionary) else ():
        if not isinstance(holder, Dictionary) or name_of(holder, "/Type") != "/StructElem":
            continue
        kids = holder.get(Name.K)
        if kids is not None and not (isinstance(kids, Array) and not len(kids)):
            continue
        described = name_of(holder, "/S") in _DESCRIBED
        for key in ("/E", "/T", "/ActualText", *(() if described else ("/Alt",))):
            if isinstance(holder.get(key), String):
                del holder[key]
                tally.add("text of a tag without content")
