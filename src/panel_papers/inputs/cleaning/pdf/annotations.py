"""Keeps the links on a PDF's pages, and none of the other annotations."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf

from panel_papers.inputs.cleaning.pdf.objects import (
    Id,
    annotations_of,
    is_safe_action,
    keep_only,
    name_of,
)
from panel_papers.inputs.cleaning.results import Tally

LINK_KEYS = frozenset(
    [
        "/Type",
        "/Subtype",
        "/Rect",
        "/Contents",
        "/P",
        "/NM",
        "/M",
        "/F",
        "/AP",
        "/AS",
        "/Border",
        "/C",
        "/StructParent",
        "/OC",
        "/A",
        "/Dest",
        "/H",
        "/QuadPoints",
        "/BS",
        "/Lang",
    ]
)
"""What a link may hold (ISO 32000-1 12.5.2 and 12.5.6.5), less what runs or hides something."""

COMMENT = "comment or mark of a reader"
_NAMES = {
    "/FileAttachment": "file attached to a page",
    "/Movie": "film, sound or 3D model",
    "/Screen": "film, sound or 3D model",
    "/Sound": "film, sound or 3D model",
    "/RichMedia": "film, sound or 3D model",
    "/3D": "film, sound or 3D model",
    "/Widget": "form field without a picture",
    "/PrinterMark": "printer’s mark",
    "/TrapNet": "printer’s mark",
    "/Watermark": "watermark without a picture",
    "/Link": "link to a file or program",
}


def clean_annotations(pdf: Pdf, tally: Tally) -> set[Id]:
    """Take out all annotations but links; return the ids of those that stay."""
    stay: set[Id] = set()
    for number, page in enumerate(pdf.pages, 1):
        found = page.obj.get(Name.Annots)
        if found is None:
            continue
        where = f"page {number}"
        kept = [a for a in annotations_of(page.obj) if _keep(a, where, tally)]
        popups = [a for a in annotations_of(page.obj) if name_of(a, "/Subtype") == "/Popup"]
        # a popup belongs to its comment and is not counted again, unless that is on no page
        comments = tally.places.get(COMMENT, {})
        tally.add(COMMENT, where, 0 if where in comments else len(popups))
        if not isinstance(found, Array) or len(kept) != len(found):
            strange = (
                1 if not isinstance(found, Array) else len(found) - len(annotations_of(page.obj))
            )
            tally.add("unreadable annotation", f"page {number}", strange)
            kept = [pdf.make_indirect(a) for a in kept]
            if kept:
                page.obj.Annots = Array(kept)
            else:
                del page.obj.Annots
        stay |= {a.objgen for a in kept if a.is_indirect}
    return stay


def _keep(annotation: Object, where: str, tally: Tally) -> bool:
    """Clean a link; tell whether the annotation may stay."""
    kind = name_of(annotation, "/Subtype")
    action = annotation.get(Name.A)
    if kind != "/Link" or (action is not None and not is_safe_action(action)):
        if kind != "/Popup":
            tally.add(_NAMES.get(kind, COMMENT), where)
        return False
    if isinstance(action, Dictionary) and keep_only(
        action, frozenset({"/Type", "/S", "/D", "/SD", "/URI", "/IsMap"})
    ):
        tally.add("action behind a link", where)
    strange = keep_only(annotation, LINK_KEYS)
    if "/AA" in strange or "/PA" in strange:
        tally.add("action behind a link", where)
    elif strange:
        tally.add("private data of a program", where)
    return True
