"""Repairs what breaks PDF/UA-1 in a part, where there is only one right way to do it.

No page looks otherwise afterwards, and nothing is guessed: where a program cannot know what its
author meant (the words for a picture, the header of a table), the part stays as it is.
"""

import re

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from .sources import Source, annotations
from .structure import Tree, standard_type

_UNDERSCORED = re.compile(r"[A-Za-z]{2,3}(?:_[A-Za-z0-9]{2,8})+")


def repair(source: Source, tree: Tree) -> None:
    """Repair a part whose tags are kept: notes, links, languages and fonts."""
    for element, written in tree.elements:
        if standard_type(tree, written) == "Note":
            _identify(tree, element)
        _spell_language(element)
    _wrap_links(source.pdf, tree)
    for page in source.pdf.pages:
        for annotation in annotations(page.obj):
            _describe(annotation)
    for held in source.pdf.objects:
        if isinstance(held, Dictionary):
            _correct_font(held)


def _identify(tree: Tree, note: Object) -> None:
    """Give a note an ID, which nothing can have named until now (ISO 14289-1 7.9)."""
    found = note.get("/ID")
    if isinstance(found, String) and bytes(found):
        return
    if "/ID" not in note:
        tree.identified.append(note)
    note.ID = String(f"note-{len(tree.identified)}")


def _spell_language(element: Object) -> None:
    """Write the language en_GB as en-GB (RFC 5646, ISO 14289-1 7.2)."""
    found = element.get("/Lang")
    if isinstance(found, String) and _UNDERSCORED.fullmatch(str(found)):
        element.Lang = String(str(found).replace("_", "-"))


def _wrap_links(pdf: Pdf, tree: Tree) -> None:
    """Put a link that is tagged, but not as one, into a Link of its own in its place (7.18.5)."""
    roles = {element.objgen: standard_type(tree, written) for element, written in tree.elements}
    for index, (target, holder) in enumerate(tree.objects):
        if target.get(Name.Subtype) != Name.Link or _in_link(holder, roles):
            continue
        link = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=holder))
        found = holder.get("/K")
        kids = list(found) if isinstance(found, Array) else [found]
        for at, kid in enumerate(kids):
            if isinstance(kid, Dictionary) and _same(kid.get("/Obj"), target):
                link.K = Array([kid])
                kids[at] = link
        if "/K" in link:
            holder.K = Array(kids)
            tree.objects[index] = (target, link)
            tree.elements.append((link, "Link"))


def _in_link(holder: Object, roles: dict[tuple[int, int], str]) -> bool:
    for _ in range(100):
        if roles.get(holder.objgen) == "Link":
            return True
        above = holder.get("/P")
        if not isinstance(above, Dictionary):
            break
        holder = above
    return False


def _same(one: object, other: Object) -> bool:
    return isinstance(one, Dictionary | Stream) and one.objgen == other.objgen


def _describe(annotation: Object) -> None:
    """Describe a link by its address, where nothing else describes it (7.18.5)."""
    found = annotation.get(Name.Contents)
    if annotation.get(Name.Subtype) != Name.Link or (isinstance(found, String) and str(found)):
        return
    action = annotation.get(Name.A)
    address = action.get(Name.URI) if isinstance(action, Dictionary) else None
    text = str(address) if isinstance(address, String) else ""
    annotation.Contents = String(text or "Link within the document")


def _correct_font(font: Object) -> None:
    """Drop lists of a font's letters, which are optional, and say how it numbers its shapes.

    A list that is wrong breaks PDF/UA-1, none does not (7.21.4.2). The numbering that is not given
    is that of the font itself (ISO 32000-1 table 117).
    """
    if font.get(Name.Type) == Name.FontDescriptor:
        for key in ("/CIDSet", "/CharSet"):
            if key in font:
                del font[key]
    elif font.get(Name.Subtype) == Name("/CIDFontType2") and "/CIDToGIDMap" not in font:
        held = font.get("/FontDescriptor")
        if isinstance(held, Dictionary) and "/FontFile2" in held:
            font.CIDToGIDMap = Name.Identity
