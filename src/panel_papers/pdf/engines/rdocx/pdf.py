"""rdocx's PDFs without rdocx's tags, written in the form that the tagger reads.

rdocx writes each word as a state of its own, saved and restored, in marked content of its own. The
marks go, and words side by side come to be in one state: each sets its colour, font and place
itself, so they look the same.
"""

from __future__ import annotations

import io
import re
import zlib
from functools import lru_cache

import pikepdf

from panel_papers.core import shipped_faces
from panel_papers.pdf.engines.own_fonts import NO_FONTS, OwnFonts
from panel_papers.pdf.engines.rdocx.links import link_within

_MARK = re.compile(rb"^(?:/[^\s/<]+ (?:BMC|<<.*?>>\s*BDC)|EMC)(?:\n|\Z)", re.MULTILINE | re.DOTALL)
# The end of one word and the start of the next: between them nothing needs to be restored.
_APART = re.compile(rb"^ET\nQ\nq\n(?=[-.\d]+ [-.\d]+ [-.\d]+ rg\nBT\n)", re.MULTILINE)
# Shifts that no printer shows: less than a hundredth of a thousandth of the font's size.
_NO_SHIFT = re.compile(rb"(?<=[)>]) -?0(?:\.00\d*)? (?=[(<])")
_SHOWN = re.compile(rb"^\[([^\]\n]*|.*?)\] TJ$", re.MULTILINE | re.DOTALL)
_LITERAL = re.compile(rb"\(((?:\\.|[^\\)])*)\)", re.DOTALL)
_TOUCHING = re.compile(rb">\s*<")
_NO_CHARACTER = re.compile(rb"^<0000> <[0-9A-Fa-f]+>\n", re.MULTILINE)
_COUNT = re.compile(rb"^(\d+) beginbfchar\n(.*?)^endbfchar", re.MULTILINE | re.DOTALL)


def plain(data: bytes) -> bytes:
    """Return the PDF untagged: it looks the same, and the same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(plain_content(_content(page)))
            for key in ("/StructParents", "/Tabs"):
                if key in page.obj:
                    del page.obj[key]
            for annotation in page.obj.get("/Annots", []):
                if "/StructParent" in annotation:
                    del annotation["/StructParent"]
        for key in ("/StructTreeRoot", "/MarkInfo", "/Lang", "/Metadata", "/ViewerPreferences"):
            if key in pdf.Root:
                del pdf.Root[key]
        # “Untitled document”, and the name of whoever wrote the Word file.
        for key in ("/Title", "/Author", "/Subject", "/Keywords", "/CreationDate", "/ModDate"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        link_within(pdf)
        for font in _fonts(pdf).values():
            _name_boxes(pdf, font)
            _name_kind(pdf, font)
            _name_subset(font)
        result = io.BytesIO()
        pdf.save(
            result,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
    return result.getvalue()


def plain_content(content: bytes) -> bytes:
    """Return a content stream without marks, one word's strings in hexadecimal on one line."""
    content = _MARK.sub(b"", content)
    content = _SHOWN.sub(_hexadecimal, content)
    return _colours_once(_APART.sub(b"ET\n", content))


def _colours_once(content: bytes) -> bytes:
    """Leave out a fill colour that is set already."""
    lines: list[bytes] = []
    colour = b""
    for line in content.split(b"\n"):
        if line.endswith(b" rg"):
            if line == colour:
                continue
            colour = line
        elif line == b"Q" or line.endswith((b" g", b" k", b" sc", b" scn")):
            colour = b""
        lines.append(line)
    return b"\n".join(lines)


def strange_fonts(data: bytes, own: OwnFonts = NO_FONTS) -> list[str]:
    """Return the names of fonts in the PDF that are none of the shipped ones or the body's own."""
    shipped = {name.partition(".")[0].removesuffix("-Regular") for name in shipped_faces()}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {str(font.BaseFont)[1:] for font in _fonts(pdf).values()}
    families = {name for face in own.faces for name in face.printed}
    return sorted(
        n for n in names - shipped if n not in families and n.split("-")[0] not in families
    )


def _content(page: pikepdf.Page) -> bytes:
    content = page.obj.get("/Contents")
    streams = list(content) if isinstance(content, pikepdf.Array) else [content]
    return b"\n".join(s.read_bytes() for s in streams if isinstance(s, pikepdf.Stream))


def _hexadecimal(found: re.Match[bytes]) -> bytes:
    return _in_hexadecimal(found[1])


@lru_cache(maxsize=20_000)  # words come again and again
def _in_hexadecimal(strings: bytes) -> bytes:
    # A bracket that opens a string is the only one without a backslash before it.
    joined = _NO_SHIFT.sub(b"", strings).replace(b")(", b"")
    return b"[" + _TOUCHING.sub(b"", _LITERAL.sub(_digits, joined)) + b"] TJ"


def _digits(found: re.Match[bytes]) -> bytes:
    # Python's escapes are PDF's (ISO 32000-1 table 3), but for brackets.
    text = found[1].replace(rb"\(", rb"\050").replace(rb"\)", rb"\051")
    text = text.decode("unicode_escape").encode("latin-1")
    return b"<" + text.hex().upper().encode() + b">"


def _fonts(pdf: pikepdf.Pdf) -> dict[tuple[int, int], pikepdf.Object]:
    return {
        font.objgen: font
        for page in pdf.pages
        for font in page.obj.get("/Resources", pikepdf.Dictionary())
        .get("/Font", pikepdf.Dictionary())
        .values()
    }


def _name_boxes(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    """Take the text from glyph 0, the empty box: rdocx names it after the first lost character."""
    names = font.get("/ToUnicode")
    if not isinstance(names, pikepdf.Stream):
        return
    data = names.read_bytes()

    def without(block: re.Match[bytes]) -> bytes:
        entries = _NO_CHARACTER.sub(b"", block[2])
        return b"%d beginbfchar\n%sendbfchar" % (entries.count(b"\n"), entries)

    changed = _COUNT.sub(without, data)
    if changed != data:
        font.ToUnicode = pdf.make_stream(changed)


def _name_kind(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    """Say of a font with PostScript outlines that it is one (ISO 32000-1 9.7.4.2 and table 126).

    rdocx 0.16.3 calls each font TrueType, so that readers took another font for it.
    """
    descendant = font.DescendantFonts[0]
    descriptor = descendant.FontDescriptor
    program = descriptor.get("/FontFile2")
    if program is None or not program.read_bytes().startswith(b"OTTO"):
        return
    descendant.Subtype = pikepdf.Name.CIDFontType0
    if "/CIDToGIDMap" in descendant:
        del descendant["/CIDToGIDMap"]
    del descriptor["/FontFile2"]
    descriptor.FontFile3 = pdf.make_stream(program.read_bytes(), Subtype=pikepdf.Name.OpenType)


def _name_subset(font: pikepdf.Object) -> None:
    """Mark a subset as one (ISO 32000-1 9.6.4): six letters, here made of the subset itself."""
    descendant = font.DescendantFonts[0]
    descriptor = descendant.FontDescriptor
    program = descriptor.get("/FontFile2") or descriptor.FontFile3
    digest = zlib.crc32(program.read_bytes())
    letters = ""
    for _ in range(6):
        digest, letter = divmod(digest, 26)
        letters += chr(ord("A") + letter)
    name = pikepdf.Name(f"/{letters}+{str(font.BaseFont)[1:]}")
    font.BaseFont = descendant.BaseFont = descriptor.FontName = name
