"""Alternative texts of charts, which LibreOffice 7.4 leaves out of its accessibility tags."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Object, String

from panel_papers.pdf.engines.files import DAMAGE
from panel_papers.pdf.preparation.parsing import parse

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_POINT = 12700  # a point in English Metric Units
_SAME = 3.0  # points by which a figure is larger or smaller than its chart (measured: 0.1)


class Chart(NamedTuple):
    """A chart of a Word document: its size in points and what Word describes it as."""

    width: float
    height: float
    description: str


def charts_of(docx: bytes) -> list[Chart]:
    """Return the charts of a document's text in order; none of a file that is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as package:
            root = parse(package.read("word/document.xml"))
    except (*DAMAGE, KeyError, etree.XMLSyntaxError):
        return []
    return [
        _chart(drawing)
        for drawing in root.iter(f"{_WP}inline", f"{_WP}anchor")
        if next(drawing.iter(_CHART), None) is not None
    ]


def describe_charts(pdf: pikepdf.Pdf, charts: Sequence[Chart]) -> None:
    """Give each chart's figure its alternative text (ISO 14289-1 7.3).

    Where the figures without one are not clearly the charts, one by one, they stay as they are:
    a wrong text is worse than none, and the pack then makes no claim to be accessible.
    """
    figures = list(_undescribed(pdf.Root.get("/StructTreeRoot")))
    sized = [each for each in figures if any(_fits(each, chart) for chart in charts)]
    if len(sized) != len(charts):
        return
    if not all(_fits(figure, chart) for figure, chart in zip(sized, charts, strict=True)):
        return
    for figure, chart in zip(sized, charts, strict=True):
        if chart.description:
            figure.Alt = String(chart.description)


def _chart(drawing: etree._Element) -> Chart:
    extent, properties = drawing.find(f"{_WP}extent"), drawing.find(f"{_WP}docPr")
    size = [
        int(extent.get(name, "0")) / _POINT if extent is not None else 0.0 for name in ("cx", "cy")
    ]
    words = "" if properties is None else properties.get("descr") or properties.get("title") or ""
    return Chart(size[0], size[1], words.strip())


def _undescribed(root: Object | None) -> Iterator[Object]:
    """Yield the figures without alternative text, in the order in which they are read."""
    waiting = [] if root is None else [root]
    while waiting:
        element = waiting.pop()
        if element.get("/S") == "/Figure" and "/Alt" not in element:
            yield element
        held = element.get("/K", Array())
        kids = list(held) if isinstance(held, Array) else [held]
        waiting += [k for k in reversed(kids) if isinstance(k, Dictionary) and "/S" in k]


def _fits(figure: Object, chart: Chart) -> bool:
    box = figure.get("/A", Dictionary()).get("/BBox")
    if box is None:
        return False
    left, bottom, right, top = (float(each) for each in box)
    return abs(right - left - chart.width) < _SAME and abs(top - bottom - chart.height) < _SAME
