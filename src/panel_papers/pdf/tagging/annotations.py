"""Link annotations: one for each link and page, distinguished by the words they cover."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from msgspec import Struct, field

from panel_papers.pdf.tagging.content import Box, Kind, Painted, Unit
from panel_papers.pdf.tagging.elements import Element, Leaf, Paint
from panel_papers.pdf.tagging.matching import units
from panel_papers.pdf.tagging.refusal import Refused

_PRINTED = 4


class LinkArea(Struct, eq=False):
    """What one link covers on one page: the annotations that the engine made, one a word."""

    link: Element
    page: int
    words: list[str] = field(default_factory=list)
    parts: list[pikepdf.Object] = field(default_factory=list)

    def merged(self) -> pikepdf.Object:
        """Return one annotation for all words, with what a reader may say of it (7.18.5)."""
        first = self.parts[0]
        boxes = _lines([_box(part) for part in self.parts])
        first.Rect = pikepdf.Array(
            [
                min(box[0] for box in boxes),
                min(box[1] for box in boxes),
                max(box[2] for box in boxes),
                max(box[3] for box in boxes),
            ]
        )
        if len(boxes) > 1:
            first.QuadPoints = pikepdf.Array(
                [v for x0, y0, x1, y1 in boxes for v in (x0, y1, x1, y1, x0, y0, x1, y0)]
            )
        words = " ".join("".join(self.words).split())
        first.Contents = pikepdf.String(self.link.tip or words or _address(first) or "Link")
        first.F = _PRINTED
        return first


def merge_links(
    pdf: pikepdf.Pdf, pages: list[Painted], leaf_of: dict[Unit, Leaf], document: Element
) -> list[LinkArea]:
    """Merge each link's annotations and return the areas, each with one part.

    A link in a header or footer is outside the text: its annotation hangs on a link of its
    own at the end. Raises Refused for an annotation that covers no link of the document.
    """
    areas: list[LinkArea] = []
    for number, (page, painted) in enumerate(zip(pdf.pages, pages, strict=True)):
        if "/Annots" not in page.obj:
            continue
        words = [u for u in units(painted) if u.kind is not Kind.PATH and u in leaf_of]
        kept: list[pikepdf.Object] = []
        here: list[LinkArea] = []
        for part in page.obj.Annots:
            if part.get("/Subtype") != "/Link":
                kept.append(part)
            else:
                _gather(part, number, words, leaf_of, here)
        for area in here:
            annotation = area.merged()
            if not annotation.is_indirect:
                annotation = pdf.make_indirect(annotation)
            area.parts = [annotation]
            kept.append(annotation)
            if area.link.up is None:
                area.link.up = document
                document.kids.append(area.link)
        page.obj.Annots = pikepdf.Array(kept)
        areas += here
    return areas


def _gather(
    part: pikepdf.Object,
    page: int,
    words: Sequence[Unit],
    leaf_of: dict[Unit, Leaf],
    areas: list[LinkArea],
) -> None:
    """Add an annotation to the area of the link whose words it covers."""
    box = _box(part)
    covered = [unit for unit in words if _covers(box, unit)]
    links = {leaf_of[unit].up.nearest("Link") for unit in covered}
    furniture = any(leaf_of[unit].furniture is not None for unit in covered)
    if furniture and areas and areas[-1].link.target == _address(part):
        links = {areas[-1].link}
    elif furniture:
        links = {Element("Link", target=_address(part))}
    elif not covered and areas and _address(areas[-1].parts[0]) == _address(part):
        links = {areas[-1].link}
    link = links.pop() if len(links) == 1 else None
    if link is None:
        link = _of_number({leaf_of[unit] for unit in covered})
    if link is None:
        said = "".join(unit.text for unit in covered).strip()
        raise Refused(f"a link covers “{said}”, which is no link", f"page {page + 1}")
    area = next((a for a in areas if a.link is link), None)
    if area is None:
        area = LinkArea(link, page)
        areas.append(area)
    area.parts.append(part)
    area.words += [unit.text for unit in covered]


def _of_number(leaves: set[Leaf]) -> Element | None:
    """Return a new link around a note's number, which the engine links to its note or back."""
    (leaf,) = leaves if len(leaves) == 1 else (None,)
    if leaf is None or leaf.paint is not Paint.NUMBER:
        return None
    link = Element("Link", leaf.up, [leaf])
    leaf.up.kids[leaf.up.kids.index(leaf)] = link
    leaf.up = link
    return link


def _covers(box: Box, unit: Unit) -> bool:
    """Return whether a box holds a word's start on its line, or a picture's middle."""
    x0, y0, x1, y1 = box
    x, y = unit.x, unit.y
    if unit.box is not None:
        x, y = (unit.box[0] + unit.box[2]) / 2, (unit.box[1] + unit.box[3]) / 2
    # The engine rounds boxes: half a point before the word, never as far as the next.
    return x0 - 0.5 <= x < max(x1, x0 + 1) - 0.5 and y0 <= y <= y1


def _box(annotation: pikepdf.Object) -> Box:
    x0, y0, x1, y1 = (float(v) for v in annotation.Rect)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _lines(boxes: list[Box]) -> list[Box]:
    """Return one box a line: the words' boxes of one line touch."""
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        if last and abs(last[1] - box[1]) < 1 and abs(last[3] - box[3]) < 1 and box[0] >= last[0]:
            lines[-1] = (last[0], last[1], max(last[2], box[2]), last[3])
        else:
            lines.append(box)
    return lines


def _address(annotation: pikepdf.Object) -> str:
    """Return where a link goes, as text to show and to compare."""
    action = annotation.get("/A")
    if action is not None and "/URI" in action:
        return str(action.URI)
    target = annotation.get("/Dest")
    if target is None or isinstance(target, pikepdf.Array):  # a place on a page has no name
        return ""
    return f"#{str(target).removeprefix('/')}"
