"""Finds the tags that break a rule of the whole tree, where validators do not say which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeGuard

from pikepdf import Array, Dictionary, Name, Object, Pdf

from panel_papers.pdf.joining.structure import STANDARD

# ISO 14289-1 7.2, as veraPDF and page-validation read it: what must hold a tag of each kind.
_HOLDERS = {
    "LBody": {"LI"},
    "LI": {"L"},
    "TBody": {"Table"},
    "TD": {"TR"},
    "TFoot": {"Table"},
    "TH": {"TR"},
    "THead": {"Table"},
    "TOCI": {"TOC"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
}
_MOST = 200_000
"""Elements looked at: a hostile tree must not take for ever."""


def misplaced(pdf: Pdf, rule: str) -> list[Object]:
    """Return the elements that break a rule: such as the rows that are in no table."""
    if rule == "PDFUA1-STRUCT-TREE-ROLE-MAP-001":
        return [element for element, role, _ in _elements(pdf) if role not in STANDARD]
    if rule == "PDFUA1-TABLE-HEADERS-SCOPE-001":
        return [each for each, role, _ in _elements(pdf) if role == "TH" and not _has_scope(each)]
    name = {f"PDFUA1-{kind.upper()}-PARENT-001": kind for kind in _HOLDERS}.get(rule)
    if name is None:
        return []
    holders = _HOLDERS[name]
    return [each for each, role, above in _elements(pdf) if role == name and above not in holders]


def _elements(pdf: Pdf) -> Iterator[tuple[Object, str, str]]:
    """Yield each element with its role and that of the element above it."""
    root = pdf.Root.get(Name.StructTreeRoot)
    if not isinstance(root, Dictionary):
        return
    held = root.get(Name.RoleMap)
    roles = {key[1:]: str(value)[1:] for key, value in held.items()} if held is not None else {}
    todo: list[tuple[Object, str]] = [(root, "")]
    for _ in range(_MOST):
        if not todo:
            return
        holder, above = todo.pop()
        role = above
        if Name.S in holder:
            role = _role(str(holder.S)[1:], roles)
            yield holder, role, above
        kids = holder.get(Name.K)
        listed: list[object] = list(kids) if isinstance(kids, Array) else [kids]
        todo += [(kid, role) for kid in reversed(listed) if _is_element(kid)]


def _has_scope(header: Object) -> bool:
    held = header.get(Name.A)
    attributes: list[object] = list(held) if isinstance(held, Array) else [held]
    return any(isinstance(each, Dictionary) and "/Scope" in each for each in attributes)


def _is_element(kid: object) -> TypeGuard[Object]:
    return isinstance(kid, Dictionary) and Name.S in kid


def _role(written: str, roles: Mapping[str, str]) -> str:
    met: set[str] = set()
    while written not in STANDARD and written in roles and written not in met:
        met.add(written)
        written = roles[written]
    return written
