"""Cuts pictures in a Word document to what is shown of them.

What Word crops (`a:srcRect`, ECMA-376 part 1, 20.1.8.55) stays in the file until somebody chooses
Compress Pictures, Delete cropped areas. So do the original of a picture whose background was
removed, and a drawing (SVG) beside the picture that stands for it.
"""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator, Sequence

from lxml import etree

from panel_papers.core import Place, Problem
from panel_papers.inputs.cleaning.cutting import Crop, cut
from panel_papers.inputs.cleaning.results import Tally
from panel_papers.inputs.cleaning.word.names import detach, n
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.stories import Story
from panel_papers.inputs.cleaning.word.styles import is_fallback

CROPPED = "part of a picture that was cropped away"
ORIGINAL = "original of a picture that was changed in Word"
_WHOLE = 100_000  # thousandths of a per cent (20.1.10.40)
_FIXED = 65_536  # “f” in VML: parts of one
_LEAST = 0.02  # less is a hair’s breadth, which drawings of Windows are often cropped by
_SIDES = "ltrb"
_OLD_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")


def cut_pictures(package: Package, tally: Tally) -> None:
    """Cut every cropped picture, and take out what pictures keep beside themselves."""
    for name in [name for name in package.parts if name.endswith(".xml")]:
        root = package.tree(name)
        for blip in list(root.iter(n("a:blip"))):
            _drop_original(package, name, blip, tally)
            crop = _crop_of(blip)
            if _cut(package, name, blip, n("r:embed"), crop):
                _drop_drawing(package, name, blip)
                _show_whole(blip, crop)
                tally.add(CROPPED)
        for old in list(root.iter(n("v:imagedata"))):
            crop = _old_crop_of(old)
            if _cut(package, name, old, n("r:id"), crop):
                for side, rest in zip(_OLD_SIDES, _rest(crop), strict=True):
                    old.attrib.pop(side, "")
                    if rest:
                        old.set(side, f"{round(rest * _FIXED)}f")
                tally.add(CROPPED)


def uncut_problems(package: Package, texts: Sequence[Story], place: Place) -> Iterator[Problem]:
    """Yield an error for each cropped picture that cannot be cut here; a paper may accept it."""
    for story in texts:
        for element in story.root.iter(n("a:blip"), n("v:imagedata")):
            crop = _crop_of(element) if element.tag == n("a:blip") else _old_crop_of(element)
            if max(crop) <= _LEAST or is_fallback(element):
                continue
            where = story.where(element)
            yield Problem(
                "cropped-picture",
                Place(place.file, place.line, place.column, where),
                "A drawing is cropped, but the part that was cut off is still in the file, "
                "and Panel Papers cannot remove it",
                "",
                "in Word, cut the drawing, paste it with Home › Paste › Paste Special › "
                "Picture (PNG), crop it, choose Picture Format › Compress Pictures › Delete "
                "cropped areas of pictures, and save",
                acceptable=True,
            )


def _crop_of(blip: etree._Element) -> Crop:
    """Return the crop of a picture, or what a picture that fills a shape reaches beyond it."""
    holder = blip.getparent()
    source = None if holder is None else holder.find(n("a:srcRect"))
    if source is not None and len(source.attrib):
        return Crop(*(_number(source.get(side, "0")) / _WHOLE for side in _SIDES))
    target = None if holder is None else holder.find(f"{n('a:stretch')}/{n('a:fillRect')}")
    if target is None:
        return Crop(0, 0, 0, 0)
    left, top, right, bottom = (-_number(target.get(side, "0")) / _WHOLE for side in _SIDES)
    if min(left, top, right, bottom) < 0:
        return Crop(0, 0, 0, 0)  # a margin
    across, down = 1 + left + right, 1 + top + bottom
    return Crop(left / across, top / down, right / across, bottom / down)


def _old_crop_of(element: etree._Element) -> Crop:
    values = [element.get(name, "0") for name in _OLD_SIDES]
    return Crop(*(_number(v[:-1]) / _FIXED if v.endswith("f") else _number(v) for v in values))


def _number(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        return 0.0
    return found if math.isfinite(found) else 0.0


def _cut(package: Package, part: str, user: etree._Element, key: str, crop: Crop) -> bool:
    """Let an element use its picture cut; False where there is nothing to cut, or no way to."""
    crop = Crop(*(max(each, 0.0) for each in crop))
    relations = {each.id: each for each in package.relations(part) if not each.external}
    relation = relations.get(user.get(key, ""))
    picture = None if relation is None else package.parts.get(relation.target)
    made = cut(picture, crop) if crop and picture is not None else None
    if relation is None or made is None:
        return False
    data, ending = made
    stem = posixpath.splitext(relation.target)[0]
    name = package.add(f"{stem}-cut", ending, data, f"image/{ending}")
    user.set(key, package.relate(part, relation.kind, name))
    package.drop_unused(part, relation)
    return True


def _rest(crop: Crop) -> Crop:
    """Return what is left of a crop once the picture is cut: margins, which are below zero."""
    across = 1 - max(crop.left, 0) - max(crop.right, 0)
    down = 1 - max(crop.top, 0) - max(crop.bottom, 0)
    left, top, right, bottom = (min(each, 0.0) for each in crop)
    return Crop(left / across, top / down, right / across, bottom / down)


def _show_whole(blip: etree._Element, crop: Crop) -> None:
    """Let a picture that was cut be shown whole, within the margins that it had."""
    holder = blip.getparent()
    source = None if holder is None else holder.find(n("a:srcRect"))
    if holder is None:
        return
    if source is not None and len(source.attrib):
        for side, rest in zip(_SIDES, _rest(crop), strict=True):
            source.attrib.pop(side, "")
            if rest:
                source.set(side, str(round(rest * _WHOLE)))
        if not len(source.attrib):
            holder.remove(source)
        return
    for target in holder.iter(n("a:fillRect")):
        for side in _SIDES:
            target.attrib.pop(side, "")


def _drop_original(package: Package, part: str, blip: etree._Element, tally: Tally) -> None:
    """Take out what a picture was made of; the picture itself is what is shown."""
    for layer in list(blip.iter(n("a14:imgLayer"))):
        used = layer.get(n("r:embed"))
        extension = next(layer.iterancestors(n("a:ext")), None)
        if extension is not None:
            detach(extension)
            tally.add(ORIGINAL)
        for relation in package.relations(part):
            if relation.id == used:
                package.drop_unused(part, relation)


def _drop_drawing(package: Package, part: str, blip: etree._Element) -> None:
    """Take out the drawing (SVG) of a picture that is cut, which shows all of it."""
    for drawing in list(blip.iter(n("asvg:svgBlip"))):
        used = drawing.get(n("r:embed"))
        extension = next(drawing.iterancestors(n("a:ext")), None)
        detach(drawing if extension is None else extension)
        for relation in package.relations(part):
            if relation.id == used:
                package.drop_unused(part, relation)
