"""Tables in the house style: a header row that repeats, columns as wide as their text needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise, zip_longest
from types import MappingProxyType
from typing import Literal

from docx.oxml.ns import nsmap, qn
from docx.oxml.text.paragraph import CT_P
from lxml import etree

from panel_papers.content import SyntaxTreeNode
from panel_papers.core import Table, names_rows
from panel_papers.word.blocks.cell_lists import put_lists
from panel_papers.word.blocks.cell_marks import marked_runs, put_looks
from panel_papers.word.blocks.spacing import widen
from panel_papers.word.blocks.total_rows import set_apart
from panel_papers.word.elements import Element, element
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.numbering import Numbering
from panel_papers.word.runs import runs_with_gaps

Alignment = Literal["left", "center", "right"]
Cell = Sequence[Element]
"""What is in a cell: runs and hyperlinks."""

A4_TEXT_WIDTH = 9026  # twips: 21 cm less two margins of 2.54 cm
_SECTIONS = etree.XPath(
    "descendant::w:sectPr | following::w:sectPr[not(ancestor::w:sectPrChange)]",
    namespaces={"w": nsmap["w"]},
)
PICTURE_WIDTH = 1600  # twips: 2.8 cm, of a picture in a cell
_BETWEEN_TABLES = 320  # twips: a line of text, so that two tables do not look like one
_CELL_MARGINS = 2 * 108  # twips, left and right, Word's own default
_TIGHT_MARGINS = 2 * 57  # 2 mm between columns
_LONGEST_WORD = 24  # characters
_SIZE = 220  # twips: 11 pt, the house's table text
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_SLACK = 10  # twips, for what engines round
# How wide Arial Bold, and what replaces it, draws characters, in thousandths of its size.
_WIDTHS = {
    character: width
    for width, characters in (
        (278, " ,./I\\ijl|'‘’"),
        (333, "!()-:;[]`ft\u00a0"),
        (389, "*r{}"),
        (500, 'z"“”'),
        (556, "#$0123456789J_aceksvxy£€–"),
        (584, "+<=>^~"),
        (611, "?FLTZbdghnopqu"),
        (667, "EPSVXY"),
        (722, "&ABCDHKNRU"),
        (778, "GOQw"),
        (833, "M½¼¾"),
        (889, "%m"),
        (944, "W"),
        (604, "■●"),
        (990, "▲"),
        (1000, "@—…"),
    )
    for character in characters
}


def table_element(
    header: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    alignments: Sequence[Alignment],
    styles: HouseStyles,
    *,
    width: int = A4_TEXT_WIDTH,
    indent: int = 0,
    tight: bool = False,
    row_headers: bool = False,
    totals: Collection[int] = (),
    floors: Mapping[int, int] = MappingProxyType({}),
) -> Element:
    """Return a `w:tbl` of one header row and the rows, `width` twips wide in all.

    Right-aligned columns hold figures: their cells are in “Table Number”. Rows that are too short
    are filled with empty cells. A `tight` one has less space between its columns; the first column
    of one with `row_headers` is the headings of its rows. The rows that are `totals`, by their
    indices, are set apart; the columns of `floors` are at least as wide, in twips. Two tables in
    sequence need `gap_paragraph` between them.
    """
    filled = [[cell for cell, _ in zip_longest(row, header, fillvalue=())] for row in rows]
    widths = _widths([list(header), *filled], width, floors, tight=tight)
    table = element("w:tbl")
    properties = _table_properties(styles, sum(widths), indent, tight=tight)
    properties.append(_look(row_headers=row_headers))
    table.append(properties)
    table.append(element("w:tblGrid", [element("w:gridCol", w=each) for each in widths]))
    table.append(_row(header, alignments, widths, styles, is_header=True))
    table.extend(_row(row, alignments, widths, styles, is_header=False) for row in filled)
    for index in totals:
        set_apart(table.findall(qn("w:tr"))[index + 1])
    if row_headers:
        _mark_first_column(table)
    return table


def plain_table(
    table: Table,
    styles: HouseStyles,
    numbering: Numbering,
    *,
    width: int = A4_TEXT_WIDTH,
    tight: bool = False,
) -> Element:
    """Return a `w:tbl` of a table of text, which prints as typed; lists in its cells are lists."""
    marks = {(mark.row, mark.column): mark for mark in table.marks}
    drawn = table_element(
        [list(runs_with_gaps(cell)) for cell in table.header],
        [
            [marked_runs(cell, marks.get((number, index))) for index, cell in enumerate(row)]
            for number, row in enumerate(table.rows)
        ],
        ["right" if numeric else "left" for numeric in table.numeric],
        styles,
        width=width,
        tight=tight,
        row_headers=table.row_headers,
        totals=table.totals,
        floors={column: PICTURE_WIDTH for _, column, _ in table.pictures},
    )
    put_lists(drawn, styles, numbering)
    put_looks(drawn, table.marks)
    return drawn


def least_widths(rows: Iterable[Sequence[str]]) -> tuple[int, int]:
    """Return the twips that a table of these texts needs so that no word has to be broken.

    The second is what it needs where it is tight. What is longer than words are, such as an
    address of the web, may be broken.
    """
    columns = [
        max(_text_width(word[:_LONGEST_WORD]) for text in column for word in _words(text))
        for column in zip_longest(*rows, fillvalue="")
    ]
    loose, tight = (sum(columns) + len(columns) * _margins(tight=each) for each in (False, True))
    return loose, tight


def texts_of(row: Iterable[Cell]) -> list[str]:
    """Return the texts of a row's cells, with their line ends."""
    return ["".join(_text_of(run) for run in cell) for cell in row]


def _text_of(run: Element) -> str:
    parts = run.iter(qn("w:t"), qn("w:br"))
    return "".join("\n" if part.tag == qn("w:br") else part.text or "" for part in parts)


def _words(text: str) -> list[str]:
    """Return what no line may end within: a no-break space is part of a word."""
    return _SPACES.split(text.strip())


def first_column_names(rows: Sequence[Sequence[Cell]]) -> bool:
    """Return whether the first of several columns names the rows."""
    first = ["".join(texts_of(row[:1])) for row in rows]
    return names_rows(first, max(map(len, rows), default=0))


def gap_paragraph(height: int = 160) -> Element:
    """Return a low empty paragraph: it keeps tables apart, and ends a cell as the schema asks."""
    spacing = element("w:spacing", before=0, after=0, line=height, lineRule="exact")
    return element("w:p", [element("w:pPr", [spacing])])


def keep_tables_apart(
    elements: Sequence[Element], host: Element, styles: HouseStyles
) -> list[Element]:
    """Return the elements with gaps where a table would meet a table or end a cell or a body.

    The elements are to be in the place of `host`. Word joins two tables that touch. A table has
    no space below of its own, so the paragraph after it gets some, unless its style has it.
    """
    out: list[Element] = []
    previous: Element | None = host.getprevious()
    for block in elements:
        if _is_table(previous) and _is_table(block):
            out.append(gap_paragraph(_BETWEEN_TABLES))
        elif _is_table(previous) and isinstance(block, CT_P):
            widen(block, "before", styles)
        out.append(block)
        previous = block
    following = host.getnext()
    if not _is_paragraph(following) and not _is_paragraph(previous):
        out.append(gap_paragraph())
    return out


def text_width(host: CT_P) -> int:
    """Return the twips between the margins of a paragraph's cell or section."""
    for cell in host.iterancestors(qn("w:tc")):
        wide = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
        if wide is not None and wide.get(qn("w:type"), "dxa") == "dxa":
            return max(int(wide.get(qn("w:w"), "0")) - _CELL_MARGINS, 1)
        return A4_TEXT_WIDTH
    section = section_of(host)
    if section is not None:
        page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        if page is not None and margins is not None:
            sides = sum(int(margins.get(qn(f"w:{side}"), "0")) for side in ("left", "right"))
            return int(page.get(qn("w:w"), "0")) - sides
    return A4_TEXT_WIDTH


def section_of(block: Element) -> Element | None:
    """Return the properties of the section in which a block of the body is."""
    found = _SECTIONS(block)
    first = found[0] if isinstance(found, list) and found else None
    return first if isinstance(first, etree._Element) else None


def _is_paragraph(block: Element | None) -> bool:
    return block is not None and block.tag == qn("w:p")


def _is_table(block: Element | None) -> bool:
    return block is not None and block.tag == qn("w:tbl")


def _table_properties(styles: HouseStyles, width: int, indent: int, *, tight: bool) -> Element:
    properties = element("w:tblPr")
    style = styles.table("House Table")
    if style is not None:
        properties.append(element("w:tblStyle", val=style.get(qn("w:styleId"), "")))
    properties.append(element("w:tblW", w=width, type="dxa"))
    if indent:
        properties.append(element("w:tblInd", w=indent, type="dxa"))
    properties.append(element("w:tblLayout", type="fixed"))
    if tight:
        side = _TIGHT_MARGINS // 2
        margins = [element(f"w:{each}", w=side, type="dxa") for each in ("left", "right")]
        properties.append(element("w:tblCellMar", margins))
    return properties


def _look(*, row_headers: bool) -> Element:
    """Return which rows and columns are set apart: Word takes the first ones for headers."""
    look: dict[str, str | int] = {"firstRow": 1, "lastRow": 0, "firstColumn": int(row_headers)}
    val = "04A0" if row_headers else "0420"
    return element("w:tblLook", [], val=val, **look, lastColumn=0, noHBand=0, noVBand=1)


def _mark_first_column(table: Element) -> None:
    """Mark the headings of the rows as Word marks cells of a first column that is set apart.

    Every new table of Word says that its first column is one (`w:tblLook`); the cells' own mark is
    what distinguishes those that mean it.
    """
    for row in table.findall(qn("w:tr"))[1:]:
        properties = row.find(f"{qn('w:tc')}/{qn('w:tcPr')}")
        if properties is not None:
            properties.insert(0, element("w:cnfStyle", [], val="001000000000", firstColumn=1))


def _row(
    cells: Sequence[Cell],
    alignments: Sequence[Alignment],
    widths: Sequence[int],
    styles: HouseStyles,
    *,
    is_header: bool,
) -> Element:
    row = element("w:tr")
    marks = ["w:cantSplit", "w:tblHeader"] if is_header else ["w:cantSplit"]
    row.append(element("w:trPr", [element(mark) for mark in marks]))
    for cell, alignment, width in zip(cells, alignments, widths, strict=True):
        row.append(_cell(cell, alignment, width, styles, is_header=is_header))
    return row


def _cell(
    content: Cell, alignment: Alignment, width: int, styles: HouseStyles, *, is_header: bool
) -> Element:
    text = element("w:pPr")
    figures = alignment == "right" and not is_header
    name = "Table Header" if is_header else "Table Number" if figures else "Table Text"
    style = styles.paragraph(name)
    if style is not None:
        text.append(element("w:pStyle", val=style.get(qn("w:styleId"), "")))
    if alignment != "left" and (not figures or style is None):
        text.append(element("w:jc", val=alignment))
    size = element("w:tcPr", [element("w:tcW", w=width, type="dxa")])
    return element("w:tc", [size, element("w:p", [text, *content])])


def _widths(
    rows: Sequence[Sequence[Cell]], width: int, floors: Mapping[int, int], *, tight: bool
) -> list[int]:
    """Share the width out as browsers do (CSS 2.1, 17.5.2.2).

    Each column gets what its longest word needs, then of the rest a part in proportion to what
    its longest cell would still like. On too narrow a page the widest columns get less, so that
    long words are broken and figures are not.
    """
    texts = [texts_of(column) for column in zip(*rows, strict=True)]
    margins = _margins(tight=tight)
    bounds = [floors.get(number, 0) for number in range(len(texts))]
    least = [
        max(bound, *(_text_width(word) for text in column for word in _words(text))) + margins
        for column, bound in zip(texts, bounds, strict=True)
    ]
    most = [
        max(bound, *(_text_width(line) for text in column for line in text.split("\n"))) + margins
        for column, bound in zip(texts, bounds, strict=True)
    ]
    spare = width - sum(least)
    wishes = [wish - need for wish, need in zip(most, least, strict=True)]
    if spare < 0:
        exact = _capped(least, width)
    elif not any(wishes):
        exact = [width * need / sum(least) for need in least]
    else:
        exact = [
            need + spare * wish / sum(wishes) for need, wish in zip(least, wishes, strict=True)
        ]
    edges = [0, *(round(sum(exact[: count + 1])) for count in range(len(exact)))]
    return [right - left for left, right in pairwise(edges)]


def _capped(needs: Sequence[int], width: int) -> list[float]:
    """Return the needs, those above a limit brought down to it, so that they fit into the width."""
    left = float(width)
    for count, need in enumerate(sorted(needs)):
        limit = left / (len(needs) - count)
        if need > limit:
            return [min(each, limit) for each in needs]
        left -= need
    return [float(each) for each in needs]


def _margins(*, tight: bool) -> int:
    return _TIGHT_MARGINS if tight else _CELL_MARGINS


def _text_width(text: str) -> int:
    """Return how wide the text is in bold table text, in twips."""
    ems = sum(_WIDTHS.get(c) or (722 if c.isupper() else 611) for c in text) / 1000
    return round(ems * _SIZE) + _SLACK


def alignment_of(cell: SyntaxTreeNode) -> Alignment:
    """Return how a cell of Markdown is aligned, as the line below its header says."""
    style = str(cell.attrs.get("style", ""))
    return "right" if "right" in style else "center" if "center" in style else "left"
