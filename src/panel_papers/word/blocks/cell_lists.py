"""Lists in the cells of a table: lines that begin with “•”, “- ” or “1.” are items of Word's own.

A listener then hears a list, and a long item's second line is under its first.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from itertools import pairwise

from panel_papers.core import CellLines, cell_lines
from panel_papers.word.elements import Element, element
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.numbering import Numbering, number
from panel_papers.word.runs import is_text
from panel_papers.word.xml import child, every, is_a, qn

_HANGING = 284  # twips: 5 mm


def put_lists(table: Element, styles: HouseStyles, numbering: Numbering) -> list[Element]:
    """Make lists of the lines that are items in the cells below the header.

    Returns the paragraphs that were replaced.
    """
    replaced: list[Element] = []
    for cell in (cell for row in table.findall(qn("w:tr"))[1:] for cell in row.findall(qn("w:tc"))):
        paragraph = child(cell, "w:p")
        if paragraph is None or not every(paragraph, "w:br"):
            continue
        lines = _lines(paragraph)
        blocks = cell_lines([_text(line) for line in lines])
        if not any(block.kind for block in blocks) or not _are_typed(lines, blocks):
            continue
        made: list[Element] = []
        for block in blocks:
            made += _paragraphs(block, lines, paragraph, styles, numbering)
        for before, after in pairwise(made):
            _close_up(before, "after")
            _close_up(after, "before")
        cell.remove(paragraph)
        cell.extend(made)
        replaced.append(paragraph)
    return replaced


def _lines(paragraph: Element) -> list[list[Element]]:
    """Return copies of what each line holds; a run with line breaks is divided at them."""
    lines: list[list[Element]] = [[]]
    for held in paragraph:
        if is_a(held, "w:pPr"):
            continue
        if not is_a(held, "w:r"):
            lines[-1].append(copy.deepcopy(held))
            continue
        run = _like(held)
        for piece in held:
            if is_a(piece, "w:br"):
                lines[-1].append(run)
                lines.append([])
                run = _like(held)
            elif not is_a(piece, "w:rPr"):
                run.append(copy.deepcopy(piece))
        lines[-1].append(run)
    return [[held for held in line if not _is_empty(held)] for line in lines]


def _like(run: Element) -> Element:
    """Return an empty run with the look of another."""
    look = child(run, "w:rPr")
    return element("w:r", [] if look is None else [copy.deepcopy(look)])


def _is_empty(held: Element) -> bool:
    return is_a(held, "w:r") and all(is_a(each, "w:rPr") for each in held)


def _text(line: Sequence[Element]) -> str:
    return "".join(text.text or "" for held in line for text in every(held, "w:t"))


def _are_typed(lines: Sequence[Sequence[Element]], blocks: Sequence[CellLines]) -> bool:
    """Say whether each mark is in one piece with nothing before it, so that it can be taken off."""
    for block in blocks:
        for index, mark in zip(block.lines, block.marks, strict=True):
            first = next((t for held in lines[index] for t in every(held, "w:t")), None)
            if mark and (first is None or len(first.text or "") < mark):
                return False
    return True


def _paragraphs(
    block: CellLines,
    lines: Sequence[Sequence[Element]],
    like: Element,
    styles: HouseStyles,
    numbering: Numbering,
) -> Iterator[Element]:
    if block.kind is None:
        made = _paragraph(like)
        for index in block.lines:
            if index != block.lines[0]:
                made.append(element("w:r", [element("w:br")]))
            made.extend(lines[index])
        yield made
        return
    style = "List Bullet" if block.kind == "bullets" else "List Number"
    start = None if block.kind == "bullets" else 1
    numbers = numbering.new_list(styles.paragraph(style), start)
    for index, mark in zip(block.lines, block.marks, strict=True):
        made = _paragraph(like)
        made.extend(lines[index])
        if numbers is not None:  # else a house without lists, which is reported
            first = every(made, "w:t")[0]
            first.text = (first.text or "")[mark:]
            run = first.getparent()
            if run is not None and run.getparent() is made and not first.text and is_text(run):
                made.remove(run)
            number(made[0], numbers)
            made[0].append(element("w:ind", left=_HANGING, hanging=_HANGING))
        yield made


def _paragraph(like: Element) -> Element:
    properties = child(like, "w:pPr")
    kept = element("w:pPr") if properties is None else copy.deepcopy(properties)
    return element("w:p", [kept])


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
