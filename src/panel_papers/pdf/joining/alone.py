"""Makes a part ready to be a PDF of its own: without links to parts that are not in it."""

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf, String

from .links import TO_PART, address_of
from .sources import annotations


def alone(pdf: bytes, base: str, number: int) -> bytes:
    """Return part `number` of a pack as the only part: a link to another part becomes plain text.

    Links to `base` + `part/3` lead to the third part; those of a part to itself then lead to
    `part/1`, and all others are kept. Raises PdfError for a PDF that cannot be read.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        changed = False
        for page in opened.pages:
            for annotation in list(annotations(page.obj)):
                address = address_of(annotation) or ""
                found = TO_PART.fullmatch(address.removeprefix(base))
                if not address.startswith(base) or not found:
                    continue
                changed = True
                if int(found[1]) == number:
                    own = re.sub(r"^part/\d+", "part/1", found[0])
                    annotation.A.URI = String(base + own)
                else:
                    _unlink(opened, page.obj, annotation)
        if not changed:
            return pdf
        result = io.BytesIO()
        opened.save(result, deterministic_id=True)
        return result.getvalue()


def _unlink(pdf: Pdf, page: Object, annotation: Object) -> None:
    """Take a link off its page and out of the structure tree, where its words stay."""
    page.Annots = Array([each for each in page.Annots if not _same(each, annotation)])
    root = pdf.Root.get(Name.StructTreeRoot)
    key = annotation.get(Name.StructParent)
    if not isinstance(root, Dictionary) or Name.ParentTree not in root or key is None:
        return
    entries = NumberTree(root.ParentTree)
    element = entries.get(int(key))
    if not isinstance(element, Dictionary):
        return
    del entries[int(key)]
    held = element.get(Name.K, Array())
    kids = list(held) if isinstance(held, Array) else [held]
    kept = [kid for kid in kids if not _refers(kid, annotation)]
    element.K = Array(kept)
    still = any(isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR for kid in kept)
    if element.get(Name.S) == Name.Link and not still:
        element.S = Name.Span


def _refers(kid: Object | int, annotation: Object) -> bool:
    return (
        isinstance(kid, Dictionary)
        and kid.get(Name.Type) == Name.OBJR
        and _same(kid.get(Name.Obj), annotation)
    )


def _same(one: Object | None, other: Object) -> bool:
    return isinstance(one, Dictionary) and (
        one.objgen == other.objgen if other.is_indirect else one == other
    )
