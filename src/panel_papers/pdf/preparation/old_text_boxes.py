"""Text boxes of the old kind (VML) as text boxes of today.

ECMA-376 part 4, 19.1.2.22 (`v:textbox`). dxpdf prints their words in the middle of the line, and
what is in them cannot be tagged. Word has no text boxes in notes: there they stay.
"""

from __future__ import annotations

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.vml import (
    drawing,
    drawn_pictures,
    length,
    next_number,
    only_shape,
    style_of,
)
from panel_papers.pdf.preparation.xml import XmlElement, n, replace

_LEAST = 91_440, 45_720  # the space within a box across and down (19.1.2.22, inset)
_COLOURS = {
    **{"black": "000000", "white": "FFFFFF", "gray": "808080", "silver": "C0C0C0"},
    **{"red": "FF0000", "yellow": "FFFF00", "lime": "00FF00", "green": "008000"},
    **{"blue": "0000FF", "aqua": "00FFFF", "navy": "000080", "teal": "008080"},
    **{"maroon": "800000", "olive": "808000", "purple": "800080", "fuchsia": "FF00FF"},
}


def redraw_old_text_boxes(parts: WordParts) -> None:
    """Draw again each `w:pict` that is one text box; one whose text is turned stays."""
    for story in parts.stories():
        if story.kind in ("footnotes", "endnotes"):
            continue
        for picture in drawn_pictures(story.root):
            made = _redrawn(story.root, picture)
            if made is not None:
                replace(picture, [made])
                parts.touch(story.part)


def _redrawn(root: XmlElement, picture: XmlElement) -> XmlElement | None:
    shape = only_shape(picture)
    box = None if shape is None else shape.find(n("v:textbox"))
    content = None if box is None else box.find(n("w:txbxContent"))
    if shape is None or box is None or content is None or len(content) == 0:
        return None
    style = style_of(shape)
    is_turned = "vertical" in box.get("style", "") or style.get("rotation", "0") not in ("0", "")
    if is_turned or shape.find(n("v:imagedata")) is not None:
        return None
    width, height = length(style.get("width")), length(style.get("height"))
    # In another box, which may not hold one of today's (20.4.2.38).
    nested = any(outer.tag == n("w:txbxContent") for outer in picture.iterancestors())
    if not width or not height or min(width, height) < 0 or nested:
        return None
    made = drawing(shape, (width, height), next_number(root), _graphic(shape, box, (width, height)))
    if made is not None:
        next(made.iter(n("wps:txbx"))).append(content)
    return made


def _graphic(shape: XmlElement, box: XmlElement, size: tuple[int, int]) -> str:
    insets = [length(each) for each in box.get("inset", "").split(",")]
    sides = [
        each if each is not None and each >= 0 else _LEAST[side % 2]
        for side, each in enumerate([*insets, None, None, None, None][:4])
    ]
    spaces = " ".join(
        f'{name}="{side}"'
        for name, side in zip(("lIns", "tIns", "rIns", "bIns"), sides, strict=True)
    )
    fits = "mso-fit-shape-to-text:t" in box.get("style", "").replace(" ", "")
    return (
        "<a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom>{_fill(shape)}{_line(shape)}</wps:spPr><wps:txbx/>"
        f"<wps:bodyPr {spaces}>{'<a:spAutoFit/>' if fits else ''}</wps:bodyPr></wps:wsp>"
        "</a:graphicData></a:graphic>"
    )


def _fill(shape: XmlElement) -> str:
    """Return the XML of a shape's fill: white unless it says otherwise (19.1.2.19)."""
    if shape.get("filled") in ("f", "false"):
        return "<a:noFill/>"
    return _solid(shape.get("fillcolor"), "FFFFFF")


def _line(shape: XmlElement) -> str:
    """Return the XML of a shape's edge: a thin black line unless it says otherwise (19.1.2.19)."""
    if shape.get("stroked") in ("f", "false"):
        return "<a:ln><a:noFill/></a:ln>"
    weight = length(shape.get("strokeweight")) or 9525
    return f'<a:ln w="{max(0, weight)}">{_solid(shape.get("strokecolor"), "000000")}</a:ln>'


def _solid(colour: str | None, usual: str) -> str:
    name = (colour or "").partition(" ")[0].lower()
    digits = name.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    is_number = name.startswith("#") and len(digits) == 6 and set(digits) <= set("0123456789abcdef")
    value = digits.upper() if is_number else _COLOURS.get(name, usual)
    return f'<a:solidFill><a:srgbClr val="{value}"/></a:solidFill>'
