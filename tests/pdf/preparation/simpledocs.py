"""Small Word documents with one construct: in the body, a header, a table cell and a note."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

import pypdfium2
from lxml import etree
from PIL import Image

from panel_papers.pdf.engines import Engine, WordDocument

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word" mc:Ignorable="w14 w15"'
)
NOTHING = '<w:p><w:r><w:t xml:space="preserve">Nothing else.</w:t></w:r></w:p>'
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
    '<w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
)


def run(text: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*content: str, properties: str = "") -> str:
    """A paragraph of runs; plain strings that are no XML become runs."""
    inside = "".join(c if c.startswith("<") else run(c) for c in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def cell(content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def table(*rows: str, properties: str = "") -> str:
    return (
        f'<w:tbl><w:tblPr>{properties}<w:tblW w:w="8000" w:type="dxa"/></w:tblPr><w:tblGrid>'
        '<w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>' + "".join(rows) + "</w:tbl>"
    )


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def sdt(content: str, properties: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def png(width: int = 40, height: int = 20, kind: str = "PNG", **options: object) -> bytes:
    """A picture: red, its left half blue, its top left corner white."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (0, 0, width // 2, height))
    image.paste("white", (0, 0, width // 4, height // 2))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def picture(
    relationship: str = "rIdPic",
    *,
    size: tuple[int, int] = (1800000, 900000),
    crop: str = "",
    xfrm: str = "",
    blip: str = "",
) -> str:
    """A run with an inline picture."""
    cx, cy = size
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="5" name="P5" descr="Plan of the site"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="5" name="P"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relationship}">{blip}</a:blip>{crop}'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm{xfrm}><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def relation(identifier: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identifier}" Type="{R}/{kind}" Target="{target}"/>'


def relations(*arrows: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(arrows)}</Relationships>'


def packed(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def unpacked(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files(
    body: str,
    *,
    header: str = NOTHING,
    footnotes: str = "",
    endnotes: str = "",
    styles: str = "",
    settings: str = "",
    media: Mapping[str, bytes] | None = None,
    section: str = "",
) -> dict[str, str | bytes]:
    """The parts of a document; each picture of `media` is related as “rId” and its name's stem."""
    media = {"Pic.png": png()} if media is None else media
    pictures = [relation(f"rId{n.partition('.')[0]}", "image", f"media/{n}") for n in media]
    parts: dict[str, str] = {
        "styles": f"<w:styles {SPACES}>{styles or STYLES}</w:styles>",
        "settings": f"<w:settings {SPACES}>{settings}</w:settings>",
        "header1": f"<w:hdr {SPACES}>{header}</w:hdr>",
    }
    for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
        if notes:
            parts[f"{kind}s"] = f"<w:{kind}s {SPACES}>{_separators(kind)}{notes}</w:{kind}s>"
    kinds = {"header1": "header"}
    arrows = [relation(f"rId_{n}", kinds.get(n, n), f"{n}.xml") for n in parts]
    parts["document"] = (
        f'<w:document {SPACES}><w:body>{body}<w:sectPr><w:headerReference w:type="default" '
        f'r:id="rId_header1"/>{section}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" '
        'w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )
    types = "".join(
        f'<Override PartName="/word/{n}.xml" ContentType="{TYPES}.'
        f'{"document.main" if n == "document" else kinds.get(n, n)}+xml"/>'
        for n in parts
    )
    mime = {"tif": "tiff", "jpg": "jpeg"}
    endings = dict.fromkeys(n.rpartition(".")[2] for n in media)
    defaults = "".join(
        f'<Default Extension="{e}" ContentType="image/{mime.get(e, e)}"/>' for e in endings
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{defaults}{types}</Types>',
        "_rels/.rels": relations(relation("rId1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(*arrows, *pictures),
    }
    for part in ("header1", "footnotes", "endnotes"):
        if "rId" in parts.get(part, "") and pictures:
            made[f"word/_rels/{part}.xml.rels"] = relations(*pictures)
    made |= {f"word/{name}.xml": text for name, text in parts.items()}
    return made | {f"word/media/{name}": data for name, data in media.items()}


def document(body: str, **parts: object) -> bytes:
    return packed(files(body, **parts))  # type: ignore[arg-type]


def note(number: int, content: str, kind: str = "footnote") -> str:
    mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
    return f'<w:{kind} w:id="{number}">{content.replace("<w:p>", f"<w:p>{mark}", 1)}</w:{kind}>'


def cite(number: int, kind: str = "footnote") -> str:
    return (
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:{kind}Reference w:id="{number}"/></w:r>'
    )


def _separators(kind: str) -> str:
    return "".join(
        f'<w:{kind} w:type="{mark}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:{kind}>'
        for number, mark in ((-1, "separator"), (0, "continuationSeparator"))
    )


def everywhere(*blocks: str, **parts: object) -> bytes:
    """A document that has the same blocks in its body, header, a table cell and a footnote."""
    content = "".join(blocks)
    return document(
        para("Before.")
        + content
        + table(row(cell(content + para("In a cell.")), cell(para("Beside"))))
        + para("After", cite(1), "."),
        header=content + para("In the header."),
        footnotes=note(1, para("In a note: ") + content),
        **parts,
    )


_DECLARATION = re.compile(r' xmlns(?::\w+)?="[^"]*"')


def inside(docx: bytes, part: str = "word/document.xml") -> str:
    """The XML inside a part's root (of the document: its body, without the last section)."""
    root = etree.fromstring(unpacked(docx)[part])
    root = root[0] if root.tag.endswith("}document") else root
    blocks = [each for each in root if not each.tag.endswith("}sectPr")]
    return "".join(_DECLARATION.sub("", etree.tostring(b, encoding="unicode")) for b in blocks)


def shown_text(docx: bytes, part: str = "word/document.xml") -> str:
    """The text of a part, without that of the copies for old programs."""
    texts = etree.fromstring(unpacked(docx)[part]).iter(f"{{{W}}}t")
    return "".join(
        t.text or "" for t in texts if not any("Fallback" in str(o.tag) for o in t.iterancestors())
    )


PARTS = ("word/document.xml", "word/header1.xml", "word/footnotes.xml")


def section_break(inside_section: str) -> str:
    """A paragraph that ends a section."""
    return para(properties=f"<w:sectPr>{inside_section}</w:sectPr>")


def words_by(engine: Engine, docx: bytes) -> list[str]:
    """The words that an engine prints, as a reader finds them that did not write the PDF."""
    pdf = pypdfium2.PdfDocument(engine.convert([WordDocument("a.docx", docx)])[0])
    return " ".join(page.get_textpage().get_text_range() for page in pdf).split()
