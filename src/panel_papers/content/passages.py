"""A paper's words, passage by passage, in the order in which they are read, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from panel_papers.content.markdown.parser import SyntaxTreeNode, parse
from panel_papers.content.markdown.plain import plain_text
from panel_papers.content.markdown.raised import as_plain
from panel_papers.content.passage import (
    FAR,
    FigureSpan,
    Kind,
    LinkSpan,
    Passage,
    ReferenceSpan,
)
from panel_papers.core import (
    FIGURE,
    CellText,
    Exhibit,
    Figures,
    FromTemplate,
    Paper,
    Place,
    PlacedText,
    Prose,
    Section,
    Stage,
    Table,
    Value,
    figure_tag,
    working_on,
)

_EXHIBITED = frozenset({"fence", "paragraph"})
_ENOUGH = 200
_ROOM = 4  # characters that one character of a text may be typed with: marks, escapes, indents


def passages_of(paper: Paper) -> tuple[Passage, ...]:
    """Return the passages of the report's sections, then those of each appendix that we make.

    Supplied Word documents and PDFs, and what a restricted appendix holds, are not among them.
    """
    files = {each.path: each.data for each in paper.files}
    found: list[Passage] = []
    for section in paper.sections:
        if isinstance(section.prose, Prose):
            found += _of_heading(section)
            with working_on(section.prose.place, Stage.CHECKING, size=len(section.prose.markdown)):
                found += _of_prose(section.prose, 0, section.name, [])
    for appendix in paper.appendices:
        if isinstance(appendix.content, FromTemplate):
            path = _path_in(paper, appendix.place)
            text = (files.get(path) or b"").decode("utf-8", "replace").replace("\r\n", "\n")
            lines = text.split("\n") if text else []
            with working_on(appendix.place, Stage.CHECKING):
                for name, value in appendix.content.fields.items():
                    found += _of_value(value, appendix.number, name, lines)
    return tuple(found)


def _of_heading(section: Section) -> Iterator[Passage]:
    """Yield the heading that paper.yaml gives a section; the profile's is not the author's."""
    heading = section.heading
    if isinstance(heading, PlacedText) and heading.place.file.endswith("/paper.yaml"):
        start, figures = heading.place, _figures_of(heading)
        yield Passage(
            str(heading),
            Kind.HEADING,
            0,
            section.name,
            1,
            figures=figures,
            start=start,
            typed=heading.markdown,
        )


def _path_in(paper: Paper, place: Place) -> str:
    """Return a file's path in the paper's folder."""
    return place.file.rpartition(f"{paper.name}/")[2]


def _of_value(value: Value, part: int, name: str, file: list[str]) -> Iterator[Passage]:
    match value:
        case PlacedText():
            yield from _of_prose(value.prose, part, name, file)
        case Prose():
            yield from _of_prose(value, part, name, file)
        case Table():
            rows = [(Kind.HEADER_CELL, value.header), *((Kind.CELL, row) for row in value.rows)]
            for kind, row in rows:
                for cell in row:
                    if isinstance(cell, PlacedText):
                        figures = _figures_of(cell)
                        start = cell.place
                        yield Passage(
                            str(cell), kind, part, name, figures=figures, start=start, typed=cell
                        )
                    else:  # in a data file quotes and commas part the characters
                        start = cell.place if isinstance(cell, CellText) else value.place
                        yield Passage(cell, kind, part, name, start=start)
        case Mapping():
            for key, item in value.items():
                yield from _of_value(item, part, key, file)
        case Sequence() if not isinstance(value, str):
            for item in value:
                yield from _of_value(item, part, name, file)


def _figures_of(text: PlacedText) -> tuple[FigureSpan, ...]:
    """Return where the figures of a cell are in the text that it prints."""
    printed = dict(text.figures)
    spans: list[FigureSpan] = []
    moved = 0
    for tag in FIGURE.finditer(text.markdown):
        if tag[1] in printed:
            start, length = tag.start() + moved, len(str(printed[tag[1]]))
            spans.append(FigureSpan(start, start + length, tag[1]))
            moved += length - len(tag[0])
    return tuple(spans)


def _of_prose(prose: Prose, part: int, section: str, file: list[str]) -> Iterator[Passage]:
    """Yield the passages of Markdown; `file` holds the lines of the file that it is a value of."""
    source = parse(prose)
    # a value inside YAML: its own lines are not the file's
    inside = bool(file) and (prose.place.line, prose.place.column) != (1, 1)
    typed = typed_from(file, prose.place, len(prose.markdown)) if inside else ""
    lines = source.lines
    offset = 0  # in `typed`, where the next passage is looked for
    last: Passage | None = None
    exhibits = {each.line: each for each in prose.exhibits}
    blocks = [*source.blocks, *(node for notes in source.notes.values() for node in notes)]
    for block in blocks:
        for node in block.walk():
            kind = _kind(node)
            if kind is None:
                continue
            exhibit = (
                exhibits.get(node.map[0] + 1) if node.map and node.type in _EXHIBITED else None
            )
            if exhibit is not None:
                yield from _of_exhibit(exhibit, part, section)
                continue
            place = source.place(node)
            inline = node if node.type in {"fence", "code_block"} else node.children[0]
            in_row = (
                kind in {Kind.CELL, Kind.HEADER_CELL}
                and last
                and (last.start.line, last.start.where) == (place.line, place.where)
            )
            if last and (inside or in_row):
                start, at = last.end()
                offset += at
            elif inside:
                start = prose.place
            else:
                start, offset = Place(place.file, place.line, 1), 0
                typed = _lines_of(lines, source.line(node), node)
            if prose.spots:
                start = place
            # not all that follows: thousands of cells would each hold the rest of their row
            room = _ROOM * len(inline.content) + FAR // 2 if inside or in_row else len(typed)
            raw = typed[offset : offset + room]
            text, links, figures, strong, references = _plain(inline)
            level = int(node.tag[1]) if node.type == "heading" else 0
            if text.strip():
                last = Passage(
                    text,
                    kind,
                    part,
                    section,
                    level,
                    strong,
                    links,
                    figures,
                    start,
                    raw,
                    references,
                )
                yield last


def _of_exhibit(exhibit: Exhibit, part: int, section: str) -> Iterator[Passage]:
    """Yield caption, notes, source line and cells of a table or chart, at its fence's place."""
    for text in filter(None, (exhibit.caption, *exhibit.notes, exhibit.source_line)):
        figures = tuple(_printed_in(text, exhibit.figures))
        place = exhibit.place
        yield Passage(text, Kind.CAPTION, part, section, figures=figures, start=place, typed=text)
    for value in (exhibit.content, exhibit.data):
        yield from _of_value(value, part, section, [])


def _printed_in(text: str, figures: Figures) -> Iterator[FigureSpan]:
    """Yield where figures are printed in a text, each once."""
    for key, printed in figures:
        start = text.find(str(printed))
        if start >= 0:
            yield FigureSpan(start, start + len(str(printed)), figure_tag(key).name)


def _lines_of(lines: list[str], first: int, node: SyntaxTreeNode) -> str:
    """Return the lines of a block; where the parser does not say how many, enough of them."""
    begin, end = node.map or (0, _ENOUGH)
    return "\n".join(lines[first - 1 : first - 1 + end - begin])


def typed_from(lines: list[str], place: Place, length: int) -> str:
    """Return what a file holds from a place on: enough for a value of `length` characters.

    The value can be typed longer than it is: indented, quoted, its lines folded.
    """
    first, column = (place.line or 1) - 1, (place.column or 1) - 1
    found: list[str] = []
    told = 0
    for line in lines[first:]:
        found.append(line if found else line[column:])
        told += len(line.strip())
        if told > 2 * length + _ENOUGH:
            break
    return "\n".join(found)


def _kind(node: SyntaxTreeNode) -> Kind | None:
    """Return what a block that holds text of its own is; None for all other nodes."""
    if node.type in {"fence", "code_block"}:
        return Kind.CODE
    if not node.children or node.children[0].type != "inline":
        return None
    if node.type in {"heading", "th", "td"}:
        return {"heading": Kind.HEADING, "th": Kind.HEADER_CELL, "td": Kind.CELL}[node.type]
    above = node.parent
    while above is not None:
        if above.type in _KINDS:
            return _KINDS[above.type]
        above = above.parent
    return Kind.PARAGRAPH


_KINDS = {
    "list_item": Kind.ITEM,
    "blockquote": Kind.QUOTATION,
    "footnote_reference": Kind.NOTE,
}


def _plain(
    node: SyntaxTreeNode,
) -> tuple[str, tuple[LinkSpan, ...], tuple[FigureSpan, ...], bool, tuple[ReferenceSpan, ...]]:
    """Return a block's text as it prints, and what of it are links, figures and references.

    Beside them, whether all of it is strong.
    """
    if node.type in {"fence", "code_block"}:
        return node.content, (), (), False, ()
    parts: list[str] = []
    links: list[LinkSpan] = []
    figures: list[FigureSpan] = []
    references: list[ReferenceSpan] = []

    def write(nodes: Sequence[SyntaxTreeNode]) -> None:
        for child in nodes:
            if child.type in {"softbreak", "hardbreak"}:
                parts.append(" ")
            elif child.type in {"text", "code_inline"}:
                parts.append(child.content)
            elif child.type == "figure":
                start = sum(map(len, parts))
                parts.append(child.content)
                figures.append(FigureSpan(start, start + len(child.content), child.meta["name"]))
            elif child.type == "reference":
                start = sum(map(len, parts))
                parts.append(child.content)
                references.append(ReferenceSpan(start, start + len(child.content)))
            elif child.type == "link":
                start = sum(map(len, parts))
                write(child.children)
                end = sum(map(len, parts))
                address, title = (str(child.attrs.get(key, "")) for key in ("href", "title"))
                links.append(LinkSpan(start, end, address, title))
            elif child.type in {"sup", "sub"}:
                parts.append(as_plain(plain_text(child.children), child.type))
            else:
                write(child.children)

    write(node.children)
    told = [child for child in node.children if child.type != "text" or child.content.strip()]
    strong = len(told) == 1 and told[0].type == "strong"
    return "".join(parts), tuple(links), tuple(figures), strong, tuple(references)
