"""Word documents for the completeness check, written as XML, so that each says what is in it."""

from __future__ import annotations

import dataclasses
import io
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape, quoteattr

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
R = f"{OFFICE}/relationships"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{R}" xmlns:m="{OFFICE}/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wpc="http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
UPRIGHT = '<w:pgSz w:w="11906" w:h="16838"/>'
LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
MARGINS = (
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" '
    'w:footer="708" w:gutter="0"/>'
)
MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
TAB = "<w:r><w:tab/></w:r>"
SENTENCE = "The panel considers the matter and the evidence that was given to it in public. "


def run(text: str, properties: str = "") -> str:
    """A run; `properties` is the inside of its rPr."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph; strings that are no XML become runs."""
    inside = "".join(c if c.startswith("<") else run(c) for c in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def h(text: str, level: int = 1) -> str:
    """A heading."""
    return p(text, style=f"Heading{level}")


def item(*content: str, list_id: int, level: int = 0) -> str:
    """A list item."""
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return p(*content, properties=numbering)


def cell(*blocks: str, properties: str = "") -> str:
    """A table cell; strings that are no XML become paragraphs."""
    inside = "".join(b if b.startswith("<") else p(b) for b in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table row."""
    inside = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, columns: int) -> str:
    """A table with borders over the width of the text."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{s} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for s in sides)
    grid = f'<w:gridCol w:w="{9000 // columns}"/>' * columns
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/>'
        f"<w:tblBorders>{lines}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def field(instruction: str, *result: str) -> str:
    """A complex field with its result."""
    return (
        MARK.format("begin")
        + f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        + MARK.format("separate")
        + "".join(r if r.startswith("<") else run(r) for r in result)
        + MARK.format("end")
    )


def control(*content: str, kind: str = "<w:text/>") -> str:
    """A content control around runs or paragraphs."""
    inside = "".join(c if c.startswith("<") else run(c) for c in content)
    return f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def note(number: int, kind: str = "footnote") -> str:
    """A run that refers to a note."""
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return f'<w:r>{raised}<w:{kind}Reference w:id="{number}"/></w:r>'


def drawing(graphic: str, uri: str, cx: int, cy: int, *, alt: str = "", anchored: str = "") -> str:
    """A run with a DrawingML drawing; a floating one is `anchored` so far from the column."""
    inside = (
        f'<wp:docPr id="7" name="D" descr={quoteattr(alt)}/>'
        f'<a:graphic><a:graphicData uri="{uri}">{graphic}</a:graphicData></a:graphic>'
    )
    size = f'<wp:extent cx="{cx}" cy="{cy}"/>'
    if not anchored:
        return f"<w:r><w:drawing><wp:inline>{size}{inside}</wp:inline></w:drawing></w:r>"
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        'relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{anchored}</wp:posOffset>'
        "</wp:positionH>"
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>100000</wp:posOffset></wp:positionV>'
        f"{size}<wp:wrapTopAndBottom/>{inside}</wp:anchor></w:drawing></w:r>"
    )


def pic(cx: int, cy: int, *, rel: str = "rIdPicture", more: str = "", rot: int = 0) -> str:
    """A picture's own element."""
    turned = f' rot="{rot}"' if rot else ""
    return (
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{rel}"/>{more}<a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm{turned}><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )


PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
CANVAS = "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def picture(alt: str = "", cx: int = 1440000, cy: int = 720000, **more: str) -> str:
    """A run with the package's picture, 4 cm by 2 cm; `anchored` as in `drawing`."""
    return drawing(pic(cx, cy), PICTURE, cx, cy, alt=alt, **more)


def shape(
    cx: int, cy: int, *, inside: str = "", box: str = "", body: str = "", preset: str = "rect"
) -> str:
    """A shape's own element; `inside` is its fill and outline, `box` the blocks of its text box."""
    text = f"<wps:txbx><w:txbxContent>{box}</w:txbxContent></wps:txbx>" if box else ""
    return (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/>'
        f'</a:xfrm><a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>{inside}</wps:spPr>{text}'
        f"<wps:bodyPr {body}/></wps:wsp>"
    )


FILLED = (
    '<a:solidFill><a:srgbClr val="4F81BD"/></a:solidFill>'
    '<a:ln w="12700"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
)
OUTLINED = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'


def text_box(*blocks: str, cx: int = 2400000, cy: int = 720000, anchored: str = "2000000") -> str:
    """A run with a text box, as Word writes it: DrawingML, and VML for older programs."""
    inside = shape(cx, cy, inside=OUTLINED, box="".join(blocks))
    new = drawing(inside, SHAPE, cx, cy, anchored=anchored).removeprefix("<w:r>")
    old = (
        '<w:pict><v:shape style="position:absolute;width:189pt;height:57pt"><v:textbox>'
        f"<w:txbxContent>{''.join(blocks)}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new.removesuffix("</w:r>")}'
        f"</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def section(page: str = UPRIGHT, inside: str = "", after: str = "") -> str:
    """Section properties; in a paragraph's properties they end a section."""
    return f"<w:sectPr>{inside}{page}{MARGINS}{after}</w:sectPr>"


def refers(**parts: str) -> str:
    """References of a section: `default_header="header1"`, `first_footer="footer2"`."""
    return "".join(
        f'<w:{key.split("_")[1]}Reference w:type="{key.split("_")[0]}" r:id="{part}"/>'
        for key, part in parts.items()
    )


def style(identifier: str, name: str, inside: str, kind: str = "paragraph") -> str:
    """A style; its `inside` is pPr and rPr."""
    start = f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>'
    return f"{start}{inside}</w:style>"


def heading_style(level: int, numbered: str = "") -> str:
    """A heading's style; `numbered` is its numPr."""
    return style(
        f"Heading{level}",
        f"heading {level}",
        f'<w:basedOn w:val="Normal"/><w:pPr>{numbered}<w:spacing w:before="240" w:after="80"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{32 - 3 * level}"/>'
        "</w:rPr>",
    )


DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="22"/>'
    '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
)
HEADINGS = "".join(heading_style(n) for n in (1, 2, 3))


def level(number: int, form: str, text: str, more: str = "") -> str:
    """One level of a list; `more` is what stands before its text, or its rPr."""
    marks = ""
    if more.startswith("<w:rPr>"):
        more, marks = "", more
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>'
        f'<w:ind w:left="{720 * (number + 1)}" w:hanging="720"/></w:pPr>{marks}'
        "</w:lvl>"
    )


def png(width: int = 8, height: int = 4, colour: bytes = b"\x20\x60\xa0") -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    dots = zlib.compress((b"\0" + colour * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


@dataclasses.dataclass
class Word:
    """A document: its body's XML, and the parts beside it by name, each with its root's content."""

    body: str
    final: str = dataclasses.field(default_factory=section)
    styles: str = HEADINGS
    defaults: str = DEFAULTS
    lists: dict[int, str] = dataclasses.field(default_factory=dict)
    nums: str = ""
    furniture: dict[str, str] = dataclasses.field(default_factory=dict)
    footnotes: list[str] = dataclasses.field(default_factory=list)
    endnotes: list[str] = dataclasses.field(default_factory=list)
    settings: str = ""
    background: str = ""
    extra: dict[str, tuple[str, str, str]] = dataclasses.field(default_factory=dict)

    def data(self) -> bytes:
        """The document as a file."""
        parts = self._parts()
        types = [
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>',
            '<Default Extension="xml" ContentType="application/xml"/>',
            '<Default Extension="png" ContentType="image/png"/>',
        ]
        arrows = [relationship("rIdPicture", f"{R}/image", "media/image1.png")]
        files: dict[str, str | bytes] = {"word/media/image1.png": png()}
        for name, (kind, content) in parts.items():
            files[f"word/{name}.xml"] = content
            full = "document.main" if kind == "document" else kind
            types.append(_override(f"/word/{name}.xml", f"{WORD_TYPE}.{full}+xml"))
            if kind != "document":
                arrows.append(relationship(name, f"{R}/{kind}", f"{name}.xml"))
        for name, (kind, content_type, content) in self.extra.items():
            files[f"word/{name}.xml"] = content
            types.append(_override(f"/word/{name}.xml", content_type))
            arrows.append(relationship(name, kind, f"{name}.xml"))
        for name in parts:
            # A header that refers to itself crashes LibreOffice: only the document has them all.
            files[f"word/_rels/{name}.xml.rels"] = _relationships(
                arrows if name == "document" else arrows[:1]
            )
        files["_rels/.rels"] = _relationships(
            [relationship("a", f"{R}/officeDocument", "word/document.xml")]
        )
        first = f'<Types xmlns="{PACKAGE}/content-types">{"".join(types)}</Types>'
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in {"[Content_Types].xml": first, **files}.items():
                archive.writestr(zipfile.ZipInfo(name), data)
        return out.getvalue()

    def _parts(self) -> dict[str, tuple[str, str]]:
        """The Word parts: name to kind and content, the document first."""
        body = f"{self.background}<w:body>{self.body}{self.final}</w:body>"
        lists = "".join(
            f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="multilevel"/>{levels}'
            "</w:abstractNum>"
            for n, levels in self.lists.items()
        ) + "".join(
            f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in self.lists
        )
        made = {
            "document": ("document", f"<w:document {SPACES}>{body}</w:document>"),
            "styles": ("styles", f"<w:styles {SPACES}>{self.defaults}{self.styles}</w:styles>"),
            "settings": ("settings", f"<w:settings {SPACES}>{self.settings}</w:settings>"),
        }
        if self.lists:
            made["numbering"] = (
                "numbering",
                f"<w:numbering {SPACES}>{lists}{self.nums}</w:numbering>",
            )
        for name, content in self.furniture.items():
            kind = name.rstrip("0123456789")
            root = {"header": "hdr", "footer": "ftr"}[kind]
            made[name] = (kind, f"<w:{root} {SPACES}>{content}</w:{root}>")
        for kind, texts in (("footnote", self.footnotes), ("endnote", self.endnotes)):
            if texts:
                made[f"{kind}s"] = (f"{kind}s", _notes(kind, texts))
        return made


def _notes(kind: str, texts: list[str]) -> str:
    apart = "".join(
        f'<w:{kind} w:type="{mark}" w:id="{n}"><w:p><w:r><w:{mark}/></w:r></w:p></w:{kind}>'
        for n, mark in enumerate(("separator", "continuationSeparator"), start=-1)
    )
    label = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
    inside = "".join(
        f'<w:{kind} w:id="{n}">{text if text.startswith("<") else p(label, " " + text)}</w:{kind}>'
        for n, text in enumerate(texts, start=1)
    )
    return f"<w:{kind}s {SPACES}>{apart}{inside}</w:{kind}s>"


def _override(name: str, kind: str) -> str:
    return f'<Override PartName="{name}" ContentType="{kind}"/>'


def relationship(identifier: str, kind: str, target: str) -> str:
    """A relationship of a part."""
    return f'<Relationship Id="{identifier}" Type="{kind}" Target="{target}"/>'


def _relationships(arrows: list[str]) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(arrows)}</Relationships>'
