"""Takes out of the accessibility tags what stands for annotations that are gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf

from panel_papers.inputs.cleaning.pdf.objects import Id, keep_only, name_of
from panel_papers.inputs.cleaning.results import Tally

_ELEMENT_KEYS = frozenset(
    [
        "/Type",
        "/S",
        "/P",
        "/ID",
        "/Pg",
        "/K",
        "/A",
        "/C",
        "/R",
        "/T",
        "/Lang",
        "/Alt",
        "/E",
        "/ActualText",
        "/NS",
        "/PhoneticAlphabet",
        "/Phoneme",
        "/Ref",
    ]
)
_ROOT_KEYS = frozenset(
    [
        "/Type",
        "/K",
        "/IDTree",
        "/ParentTree",
        "/ParentTreeNextKey",
        "/RoleMap",
        "/ClassMap",
        "/Namespaces",
    ]
)
_PRIVATE = "private data of a program"


def clean_structure(pdf: Pdf, kept: set[Id], tally: Tally) -> None:
    """Drop references to annotations that are gone, and elements that held nothing else.

    `kept` are the ids of the annotations that stay. Such a reference can carry a comment or an
    action into the pack although no page shows it, and so can the element's alternative text.
    """
    root = pdf.Root.get(Name.StructTreeRoot)
    if not isinstance(root, Dictionary):
        return
    if keep_only(root, _ROOT_KEYS):
        tally.add(_PRIVATE, "the accessibility tags")
    elements, gone = elements_of(root), set[Id]()
    # Adobe Designer lists elements of fields that no element above them holds
    elements += list(_outside(root, elements))
    # from the leaves up, so that an element all of whose kids are gone goes with them
    for element in reversed(elements):
        empty = _prune(element, kept, gone, tally)
        if empty and element.is_indirect:
            gone.add(element.objgen)
        elif empty:  # it cannot be named, but it can be left without a word
            keep_only(element, frozenset({"/Type", "/S", "/P"}))
        _clean_element(element, tally)
    _prune(root, kept, gone, tally)
    if gone:
        _forget(root.get(Name.ParentTree), gone, "/Nums")
        _forget(root.get(Name.IDTree), gone, "/Names")


def elements_of(root: Object) -> list[Object]:
    """Return the structure elements, parents before kids, each once."""
    found: list[Object] = []
    seen: set[Id] = set()
    waiting = kids_of(root)
    while waiting:
        kid = waiting.pop()
        if not isinstance(kid, Dictionary) or name_of(kid, "/Type") in ("/OBJR", "/MCR"):
            continue
        if kid.is_indirect and kid.objgen in seen:
            continue
        seen.add(kid.objgen)
        found.append(kid)
        waiting += kids_of(kid)
    return found


def _outside(root: Object, inside: Sequence[Object]) -> Iterator[Object]:
    """Yield the elements of annotations that only the parent tree lists (14.7.4.4), and theirs."""
    seen = {element.objgen for element in inside}
    for _, pairs in _nodes(root.get(Name.ParentTree), "/Nums"):
        for each in list(pairs)[1::2]:
            if isinstance(each, Dictionary) and each.is_indirect and each.objgen not in seen:
                seen.add(each.objgen)
                yield each
                yield from (kid for kid in elements_of(each) if kid.objgen not in seen)


def kids_of(element: Object) -> list[object]:
    """Return what an element holds: elements, marks and references, or nothing."""
    held = element.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, Array) else [held]


def _prune(element: Object, kept: set[Id], gone: set[Id], tally: Tally) -> bool:
    """Drop an element's kids that are gone; say whether it had kids and now has none."""
    kids = kids_of(element)
    stay = [kid for kid in kids if not _is_gone(kid, kept, gone)]
    if len(stay) == len(kids):
        return False
    lost = [kid for kid in kids if isinstance(kid, Dictionary) and name_of(kid, "/Type") == "/OBJR"]
    still = [
        kid for kid in stay if isinstance(kid, Dictionary) and name_of(kid, "/Type") == "/OBJR"
    ]
    tally.add("accessibility tag of what is not on a page", count=len(lost) - len(still))
    if stay:
        element.K = Array(stay)
    else:
        del element.K
    return not stay


def _is_gone(kid: object, kept: set[Id], gone: set[Id]) -> bool:
    if not isinstance(kid, Dictionary):
        return False
    if name_of(kid, "/Type") != "/OBJR":
        return kid.is_indirect and kid.objgen in gone
    target = kid.get("/Obj")
    # an OBJR may also name a picture or form, which is a stream (ISO 32000-1 14.7.4.3)
    return target is None or (isinstance(target, Dictionary) and target.objgen not in kept)


def _clean_element(element: Object, tally: Tally) -> None:
    where = "the accessibility tags"
    strange = keep_only(element, _ELEMENT_KEYS)
    if "/AF" in strange:
        tally.add("embedded file", where)
    elif strange:
        tally.add(_PRIVATE, where)
    attributes = element.get("/A")
    if isinstance(attributes, Dictionary) and name_of(attributes, "/O") == "/UserProperties":
        del element.A
        tally.add(_PRIVATE, where)
    elif isinstance(attributes, Array):
        kept = [a for a in attributes if not _is_private(a)]
        if len(kept) < len(attributes):
            element.A = Array(kept)
            tally.add(_PRIVATE, where)


def _is_private(attributes: object) -> bool:
    return isinstance(attributes, Dictionary) and name_of(attributes, "/O") == "/UserProperties"


def _nodes(tree: object, leaves: str) -> Iterator[tuple[Object, Object]]:
    """Yield each node of a number or name tree with what it lists (ISO 32000-1 7.9.6, 7.9.7)."""
    waiting, seen = [tree], set[Id]()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        kids, pairs = node.get(Name.Kids), node.get(leaves)
        waiting += list(kids) if isinstance(kids, Array) else []
        if isinstance(pairs, Array):
            yield node, pairs


def _forget(tree: object, gone: set[Id], leaves: str) -> None:
    """Drop what a number or name tree says of elements that are gone."""
    for node, pairs in _nodes(tree, leaves):
        kept: list[Object] = []
        for index in range(0, len(pairs) - 1, 2):
            value = pairs[index + 1]
            if isinstance(value, Array):
                _blank(value, gone)
            if not (isinstance(value, Dictionary) and value.objgen in gone):
                kept += [pairs[index], value]
        node[leaves] = Array(kept)


def _blank(marks: Object, gone: set[Id]) -> None:
    """Blank the elements that are gone in a page's list, whose places are numbers of marks."""
    for index, element in enumerate(list(marks)):
        if isinstance(element, Dictionary) and element.objgen in gone:
            marks[index] = None
