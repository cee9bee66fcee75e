"""Hostile workbooks and CSV files, as appendices and as data for figures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from random import Random

import openpyxl

from ..fuzz.targets import broken_docx
from .desk import Desk, Kind, repeated, size
from .texts import PIECES
from .word_files import escaped, packed

_SHEET = "xl/worksheets/sheet1.xml"
_FIGURES = """\
figures:
  x:
    label: The sum
    source: data/{name}
    column: Sum
    aggregate: sum
    format: "5"
"""


@cache
def plain() -> Mapping[str, bytes]:
    book = openpyxl.Workbook()
    for row in (["Area", "Sum"], ["Harlow", 1], ["Epping", 2]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put(desk: Desk, random: Random, name: str, data: str | bytes) -> str:
    """Put a table into the paper: as an appendix, or as what a figure is calculated from."""
    if random.random() < 0.5:
        return desk.appendix(name, data)
    desk.write(f"data/{name}", data)
    desk.write("figures.yaml", _FIGURES.format(name=name))
    desk.context("It is {{ figures.x }}.\n")
    return name


def csv_wide(desk: Desk, random: Random) -> str:
    count = size(random, 200_000)
    return put(desk, random, "a.csv", "Sum" + ",a" * count + "\n" + "1" + ",1" * count + "\n")


def csv_long(desk: Desk, random: Random) -> str:
    return put(
        desk,
        random,
        "a.csv",
        "Area,Sum\n"
        + random.choice(["a,1\n", "\n", ",\n", "a\n", '"a\n"\n']) * size(random, 300_000),
    )


def csv_cell(desk: Desk, random: Random) -> str:
    piece = random.choice([*PIECES, "9", "1,", "1 ", "£", "("]).replace("\n", "")
    return put(
        desk,
        random,
        "a.csv",
        f'Area,Sum\nb,"{repeated(piece, size(random)).replace(chr(34), "")}"\n',
    )


def csv_cells(desk: Desk, random: Random) -> str:
    piece = repeated(random.choice(PIECES).replace("\n", "").replace('"', ""), 200)
    return put(
        desk, random, "a.csv", "Area,Sum\n" + f'"{piece}","{piece}"\n' * size(random, 10_000)
    )


def csv_quote(desk: Desk, random: Random) -> str:
    return put(
        desk,
        random,
        "a.csv",
        "Area,Sum\n" + random.choice(['"', '"a"b', '""', 'a"', '",']) * size(random, 300_000),
    )


def csv_bytes(desk: Desk, random: Random) -> str:
    return put(
        desk,
        random,
        "a.csv",
        random.choice([b"", b"\xff\xfe", b"\xef\xbb\xbf"])
        + random.randbytes(size(random, 100_000)),
    )


def csv_numbers(desk: Desk, random: Random) -> str:
    number = random.choice(
        ["1e999", "9" * 5_000, "1e-999", "0." + "1" * 5_000, "nan", "inf", "-0", "1e308", "0x9"]
    )
    return put(desk, random, "a.csv", "Area,Sum\n" + f"a,{number}\n" * random.choice([1, 100]))


def _with_sheet(old: bytes, new: bytes) -> bytes:
    parts = dict(plain())
    assert old in parts[_SHEET]
    parts[_SHEET] = parts[_SHEET].replace(old, new, 1)
    return packed(parts)


def _range(random: Random) -> str:
    return random.choice(
        [
            "A1:XFD1048576",
            "A1:B2",
            "A1:A1048576",
            "A1:XFD1",
            "B2:A1",
            "A0:A0",
            "A:XFD",
            "1:1048576",
            "A1:ZZZZ9999999999",
        ]
    )


def _ranged(tag: str) -> Kind:
    def kind(desk: Desk, random: Random) -> str:
        count = random.choice([1, 3, 2_000])
        inner = tag.replace(
            "RANGE",
            " ".join([_range(random)] * random.choice([1, 50]))
            if "sqref" in tag
            else _range(random),
        )
        name = inner.partition(" ")[0][1:]
        block = inner * count
        if name in ("mergeCell", "hyperlink", "dataValidation"):
            block = f"<{name}s>{block}</{name}s>"
        return put(
            desk, random, "a.xlsx", _with_sheet(b"</sheetData>", b"</sheetData>" + block.encode())
        )

    return kind


xlsx_merge = _ranged('<mergeCell ref="RANGE"/>')
xlsx_hyperlink = _ranged('<hyperlink ref="RANGE" location="a"/>')
xlsx_validation = _ranged(
    '<dataValidation sqref="RANGE" type="list"><formula1>"a"</formula1></dataValidation>'
)
xlsx_condition = _ranged(
    '<conditionalFormatting sqref="RANGE"><cfRule type="cellIs" operator="equal" dxfId="0" priority="1">'  # noqa: E501
    "<formula>1</formula></cfRule></conditionalFormatting>"
)
xlsx_filter = _ranged('<autoFilter ref="RANGE"/>')


def xlsx_dimension(desk: Desk, random: Random) -> str:
    return put(
        desk,
        random,
        "a.xlsx",
        _with_sheet(b'<dimension ref="A1:B3"', f'<dimension ref="{_range(random)}"'.encode()),
    )


def xlsx_far_cell(desk: Desk, random: Random) -> str:
    cell = random.choice(["XFD1048576", "A1048576", "XFD4", "ZZZ99", "A0", "A99999999999"])
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    new = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'
    return put(desk, random, "a.xlsx", _with_sheet(b"</sheetData>", new.encode()))


def xlsx_columns(desk: Desk, random: Random) -> str:
    most = random.choice([16_384, 2**31, 10**15])
    cols = f'<cols><col min="1" max="{most}" width="{random.choice([0, 9, 10**9])}" hidden="1"/></cols><sheetData>'  # noqa: E501
    return put(desk, random, "a.xlsx", _with_sheet(b"<sheetData>", cols.encode()))


def xlsx_rows(desk: Desk, random: Random) -> str:
    rows = "".join(
        f'<row r="{n}" ht="{n % 400}"><c r="A{n}"><v>1</v></c></row>'
        for n in range(4, size(random, 200_000))
    )
    return put(
        desk, random, "a.xlsx", _with_sheet(b"</sheetData>", rows.encode() + b"</sheetData>")
    )


def xlsx_same_rows(desk: Desk, random: Random) -> str:
    return put(
        desk,
        random,
        "a.xlsx",
        _with_sheet(
            b"</sheetData>",
            b'<row r="2"><c r="A2"><v>1</v></c></row>' * size(random, 100_000) + b"</sheetData>",
        ),
    )


def xlsx_text(desk: Desk, random: Random) -> str:
    text = escaped(repeated(random.choice(PIECES), size(random, 500_000)))
    new = f'<row r="4"><c r="A4" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>'
    return put(desk, random, "a.xlsx", _with_sheet(b"</sheetData>", new.encode()))


def xlsx_formula(desk: Desk, random: Random) -> str:
    formula = random.choice(
        ["(" * 9_000, "A1+" * 9_000, "SUM(A1:XFD1048576)", "WEBSERVICE(1)", "A4", '"' * 9_000]
    )
    new = f'<row r="4"><c r="A4"><f>{formula.replace(chr(34), "&quot;")}</f><v>1</v></c></row></sheetData>'  # noqa: E501
    return put(desk, random, "a.xlsx", _with_sheet(b"</sheetData>", new.encode()))


def xlsx_number_format(desk: Desk, random: Random) -> str:
    book = openpyxl.Workbook()
    book.active.append(["Area", "Sum"])
    book.active.append(["a", random.choice([1, 1e300, -1, 1.5])])
    piece = random.choice(
        ["#", ",", "0", ";", "[$", '"', "[Red]", "\\", "_", "*", "%", "d", ".", "E+", "?/", "[h]"]
    )
    book.active["B2"].number_format = repeated(piece, random.choice([3, 250, 5_000]))
    out = io.BytesIO()
    book.save(out)
    return put(desk, random, "a.xlsx", out.getvalue())


def xlsx_strings(desk: Desk, random: Random) -> str:
    parts = dict(plain())
    strings = "<si><t>a</t></si>" * size(random, 200_000)
    parts["xl/sharedStrings.xml"] = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4294967295" '
        f'uniqueCount="4294967295">{strings}</sst>'
    ).encode()
    return put(desk, random, "a.xlsx", packed(parts))


def xlsx_styles(desk: Desk, random: Random) -> str:
    parts = dict(plain())
    data = parts["xl/styles.xml"]
    at = data.index(b"</cellXfs>")
    parts["xl/styles.xml"] = (
        data[:at]
        + b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * size(random, 200_000)
        + data[at:]
    )
    return put(desk, random, "a.xlsx", packed(parts))


def xlsx_names(desk: Desk, random: Random) -> str:
    parts = dict(plain())
    kind = random.choice(["_xlnm.Print_Area", "_xlnm.Print_Titles", "a"])
    value = random.choice(
        [f"Sheet!${_range(random)}", "'" * 5_000, "'Sheet'!$A$1," * 3_000, "A" * 20_000]
    )
    names = f'<definedName name="{kind}" localSheetId="0">{value}</definedName>' * random.choice(
        [1, 500]
    )
    parts["xl/workbook.xml"] = (
        parts["xl/workbook.xml"]
        .replace(b"<definedNames/>", b"")
        .replace(b"</sheets>", b"</sheets><definedNames>" + names.encode() + b"</definedNames>")
    )
    return put(desk, random, "a.xlsx", packed(parts))


def xlsx_sheets(desk: Desk, random: Random) -> str:
    book = openpyxl.Workbook()
    for n in range(random.choice([10, 300, 1_000])):
        book.create_sheet(f"s{n}").append(["Area", "Sum"])
    out = io.BytesIO()
    book.save(out)
    return put(desk, random, "a.xlsx", out.getvalue())


def xlsx_bomb(desk: Desk, random: Random) -> str:
    parts = dict(plain())
    name = random.choice([_SHEET, "xl/sharedStrings.xml", "xl/media/a.png", "xl/styles.xml"])
    parts[name] = parts.get(name, b"") + b" " * random.choice([10**6, 5 * 10**7, 3 * 10**8])
    return put(desk, random, "a.xlsx", packed(parts))


def xlsx_entities(desk: Desk, random: Random) -> str:
    parts = dict(plain())
    _, mark, tail = parts[_SHEET].decode().rpartition("<worksheet")
    body = mark + tail
    parts[_SHEET] = (
        '<!DOCTYPE x [<!ENTITY a "'
        + "x" * 1_000
        + '">]>'
        + body.replace("<v>1</v>", "<v>" + "&a;" * 1_000 + "</v>")
    ).encode()
    return put(desk, random, "a.xlsx", packed(parts))


def xlsx_broken(desk: Desk, random: Random) -> str:
    return put(desk, random, "a.xlsx", broken_docx(packed(plain()), random))


def xlsx_bytes(desk: Desk, random: Random) -> str:
    return put(
        desk,
        random,
        "a.xlsx",
        random.choice([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]) + random.randbytes(500),
    )


KINDS: dict[str, Kind] = {
    n: v for n, v in list(globals().items()) if n.startswith(("csv_", "xlsx_"))
}
