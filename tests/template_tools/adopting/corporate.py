"""Four corporate documents of different make, for bodies that do not exist (modelled, not copied).

Each is written by python-docx and by hand in XML, as Word and its users would leave it.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

_TEXT = (
    "The service has kept its cost within the budget that was set in February, and the number of "
    "requests has fallen for the third year.",
    "Members asked for a report on the causes. They are set out below, with what is proposed.",
    "The work was done with the neighbouring bodies, which see the same fall.",
)


def _logo(red: int, green: int, blue: int) -> io.BytesIO:
    """Return a picture of one colour, 60 by 24 dots, as PNG."""
    rows = b"".join(b"\0" + bytes((red, green, blue)) * 60 for _ in range(24))

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 60, 24, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + parts)


def _a4(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    document.core_properties.author = ""


def _field(paragraph: object, code: str, shown: str = "1") -> None:
    xml = (
        f"<w:p {nsdecls('w')}>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    for run in list(parse_xml(xml)):
        paragraph._p.append(run)  # type: ignore[attr-defined]


def _fonts(style: object, name: str, size: float, colour: str | None = None) -> None:
    style.font.name, style.font.size = name, Pt(size)  # type: ignore[attr-defined]
    fonts = style.element.rPr.rFonts  # type: ignore[attr-defined]
    for each in list(fonts.attrib):
        if each.endswith("Theme"):
            del fonts.attrib[each]
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)  # type: ignore[attr-defined]


def county() -> Document:
    """A county: a logo in a table of the header, Arial, headings in the theme's colour."""
    document = docx.Document()
    _a4(document)
    _fonts(document.styles["Normal"], "Arial", 11)
    for name, size in (("Heading 1", 15), ("Heading 2", 13), ("Title", 20)):
        _fonts(document.styles[name], "Arial", size, "1F5C3A")
    header = document.sections[0].header
    table = header.add_table(1, 2, Cm(16.6))
    table.cell(0, 0).paragraphs[0].add_run().add_picture(_logo(31, 92, 58), width=Cm(3))
    right = table.cell(0, 1).paragraphs[0]
    right.text = "Northmoor County Council"
    right.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = "Review of school crossing patrols\t\tPage "
    _field(footer, "PAGE")
    document.add_paragraph("Northmoor County Council")
    rows = [
        ("Report to:", "Cabinet"),
        ("Date of meeting:", "12 May 2025"),
        ("Title of report:", "Review of school crossing patrols"),
        ("Report of:", "Director for Places"),
        ("Lead member:", "Cabinet Member for Highways"),
        ("Action required:", "For decision"),
        ("Contact officer:", "Sample Officer, Road Safety Manager, road.safety@example.org"),
        ("Electoral divisions affected:", "All"),
    ]
    cover = document.add_table(len(rows), 2, style="Table Grid")
    for row, (label, value) in zip(cover.rows, rows, strict=True):
        row.cells[0].paragraphs[0].add_run(label).bold = True
        row.cells[1].text = value
    _sections(document)
    return document


def _sections(document: Document) -> None:
    for heading in ("Summary", "Recommendation", "Background"):
        document.add_heading(heading, 1)
        for text in _TEXT:
            document.add_paragraph(text)
    document.add_heading("Costs", 2)
    for item in ("Staff", "Equipment"):
        document.add_paragraph(item, style="List Bullet")


def district() -> Document:
    """A district: all formatted by hand, numbered headings, another first page."""
    document = docx.Document()
    _a4(document)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)  # empty lines instead
    section = document.sections[0]
    section.different_first_page_header_footer = True
    first = section.first_page_header.paragraphs[0]
    first.add_run().add_picture(_logo(122, 31, 92), width=Cm(4))
    section.header.paragraphs[
        0
    ].text = "Eastvale District Council – Overview Committee, 3 June 2025"
    number = section.footer.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number.add_run("- ")
    _field(number, "PAGE")
    number.add_run(" -")
    table = document.add_table(3, 4)
    cells = [
        ("Meeting", "Overview Committee", "Date", "3 June 2025"),
        ("Author", "Head of Housing", "Wards affected", "All wards"),
        ("Contact", "housing@example.org", "Key decision", "No"),
    ]
    for row, texts in zip(table.rows, cells, strict=True):
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            run = cell.paragraphs[0].add_run(text)
            run.font.name, run.font.size, run.bold = "Calibri", Pt(11), place % 2 == 0
    title = document.add_paragraph("", style="Title")
    title.add_run("Empty homes in the district").font.name = "Calibri"
    _number_headings(document)
    for heading in ("Purpose", "Options", "Risks"):
        run = document.add_heading("", 1).add_run(heading)
        run.font.name, run.font.size = "Calibri", Pt(14)
        run.font.color.rgb = RGBColor.from_string("7A1F5C")
        for text in _TEXT:
            run = document.add_paragraph().add_run(text)
            run.font.name, run.font.size = "Calibri", Pt(11.5)
            document.add_paragraph()
    return document


def _number_headings(document: Document) -> None:
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:pStyle w:val="Heading1"/><w:lvlText w:val="%1"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    properties = document.styles["Heading 1"].element.get_or_add_pPr()
    properties.insert_element_before(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'),
        *("w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
    )


_BOX = """<w:r {ns}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor
 distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="251659264"
 behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>5000000</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>360000</wp:posOffset></wp:positionV>
<wp:extent cx="1900000" cy="420000"/><wp:wrapNone/><wp:docPr id="7" name="Text Box 7"/>
<wp:cNvGraphicFramePr/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1900000" cy="420000"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr><wps:txbx>
<w:txbxContent><w:p><w:r><w:t>OFFICIAL</w:t></w:r></w:p></w:txbxContent></wps:txbx>
<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
</mc:AlternateContent></w:r>"""
_SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)


def fire() -> Document:
    """A fire authority: styles of its own, Gill Sans, a landscape section, a text box."""
    document = docx.Document()
    _a4(document)
    _fonts(document.styles["Normal"], "Gill Sans MT", 12)
    for level, size in ((1, 16), (2, 14)):
        style = document.styles.add_style(f"WFRA Heading {level}", 1)
        style.base_style = document.styles["Normal"]
        _fonts(style, "Gill Sans MT", size, "B3261E")
        style.font.bold = True
        style.paragraph_format.space_before, style.paragraph_format.keep_with_next = Pt(12), True
    body = document.styles.add_style("WFRA Text", 1)
    body.base_style = document.styles["Normal"]
    body.paragraph_format.space_after = Pt(9)
    header = document.sections[0].header.paragraphs[0]
    header.text = "Westmarsh Fire and Rescue Authority"
    header.runs[0].font.color.rgb = RGBColor.from_string("999999")
    header._p.append(parse_xml(_BOX.format(ns=_SPACES)))
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = "Page "
    _field(footer, "PAGE")
    for line in (
        "Report to: Performance Committee",
        "Date: 20 June 2025",
        "Report by: Chief Fire Officer",
        "Subject: Response times in rural areas",
        "Contact: Sample Officer, Area Manager, fire@example.org",
    ):
        label, _, value = line.partition(":")
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}:").bold = True
        paragraph.add_run(value)
    for heading in ("Purpose of the report", "Performance"):
        document.add_paragraph(heading, style="WFRA Heading 1")
        for text in _TEXT:
            document.add_paragraph(text, style="WFRA Text")
    wide = document.add_section(WD_SECTION.NEW_PAGE)
    wide.orientation = WD_ORIENT.LANDSCAPE
    wide.page_width, wide.page_height = Cm(29.7), Cm(21)
    document.add_paragraph("Table of stations", style="WFRA Heading 2")
    table = document.add_table(2, 6, style="Table Grid")
    for cell in table.rows[0].cells:
        cell.text = "Station"
    return document


_CONTROL = """<w:sdt {ns}><w:sdtPr><w:alias w:val="{name}"/><w:id w:val="{number}"/>{asks}<w:text/>
</w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>"""
_WATERMARK = """<w:r {ns} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape id="Mark1"
 style="position:absolute;width:400pt;height:160pt;z-index:-2"><v:textpath string="DRAFT"/>
</v:shape></w:pict></w:r>"""


def _control(name: str, number: int, text: str, *, asks: bool = False) -> object:
    return parse_xml(
        _CONTROL.format(
            ns=nsdecls("w"),
            name=name,
            number=number,
            text=text,
            asks="<w:showingPlcHdr/>" if asks else "",
        )
    )


def combined() -> Document:
    """A combined authority: a template of content controls, “Page X of Y”, a watermark."""
    document = docx.Document()
    _a4(document)
    _fonts(document.styles["Normal"], "Verdana", 10.5, "333333")
    for name, size in (("Heading 1", 14), ("Heading 2", 12)):
        _fonts(document.styles[name], "Verdana", size, "005EA5")
    header = document.sections[0].header.paragraphs[0]
    header.add_run("Southlands Combined Authority: ")
    header._p.append(_control("Meeting", 41, "Click or tap here to enter text.", asks=True))
    header._p.append(parse_xml(_WATERMARK.format(ns=nsdecls("w"))))
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("[Report title]\tPage ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES", "9")
    rows = [
        ("Report title", "Title", "Click or tap here to enter text."),
        ("Meeting", "Meeting", "Choose an item."),
        ("Date", "Date", "Click or tap to enter a date."),
        ("Report of", "Author", "Click or tap here to enter text."),
        ("Portfolio", "Portfolio", "Choose an item."),
        ("For further information", "Contact", "Name, post, e-mail"),
    ]
    table = document.add_table(len(rows), 2, style="Table Grid")
    for number, (row, (label, name, text)) in enumerate(zip(table.rows, rows, strict=True)):
        row.cells[0].text = label
        shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="DCE6F2"/>')
        row.cells[0]._tc.get_or_add_tcPr().append(shade)
        row.cells[1].paragraphs[0]._p.append(_control(name, number, text, asks=True))
    for heading in ("Purpose", "Recommendations", "Legal comments"):
        document.add_heading(heading, 1)
        document.add_paragraph("Click or tap here to enter text.")
    return document


DOCUMENTS: Mapping[str, Callable[[], Document]] = {
    "county": county,
    "district": district,
    "fire": fire,
    "combined": combined,
}


def write(name: str, folder: Path) -> Path:
    """Write one of the documents into a folder."""
    path = folder / f"{name}.docx"
    document = DOCUMENTS[name]()
    for properties in document.element.body.iter(qn("w:rsidR")):
        properties.getparent().remove(properties)
    document.save(str(path))
    return path
