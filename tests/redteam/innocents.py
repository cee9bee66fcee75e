"""Ordinary papers and files that look a little like a leak and are none: each must be built."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import docx
import openpyxl
from docx.document import Document
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw, ImageFont

from .model import Ends, Secret, Way
from .sheets import GREEN, Sheet, pdf_of
from .ways_pdf_covered import ROOT, scan
from .ways_word import picture, shape
from .words import DECLARED, Parts, add, packed, unpacked, xml


@dataclass(frozen=True)
class Innocent:
    """A file of a paper that nothing is wrong with."""

    name: str
    ending: str
    data: bytes
    keys: str = ""


# --- PDFs ----------------------------------------------------------------------------------------


def pdf(name: str, content: str, keys: str = "", **fonts: object) -> Innocent:
    def plant(sheet: Sheet, _: Secret) -> None:
        sheet.paint(f"q {content} Q")

    return of_sheet(name, plant, keys)


def of_sheet(name: str, plant: Callable[[Sheet, Secret], object], keys: str = "") -> Innocent:
    return Innocent(name, "pdf", pdf_of([Way(name, "", Ends.CLEANED, plant)]), keys)


def letters(sheet: Sheet, _: Secret) -> None:
    """A scan of a letter with the words that its picture shows."""
    image = Image.new("RGB", (1190, 1684), (250, 250, 246))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(
        str(ROOT / "src/panel_papers/core/fonts/LiberationSans-Regular.ttf"), 24
    )
    lines = ["The depot opens in May.", "Its roof was repaired in autumn.", "It has 41 staff."]
    for number, line in enumerate(lines):
        draw.text((144, 140 + 60 * number), line, (20, 20, 20), font=font)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    picture = sheet.image(GREEN)
    picture.write(out.getvalue(), filter=Name.DCTDecode)
    picture.Width, picture.Height = image.size
    sheet.page.Contents = Array([])
    sheet.resource("XObject", "Im0", picture)
    sheet.paint("q 595 0 0 842 0 0 cm /Im0 Do Q")
    for number, line in enumerate(lines):
        sheet.paint(f"BT 3 Tr /F1 12 Tf 72 {761 - 30 * number} Td ({line}) Tj ET")


def blacked_scan(sheet: Sheet, _: Secret) -> None:
    """A scan that was redacted as it should be: a bar in the picture, no words under it."""
    sheet.page.Contents = Array([])
    sheet.resource("XObject", "Im0", scan(sheet, bar=True))
    sheet.paint("q 595 0 0 842 0 0 cm /Im0 Do Q")
    sheet.paint("BT 3 Tr /F1 12 Tf 72 760 Td (The depot opens in May.) Tj ET")


def logo(sheet: Sheet, _: Secret) -> None:
    sheet.resource("XObject", "Im0", sheet.image(GREEN, (250, 250, 250)))
    sheet.paint("q 120 0 0 60 440 760 cm /Im0 Do Q")


def watermark(sheet: Sheet, _: Secret) -> None:
    sheet.resource("ExtGState", "G0", Dictionary(ca=0.15))
    sheet.paint("q /G0 gs .5 g .7 .7 -.7 .7 150 300 cm BT /F1 80 Tf (COPY) Tj ET Q")
    sheet.paint("BT /F1 12 Tf 72 600 Td (The roof of the depot is sound.) Tj ET")


def shadowed(sheet: Sheet, _: Secret) -> None:
    sheet.paint("q .7 g 96 596 200 40 re f 0 .3 .5 rg 90 600 200 40 re f Q")
    sheet.paint("q 1 g BT /F1 14 Tf 100 615 Td (Depots of the north) Tj ET Q")


def group_of_layers(sheet: Sheet, _: Secret) -> None:
    """A drawing in layers, all of which show."""
    layer = sheet.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Map")))
    sheet.pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(ON=Array([layer]), Order=Array([layer]))
    )
    sheet.resource("Properties", "L0", layer)
    sheet.paint("/OC /L0 BDC BT /F1 12 Tf 72 600 Td (The depot on the map) Tj ET EMC")


def filled_form(sheet: Sheet, _: Secret) -> None:
    font = Dictionary(F1=sheet.page.Resources.Font.F1)
    sheet.pdf.Root.AcroForm = sheet.pdf.make_indirect(
        Dictionary(Fields=Array([]), DR=Dictionary(Font=font))
    )
    look = Stream(
        sheet.pdf,
        b"/Tx BMC q BT /F1 12 Tf 4 9 Td (North depot) Tj ET Q EMC",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 250, 30]),
        Resources=Dictionary(Font=font),
    )
    widget = sheet.annotate(
        "Widget",
        FT=Name.Tx,
        T=String("name"),
        TU=String("Name of the depot"),
        V=String("North depot"),
        DA=String("/F1 12 Tf 0 g"),
        AP=Dictionary(N=look),
    )
    sheet.pdf.Root.AcroForm.Fields.append(widget)


def yellow_highlight(sheet: Sheet, secret: Secret) -> None:
    """A reader's yellow mark, multiplied: the words show through."""
    state = Dictionary(G0=Dictionary(BM=Name.Multiply))
    look = Stream(
        sheet.pdf,
        b"/G0 gs 1 1 0 rg 0 0 250 30 re f",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 250, 30]),
        Resources=Dictionary(ExtGState=state),
        Group=Dictionary(S=Name.Transparency),
    )
    sheet.paint("BT /F1 12 Tf 74 600 Td (The roof of the depot is sound.) Tj ET")
    quads = Array([70, 620, 320, 620, 70, 590, 320, 590])
    sheet.annotate("Highlight", C=Array([1, 1, 0]), QuadPoints=quads, AP=Dictionary(N=look))


def photograph(sheet: Sheet, _: Secret) -> None:
    """A caption painted on a photograph."""
    sheet.resource("XObject", "Im0", sheet.image((60, 90, 120), (90, 120, 150)))
    sheet.paint("q 400 0 0 200 72 480 cm /Im0 Do Q")
    sheet.paint("q 1 g BT /F1 14 Tf 90 500 Td (The depot at dusk) Tj ET Q")


ROWS = "".join(
    f"{shade} g 72 {640 - 24 * n} 300 24 re f 0 g BT /F1 12 Tf 78 {647 - 24 * n} Td "
    f"(Depot {n} opens in May) Tj ET "
    for n, shade in enumerate((0.85, 1, 0.85, 1))
)
PDFS = [
    pdf("pdf dark heading of a table", "0 .2 .4 rg 72 600 400 24 re f 1 g BT /F1 12 Tf 78 607 Td "
        "(Depot and month) Tj ET"),
    pdf("pdf coloured rows", ROWS),
    pdf("pdf page with a coloured ground", "1 .97 .9 rg 0 0 595 740 re f 0 g BT /F1 12 Tf 72 600 Td"
        " (The roof of the depot is sound.) Tj ET"),
    pdf("pdf black page with white words", "0 g 0 0 595 700 re f 1 g BT /F1 12 Tf 72 600 Td "
        "(The roof of the depot is sound.) Tj ET"),
    pdf("pdf struck words", "BT /F1 12 Tf 72 600 Td (The roof is old.) Tj ET 1 w 72 604 m "
        "160 604 l S"),
    pdf("pdf black box with nothing below", "0 g 72 590 250 24 re f BT /F1 12 Tf 72 560 Td "
        "(The name was taken out.) Tj ET"),
    pdf("pdf rules of a table", "BT /F1 12 Tf 78 606 Td (Depot) Tj ET .5 w 72 600 m 372 600 l S "
        "72 620 m 372 620 l S 72 600 m 72 620 l S"),
    pdf("pdf words painted twice to be bold", "BT /F1 12 Tf 72 600 Td (Depots) Tj ET "
        "BT /F1 12 Tf 72.3 600 Td (Depots) Tj ET"),
    pdf("pdf outlined words", "1 g 0 G .5 w BT 2 Tr /F1 20 Tf 72 600 Td (Depots) Tj ET"),
    pdf("pdf grey footer in small type", ".45 g BT /F1 7 Tf 72 40 Td (Depots of the council) Tj "
        "ET"),
    of_sheet("pdf scan with its words", letters),
    of_sheet("pdf scan redacted well", blacked_scan),
    of_sheet("pdf logo", logo),
    of_sheet("pdf watermark", watermark),
    of_sheet("pdf box with a shadow", shadowed),
    of_sheet("pdf layers that all show", group_of_layers),
    of_sheet("pdf filled form", filled_form),
    of_sheet("pdf yellow highlighter", yellow_highlight),
    of_sheet("pdf caption on a photograph", photograph),
]  # fmt: skip


# --- Word ----------------------------------------------------------------------------------------


def word(name: str, write: Callable[[Document], object]) -> Innocent:
    document = docx.Document()
    document.core_properties.author = ""
    document.add_paragraph("The depot opens in May.")
    late = write(document)
    out = io.BytesIO()
    document.save(out)
    data = out.getvalue()
    if callable(late):
        parts = unpacked(data)
        late(parts)
        data = packed(parts)
    return Innocent(name, "docx", data)


def body(*elements: str) -> Callable[[Document], None]:
    def write(document: Document) -> None:
        for element in elements:
            add(document, element)

    return write


def cropped(document: Document) -> None:
    inline = picture(document, GREEN, (0, 90, 160))
    inline.find(".//{*}blipFill").insert(1, xml('<a:srcRect r="50000"/>'))


def footnotes(document: Document) -> Callable[[Parts], None]:
    add(document, '<w:p><w:r><w:t>It is old.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "</w:p>")  # fmt: skip

    def late(parts: Parts) -> None:
        from .words import add_part

        text = (
            f'<w:footnotes {DECLARED}><w:footnote w:type="separator" w:id="-1"><w:p><w:r>'
            '<w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r>'
            "<w:footnoteRef/></w:r><w:r><w:t>Built in 1998.</w:t></w:r></w:p></w:footnote>"
            "</w:footnotes>"
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        add_part(parts, "word/footnotes.xml", text.encode(), kind, "footnotes")

    return late


def words(properties: str, said: str) -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{said}</w:t></w:r></w:p>"


def dark_table(document: Document) -> None:
    rows = document.add_table(2, 2).rows
    for cell, said in zip(rows[0].cells, ("Depot", "Month"), strict=True):
        cell._tc.get_or_add_tcPr().append(
            xml('<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>')
        )
        run = cell.paragraphs[0].add_run(said)
        run.font.color.rgb = docx.shared.RGBColor(255, 255, 255)
    rows[1].cells[0].text, rows[1].cells[1].text = "North", "May"


WORDS = [
    word("word dark heading of a table", dark_table),
    word("word white words on black shading", body(words(
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>',
        "Depots of the north"))),
    word("word words that turn white on black", body(words(
        '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>', "Depots of the south"))),
    word("word hidden bookmark", body(
        '<w:p><w:bookmarkStart w:id="5" w:name="_Toc12345"/><w:r><w:t>Depots</w:t></w:r>'
        '<w:bookmarkEnd w:id="5"/></w:p>')),
    word("word cropped photograph", cropped),
    word("word footnote", footnotes),
    word("word coloured code", body(words(
        '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas"/><w:color w:val="0000FF"/>'
        '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>', "if a &lt; b: return depot"))),
    word("word box with words", body(
        "<w:p><w:r><w:t>Beside the box.</w:t></w:r></w:p>", "<w:p/>", "<w:p>" + shape(
            "DEEAF6", "<w:r><w:t>The depot in short</w:t></w:r>", (3000000, 600000), "1500000")
        + "</w:p>", "<w:p/>", "<w:p/>", "<w:p/>")),
    word("word black line as a rule", body("<w:p>" + shape(
        "000000", "", (0, 300000), "4000000").replace("cy='300000'", "cy='9525'") + "</w:p>",
        "<w:p/>")),
    word("word words hidden on the web only", body(words("<w:webHidden/>", "It is old."))),
    word("word small capitals and small print", body(words(
        '<w:smallCaps/><w:sz w:val="14"/>', "Source: depot records"))),
    word("word struck price", body(words("<w:strike/>", "The roof is new."))),
]  # fmt: skip


# --- Excel, tables, pictures, Markdown -----------------------------------------------------------


def excel(name: str, write: Callable[[Worksheet], object]) -> Innocent:
    book = openpyxl.Workbook()
    book.properties.creator = ""
    sheet = book.active
    sheet.append(["Depot", "Month", "Staff"])
    sheet.append(["North", "May", 41])
    sheet.append(["South", "June", 17])
    write(sheet)
    out = io.BytesIO()
    book.save(out)
    return Innocent(name, "xlsx", out.getvalue())


def dark_header(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.fill = PatternFill("solid", fgColor="FF1F3864")
        cell.font = Font(color="FFFFFFFF", bold=True)


def print_area(sheet: Worksheet) -> None:
    sheet.print_area = "A1:C3"


def red_below(sheet: Worksheet) -> None:
    rule = CellIsRule(operator="lessThan", formula=["20"], font=Font(color="FF9C0006"))
    sheet.conditional_formatting.add("C2:C3", rule)


def narrow(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 6
    sheet["A2"].alignment = Alignment(wrap_text=True)


def striped(sheet: Worksheet) -> None:
    for cell in sheet[2]:
        cell.fill = PatternFill("solid", fgColor="FFDDEBF7")
    sheet["C3"].number_format = "#,##0;[Red]-#,##0"


EXCELS = [
    excel("excel dark header", dark_header),
    excel("excel print area", print_area),
    excel("excel red numbers by a rule", red_below),
    excel("excel narrow column", narrow),
    excel("excel coloured rows", striped),
]


def plain_png() -> bytes:
    image = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((5, 5, 55, 55), (0, 120, 60, 255))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


TEXTS = {
    "markdown signs": "It holds that a < b and b > c, & that x<y. The cost is 3 < 4.\n",
    "markdown draft budget": "The draft budget goes to cabinet in May, after a first draft.\n",
    "markdown withheld appendix": "Appendix 2 is not for publication, as paper 9 said.\n",
    "markdown code": '```\nif (a < b) { return "<!-- no -->"; }\n```\n',
    "markdown questions": "Who may use the depot? Which hours? All residents: why not?\n",
    "markdown emphasis": "**Depots** are *open*; 2 == 2 and 10^6 litres are stored. See (*).\n",
}
OTHERS = [
    Innocent("picture with a transparent ground", "png", plain_png(), ", alt: A green disc"),
    *[Innocent(name, "md", text.encode()) for name, text in TEXTS.items()],
]
ALL = [*PDFS, *WORDS, *EXCELS, *OTHERS]
