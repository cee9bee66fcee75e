"""Sizes of letters, heights of lines and indents of a Word document, enlarged."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import XmlElement, n, new

POINTS = 20
"""The size of body text, and the least of any text (UKAAF: large print is 16 to 20 point)."""
_LEAST = 2 * POINTS
_USUAL = 20
"""Half points where a document says nothing (ECMA-376 part 1, 17.3.2.38)."""
_LOWEST_LINE = 20 * 24
"""Twips: a line of 20 point that cuts no letter off."""
_INDENTS = ("left", "start", "hanging", "firstLine")
_Change = Callable[[int], float]


def enlarge_sizes(parts: WordParts) -> None:
    """Enlarge all sizes: body text to 20 point, and what is larger by as many points."""
    base = _base(parts)
    more, factor = max(_LEAST - base, 0), max(_LEAST / base, 1.0)
    for part in _parts(parts):
        root = parts.tree(part)
        if root is None:
            continue
        for element in root.iter(n("w:sz"), n("w:szCs")):
            _set(element, "val", lambda size: max(size + more, _LEAST))
        for element in root.iter(n("w:spacing")):
            if element.get(n("w:lineRule")) in ("atLeast", "exact"):
                _set(element, "line", lambda line: max(line * factor, _LOWEST_LINE))
        for element in root.iter(n("w:ind")):
            for name in _INDENTS:
                _set(element, name, lambda width: width * factor)
            _keep_on_page(element)
        for element in root.iter(n("w:tab")):
            if element.get(n("w:val"), "left") in ("left", "start", "num"):
                _set(element, "pos", lambda place: place * factor)
        for element in root.iter(n("w:trHeight")):
            element.set(n("w:hRule"), "atLeast")
        for element in list(root.iter(n("w:fitText"))):
            _remove(element)
        parts.touch(part)


def _base(parts: WordParts) -> int:
    """Return the size of body text in half points; without one, write Word's own down."""
    styles = parts.tree(parts.related("styles"))
    if styles is None:
        return _USUAL
    for style in styles.iter(n("w:style")):
        if style.get(n("w:type")) == "paragraph" and style.get(n("w:default")) in ("1", "true"):
            found = style.find(f"{n('w:rPr')}/{n('w:sz')}")
            if found is not None:
                return _number(found.get(n("w:val"))) or _USUAL
    path = [n("w:docDefaults"), n("w:rPrDefault"), n("w:rPr")]
    place = styles
    for number, name in enumerate(path):
        below = place.find(name)
        if below is None:
            below = new(f"w:{name.rpartition('}')[2]}")
            place.insert(0, below) if number == 0 or name != n("w:rPr") else place.append(below)
        place = below
    size = place.find(n("w:sz"))
    if size is None:
        size = new("w:sz", val=str(_USUAL))
        place.append(size)
    return _number(size.get(n("w:val"))) or _USUAL


def _keep_on_page(indent: XmlElement) -> None:
    """Move what hangs out into the margin, such as a heading's number, to the edge of the text."""
    for name in ("left", "start"):
        left, hanging = (_number(indent.get(n(f"w:{key}"))) for key in (name, "hanging"))
        if left is not None and left < (hanging or 0):
            indent.set(n(f"w:{name}"), str(hanging or 0))


def _parts(parts: WordParts) -> Iterator[str]:
    yield from (story.part for story in parts.stories())
    yield from (part for kind in ("styles", "numbering") if (part := parts.related(kind)))


def _set(element: XmlElement, name: str, change: _Change) -> None:
    value = _number(element.get(n(f"w:{name}")))
    if value is not None:
        element.set(n(f"w:{name}"), str(round(change(value))))


def _number(text: str | None) -> int | None:
    try:
        return round(float(text or ""))
    except ValueError:
        return None


def _remove(element: XmlElement) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
