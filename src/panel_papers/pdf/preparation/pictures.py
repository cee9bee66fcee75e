"""Pictures as they are shown: PNG or JPEG, cut to what is seen, upright.

TIFF and WebP, which dxpdf does not print, and BMP become PNG. What Word crops (`a:srcRect`,
ECMA-376 part 1, 20.1.8.55) is cut away for good: it is in no PDF. A picture that Word turns or
flips (`a:xfrm`, 20.1.7.6), which dxpdf prints unturned, is turned. EMF and WMF are drawings of
Windows that cannot be read here: they stay.
"""

from __future__ import annotations

from panel_papers.pdf.preparation.changes import Change
from panel_papers.pdf.preparation.frames import Frame
from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import XmlElement, n

_CROP = n("a:srcRect")
_WHOLE = 100_000  # thousandths of a per cent (20.1.10.40)
# How a PNG, a JPEG and a GIF begin: every engine prints them.
_PLAIN = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
_TURN = 21_600_000  # 60,000ths of a degree (20.1.10.3)


def write_pictures(parts: WordParts) -> None:
    """Write each picture as it is shown, and take away those that nothing shows any more.

    Raises NotPrepared for a picture of several pages, of which Word prints the first.
    """
    for story in parts.stories():
        left: set[str] = set()
        for blip in list(story.root.iter(n("a:blip"))):
            identifier = blip.get(n("r:embed"))
            name = parts.target(story.part, identifier)
            frame = Frame(blip)
            change = _change(frame)
            if not name or not identifier:
                continue
            data = parts.files[name]
            if data.startswith(_PLAIN) and not change:
                continue
            from panel_papers.pdf.preparation.pixels import redrawn  # noqa: PLC0415 - loads Pillow

            made = redrawn(data, change)
            if made is None:
                continue
            left |= {identifier} | _layers(blip)
            blip.set(n("r:embed"), parts.add_picture(story.part, *made))
            _show_whole(frame, change)
            parts.touch(story.part)
        if left:
            parts.drop_unused(story.part, left)


def _change(frame: Frame) -> Change:
    turn = frame.turn % _TURN
    return Change(
        crop=_cropped(frame.fill),
        flip=frame.flips,
        degrees=turn / 60_000 if frame.may_turn else 0,
        shape=frame.size,
    )


def _cropped(fill: XmlElement | None) -> tuple[float, float, float, float]:
    """Return the shares that are cut from left, top, right and bottom; none for senseless ones."""
    crop = None if fill is None else fill.find(_CROP)
    if crop is None:
        return (0, 0, 0, 0)
    try:
        left, top, right, bottom = (int(crop.get(side, "0")) / _WHOLE for side in "ltrb")
    except (ValueError, OverflowError):
        return (0, 0, 0, 0)
    # Below zero there is a margin; more than the picture itself is no crop that Word makes.
    sensible = min(left, top, right, bottom) >= -1 and left + right < 1 and top + bottom < 1
    return (left, top, right, bottom) if sensible else (0, 0, 0, 0)


def _layers(blip: XmlElement) -> set[str]:
    """Take away what a picture keeps beside itself (its drawing in SVG, its uncut original).

    Those are shown in its place, or are what it was made of: neither is cut or turned.
    """
    found = set()
    for extra in list(blip.iterchildren(n("a:extLst"))):
        for element in extra.iter():
            found |= {element.get(n("r:embed")), element.get(n("r:link"))}
        blip.remove(extra)
    return {identifier for identifier in found if identifier}


def _show_whole(frame: Frame, change: Change) -> None:
    """Let the new picture be shown whole and unturned, in the space that it takes when turned."""
    crop = None if frame.fill is None else frame.fill.find(_CROP)
    if crop is not None and frame.fill is not None and any(change.crop):
        frame.fill.remove(crop)
    frame.straighten(change.degrees, flipped=any(change.flip))
