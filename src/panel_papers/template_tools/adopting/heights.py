"""Room for tall headers and footers: Word moves the text out of their way, others do not."""

from __future__ import annotations

from collections.abc import Iterable

from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.word import (
    Element,
    attribute,
    child,
    children,
    every,
    is_a,
    own,
    set_attribute,
)

_EMU = 635  # to a twip
_LINE = 280  # twips: a line of 11 points
_GAP = 140
_CENTIMETRE = 567


def make_room(section: Element, roots: Iterable[tuple[str, Element]], findings: Findings) -> None:
    """Make the margins of a page hold its headers and footers; `roots` come with their kinds."""
    margins = child(section, "w:pgMar")
    for kind, root in roots if margins is not None else ():
        side = "top" if kind == "header" else "bottom"
        said = [attribute(margins, f"w:{name}") for name in (kind, side)]
        if margins is None or not all(each.lstrip("-").isdecimal() for each in said):
            continue
        distance, room = (int(each) for each in said)
        needed = distance + _height(root) + _GAP
        if _has_picture(root) and 0 <= room < needed:
            set_attribute(margins, f"w:{side}", needed)
            findings.take(
                f"the {side} margin, made {needed / _CENTIMETRE:.1f} cm to hold the {kind}"
            )


def _has_picture(root: Element) -> bool:
    return bool(every(root, "wp:inline"))


def _height(holder: Element) -> int:
    """Return about how tall what a header or a cell holds is, in twips."""
    total = 0
    for block in holder:
        if is_a(block, "w:p"):
            tall = [_tall(each) for each in every(block, "wp:inline")]
            total += max([_LINE, *tall])
        elif is_a(block, "w:tbl"):
            for row in children(block, "w:tr"):
                total += max((_height(cell) for cell in own(row, "w:tc", of="w:tr")), default=0)
    return total


def _tall(picture: Element) -> int:
    extent = child(picture, "wp:extent")
    said = "" if extent is None else str(extent.get("cy") or "")
    return int(said) // _EMU if said.isdecimal() else 0
