"""Finds pictures of a Word document that its readers do not see, or of which they see a line.

The picture is in the file all the same. An effect may make it white or transparent (ECMA-376 part
1, 20.1.8), it may be squeezed to a hair, or a shape may lie over a part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from lxml import etree

from panel_papers.core import Place, Problem, as_colour, is_alike
from panel_papers.inputs.cleaning.pixels import DAMAGE
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.shapes import EMU, Shape, placed, shapes_in_front
from panel_papers.inputs.cleaning.word.stories import Story
from panel_papers.inputs.cleaning.word.styles import is_fallback
from panel_papers.inputs.cleaning.word.theme import Theme

_FULL = 100_000  # thousandths of a per cent
_NEARLY_NONE = 0.06  # of opacity
_NEARLY_ALL = 0.9  # of brightness: Word’s washout has 0.7
_FEW = 0.02  # from an end of the scale, of the threshold to black and white
_HAIR = 3.0  # points
_SQUEEZED = 10  # times narrower or lower than its pixels are: a drawn line is none
_MOST_OF_IT = 0.95  # of a picture
_LEAST_ACROSS, _LEAST_DOWN = 20.0, 4.0  # points of a shape over a picture
_APART = 24  # of 255: how far red, green and blue of black, grey and white are apart


def unseen_pictures(package: Package, texts: Sequence[Story], place: Place) -> Iterator[Problem]:
    """Yield an error for each picture that is not seen; a paper may accept it."""
    theme = Theme(package)
    for story in texts:
        images = {each.id: each.target for each in package.relations(story.part)}
        size = partial(_pixels, package, images)
        for blip in story.root.iter(n("a:blip")):
            why = None if is_fallback(blip) else _why(blip, theme, size)
            if why is not None:
                yield _problem("invisible-picture", why, place, story.where(blip))
        for shape in shapes_in_front(story.root, lambda _: False):
            if _lies_over_picture(shape, theme):
                covered = "A part of a picture lies under a shape"
                yield _problem("covered-picture", covered, place, story.where(shape.element))


def _problem(code: str, found: str, place: Place, where: str) -> Problem:
    return Problem(
        code,
        Place(place.file, place.line, place.column, where),
        f"{found}: nobody sees it, but it is still in the file",
        "",
        "in Word, delete the picture and save; if a part of it is to be seen, cut the hidden "
        "part off in a picture editor and insert it again",
        acceptable=True,
    )


def _why(
    blip: etree._Element, theme: Theme, size: Callable[[etree._Element], tuple[int, int] | None]
) -> str | None:
    """Return how a picture is hidden; None for one that is seen."""
    for effect in blip:
        match etree.QName(effect).localname:
            case "alphaModFix":
                hides = _share(effect, "amt", 1) < _NEARLY_NONE
            case "lum":
                light, contrast = _share(effect, "bright", 0), _share(effect, "contrast", 0)
                hides = abs(light) >= _NEARLY_ALL or contrast <= -_NEARLY_ALL
            case "biLevel":
                hides = not _FEW < _share(effect, "thresh", 0.5) < 1 - _FEW
            case "alphaBiLevel":
                hides = _share(effect, "thresh", 0) >= 1
            case "duotone":
                hides = _of_one_colour(effect, theme)
            case "clrChange":
                hides = _is_recoloured(effect)
            case _:
                hides = False
        if hides:
            return "An effect makes a picture white, transparent or of one colour"
    return _squeezed(blip, size(blip))


def _share(effect: etree._Element, name: str, usual: float) -> float:
    """Return a share of one: 20000 as 0.2, and “20%” too."""
    value = effect.get(name)
    try:
        if value is None:
            return usual
        return float(value[:-1]) / 100 if value.endswith("%") else float(value) / _FULL
    except ValueError:
        return usual


def _of_one_colour(duotone: etree._Element, theme: Theme) -> bool:
    """Say whether both ends of the scale that a picture is coloured by look the same."""
    found = []
    for each in duotone:
        holder = etree.Element("holder")
        holder.append(etree.fromstring(etree.tostring(each)))
        found.append(theme.of_drawing(holder))
    first, second = found if len(found) == 2 else (None, None)
    return first is not None and second is not None and is_alike(first, second)


def _is_recoloured(change: etree._Element) -> bool:
    """Say whether one colour is made another that is seen: only to make it clear is usual."""
    source, target = change.find(n("a:clrFrom")), change.find(n("a:clrTo"))
    if source is None or target is None or not len(source) or not len(target):
        return False
    alpha = target.find(f".//{n('a:alpha')}")
    clear = alpha is not None and _share(alpha, "val", 1) < _NEARLY_NONE
    return not clear and source[0].attrib != target[0].attrib


def _pixels(
    package: Package, images: dict[str, str], blip: etree._Element
) -> tuple[int, int] | None:
    """Return the width and height of a picture; None for formats that are not known."""
    import io  # noqa: PLC0415 - few pictures are narrow

    from PIL import Image  # noqa: PLC0415 - as above

    data = package.parts.get(images.get(blip.get(n("r:embed"), ""), ""), b"")
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return picture.size
    except (*DAMAGE, Image.DecompressionBombError):
        return None


def _squeezed(blip: etree._Element, size: tuple[int, int] | None) -> str | None:
    extent = next(
        (
            found
            for holder in blip.iterancestors(n("wp:inline"), n("wp:anchor"))
            if (found := holder.find(n("wp:extent"))) is not None
        ),
        None,
    )
    across, down = _size(extent)
    if size is None or extent is None or min(across, down) >= _HAIR:
        return None
    ratio = max(across, 0.01) / max(down, 0.01) * size[1] / size[0]
    small = max(across, down) < _HAIR and min(size) > _SQUEEZED
    if small or not 1 / _SQUEEZED < ratio < _SQUEEZED:
        return "A picture is squeezed to a thin line"
    return None


def _size(extent: etree._Element | None) -> tuple[float, float]:
    values = [] if extent is None else [extent.get(name, "") for name in ("cx", "cy")]
    if len(values) != 2 or not all(each.isdecimal() for each in values):
        return _HAIR, _HAIR
    return int(values[0]) / EMU, int(values[1]) / EMU


def _lies_over_picture(shape: Shape, theme: Theme) -> bool:
    """Say whether a shape hides a part of a picture in its own paragraph.

    One with words on it is a label, and one of a bright colour a mark, unless it hides all.
    """
    paragraph = next(shape.element.iterancestors(n("w:p")), None)
    if paragraph is None or shape.left is None:
        return False
    bar = not any(True for _ in shape.element.iter(n("w:t"))) and _is_neutral(shape, theme)
    for left, top, width, height in _pictures_in(paragraph, shape.element):
        across = min(shape.left + shape.width, left + width) - max(shape.left, left)
        down = min(shape.top + shape.height, top + height) - max(shape.top, top)
        if across < min(_LEAST_ACROSS, width) or down < min(_LEAST_DOWN, height):
            continue
        if bar or across * down >= _MOST_OF_IT * width * height:
            return True
    return False


def _pictures_in(
    paragraph: etree._Element, below: etree._Element
) -> Iterator[tuple[float, float, float, float]]:
    """Yield left, top, width and height of the pictures that a paragraph begins with, or holds."""
    for drawing in paragraph.iter(n("wp:inline"), n("wp:anchor"), n("w:t")):
        if drawing is below:
            return
        if drawing.tag == n("w:t"):
            if (drawing.text or "").strip():
                return
            continue
        if not any(True for _ in drawing.iter(n("pic:pic"))):
            continue
        if drawing.tag == n("wp:inline"):
            yield 0.0, 0.0, *_size(drawing.find(n("wp:extent")))
            return
        for each in placed(drawing):
            if each.left is not None:
                yield each.left, each.top, each.width, each.height


def _is_neutral(shape: Shape, theme: Theme) -> bool:
    old = shape.element.get("fillcolor")
    if old is not None:
        colour = as_colour({"black": "000000", "white": "FFFFFF"}.get(old, old.lstrip("#")[:6]))
    else:
        properties = next(shape.element.iter(n("wps:spPr")), None)
        fill = None if properties is None else properties.find(n("a:solidFill"))
        colour = None if fill is None else theme.of_drawing(fill)
    return colour is not None and max(colour) - min(colour) <= _APART
