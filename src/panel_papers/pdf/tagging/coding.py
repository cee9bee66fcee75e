"""The coded copy: the same document with a colour of its own for each leaf.

The engine paints the copy as it paints the document, so the colour that it gives a word says
which leaf the word belongs to. A picture is exchanged for a dot of its leaf's colour, scaled
to the picture's size by the document itself.
"""

from __future__ import annotations

import re
import struct
import zlib

from lxml import etree

from panel_papers.pdf.tagging.elements import Leaf, Paint, Structure, where
from panel_papers.pdf.tagging.label_coding import code_labels
from panel_papers.pdf.tagging.package import WordPackage
from panel_papers.pdf.tagging.refusal import Refused
from panel_papers.pdf.tagging.wordxml import VML, A, R, W, XmlElement, local

_TEXT_EFFECTS = "{http://schemas.microsoft.com/office/word/2010"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MOST = 0xFFFF
_MEDIA = "word/media/code{}.png"


def colour(code: int) -> int:
    """Return the colour of a code: 16 bits of number, and 8 bits of check.

    The check keeps a colour of the document itself from being taken for a code.
    """
    return code << 8 | (code * 151 + 97) & 0xFF


def code_of(rgb: int) -> int | None:
    """Return the code that a colour stands for, None for a colour that is no code."""
    code = rgb >> 8
    return code if code and colour(code) == rgb else None


def coded_copy(
    package: WordPackage, structure: Structure, *, labels_by_level: bool = False
) -> bytes:
    """Return the coded copy; the package's trees are changed and not to be read again.

    `labels_by_level` says what a list label takes its colour from: its level, or (dxpdf) the
    paragraph's mark.
    """
    if len(structure.leaves) > _MOST:
        raise Refused(f"more than {_MOST} pieces of text", "in the document")
    dots: dict[str, bytes] = {}
    for leaf in structure.leaves:
        if leaf.paint is Paint.PICTURE:
            dots[_MEDIA.format(leaf.code)] = _exchange_picture(package, leaf)
        for chart in leaf.holders if leaf.paint is Paint.CHART else ():
            _ground(package, leaf, chart)
        for holder in leaf.holders if leaf.paint is Paint.TEXT else ():
            if holder.tag.startswith(VML):
                holder.set("fillcolor", f"#{colour(leaf.code):06X}")
            else:
                _paint(_properties(holder), leaf.code)
        for paragraph in leaf.holders if leaf.paint is Paint.LABEL else ():
            _paint(_mark_properties(paragraph), leaf.code)
    if dots:
        package.allow("png", "image/png")
    _neutralise(package)
    if labels_by_level:
        colours = {leaf: f"{colour(leaf.code):06X}" for leaf in structure.leaves}
        code_labels(package, structure.leaves, colours)
    return package.packed(dots)


def _properties(run: XmlElement) -> XmlElement:
    found = run.find(W + "rPr")
    if found is None:
        found = etree.Element(W + "rPr")
        run.insert(0, found)
    return found


def _mark_properties(paragraph: XmlElement) -> XmlElement:
    """Return the run properties of a paragraph's mark; its list label takes their colour."""
    outer = paragraph.find(W + "pPr")
    if outer is None:
        outer = etree.Element(W + "pPr")
        paragraph.insert(0, outer)
    found = outer.find(W + "rPr")
    if found is None:
        found = etree.Element(W + "rPr")
        # The schema wants it before these two and after all others.
        last = [e for e in outer if local(e) in {"sectPr", "pPrChange"}]
        outer.insert(outer.index(last[0]) if last else len(outer), found)
    return found


def _paint(properties: XmlElement, code: int) -> None:
    for child in list(properties):
        # A text effect (w14:…) paints over the plain colour.
        if child.tag == W + "color" or str(child.tag).startswith(_TEXT_EFFECTS):
            properties.remove(child)
    etree.SubElement(properties, W + "color").set(W + "val", f"{colour(code):06X}")


def _exchange_picture(package: WordPackage, leaf: Leaf) -> bytes:
    """Point a picture at its dot, and return the dot."""
    identifier = f"rIdCode{leaf.code}"
    package.add_relationship(leaf.part, identifier, "image", _MEDIA.format(leaf.code))
    for blip in leaf.holders:
        blip.set(R + ("id" if blip.tag == VML + "imagedata" else "embed"), identifier)
        # Effects would change the colour, and an SVG form would be painted in its place.
        for child in list(blip):
            blip.remove(child)
    return dot(colour(leaf.code))


def _ground(package: WordPackage, leaf: Leaf, chart: XmlElement) -> None:
    """Give a chart a ground in its leaf's colour, which is painted first of it."""
    arrows = package.relationships(leaf.part)
    part = next((a.target for a in arrows if a.identifier == chart.get(R + "id")), "")
    space = package.tree(part)
    drawn = None if space is None else space.find(_CHART + "chart")
    if space is None or drawn is None:
        raise Refused("a chart is missing", where(leaf.up))
    for old in space.findall(_CHART + "spPr"):
        space.remove(old)
    look = etree.Element(_CHART + "spPr")
    fill = etree.SubElement(etree.SubElement(look, A + "solidFill"), A + "srgbClr")
    fill.set("val", f"{colour(leaf.code):06X}")
    space.insert(space.index(drawn) + 1, look)


def dot(rgb: int) -> bytes:
    """Return a PNG of two pixels: one of the colour, and one that is transparent.

    The second is there because dxpdf turns opaque pictures into JPEG, which moves the colour.
    """

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 1, 8, 6, 0, 0, 0))
    pixels = zlib.compress(b"\0" + rgb.to_bytes(3, "big") + b"\xff" + bytes(4))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _neutralise(package: WordPackage) -> None:
    """Take away what makes an engine leave our colours out.

    dxpdf: in paragraphs of a style named “toc 1” … it paints links black, whatever their runs say;
    the copy's styles have other names. A colour in a list level beats that of the paragraph's mark.
    rdocx: a style's theme colour beats a plain colour of the run itself.
    """
    for part in package.related("styles"):
        root = package.tree(part)
        for name in () if root is None else root.iter(W + "name"):
            if re.fullmatch(r"toc \d", name.get(W + "val", ""), re.IGNORECASE):
                name.set(W + "val", "coded " + name.get(W + "val", ""))
    for part in package.related("numbering"):
        root = package.tree(part)
        for properties in () if root is None else root.iter(W + "rPr"):
            for child in properties.findall(W + "color"):
                properties.remove(child)
    for part in package.related("styles"):
        root = package.tree(part)
        for named in () if root is None else root.iter(W + "color"):
            if W + "themeColor" in named.attrib:
                del named.attrib[W + "themeColor"]
