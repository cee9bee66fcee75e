"""What drawings put behind the text of a Word document."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from panel_papers.core import WHITE, Colour, as_colour
from panel_papers.inputs.cleaning.word.names import is_on, n
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.stories import Story, part_of
from panel_papers.inputs.cleaning.word.styles import is_fallback
from panel_papers.inputs.cleaning.word.theme import Theme

_SHAPES = ("v:shape", "v:rect", "v:roundrect", "v:oval")


def fill_of(box: etree._Element, theme: Theme) -> Colour | None:
    """Return the colour of a text box by its content; None where it is not known.

    A box without a fill lets through what is behind it, which only the finished page can say.
    """
    shape = next(box.iterancestors(n("wps:wsp")), None)
    if shape is None:
        old = next(box.iterancestors(*map(n, _SHAPES)), None)
        if old is None or not is_on(old.get("filled")) or old.find(n("v:fill")) is not None:
            return None
        return as_colour(str(old.get("fillcolor", "#FFFFFF")).removeprefix("#")[:6])
    properties = shape.find(n("wps:spPr"))
    solid = None if properties is None else properties.find(n("a:solidFill"))
    return None if solid is None else theme.of_drawing(solid)


def page_is_white(package: Package, texts: Sequence[Story], theme: Theme) -> bool:
    """Say whether nothing but paper can be behind text that is in no box and not shaded."""
    settings = part_of(package, "settings")
    shows = settings and package.tree(settings).find(n("w:displayBackgroundShape")) is not None
    if shows and any(story.root.find(n("w:background")) is not None for story in texts):
        return False
    return not any(
        _paints(drawing, theme)
        for story in texts
        for drawing in story.root.iter(n("wp:anchor"), *map(n, _SHAPES))
        if not is_fallback(drawing)
    )


def _paints(drawing: etree._Element, theme: Theme) -> bool:
    """Say whether something that floats over or under the text has a colour or is a picture."""
    if drawing.tag == n("wp:anchor"):
        fills = drawing.iter(n("a:blip"), n("a:gradFill"), n("a:pattFill"), n("a:fillRef"))
        if any(each.get("idx") != "0" for each in fills):
            return True
        solid = (each for each in drawing.iter(n("a:solidFill")) if _is_of_shape(each))
        return any(theme.of_drawing(each) != WHITE for each in solid)
    if drawing.find(n("v:imagedata")) is not None:
        return True
    if drawing.find(n("v:textpath")) is not None or not is_on(drawing.get("filled")):
        return False
    if drawing.find(n("v:fill")) is not None:
        return True
    return as_colour(str(drawing.get("fillcolor", "#FFFFFF")).removeprefix("#")[:6]) != WHITE


def _is_of_shape(fill: etree._Element) -> bool:
    """Say whether a fill is a shape's own, and not that of its edge."""
    parent = fill.getparent()
    return parent is not None and etree.QName(parent).localname == "spPr"
