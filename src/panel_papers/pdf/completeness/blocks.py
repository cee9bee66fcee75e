"""The blocks of a story read into lines: paragraphs, tables, content controls."""

from __future__ import annotations

from panel_papers.pdf.completeness.inlines import Inlines
from panel_papers.pdf.completeness.model import Line, Story
from panel_papers.pdf.completeness.ooxml import MC, Element, W, is_on, value
from panel_papers.pdf.completeness.story import Around, Reading, choice
from panel_papers.pdf.completeness.styles import Styles

_NO_BORDER = frozenset({"nil", "none"})
_TURNED = {"btLr": 90, "tbRl": -90, "tbRlV": -90, "btLrV": 90, "tbLrV": -90}
_WRAPPERS = frozenset(f"{W}{name}" for name in ["customXml", "ins", "moveTo", "smartTag"])


def read_blocks(reading: Reading, parent: Element, around: Around) -> None:
    """Read the paragraphs and tables of `parent`, and of what wraps them."""
    for child in parent:
        tag = child.tag
        if tag == f"{W}p":
            _paragraph(reading, child, around)
        elif tag == f"{W}tbl":
            _table(reading, child, around)
        elif tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                read_blocks(reading, content, around)
        elif tag in _WRAPPERS:
            read_blocks(reading, child, around)
        elif tag == f"{MC}AlternateContent" and (chosen := choice(child)) is not None:
            read_blocks(reading, chosen, around)


def _paragraph(reading: Reading, paragraph: Element, around: Around) -> None:
    properties = paragraph.find(f"{W}pPr")
    styles = reading.document.styles
    style = value(properties, "pStyle") or styles.default("paragraph")
    line = Line(
        reading.place(around),
        story=around.story,
        section=reading.section,
        angle=around.angle,
        repeats=around.repeats,
        cut=around.cut or _exact_line(properties, style, styles),
        floats=around.floats or _property(properties, style, "framePr", styles) is not None,
        rules=0 if around.gone else _rules(properties, style, styles),
    )
    inlines = Inlines(reading, line, style, around)
    index = len(reading.flow.lines)
    reading.flow.lines.append(line)
    inlines.read(paragraph)
    text = line.text()
    if text.strip():
        line.place = line.place._replace(near=text, own=True)
    if not around.gone and not inlines.only_hidden:
        line.label = reading.document.numbering.label(properties, style)
    if text.strip():
        reading.near = text
        if around.story is Story.BODY and styles.heading_level(style) is not None:
            line.place = line.place._replace(heading="")
            reading.heading = text
    inlines.finish(index)
    if properties is not None and properties.find(f"{W}sectPr") is not None:
        reading.section += 1


def _table(reading: Reading, table: Element, around: Around) -> None:
    reading.tables += 1
    name = f"table {reading.tables}"
    style = value(table.find(f"{W}tblPr"), "tblStyle")
    style = style or reading.document.styles.default("table")
    floats = table.find(f"{W}tblPr/{W}tblpPr") is not None
    for count, row in enumerate(_wrapped(table, "tr"), 1):
        properties = row.find(f"{W}trPr")
        gone = repeats = exact = False
        if properties is not None:
            gone = properties.find(f"{W}del") is not None or is_on(properties.find(f"{W}hidden"))
            repeats = is_on(properties.find(f"{W}tblHeader"))
            height = properties.find(f"{W}trHeight")
            exact = height is not None and height.get(f"{W}hRule") == "exact"
        inside = f"{name}, row {count}" + (f" in {around.inside}" if around.inside else "")
        within = around._replace(
            inside=inside,
            table_style=style,
            repeats=around.repeats or repeats,
            cut=around.cut or exact,
            floats=around.floats or floats,
            gone=around.gone or gone,
        )
        for cell in _wrapped(row, "tc"):
            _cell(reading, cell, within)


def _cell(reading: Reading, cell: Element, around: Around) -> None:
    """Read a cell; one that is merged with the cell above it shows nothing of its own."""
    properties = cell.find(f"{W}tcPr")
    merge = None if properties is None else properties.find(f"{W}vMerge")
    continued = merge is not None and merge.get(f"{W}val", "continue") == "continue"
    if continued and not any(t.text for t in cell.iter(f"{W}t")):
        return
    turned = _TURNED.get(value(properties, "textDirection") or "", around.angle)
    read_blocks(reading, cell, around._replace(angle=turned, gone=around.gone or continued))


def _wrapped(parent: Element, tag: str) -> list[Element]:
    """Return the rows or cells of a table, also those within content controls."""
    found = []
    for child in parent:
        if child.tag == f"{W}{tag}":
            found.append(child)
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            found += _wrapped(content, tag) if content is not None else []
        elif child.tag in _WRAPPERS:
            found += _wrapped(child, tag)
        elif child.tag == f"{MC}AlternateContent" and (chosen := choice(child)) is not None:
            found += _wrapped(chosen, tag)
    return found


def _property(properties: Element | None, style: str, tag: str, styles: Styles) -> Element | None:
    own = None if properties is None else properties.find(f"{W}{tag}")
    return own if own is not None else styles.paragraph_property(style, tag)


def _rules(properties: Element | None, style: str, styles: Styles) -> int:
    """Return how many lines the borders of a paragraph draw above and below it."""
    borders = _property(properties, style, "pBdr", styles)
    if borders is None:
        return 0
    drawn = {
        each.tag[len(W) :]
        for each in borders
        if each.get(f"{W}val") not in _NO_BORDER and each.get(f"{W}color") != "FFFFFF"
    }
    return len(drawn & {"top", "bottom"})


def _exact_line(properties: Element | None, style: str, styles: Styles) -> bool:
    spacing = _property(properties, style, "spacing", styles)
    return spacing is not None and spacing.get(f"{W}lineRule") == "exact"
