"""Small Word documents for the tests, written as XML so that each says exactly what is in it."""

from __future__ import annotations

import dataclasses
import io
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DEFAULTS = (
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
)
PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
MARGINS = (
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
    'w:header="708" w:footer="708" w:gutter="0"/>'
)


def run(text: str, *, properties: str = "") -> str:
    """A run; `properties` is the inside of its rPr."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; plain strings that are no XML become runs."""
    inside = "".join(c if c.startswith("<") else run(c) for c in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def item(*content: str, level: int = 0, numbered: int = 0, properties: str = "") -> str:
    """A list item: a bullet, or with `numbered` an item of that numbering (2 or 3)."""
    numbering = f'<w:ilvl w:val="{level}"/><w:numId w:val="{numbered or 1}"/>'
    return para(*content, properties=f"<w:numPr>{numbering}</w:numPr>{properties}")


def link(text: str, target: str = "rIdWeb", *, tip: str = "") -> str:
    """A link to the web, or with a target that starts with # to a bookmark."""
    where = f'w:anchor="{target[1:]}"' if target.startswith("#") else f'r:id="{target}"'
    tooltip = f" w:tooltip={quoteattr(tip)}" if tip else ""
    shown = run(text, properties='<w:u w:val="single"/>')
    return f"<w:hyperlink {where}{tooltip}>{shown}</w:hyperlink>"


def bookmark(name: str, number: int = 1) -> str:
    """A bookmark of no length."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def cell(*blocks: str, properties: str = "") -> str:
    """A table cell; plain strings become paragraphs."""
    inside = "".join(b if b.startswith("<") else para(b) for b in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, header: bool = False, properties: str = "") -> str:
    """A table row; plain strings become cells."""
    head = "<w:tblHeader/>" if header else ""
    inside = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}{head}</w:trPr>{inside}</w:tr>"


def table(*rows: str, columns: int, properties: str = "", borders: bool = True) -> str:
    """A table over the text's width."""
    width = 9000 // columns
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for s in sides)
    edges = f"<w:tblBorders>{lines}</w:tblBorders>" if borders else ""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/>{edges}{properties}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def picture(alt: str, *, decorative: bool = False, number: int = 1) -> str:
    """A run with the package's picture in it, 2 cm × 1 cm."""
    mark = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
        '<adec:decorative val="1"/></a:ext></a:extLst>'
        if decorative
        else ""
    )
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        '<wp:extent cx="720000" cy="360000"/>'
        f'<wp:docPr id="{number}" name="P" descr={quoteattr(alt)}>'
        f"{mark}</wp:docPr><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rIdPicture"/><a:stretch><a:fillRect/></a:stretch>'
        "</pic:blipFill>"
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="720000" cy="360000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(*blocks: str) -> str:
    """A run that anchors a text box."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>3000000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>200000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="2000000" cy="600000"/><wp:wrapNone/><wp:docPr id="9" name="Box"/>'
        "<a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="2000000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{''.join(blocks)}</w:txbxContent></wps:txbx>"
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )


def field(instruction: str, *result: str) -> str:
    """A complex field with its result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        + mark.format("separate")
        + "".join(r if r.startswith("<") else run(r) for r in result)
        + mark.format("end")
    )


def footnote(number: int, kind: str = "footnote") -> str:
    """A run that cites a note."""
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return f'<w:r>{raised}<w:{kind}Reference w:id="{number}"/></w:r>'


def section(page: str = PORTRAIT, *, inside: str = "") -> str:
    """Section properties; in a paragraph's properties they end a section."""
    return f"<w:sectPr>{inside}{page}{MARGINS}</w:sectPr>"


def heading_style(level: int) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="240"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{36 - 4 * level}"/></w:rPr></w:style>'
    )


def named_style(identifier: str, name: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/></w:style>'
    )


def list_style(identifier: str, name: str, numbering: str, *, indent: int = 0) -> str:
    """A style that makes list items; Word keeps the numbering, and at times the indent, in it."""
    left = f'<w:ind w:left="{indent}" w:hanging="360"/>' if indent else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:numPr>{numbering}</w:numPr>{left}</w:pPr></w:style>'
    )


STYLES = (
    f"<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="22"/>'
    '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
    + "".join(heading_style(n) for n in (1, 2, 3))
    + named_style("Title", "Title")
    + named_style("Caption", "caption")
    + named_style("Quote", "Quote")
    + named_style("ListContinue", "List Continue")
    + named_style("ListContinue2", "List Continue 2")
    + named_style("TOC1", "toc 1")
    + named_style("TOC2", "toc 2")
    + named_style("CoverLabel", "Cover Label")
    + named_style("FootnoteText", "footnote text")
    + list_style("ListBullet", "List Bullet", '<w:numId w:val="1"/>')
    + list_style("ListBullet2", "List Bullet 2", '<w:numId w:val="4"/>', indent=720)
    + list_style("Step", "Step", '<w:numId w:val="2"/>')
    + list_style("SubStep", "Sub Step", '<w:numId w:val="2"/>')
    + '<w:style w:type="paragraph" w:styleId="Cymraeg"><w:name w:val="Cymraeg"/>'
    '<w:basedOn w:val="Normal"/><w:rPr><w:lang w:val="cy-GB"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Foreign"><w:name w:val="Foreign"/>'
    '<w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:style>'
    + '<w:style w:type="table" w:styleId="Marked"><w:name w:val="Marked"/>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    '<w:style w:type="table" w:styleId="Plain"><w:name w:val="Plain"/></w:style>' + "</w:styles>"
)


def levels(*formats: tuple[str, str], styles: tuple[str, ...] = ("", "")) -> str:
    """The levels of a numbering; `styles` are those that make items of each level."""
    named = [f'<w:pStyle w:val="{style}"/>' if style else "" for style in styles]
    return "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{named[n]}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{360 * (n + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for n, (kind, text) in enumerate(formats)
    )


STEPS = levels(("decimal", "%1."), ("lowerLetter", "(%2)"), styles=("Step", "SubStep"))
NUMBERING = (
    f"<w:numbering {SPACES}>"
    f'<w:abstractNum w:abstractNumId="1">{levels(("bullet", "•"), ("bullet", "–"))}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{STEPS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="4">{levels(("bullet", "–"))}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
)


def png(width: int = 4, height: int = 2) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x20\x60\xa0" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@dataclasses.dataclass
class Word:
    """A document: its body's XML, and the parts beside it."""

    body: str
    footnotes: list[str] = dataclasses.field(default_factory=list)
    endnotes: list[str] = dataclasses.field(default_factory=list)
    header: str = ""
    footer: str = ""
    page: str = PORTRAIT
    footer_links: bool = False

    def notes(self, kind: str, texts: list[str]) -> str:
        """The part with the notes of one kind; the first two are Word's separators."""
        apart = "".join(
            f'<w:{kind} w:type="{t}" w:id="{n}"><w:p><w:r><w:{mark}/></w:r></w:p></w:{kind}>'
            for n, (t, mark) in enumerate(
                (
                    ("separator", "separator"),
                    ("continuationSeparator", "continuationSeparator"),
                ),
                start=-1,
            )
        )
        label = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
        inside = "".join(
            f'<w:{kind} w:id="{n}">{para(label, run(" "), text, style="FootnoteText")}</w:{kind}>'
            for n, text in enumerate(texts, start=1)
        )
        return f"<w:{kind}s {SPACES}>{apart}{inside}</w:{kind}s>"

    def parts(self) -> dict[str, str]:
        """The XML parts by name, the document first."""
        furniture = "".join(
            f'<w:{kind}Reference w:type="default" r:id="rId-{kind}"/>'
            for kind in ("header", "footer")
            if getattr(self, kind)
        )
        body = self.body + section(self.page, inside=furniture)
        parts = {
            "document": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            "styles": STYLES,
            "numbering": NUMBERING,
        }
        if self.header:
            parts["header"] = f"<w:hdr {SPACES}>{self.header}</w:hdr>"
        if self.footer:
            parts["footer"] = f"<w:ftr {SPACES}>{self.footer}</w:ftr>"
        if self.footnotes:
            parts["footnotes"] = self.notes("footnote", self.footnotes)
        if self.endnotes:
            parts["endnotes"] = self.notes("endnote", self.endnotes)
        return parts

    def data(self) -> bytes:
        """The document as a file."""
        parts = self.parts()
        types = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{MAIN_TYPE}.'
            f'{"document.main" if name == "document" else name}+xml"/>'
            for name in parts
        )
        arrows = [relationship(f"rId-{n}", n, f"{n}.xml") for n in parts if n != "document"]
        arrows += [
            relationship("rIdWeb", "hyperlink", "https://www.example.org/plan", external=True),
            relationship("rIdPicture", "image", "media/image1.png"),
        ]
        files: dict[str, str | bytes] = {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{DEFAULTS}{types}'
            "</Types>",
            "_rels/.rels": relationships(
                [relationship("a", "officeDocument", "word/document.xml")]
            ),
            "word/_rels/document.xml.rels": relationships(arrows),
            "word/media/image1.png": png(),
        }
        if self.footer_links:
            files["word/_rels/footer.xml.rels"] = relationships(arrows)
        files |= {f"word/{name}.xml": content for name, content in parts.items()}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                # One moment for all, so that the same document is the same bytes.
                archive.writestr(zipfile.ZipInfo(name), content)
        return out.getvalue()


def relationship(identifier: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{identifier}" Type="{R}/{kind}" Target="{target}"{mode}/>'


def relationships(arrows: list[str]) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(arrows)}</Relationships>'
