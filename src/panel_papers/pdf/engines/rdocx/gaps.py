"""What rdocx would leave out of a document or misplace without a word (measured: rdocx 0.16.3)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from itertools import islice

from lxml import etree

from panel_papers.pdf.preparation.parsing import parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PART = re.compile(r"word/(document|numbering|header\d*|footer\d*|footnotes|endnotes)\.xml")
_DRAWN_PICTURES = (".emf", ".wmf", ".svg", ".emz", ".wmz")
_WHOLE = 360 * 60_000  # a turn, in Word's measure
_EIGHTH = _WHOLE // 8  # from there a picture looks turned


def gap(data: bytes) -> str | None:
    """Return what of a Word document would be lost or misread in the PDF, in words; or None.

    The document is one that opens as a zip archive; XML that does not parse is for the engine to
    refuse.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        small = _small_capitals_styles(package)
        for name in package.namelist():
            if name.lower().endswith(_DRAWN_PICTURES) and not _has_raster(package, name):
                return "it has a drawn picture (EMF, WMF or SVG), which this engine does not print"
            if not _PART.fullmatch(name):
                continue
            try:
                root = parse(package.read(name))
            except etree.XMLSyntaxError:
                continue
            for element in root.iter(*_LOOKED_AT):
                if any(True for _ in element.iterancestors(f"{_MC}Fallback")):
                    continue  # for programs that know less than Word
                for found, words in _GAPS:
                    if found(element):
                        return words
            if any(e.get(f"{_W}val") in small for e in root.iter(f"{_W}pStyle", f"{_W}rStyle")):
                return _SMALL_CAPITALS
    return None


def _small_capitals_styles(package: zipfile.ZipFile) -> set[str]:
    """Return the identifiers of styles that set small capitals, or are based on one that does."""
    found: set[str] = set()
    if "word/styles.xml" not in package.namelist():
        return found
    try:
        root = parse(package.read("word/styles.xml"))
    except etree.XMLSyntaxError:
        return found
    styles = {e.get(f"{_W}styleId", ""): e for e in root.iter(f"{_W}style")}
    count = -1
    while count < len(found):
        count = len(found)
        for name, style in styles.items():
            base = style.find(f"{_W}basedOn")
            own = style.find(f"{_W}rPr/{_W}smallCaps")
            if own is not None:
                found |= {name} if _is_small_capitals(own) else set()
            elif base is not None and base.get(f"{_W}val") in found:
                found.add(name)
    return found


def _has_raster(package: zipfile.ZipFile, name: str) -> bool:
    """Return whether an SVG is beside a picture of pixels, which is printed in its place."""
    if not name.lower().endswith(".svg"):
        return False
    return any(
        b"svgBlip" in package.read(each) and b"r:embed" in package.read(each)
        for each in package.namelist()
        if _PART.fullmatch(each)
    )


def _above(e: etree._Element, count: int) -> list[str]:
    """Return the local names of the elements around one, from the inside out."""
    return [etree.QName(outer).localname for outer in islice(e.iterancestors(), count)]


def _is_old_box(e: etree._Element) -> bool:
    return e.tag == f"{_VML}textbox" and next(e.iter(f"{_W}txbxContent"), None) is not None


def _is_old_picture(e: etree._Element) -> bool:
    shape = e.getparent() if e.tag == f"{_VML}imagedata" else None
    style = "" if shape is None else shape.get("style", "").replace(" ", "")
    return shape is not None and "position:absolute" not in style


def _is_old_rule(e: etree._Element) -> bool:
    return e.tag == f"{_VML}rect" and any(str(name).endswith("}hr") for name in e.attrib)


def _is_diagram(e: etree._Element) -> bool:
    return e.tag == f"{_A}graphicData" and e.get("uri", "").endswith("/diagram")


def _is_group(e: etree._Element) -> bool:
    kind = e.get("uri", "").rpartition("/")[2] if e.tag == f"{_A}graphicData" else ""
    return kind in {"wordprocessingGroup", "wordprocessingCanvas"}


def _is_box_in_line(e: etree._Element) -> bool:
    return e.tag == f"{_WP}inline" and next(e.iter(f"{_W}txbxContent"), None) is not None


def _is_turned_picture(e: etree._Element) -> bool:
    if e.tag != f"{_A}xfrm" or _above(e, 2) != ["spPr", "pic"]:
        return False
    turn = int(e.get("rot", "0")) % _WHOLE
    return _EIGHTH <= turn <= _WHOLE - _EIGHTH


def _is_picture_in_exact_line(e: etree._Element) -> bool:
    paragraph = next(e.iterancestors(f"{_W}p"), None) if e.tag == f"{_WP}inline" else None
    spacing = None if paragraph is None else paragraph.find(f"{_W}pPr/{_W}spacing")
    return spacing is not None and spacing.get(f"{_W}lineRule") == "exact"


def _is_form_control(e: etree._Element) -> bool:
    return e.tag in {f"{_W}checkBox", f"{_W}ddList"} and _above(e, 1) == ["ffData"]


def _is_note_in_table(e: etree._Element) -> bool:
    return e.tag == f"{_W}footnoteReference" and any(True for _ in e.iterancestors(f"{_W}tbl"))


def _is_column_break(e: etree._Element) -> bool:
    return e.tag == f"{_W}br" and e.get(f"{_W}type") == "column"


def _is_small_capitals(e: etree._Element) -> bool:
    return e.tag == f"{_W}smallCaps" and e.get(f"{_W}val") not in ("0", "false", "off")


# The elements that those functions look at.
_LOOKED_AT = (
    *(f"{_VML}{name}" for name in ("textbox", "imagedata", "rect")),
    *(f"{_A}{name}" for name in ("graphicData", "xfrm")),
    f"{_WP}inline",
    *(f"{_W}{name}" for name in ("checkBox", "ddList", "footnoteReference", "br", "smallCaps")),
)
_SMALL_CAPITALS = "it has small capitals, which this engine prints as typed"
_GAPS: tuple[tuple[Callable[[etree._Element], bool], str], ...] = (
    (_is_old_box, "it has a text box of the old kind (VML), which this engine does not print"),
    (_is_old_picture, "it has a picture of the old kind (VML), which this engine misplaces"),
    (_is_old_rule, "it has a drawn line of the old kind (VML), which this engine does not print"),
    (_is_diagram, "it has a SmartArt diagram, which this engine does not print"),
    (_is_group, "it has grouped drawings, which this engine does not print"),
    (_is_box_in_line, "it has a text box in a line, which this engine does not print"),
    (_is_turned_picture, "it has a turned picture, which this engine prints upright"),
    (
        _is_picture_in_exact_line,
        "it has a picture in a line of an exact height, which this engine prints over other text",
    ),
    (_is_form_control, "it has a tick box or list of a form, which this engine does not print"),
    (_is_note_in_table, "it has a footnote in a table, which this engine does not print"),
    (_is_column_break, "it breaks a column, which this engine does not"),
    (_is_small_capitals, _SMALL_CAPITALS),
)
