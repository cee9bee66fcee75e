"""The lines and table cells of a cover sheet, as labels with their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct

from panel_papers.core import (
    Block,
    HeadingBlock,
    ParagraphBlock,
    PictureBlock,
    ProseTree,
    TableBlock,
    plain,
)
from panel_papers.inputs.word_sections.markdown import to_markdown

_LABEL_LENGTH = 60


class Row(Struct, frozen=True):
    """A label with its value, or words without a label."""

    label: str
    value: str
    heading: bool = False
    bold: bool = False
    where: str = ""


def plain_label(label: str) -> str:
    """Return a label as `labels.toml` has it."""
    return " ".join(label.strip(" :*.").lower().split())


def rows_of(
    blocks: Sequence[Block], labels: Set[str], tabbed: Mapping[str, str] | None = None
) -> list[Row]:
    """Return what the blocks before the first section say, in their order.

    `labels` are those that are known. `tabbed` has the words of paragraphs with tabs by their
    places.
    """
    found: list[Row] = []
    for block in blocks:
        match block:
            case TableBlock():
                found += _table(block, labels)
            case HeadingBlock() | ParagraphBlock():
                text = plain(block.spans).strip()
                text = (tabbed or {}).get(block.where, text)
                bold = all("strong" in each.marks for each in block.spans if each.text.strip())
                heading = isinstance(block, HeadingBlock)
                found += [
                    Row(each.label, each.value, heading, bold, block.where)
                    for each in _lines(text, labels)
                ]
            case PictureBlock():
                found += [Row("", block.caption)] if block.caption else []
            case _:
                found.append(Row("", to_markdown(ProseTree((block,)))[0].strip()))
    return _joined(found, labels)


def _joined(rows: Sequence[Row], labels: Set[str]) -> list[Row]:
    """Return rows with each label that has no value joined with the line below it."""
    found: list[Row] = []
    for row in rows:
        last = found[-1] if found else None
        if (
            last is not None
            and not last.label
            and not row.label
            and plain_label(last.value) in labels
            and plain_label(row.value) not in labels
            and (last.value.endswith(":") or last.bold)
        ):
            found[-1] = Row(last.value, row.value)
        else:
            found.append(row)
    return found


def _table(table: TableBlock, labels: Set[str]) -> Iterator[Row]:
    rows = [[plain(cell).strip() for cell in row.cells] for row in table.rows]
    at = 0
    while at < len(rows):
        below = rows[at + 1] if at + 1 < len(rows) else []
        if _are_labels(rows[at], labels) and below and not _are_labels(below, labels):
            pairs = zip(rows[at], below, strict=True)
            yield from (Row(label, value) for label, value in pairs if label or value)
            at += 2
        else:
            yield from _row(rows[at], labels)
            at += 1


def _are_labels(texts: Sequence[str], labels: Set[str]) -> bool:
    """Say whether a row of a table holds labels of the values below it, and no values."""
    said = [plain_label(each) for each in texts if each]
    if len(said) < 2 or any(len(each) > _LABEL_LENGTH for each in said):
        return False
    values = [plain_label(each) for each in texts[1::2] if each]
    return sum(each in labels for each in said) * 2 >= len(said) and any(
        each in labels for each in values
    )


def _row(texts: Sequence[str], labels: Set[str]) -> Iterator[Row]:
    """Yield the labels and values of a row, which may be side by side more than once."""
    filled = [each for each in texts if each]
    whole = [
        list(_lines(each, labels)) if _begins_with_label(each, labels) else [] for each in filled
    ]
    if len(filled) == 1:
        yield from _lines(filled[0], labels)
    elif filled and all(rows and all(row.label for row in rows) for rows in whole):
        yield from (row for rows in whole for row in rows)
    else:
        for label, value in zip(texts[::2], [*texts[1::2], ""], strict=False):
            if label or value:
                yield Row(label, value)


def _begins_with_label(text: str, labels: Set[str]) -> bool:
    first = text.partition("\n")[0]
    label, colon, value = first.partition(":")
    if colon and value.strip():
        return plain_label(label) in labels
    return "\n" in text and plain_label(first) in labels


def _lines(text: str, labels: Set[str]) -> Iterator[Row]:
    """Yield the pairs of a text: “Report to: Cabinet”, “Report to⇥Cabinet”, or a label above."""
    lines = [line for line in text.split("\n") if line.strip()]
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if pairs := _pairs(line, labels):
            yield from pairs
        elif plain_label(line) in labels and at < len(lines):
            value = [lines[at]]
            at += 1
            while at < len(lines) and not _is_labelled(lines[at], labels):
                value.append(lines[at])
                at += 1
            yield Row(line.strip(), "\n".join(value))
        else:
            yield Row("", re.sub(r"\t+", " ", line).strip())


def _is_labelled(line: str, labels: Set[str]) -> bool:
    return bool(_pairs(line, labels)) or plain_label(line) in labels


def _pairs(line: str, labels: Set[str]) -> list[Row]:
    """Return the pairs of one line, which tabs divide where there are several."""
    found: list[Row] = []
    waiting = ""
    for piece in (each.strip() for each in line.split("\t") if each.strip()):
        label, colon, value = piece.partition(":")
        if colon and value.strip() and plain_label(label) in labels:
            found.append(Row(label, value.strip()))
        elif plain_label(piece) in labels and not waiting:
            waiting = piece
        elif waiting:
            found.append(Row(waiting, piece))
            waiting = ""
        elif found:
            last = found[-1]
            found[-1] = Row(last.label, f"{last.value} {piece}")
        else:
            return []
    return [] if waiting else found
