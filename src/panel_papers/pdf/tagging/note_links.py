"""Links from the mark of a note to the note, and from the note back to its mark."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

import pikepdf
from pikepdf import Array, Dictionary, Name

from panel_papers.pdf.tagging.annotations import LinkArea
from panel_papers.pdf.tagging.content import Kind, Painted, Unit
from panel_papers.pdf.tagging.elements import Element, Structure
from panel_papers.pdf.tagging.matching import Placement, units

_SIZE = re.compile(rb"/\S+ ([\d.]+) Tf")
_PRINTED = 4
_LEAST = 6.0  # points: a smaller area is hard to hit
_WORDS = {"footnote": "Footnote", "endnote": "Endnote"}


def link_notes(
    pdf: pikepdf.Pdf,
    pages: Sequence[Painted],
    placement: Placement,
    structure: Structure,
    linked: Set[Element],
) -> list[LinkArea]:
    """Return the areas of new links between marks and notes; a mark not painted gets none.

    Those `linked` have a link of the engine's already.
    """
    numbers = [e for e in structure.document.walk() if e.role == "Link" and e.identifier]
    shown = _shown(pages, placement, numbers)
    areas = []
    partners = {link: _partner(link, numbers) for link in numbers}
    for link in numbers:
        kind, _, number = (link.identifier or "").rpartition("-")
        partner = shown.get(partners[link])
        own = shown.get(link)
        link.identifier = None
        if link in linked:
            continue
        if own is None or partner is None:
            link.role = "Span"
        else:
            inside_note = link.nearest("Note") is not None
            said = "Back to the text" if inside_note else f"{_WORDS.get(kind, 'Note')} {number}"
            areas.append(_area(pdf, link, own, partner, said))
    return areas


def _partner(link: Element, numbers: Sequence[Element]) -> Element | None:
    """Return the other link of a note."""
    every = (e for e in numbers if e.identifier == link.identifier and e is not link)
    return next(every, None)


def _shown(
    pages: Sequence[Painted], placement: Placement, numbers: Sequence[Element]
) -> dict[Element | None, tuple[int, Unit]]:
    """Return the page and the unit that paints each number."""
    owners = {leaf: link for link in numbers for leaf in link.leaves()}
    found: dict[Element | None, tuple[int, Unit]] = {}
    for page, painted in enumerate(pages):
        for unit in units(painted):
            link = owners.get(placement.leaf_of[unit]) if unit in placement.leaf_of else None
            if link is not None and unit.kind is Kind.TEXT and unit.text.strip():
                found.setdefault(link, (page, unit))
    return found


def _area(
    pdf: pikepdf.Pdf,
    link: Element,
    own: tuple[int, Unit],
    partner: tuple[int, Unit],
    said: str,
) -> LinkArea:
    """Put a link annotation on a number; it leads to the line of its partner."""
    (page, unit), (there, other) = own, partner
    size = _size(unit)
    width = max(0.6 * size * len(unit.text.strip()), _LEAST)
    top = other.y + 2 * _size(other)
    annotation = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([round(v, 2) for v in (unit.x, unit.y - 2, unit.x + width, unit.y + size)]),
            Border=Array([0, 0, 0]),
            F=_PRINTED,
            Contents=pikepdf.String(said),
            Dest=Array([pdf.pages[there].obj, Name.XYZ, 0, round(top, 2), None]),
        )
    )
    holder = pdf.pages[page].obj
    holder.Annots = Array([*holder.get("/Annots", Array()), annotation])
    return LinkArea(link, page, [unit.text], [annotation])


def _size(unit: Unit) -> float:
    found = _SIZE.search(unit.raw)
    return float(found[1]) if found else 10.0
