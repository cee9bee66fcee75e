"""Pictures of the old kind (VML) as pictures of today, with their size and alternative text.

ECMA-376 part 4, 19.1.2.11 (`v:imagedata`). dxpdf does not print them, and no tagger describes them.
"""

from __future__ import annotations

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.vml import (
    degrees,
    drawing,
    drawn_pictures,
    length,
    next_number,
    only_shape,
    style_of,
)
from panel_papers.pdf.preparation.xml import XmlElement, n, replace

_WHOLE = 100_000  # thousandths of a per cent (20.1.10.40)
_SIDES = {"l": "cropleft", "t": "croptop", "r": "cropright", "b": "cropbottom"}
# A faded picture (a watermark) has these; DrawingML's own words for it no engine here knows.
_FADED = ("gain", "blacklevel")


def redraw_old_pictures(parts: WordParts) -> None:
    """Draw again each `w:pict` that is one picture; a faded one, a watermark, stays."""
    for story in parts.stories():
        for picture in drawn_pictures(story.root):
            made = _redrawn(parts, story.part, story.root, picture)
            if made is not None:
                replace(picture, [made])
                parts.touch(story.part)


def _redrawn(
    parts: WordParts, part: str, root: XmlElement, picture: XmlElement
) -> XmlElement | None:
    shape = only_shape(picture)
    data = None if shape is None else shape.find(n("v:imagedata"))
    if shape is None or data is None or any(data.get(name) for name in _FADED):
        return None
    identifier, style = data.get(n("r:id"), ""), style_of(shape)
    if next(shape.iter(n("w:txbxContent")), None) is not None or not parts.target(part, identifier):
        return None
    width, height = length(style.get("width")), length(style.get("height"))
    crop = _crop(data)
    if not width or not height or min(width, height) < 0 or crop is None:
        return None
    number = next_number(root)
    made = drawing(shape, (width, height), number, _graphic(style, (width, height), crop, number))
    if made is not None:
        next(made.iter(n("a:blip"))).set(n("r:embed"), identifier)
    return made


def _graphic(style: dict[str, str], size: tuple[int, int], crop: str, number: int) -> str:
    turn = round(degrees(style.get("rotation")) * 60_000) % 21_600_000
    rotated = f' rot="{turn}"' if turn else ""
    flip = style.get("flip", "").replace(" ", "")
    flipped = "".join(f' flip{a.upper()}="1"' for a, b in (("h", "x"), ("v", "y")) if b in flip)
    return (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/>'
        f"</pic:nvPicPr><pic:blipFill><a:blip/>{crop}<a:stretch><a:fillRect/></a:stretch>"
        f'</pic:blipFill><pic:spPr><a:xfrm{rotated}{flipped}><a:off x="0" y="0"/>'
        f'<a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic>"
    )


def _crop(data: XmlElement) -> str | None:
    """Return the XML of what is cut away (19.1.2.11); None for what cannot be read."""
    shares = {}
    for side, name in _SIDES.items():
        value = data.get(name)
        if value:
            whole = 65536 if value.endswith("f") else 1
            try:
                shares[side] = round(float(value.removesuffix("f")) / whole * _WHOLE)
            except (ValueError, OverflowError):
                return None
    inside = "".join(f' {side}="{share}"' for side, share in shares.items() if share)
    return f"<a:srcRect{inside}/>" if inside else ""
