"""What LibreOffice's accessibility tags lack, put right: captions, row headers, artifacts."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Object, Operator

# Cells of this style are row headers: our templates mark them so. LibreOffice names the elements
# of paragraphs after their styles.
ROW_HEADER = "/Cover Label"
CAPTION = "/caption"

_PATHS = frozenset(["m", "l", "c", "v", "y", "h", "re", "W", "W*"])
_PAINTS = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"])
_NOTHING = frozenset(["/P", "/Type", "/S", "/A", "/Pg"])  # keys of an element that holds nothing


def mend_tags(pdf: pikepdf.Pdf) -> None:
    """Repair the tags of a PDF from LibreOffice; one without a structure tree stays as it is.

    Label cells become row headers (LibreOffice knows headers of columns only), captions are named
    as such and join the table they are before, lines and fills that no tag holds become
    artifacts (ISO 14289-1 7.1), and paragraphs without content go.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return
    for element in list(_elements(root)):
        kids = list(_kids(element))
        if element.get("/S") == "/TD" and kids and all(k.get("/S") == ROW_HEADER for k in kids):
            element.S = Name.TH
            element.A = Dictionary(O=Name.Table, Scope=Name.Row)
        for before, kid, following in zip([None, *kids], kids, [*kids[1:], None], strict=False):
            if kid.get("/S") == CAPTION:
                kid.S = Name.Caption
                _join(element, kid, before, following)
            if "/K" not in kid and set(kid.keys()) <= _NOTHING and _is_paragraph(root, kid):
                _drop(element, kid)
    for page in pdf.pages:
        _mark_paths(pdf, page)


def _elements(root: Object) -> Iterator[Object]:
    """Yield the root and every structure element below it."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += _kids(element)


def _kids(element: Object) -> Iterator[Object]:
    """Yield the structure elements among what an element holds."""
    held = element.get("/K", Array())
    for kid in held if isinstance(held, Array) else [held]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid


def _is_paragraph(root: Object, element: Object) -> bool:
    role = str(element.S)
    return role == "/P" or root.get("/RoleMap", Dictionary()).get(role) == "/P"


def _join(parent: Object, caption: Object, before: Object | None, following: Object | None) -> None:
    """Make a caption the first part of the table that follows it (ISO 32000-1 14.8.4.3.4).

    One that no table follows is the last part of the table before it that has no caption.
    """
    if not caption.is_indirect:
        return
    if following is not None and following.get("/S") == "/Table":
        _drop(parent, caption)
        caption.P = following
        following.K = Array([caption, *_held(following)])
    elif before is not None and before.get("/S") == "/Table" and not _has_caption(before):
        _drop(parent, caption)
        caption.P = before
        before.K = Array([*_held(before), caption])


def _held(element: Object) -> list[Object]:
    held = element.get("/K", Array())
    return list(held) if isinstance(held, Array) else [held]


def _has_caption(table: Object) -> bool:
    return any(kid.get("/S") in (CAPTION, "/Caption") for kid in _kids(table))


def _drop(parent: Object, kid: Object) -> None:
    held = parent.K
    kept = [k for k in held if not (isinstance(k, Dictionary) and k.objgen == kid.objgen)]
    parent.K = Array(kept)


def _mark_paths(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Make an artifact of every path that is painted outside marked content."""
    written: list[ContentStreamInstruction] = []
    path: list[ContentStreamInstruction] = []
    depth, marked = 0, False
    for instruction in pikepdf.parse_content_stream(page):
        if not isinstance(instruction, ContentStreamInstruction):
            return  # a picture within the stream: LibreOffice writes none
        operator = str(instruction.operator)
        depth += (operator in ("BMC", "BDC")) - (operator == "EMC")
        if depth == 0 and operator in _PATHS:
            path.append(instruction)
        elif path and operator in _PAINTS and operator != "n":
            written += [_operation("BMC", Name.Artifact), *path, instruction, _operation("EMC")]
            path, marked = [], True
        else:
            written += [*path, instruction]
            path = []
    if marked:
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream([*written, *path]))


def _operation(operator: str, *operands: Object) -> ContentStreamInstruction:
    return ContentStreamInstruction(list(operands), Operator(operator))
