"""The copy of a Word document that dxpdf paints as Word does (dxpdf 0.8.1).

Measured on single constructs, each beside LibreOffice: dxpdf takes raised text for lowered, and
hangs a picture in a line of text from the top of that line, where Word puts it on the line.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from panel_papers.pdf.preparation.rewriting import parsed, rewritten
from panel_papers.pdf.tagging.styles import Styles
from panel_papers.pdf.tagging.wordxml import W, XmlElement, local, whole

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TEXT_PARTS = ("word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes")
_CONCERNED = (b"w:position", b"inline")
_EMU = 12700  # English metric units in a point
_ASCENT, _DESCENT = 0.9, 0.22  # of a line's size: Liberation's and Carlito's, rounded
_WIDTH = 0.55  # a letter's, of its size, on average; an estimate to the safe side
_AFTER_SPACING = ("ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc")
_LAST = ("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle")
_FOLLOWING = frozenset([*_AFTER_SPACING, *_LAST, "rPr", "sectPr", "pPrChange"])


def dxpdf_copy(data: bytes) -> bytes:
    """Return the document as dxpdf is to see it; the very bytes where nothing is to be changed.

    The document is one that opens as a zip archive; XML that does not parse is for the engine to
    refuse.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = list(dict.fromkeys(package.namelist()))
        texts = [n for n in names if n.startswith(_TEXT_PARTS) and n.endswith(".xml")]
        texts = [n for n in texts if any(sign in package.read(n) for sign in _CONCERNED)]
        if not texts:
            return data
        styles = Styles(parsed(package, "word/styles.xml"))
        room = _room(parsed(package, "word/document.xml"))
        roots = {name: root for name in texts if (root := parsed(package, name)) is not None}
        changed = {name: root for name, root in roots.items() if _changed(root, styles, room)}
        return rewritten(package, changed) if changed else data


def _room(document: XmlElement | None) -> float:
    """Return how wide the text of the first section is, in points."""
    section = None if document is None else next(document.iter(W + "sectPr"), None)
    size = None if section is None else section.find(W + "pgSz")
    margins = None if section is None else section.find(W + "pgMar")
    if size is None or margins is None:
        return 450
    sides = whole(margins.get(W + "left")) + whole(margins.get(W + "right"))
    return (whole(size.get(W + "w")) - sides) / 20


def _changed(root: XmlElement, styles: Styles, room: float) -> bool:
    """Change the text of a part; say whether there was anything to change."""
    raised = list(root.iter(W + "position"))
    for position in raised:
        position.set(W + "val", str(-whole(position.get(W + "val"))))
    lowered = [_stand(p, styles, room) for p in root.iter(W + "p")]
    return bool(raised) or any(lowered)


def _stand(paragraph: XmlElement, styles: Styles, room: float) -> bool:
    """Put the pictures of a paragraph on their line; say whether there was such a line.

    The text beside them is lowered to their foot, and the line keeps room for its descenders.
    Text that runs over several lines is left as it is: which of them the picture is in is not
    known before it is set.
    """
    done = False
    for line in _lines(paragraph):
        heights = [h for run in line for h, _ in _pictures(run)]
        words = [run for run in line if any(True for _ in run.iter(W + "t"))]
        if not heights or not words:
            continue
        sizes = {run: _size(run, paragraph, styles) for run in words}
        typed = sum(sizes[run] * _WIDTH * len(_text(run)) for run in words)
        drawn = sum(width for run in line for _, width in _pictures(run))
        biggest = max(sizes.values())
        if max(heights) <= biggest * _ASCENT or typed + drawn > room:
            continue
        for run in words:
            _lower(run, max(heights) - biggest * _ASCENT)
        _heighten(paragraph, max(heights) + biggest * _DESCENT)
        done = True
    return done


def _lines(paragraph: XmlElement) -> Iterator[list[XmlElement]]:
    """Yield the runs of a paragraph, parted where a line is broken by hand."""
    line: list[XmlElement] = []
    for run in paragraph.iter(W + "r"):
        if next(run.iterancestors(W + "p")) is not paragraph:
            continue  # in a text box
        if any(local(child) in {"br", "cr"} for child in run):
            yield line
            line = []
        else:
            line.append(run)
    yield line


def _pictures(run: XmlElement) -> Iterator[tuple[float, float]]:
    """Yield height and width, in points, of the pictures that are in the line."""
    for inline in run.iterfind(f"{W}drawing/{_WP}inline"):
        extent = inline.find(_WP + "extent")
        if extent is not None:
            yield whole(extent.get("cy")) / _EMU, whole(extent.get("cx")) / _EMU


def _text(run: XmlElement) -> str:
    return "".join(text.text or "" for text in run.iterfind(W + "t"))


def _size(run: XmlElement, paragraph: XmlElement, styles: Styles) -> float:
    said = styles.run_property(run, paragraph, "sz")
    return whole(None if said is None else said.get(W + "val"), 20) / 2


def _lower(run: XmlElement, points: float) -> None:
    """Lower a run's text; dxpdf takes a number above 0 for down."""
    properties = run.find(W + "rPr")
    if properties is None:
        properties = etree.Element(W + "rPr")
        run.insert(0, properties)
    position = properties.find(W + "position")
    if position is None:
        position = etree.SubElement(properties, W + "position")
    said = whole(position.get(W + "val"))
    position.set(W + "val", str(said + round(2 * points)))


def _heighten(paragraph: XmlElement, points: float) -> None:
    """Make a paragraph's lines at least so high."""
    properties = paragraph.find(W + "pPr")
    if properties is None:
        properties = etree.Element(W + "pPr")
        paragraph.insert(0, properties)
    spacing = properties.find(W + "spacing")
    if spacing is None:
        spacing = etree.Element(W + "spacing")
        after = next((e for e in properties if local(e) in _FOLLOWING), None)
        if after is None:
            properties.append(spacing)
        else:
            after.addprevious(spacing)
    if spacing.get(W + "lineRule") != "exact":
        before = whole(spacing.get(W + "line")) if spacing.get(W + "lineRule") == "atLeast" else 0
        spacing.set(W + "line", str(max(before, round(20 * points))))
        spacing.set(W + "lineRule", "atLeast")
