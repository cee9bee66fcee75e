"""Workbooks whose sheet shows one thing, and whose cells and parts hold another."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import openpyxl
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetPicture
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from .model import DOSSIER, GUIDANCE, ICO, NSA, PSNI, Ends, Secret, Way
from .words import Parts, add_part, edit, packed, unpacked

STOP, CLEAN = Ends.STOPPED, Ends.CLEANED
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml."


@dataclass
class Row:
    """A row of the workbook's first sheet, for one way."""

    book: Workbook
    sheet: Worksheet
    number: int

    def put(self, value: object, column: str = "B"):
        cell = self.sheet[f"{column}{self.number}"]
        cell.value = value
        return cell


Plant = Callable[[Row, Secret], object]


def xlsx_of(ways: Sequence[Way]) -> bytes:
    """Return one workbook with a row for each way."""
    book = openpyxl.Workbook()
    book.properties.creator = ""
    sheet = book.active
    sheet.title = "Depots"
    sheet.append(["Depot", "Opens"])
    sheet.append(["North", "May"])
    late = []
    for number, way in enumerate(ways, 3):
        row = Row(book, sheet, number)
        row.put(f"Depot {number}", "A")
        change = way.plant(row, way.secret)
        if callable(change):
            late.append((change, way.secret))
    out = io.BytesIO()
    book.save(out)
    parts = unpacked(out.getvalue())
    for change, secret in late:
        change(parts, secret)
    return packed(parts)


def cell(**look: object) -> Plant:
    """A cell that its own look hides."""

    def plant(row: Row, secret: Secret) -> None:
        made = row.put(f"The price of {secret}")
        for key, value in look.items():
            setattr(made, key, value)

    return plant


def package(change: Callable[[Parts, Secret], object]) -> Plant:
    """What is done to the parts when the workbook is saved."""
    return lambda _, __: change


def part(name: str, kind: str, relation: str, text: str, source: str = "xl/workbook.xml") -> Plant:
    def change(parts: Parts, secret: Secret) -> None:
        data = text.replace("{S}", str(secret)).encode()
        add_part(parts, name, data, kind, relation, source=source)

    return package(change)


def sheet_of(state: str, *, title: bool = False) -> Plant:
    def plant(row: Row, secret: Secret) -> None:
        other = row.book.create_sheet(str(secret) if title else f"Data {row.number}")
        other["A1"] = f"The price of {secret}"
        other.sheet_state = state

    return plant


def hidden_row(row: Row, secret: Secret) -> None:
    row.put(f"The price of {secret}")
    row.sheet.row_dimensions[row.number].hidden = True


def low_row(row: Row, secret: Secret) -> None:
    row.put(f"The price of {secret}")
    row.sheet.row_dimensions[row.number].height = 0.5


def folded_row(row: Row, secret: Secret) -> None:
    row.put(f"The price of {secret}")
    row.sheet.row_dimensions.group(row.number, row.number, hidden=True)


def in_column(letter: str, *, width: float | None = None, hidden: bool = False) -> Plant:
    def plant(row: Row, secret: Secret) -> None:
        row.put(f"The price of {secret}", letter)
        column = row.sheet.column_dimensions[letter]
        column.hidden = hidden
        if width is not None:
            column.width = width

    return plant


def conditional(row: Row, secret: Secret) -> None:
    row.put(f"The price of {secret}")
    rule = FormulaRule(formula=["TRUE"], font=Font(color="FFFFFFFF"))
    row.sheet.conditional_formatting.add(f"B{row.number}", rule)


def filtered(row: Row, secret: Secret) -> None:
    row.put(f"The price of {secret}")
    row.sheet.auto_filter.ref = f"A1:B{row.number}"
    row.sheet.auto_filter.add_filter_column(0, ["North"])
    row.sheet.row_dimensions[row.number].hidden = True


def printed(row: Row, secret: Secret) -> None:
    row.put(f"The price of {secret}", "H")
    row.sheet.print_area = "A1:B2"


def zero_height(row: Row, secret: Secret) -> None:
    row.put(f"The price of {secret}")
    row.sheet.sheet_format.zeroHeight = True
    row.sheet.row_dimensions[1].hidden = False
    row.sheet.row_dimensions[2].hidden = False
    for number in (1, 2):
        row.sheet.row_dimensions[number].height = 15


def merged(row: Row, secret: Secret) -> Callable[[Parts, Secret], None]:
    row.put("May", "B")
    row.put("x", "C")

    def late(parts: Parts, secret: Secret) -> None:
        merge = f'<mergeCells count="1"><mergeCell ref="B{row.number}:C{row.number}"/></mergeCells>'
        text = parts[SHEET].decode()
        old = f'<c r="C{row.number}" t="inlineStr"><is><t>x'
        assert old in text
        text = text.replace(old, old[:-1] + f"The price of {secret}", 1)
        parts[SHEET] = text.replace("</sheetData>", f"</sheetData>{merge}", 1).encode()

    return late


def covered(row: Row, secret: Secret) -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 30), (0, 0, 0)).save(out, "PNG")
    row.put(f"The price of {secret}")
    row.sheet.add_image(SheetPicture(out), f"B{row.number}")


def note(row: Row, secret: Secret) -> None:
    row.put("May").comment = Comment(f"The price of {secret}", "Editor")


def note_author(row: Row, secret: Secret) -> None:
    row.put("May").comment = Comment("Seen", str(secret))


def named(*, hidden: bool = False, as_name: bool = False) -> Plant:
    def plant(row: Row, secret: Secret) -> None:
        name = str(secret) if as_name else f"Name{row.number}"
        value = "1" if as_name else f'"The price of {secret}"'
        row.book.defined_names[name] = DefinedName(name, attr_text=value, hidden=hidden)

    return plant


def choices(row: Row, secret: Secret) -> None:
    row.put("May")
    list_ = DataValidation(type="list", formula1=f'"May,{secret}"')
    list_.add(f"B{row.number}")
    row.sheet.add_data_validation(list_)


def prompt(row: Row, secret: Secret) -> None:
    row.put("May")
    rule = DataValidation(type="whole", operator="greaterThan", formula1="0")
    rule.promptTitle, rule.prompt = "Price", f"The price of {secret}"
    rule.add(f"B{row.number}")
    row.sheet.add_data_validation(rule)


def formula(row: Row, secret: Secret) -> Callable[[Parts, Secret], None]:
    """A formula that shows one word of two; Excel's result is in the file."""
    row.put(f'=IF(1=1,"May","{secret}")')

    def late(parts: Parts, secret: Secret) -> None:
        text = parts[SHEET].decode()
        start = text.index(f'<c r="B{row.number}"')
        end = text.index("</c>", start)
        inner = f'<c r="B{row.number}" t="str"><f>IF(1=1,"May","{secret}")</f><v>May</v>'
        parts[SHEET] = (text[:start] + inner + text[end:]).encode()

    return late


def header(row: Row, secret: Secret) -> None:
    row.sheet.oddHeader.center.text = f"The price of {secret}"


def linked(row: Row, secret: Secret) -> None:
    row.put("plan").hyperlink = f"file:///C:/Users/{secret}/plan.docx"


def tip(row: Row, secret: Secret) -> None:
    made = row.put("plan")
    made.hyperlink = "https://www.example.org/plan"
    made.hyperlink.tooltip = f"The price of {secret}"


def number_format(row: Row, secret: Secret) -> None:
    row.put(4, "B").number_format = f'0;0;"{secret}"'


def reading_aid(row: Row, secret: Secret) -> Callable[[Parts, Secret], None]:
    row.put("Mayday")

    def late(parts: Parts, secret: Secret) -> None:
        old, new = "<t>Mayday</t>", f'<t>Mayday</t><rPh sb="0" eb="1"><t>{secret}</t></rPh>'
        edit(parts, SHEET, old, new)

    return late


def prop(key: str) -> Plant:
    def plant(row: Row, secret: Secret) -> None:
        setattr(row.book.properties, key, f"The price of {secret}")

    return plant


def code_name(row: Row, secret: Secret) -> None:
    row.sheet.sheet_properties.codeName = str(secret)


STRINGS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{S}</t></si>'
    "</sst>"
)
PIVOT = (
    '<pivotCacheRecords xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'count="1"><r><s v="{S}"/></r></pivotCacheRecords>'
)
EXTERNAL = (
    '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<externalBook><sheetNames><sheetName val="{S}"/></sheetNames></externalBook></externalLink>'
)
CONNECTION = (
    '<connections xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><connection '
    'id="1" name="c" type="1"><dbPr connection="DSN={S}"/></connection></connections>'
)
PLAIN = '<x xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{S}</x>'
VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
THREADED = "http://schemas.microsoft.com/office/2017/10/relationships/"
THEME = openpyxl.styles.Color(theme=0)
BLACK = PatternFill("solid", fgColor="FF000000")

WAYS = [
    Way("excel hidden sheet", PSNI, CLEAN, sheet_of("hidden")),
    Way("excel very hidden sheet", PSNI, CLEAN, sheet_of("veryHidden")),
    Way("excel name of a hidden sheet", PSNI, CLEAN, sheet_of("hidden", title=True)),
    Way("excel further sheet", PSNI, CLEAN, sheet_of("visible")),
    Way("excel hidden row", ICO, CLEAN, hidden_row),
    Way("excel folded row", ICO, CLEAN, folded_row),
    Way("excel hidden column", ICO, CLEAN, in_column("F", hidden=True)),
    Way("excel filtered row", ICO, CLEAN, filtered),
    Way("excel row as high as a hair", GUIDANCE, CLEAN, low_row),
    Way("excel rows hidden by default", GUIDANCE, STOP, zero_height),
    Way("excel column as narrow as a hair", GUIDANCE, CLEAN, in_column("G", width=0.1)),
    Way("excel beyond the print area", GUIDANCE, CLEAN, printed, alone=True),
    Way("excel remote column", GUIDANCE, STOP, in_column("XA", width=0)),
    Way("excel white on white", ICO, CLEAN, cell(font=Font(color="FFFFFFFF"))),
    Way("excel white by the theme", ICO, CLEAN, cell(font=Font(color=THEME))),
    Way("excel black on black", ICO, CLEAN, cell(font=Font(color="FF000000"), fill=BLACK)),
    Way("excel black on black, both by default", ICO, CLEAN, cell(fill=BLACK)),
    Way("excel white by a condition", ICO, CLEAN, conditional),
    Way("excel format that shows nothing", ICO, CLEAN, cell(number_format=";;;")),
    Way("excel type of one point", GUIDANCE, CLEAN, cell(font=Font(size=1))),
    Way("excel words shrunk to fit a hair", GUIDANCE, CLEAN, in_column("K", width=0.3)),
    Way("excel covered cell", ICO, CLEAN, covered),
    Way("excel cell under a merge", ICO, CLEAN, merged),
    Way("excel note", ICO, CLEAN, note),
    Way("excel author of a note", ICO, CLEAN, note_author),
    Way("excel name with a value", ICO, CLEAN, named()),
    Way("excel hidden name", ICO, CLEAN, named(hidden=True)),
    Way("excel name that says it", ICO, CLEAN, named(as_name=True)),
    Way("excel choices that were not taken", ICO, CLEAN, choices),
    Way("excel prompt", ICO, CLEAN, prompt),
    Way("excel formula with two branches", ICO, CLEAN, formula),
    Way("excel header of the sheet", GUIDANCE, CLEAN, header),
    Way("excel link to a desk", DOSSIER, CLEAN, linked),
    Way("excel tip of a link", DOSSIER, CLEAN, tip),
    Way("excel words in a number's format", ICO, CLEAN, number_format),
    Way("excel string that no cell has", NSA, CLEAN, part(
        "xl/sharedStrings.xml", MAIN + "sharedStrings+xml", "sharedStrings", STRINGS)),
    Way("excel reading aid", NSA, CLEAN, reading_aid),
    Way("excel code name", NSA, CLEAN, code_name),
    *[
        Way(f"excel property: {key}", DOSSIER, CLEAN, prop(key))
        for key in ("creator", "title", "subject", "keywords", "description", "lastModifiedBy")
    ],
    Way("excel pivot cache", ICO, CLEAN, part(
        "xl/pivotCache/pivotCacheRecords1.xml", MAIN + "pivotCacheRecords+xml",
        "pivotCacheRecords", PIVOT)),
    Way("excel values of another workbook", ICO, CLEAN, part(
        "xl/externalLinks/externalLink1.xml", MAIN + "externalLink+xml", "externalLinkX",
        EXTERNAL)),
    Way("excel connection", NSA, CLEAN, part(
        "xl/connections.xml", MAIN + "connections+xml", "connectionsX", CONNECTION)),
    Way("excel own data", NSA, CLEAN, part(
        "customXml/item1.xml", "application/xml", "customXml", "<offer>{S}</offer>")),
    Way("excel log of a shared workbook", NSA, CLEAN, part(
        "xl/revisions/revisionLog1.xml", MAIN + "revisionLog+xml", "revisionLog", PLAIN)),
    Way("excel settings of the printer", DOSSIER, CLEAN, part(
        "xl/printerSettings/p1.bin", MAIN + "printerSettings", "printerSettings", "\\\\srv\\{S}",
        SHEET)),
    Way("excel thread of comments", ICO, CLEAN, part(
        "xl/threadedComments/t1.xml", "application/vnd.ms-excel.threadedcomments+xml",
        THREADED + "threadedComment", PLAIN, SHEET)),
    Way("excel persons of comments", ICO, CLEAN, part(
        "xl/persons/person.xml", "application/vnd.ms-excel.person+xml", THREADED + "person",
        PLAIN)),
    Way("excel slicer", ICO, CLEAN, part(
        "xl/slicerCaches/s1.xml", "application/vnd.ms-excel.slicerCache+xml", "slicerCache",
        PLAIN)),
    Way("excel embedded object", ICO, CLEAN, part(
        "xl/embeddings/oleObject1.bin",
        "application/vnd.openxmlformats-officedocument.oleObject", "oleObject", "{S}", SHEET)),
    Way("excel macros", NSA, CLEAN, part(
        "xl/vbaProject.bin", "application/vnd.ms-office.vbaProject", VBA, "Sub {S}()")),
]  # fmt: skip
