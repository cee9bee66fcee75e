"""Lists in the cells of a table of data: lines that begin with “•” or “1.” are items of Word's own.

A listener then hears a list, and a long item's second line is under its first.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from panel_papers.word.elements import Element, element
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.numbering import Numbering, number
from panel_papers.word.runs import text_runs
from panel_papers.word.xml import qn

_BULLET = re.compile(r"\s*[•·▪‣●*–-]\s+(?P<text>\S.*)")
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,2})[.)]\s+(?P<text>\S.*)")
_HANGING = 284  # twips: 5 mm


class _Block(Struct):
    """Lines of a cell that belong together: items of a list, or text."""

    style: str | None
    lines: list[str]


def put_lists(
    table: Element, rows: Sequence[Sequence[str]], styles: HouseStyles, numbering: Numbering
) -> None:
    """Make lists of the lines that are items, in each cell; `rows` are those below the header."""
    for row, texts in zip(table.findall(qn("w:tr"))[1:], rows, strict=True):
        if not any("\n" in text for text in texts):
            continue
        for cell, text in zip(row.findall(qn("w:tc")), texts, strict=True):
            blocks = list(_blocks(text)) if "\n" in text else []
            paragraph = cell.find(qn("w:p"))
            if paragraph is None or not any(block.style for block in blocks):
                continue
            made: list[Element] = []
            for block in blocks:
                made += _paragraphs(block, paragraph, styles, numbering)
            for before, after in pairwise(made):
                _close_up(before, "after")
                _close_up(after, "before")
            cell.remove(paragraph)
            cell.extend(made)


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the lists of two or more items and the texts between them."""
    found: list[_Block] = []
    for line in text.split("\n"):
        numbered = _NUMBERED.fullmatch(line)
        style = "List Bullet" if _BULLET.fullmatch(line) else None
        if numbered:
            going = found and found[-1].style == "List Number"
            expected = len(found[-1].lines) + 1 if going else 1
            style = "List Number" if int(numbered["number"]) == expected else None
        if found and found[-1].style == style:
            found[-1].lines.append(line)
        else:
            found.append(_Block(style, [line]))
    for block in found:
        if block.style is not None and len(block.lines) == 1:
            block.style = None
    yield from found


def _paragraphs(
    block: _Block, like: Element, styles: HouseStyles, numbering: Numbering
) -> Iterator[Element]:
    look = like.find(f"{qn('w:r')}/{qn('w:rPr')}")
    if block.style is None:
        yield _paragraph(like, "\n".join(block.lines), look)
        return
    start = None if block.style == "List Bullet" else 1
    numbers = numbering.new_list(styles.paragraph(block.style), start)
    pattern = _NUMBERED if start else _BULLET
    for line in block.lines:
        item = pattern.fullmatch(line)
        if numbers is None or item is None:  # a house without lists, which is reported
            yield _paragraph(like, line, look)
            continue
        made = _paragraph(like, item["text"], look)
        number(made[0], numbers)
        made[0].append(element("w:ind", left=_HANGING, hanging=_HANGING))
        yield made


def _paragraph(like: Element, text: str, look: Element | None) -> Element:
    properties = like.find(qn("w:pPr"))
    kept = element("w:pPr") if properties is None else copy.deepcopy(properties)
    return element("w:p", [kept, *text_runs(text, look)])  # type: ignore[arg-type]  # w:rPr


def _close_up(paragraph: Element, side: str) -> None:
    """Take away the space on one side of a paragraph."""
    properties = paragraph[0]
    spacing = properties.find(qn("w:spacing"))
    if spacing is None:
        spacing = element("w:spacing")
        indent = properties.find(qn("w:ind"))
        if indent is None:
            properties.append(spacing)
        else:
            indent.addprevious(spacing)
    spacing.set(qn(f"w:{side}"), "0")
