"""Keeps the links on a PDF's pages, and none of the other annotations."""

from __future__ import annotations

from collections.abc import Sequence

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
DEAD_ENDS = {
    "/NextPage": "link to the next page, on the last page",
    "/PrevPage": "link to the previous page, on the first page",
}
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
    pages = [page.obj for page in pdf.pages]
    for number, page in enumerate(pdf.pages, 1):
        found = page.obj.get(Name.Annots)
        if found is None:
            continue
        where = f"page {number}"
        for annotation in annotations_of(page.obj):
            if _lead_to_page(annotation, pages, number - 1):
                tally.add("command to the reader, now a link to its page", where)
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
        for annotation in kept:
            _put_on_page(annotation, page.obj, where, tally)
        stay |= {a.objgen for a in kept if a.is_indirect}
    return stay


def _put_on_page(link: Object, page: Object, where: str, tally: Tally) -> None:
    """Let a link name its own page: another can bring a page along that was cut off the file."""
    named = link.get(Name.P)
    if isinstance(named, Dictionary) and named.objgen != page.objgen:
        link.P = page
        tally.add("link that names another page as its own", where)


def _kind(annotation: Object, kind: str) -> str:
    """Return in plain words what is taken out."""
    action = annotation.get(Name.A)
    if kind == "/Link" and isinstance(action, Dictionary) and name_of(action, "/S") == "/Named":
        return DEAD_ENDS.get(name_of(action, "/N"), "link that is a command to the reader")
    return _NAMES.get(kind, COMMENT)


def _lead_to_page(link: Object, pages: Sequence[Object], at: int) -> bool:
    """Make a link to the next, previous, first or last page one to that page; say whether it is.

    “First” means another page in the pack; “next” on the last page leads nowhere (12.6.4.11).
    """
    action = link.get(Name.A)
    if not isinstance(action, Dictionary) or name_of(action, "/S") != "/Named":
        return False
    targets = {
        "/NextPage": at + 1,
        "/PrevPage": at - 1,
        "/FirstPage": 0,
        "/LastPage": len(pages) - 1,
    }
    target = targets.get(name_of(action, "/N"), -1)
    if not 0 <= target < len(pages):
        return False
    link.A = Dictionary(S=Name.GoTo, D=Array([pages[target], Name.Fit]))
    return True


def _keep(annotation: Object, where: str, tally: Tally) -> bool:
    """Clean a link; say whether the annotation may stay."""
    kind = name_of(annotation, "/Subtype")
    action = annotation.get(Name.A)
    if kind != "/Link" or (action is not None and not is_safe_action(action)):
        if kind != "/Popup":
            tally.add(_kind(annotation, kind), where)
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
