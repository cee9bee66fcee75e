"""The template of the cover sheet, made from the cover of a document."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence

from docx.document import Document

from panel_papers.template_tools.adopting.columns import join_columns, span_of
from panel_papers.template_tools.adopting.cover import (
    Cover,
    Pair,
    cell_text,
    cells_of,
    copied,
    first_paragraph,
    label_end,
    says_nothing,
)
from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.template_tools.adopting.margins import mark_labels
from panel_papers.template_tools.adopting.profile import can_be
from panel_papers.template_tools.adopting.words import TAGS, plain, replace_span, set_text
from panel_papers.word import (
    Element,
    adopt_relations,
    attribute,
    child,
    element,
    every,
    is_a,
    own,
    own_text,
    put,
    remove,
    set_attribute,
)

_WHERE = "the cover sheet"
_USUAL = ("report_to", "author", "date", "for", "enquiries_to")
_LATE = (
    "This report comes later than the days of notice ask for. Why it is urgent: {{ late.urgency }} "
    "Why it is late: {{ late.lateness }}"
)


def write_cover(
    template: Document,
    document: Document,
    cover: Cover,
    known: Mapping[str, str],
    findings: Findings,
) -> list[Element]:
    """Make `template`, which is on the adopted house, the cover sheet; return its blocks."""
    cover, blocks = copied(cover)
    for block in blocks:
        plain(block, known, TAGS, Findings(findings.file), _WHERE)  # the rows are listed
        for old in every(block, "w:sectPr", "w:numPr", "w:vMerge"):
            remove(old)
    title = _title_line(cover)
    above = any(block is title for block in blocks)
    blocks = [b for b in _kept(blocks, cover, title, findings) if b is not title]
    if cover.table is None:
        _tag_lines(cover)
        blocks += _lines_of_rows(cover)
    else:
        _list_lost(cover, findings)
        _tag_table(cover.table, cover)
    if title is not None:
        after = cover.title is not None and not above
        blocks.insert(len(blocks) if after else _before_rows(blocks, cover), title)
    body = template.element.body
    for old in list(body):
        if old is not body.sectPr:
            remove(old)
    for block in blocks:
        body.sectPr.addprevious(block)
    if blocks and is_a(blocks[-1], "w:tbl"):
        body.sectPr.addprevious(element("w:p"))  # so that the table is not joined to the next one
    adopt_relations(template.part, document.part, blocks)
    return blocks


def _title_line(cover: Cover) -> Element | None:
    """Return the line that prints the title, a new one where a cover has none."""
    if any(pair.field == "title" for pair in cover.pairs):
        return None
    if cover.title is not None:
        set_text(cover.title, TAGS["title"])
        return cover.title
    line = element("w:p", [element("w:pPr", [element("w:pStyle", val="Title")])])
    set_text(line, TAGS["title"])
    return line


def _before_rows(blocks: Sequence[Element], cover: Cover) -> int:
    """Return where the rows of a cover sheet begin among its blocks."""
    rows = [cover.table, *(line for line, _ in cover.lines)]
    return next((n for n, b in enumerate(blocks) if any(b is row for row in rows)), 0)


def _kept(
    blocks: Sequence[Element], cover: Cover, title: Element | None, findings: Findings
) -> Iterator[Element]:
    """Yield the blocks that are those of every report: pictures, and what is a tag now."""
    typed = {id(line) for line, _ in cover.lines}
    for block in blocks:
        if block is cover.table or block is title or id(block) in typed:
            yield block
        elif is_a(block, "w:p") and every(block, "w:drawing", "w:pict"):
            for text in every(block, "w:t"):
                remove(text)
            yield block
        elif not says_nothing(block):
            said = " ".join(own_text(block).split()) if is_a(block, "w:p") else "a table"
            findings.leave(
                _WHERE,
                f"The line “{said[:80]}” above the rows was left out, as it may be of one report",
                "type it into cover-sheet.docx if every report has it",
            )


def _tag_lines(cover: Cover) -> None:
    for line, pair in cover.lines:
        _tag_text(line, pair)


def _tag_text(line: Element, pair: Pair) -> None:
    """Replace label and value in a line such as “Report to: Cabinet” by their tags."""
    text = own_text(line)
    label, colon, _ = text.partition(":")
    at = len(label) + len(colon)
    at += len(text[at:]) - len(text[at:].lstrip())
    replace_span(line, (at, len(text)), TAGS[pair.field or ""])
    if pair.field in {*_USUAL, "divisions_affected"}:
        start = len(label) - len(label.lstrip())
        replace_span(line, (start, len(label)), f"{{{{ labels.{pair.field} }}}}")


def _lines_of_rows(cover: Cover) -> Iterator[Element]:
    """Yield lines for what the cover does not print: usual rows, those of the body, a late one."""
    model = cover.lines[-1][0]
    there = {pair.field for _, pair in cover.lines}
    for name in _USUAL:
        if name not in there:
            yield _pair_line(model, f"{{{{ labels.{name} }}}}", TAGS[name])
    for loop in ("cover_first", "cover_rows"):
        yield _line(model, f"{{% for row in {loop} %}}")
        yield _pair_line(model, "{{ row.label }}", "{{ row.text }}")
        yield _line(model, "{% endfor %}")
    wrapped = [("late", _LATE)]
    if "divisions_affected" not in there:
        wrapped.insert(0, ("divisions_affected", TAGS["divisions_affected"]))
    for name, words in wrapped:
        yield _line(model, f"{{% if {name} %}}")
        yield _pair_line(model, f"{{{{ labels.{name} }}}}", words)
        yield _line(model, "{% endif %}")


def _pair_line(model: Element, label: str, value: str) -> Element:
    """Return a line like `model`, such as “Contact: …”, with another label and value."""
    line = copy.deepcopy(model)
    text = own_text(line)
    old, colon, _ = text.partition(":")
    rest = text[len(old) + len(colon) :]
    at = len(text) - len(rest.lstrip())
    replace_span(line, (at, len(text)), value)
    replace_span(line, (len(old) - len(old.lstrip()), len(old)), label)
    return line


def _line(model: Element, words: str) -> Element:
    line = copy.deepcopy(model)
    set_text(line, words)
    return line


def _list_lost(cover: Cover, findings: Findings) -> None:
    """List the rows that no template and no profile will print: their words may be one report's."""
    rows = [] if cover.table is None else own(cover.table, "w:tr", of="w:tbl")
    there: set[str] = set()
    for row, pairs in zip(rows, cover.rows, strict=True):
        again = [pair for pair in pairs if pair.field in there or not (pair.field or can_be(pair))]
        there |= {pair.field for pair in pairs if pair.field}
        said = [f"{pair.label} {pair.value}".strip() for pair in again]
        if not pairs:
            said = [" ".join(cell_text(cell) for cell in cells_of(row)).strip()]
        for words in said:
            if words:
                findings.leave(
                    _WHERE,
                    f"The row “{words[:80]}” was left out, as it may be of one report",
                    "type it into cover-sheet.docx if every report has it",
                )


def _tag_table(table: Element, cover: Cover) -> None:
    """Turn each row into one label and its field, with the rows that bodies and papers add."""
    rows = list(own(table, "w:tr", of="w:tbl"))
    model = next(
        (
            row
            for row, pairs in zip(rows, cover.rows, strict=True)
            if len(cells_of(row)) > 1 and pairs
        ),
        rows[0],
    )
    model = copy.deepcopy(model)
    made: list[Element] = []
    there: set[str] = set()
    for row, pairs in zip(rows, cover.rows, strict=True):
        usual = [p for p in pairs if p.field is not None and p.field not in there]
        there |= {p.field or "" for p in usual}
        made += _rows_for(row, pairs, usual, model)
    missing = [name for name in _USUAL if name not in there]
    made += [_row(model, _label(name), TAGS[name]) for name in missing]
    if "divisions_affected" not in there:
        made += _when(model, "divisions_affected", TAGS["divisions_affected"])
    made = [*_loop(model, "cover_first"), *made, *_loop(model, "cover_rows")]
    made += _when(model, "late", _LATE)
    for row in rows:
        remove(row)
    table.extend(made)
    join_columns(table)
    mark_labels(table)
    for old in every(table, "w:tblHeader"):
        remove(old)


def _rows_for(
    row: Element, pairs: Sequence[Pair], usual: Sequence[Pair], model: Element
) -> Iterator[Element]:
    """Yield what becomes of a row: itself where all of it is known, else a row for each fact."""
    cells = cells_of(row)
    whole = usual == list(pairs) and len(cells) == 2 * len(pairs)
    if whole and not any(pair.field == "divisions_affected" for pair in usual):
        for pair, label, value in zip(usual, cells[::2], cells[1::2], strict=True):
            _fill(label, _typed_label(pair, cell_text(label)))
            _fill(value, TAGS[pair.field or ""])
        yield row
        return
    for pair in usual:
        words = TAGS[pair.field or ""]
        if pair.field == "divisions_affected":
            yield from _when(model, pair.field, words)
        else:
            yield _row(model, _bare_label(pair), words)


def _typed_label(pair: Pair, typed: str) -> str:
    return _bare_label(pair) + label_end(typed)


def _bare_label(pair: Pair) -> str:
    """Return what prints a label: the body's own word for it; that of the title is always typed."""
    if pair.field in {*_USUAL, "divisions_affected"}:
        return _label(pair.field or "")
    return pair.label


def _label(name: str) -> str:
    return f"{{{{ labels.{name} }}}}"


def _when(model: Element, name: str, words: str) -> Iterator[Element]:
    yield _row(model, f"{{%tr if {name} %}}", "")
    yield _row(model, _label(name), words)
    yield _row(model, "{%tr endif %}", "")


def _loop(model: Element, rows: str) -> Iterator[Element]:
    yield _row(model, f"{{%tr for row in {rows} %}}", "")
    yield _row(model, "{{ row.label }}", "{{ row.text }}")
    yield _row(model, "{%tr endfor %}", "")


def _row(model: Element, label: str, value: str) -> Element:
    """Return a row like `model` with one label and one value, which takes the rest of its width."""
    row = copy.deepcopy(model)
    cells = cells_of(row)
    for extra in cells[2:]:
        remove(extra)
    span = _columns(model) - span_of(cells[0])
    if len(cells) > 2:
        _set_span(cells[1], span, cells[1:])
    ends = "" if label.startswith("{%") else label_end(cell_text(cells[0]))
    if len(cells) > 1:
        _fill(cells[0], label + ends)
        _fill(cells[1], value)
    else:
        _fill(cells[0], f"{label}: {value}" if value else label)
    return row


def _columns(row: Element) -> int:
    return sum(span_of(cell) for cell in cells_of(row))


def _set_span(cell: Element, span: int, over: Sequence[Element]) -> None:
    properties = child(cell, "w:tcPr")
    if properties is None:
        properties = element("w:tcPr")
        cell.insert(0, properties)
    for old in every(properties, "w:gridSpan"):
        remove(old)
    widths = [value for c in over if (value := _width(c)) is not None]
    width = child(properties, "w:tcW")
    if width is not None and len(widths) == len(over):
        set_attribute(width, "w:w", sum(widths))
    followers = ("hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection")
    put(
        properties, element("w:gridSpan", val=span), (*followers, "tcFitText", "vAlign", "hideMark")
    )


def _width(cell: Element) -> int | None:
    width = child(cell, "w:tcPr", "w:tcW")
    said = "" if width is None else attribute(width, "w:w")
    return int(said) if said.isdecimal() else None


def _fill(cell: Element, words: str) -> None:
    """Give a cell these words alone, in the look of its first ones."""
    first = first_paragraph(cell)
    if first is None:
        first = element("w:p")
        cell.append(first)
    set_text(first, words)
    for other in list(cell):
        if other is not first and not is_a(other, "w:tcPr"):
            remove(other)
