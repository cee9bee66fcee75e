"""The numbers that a report has before its headings and paragraphs, and those that are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.core import HeadingBlock, ParagraphBlock, Span, plain, with_spans
from panel_papers.inputs.importing.known_headings import number_of
from panel_papers.inputs.importing.parts import Part
from panel_papers.inputs.importing.table_lines import beside_tables
from panel_papers.inputs.importing.typed_lists import with_lists, without_beginning

_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})[.)]?\s{1,8}(?=\S)")
_REFERENCE = re.compile(r"(?<!\w)para(?:graph)?s?\.?\s(\d{1,3}(?:\.\d{1,3}){1,3})", re.IGNORECASE)
_CAPTION = re.compile(r"(?:Table|Figure|Chart)\s\d{1,3}(?!\w)", re.IGNORECASE)
_SECTION = "section"
_SHOWN = 12


class Numbered(Struct):
    """Sections whose numbers are left to the templates, where these print the same.

    `taken` are the numbers that were taken off, `left` what is printed otherwise.
    """

    sections: list[Part] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def numbered(
    sections: Sequence[Part],
    templates: Set[str],
    headings: Set[str] | None = None,
    *,
    paragraphs: bool,
) -> Numbered:
    """Return sections without the numbers that are printed before them anyway.

    `templates` are the sections that have one of their own, `headings` the templates whose heading
    has a number, None for all; `paragraphs` says that the body numbers these.
    """
    made = Numbered()
    moved: dict[str, str] = {}
    count = 0
    for part in sections:
        template = part.name if part.name in templates else _SECTION
        printed = headings is None or template in headings
        count += printed
        made.sections.append(_heading(made, part, count if printed else 0))
        if paragraphs and printed:
            made.sections[-1] = _paragraphs(made, made.sections[-1], count, moved)
        else:
            blocks = with_lists(part.blocks)
            made.sections[-1] = replace(made.sections[-1], blocks=blocks)
            made.left += _contradictions(made.sections[-1], count if printed else 0)
    if paragraphs:
        made.left += _references(made.sections, moved)
    return made


def _heading(made: Numbered, part: Part, count: int) -> Part:
    """Take the number off a heading where it is printed; report one that is another."""
    number = number_of(part.typed)
    if not number:
        return part
    rest = part.typed[part.typed.index(number) + len(number) :].strip()
    bare = number.strip("().:").removesuffix(".0")
    if count and bare == str(count):
        return part if part.heading is None else replace(part, heading=rest)
    printed = f"the number {count}" if count else "no number"
    if part.heading is None:
        made.left.append(f"The heading “{part.typed}” of {part.name} is printed with {printed}.")
    elif count:
        made.left.append(
            f"The heading “{part.typed}” of {part.name} keeps its number, and is printed with "
            f"{printed} before it."
        )
    return part


def _paragraphs(made: Numbered, part: Part, count: int, moved: dict[str, str]) -> Part:
    """Take the numbers off paragraphs that are printed with the same; report the others."""
    blocks = list(with_lists(part.blocks, made.taken))
    typed = any(_NUMBER.match(plain(b.spans)) for b in blocks if isinstance(b, ParagraphBlock))
    kept: list[str] = []
    bare: list[str] = []
    at = 0
    beside = beside_tables(blocks)
    for index, block in enumerate(blocks):
        if not isinstance(block, ParagraphBlock) or index in beside:
            continue
        at += 1
        printed = f"{count}.{at}"
        found = _NUMBER.match(plain(block.spans))
        if found is None:
            words = plain(block.spans)
            if typed or _CAPTION.match(words):
                bare.append(f"“{_shortened(words)}” as {printed}")
            continue
        moved[found[1]] = printed
        if found[1] == printed:
            made.taken.append(printed)
            blocks[index] = without_beginning(block, found.end())
        else:
            kept.append(f"{found[1]} below {printed}")
    if kept:
        made.left.append(
            f"Numbers of paragraphs in {part.name} are kept as they are typed, and the body’s own "
            f"are printed before them: {_some(kept)}. Take them off, and look at what refers to "
            "them."
        )
    if bare:
        made.left.append(
            f"Paragraphs of {part.name} that have no number in the report are printed with one: "
            f"{_some(bare)}."
        )
    return replace(part, blocks=tuple(blocks))


def _contradictions(part: Part, count: int) -> Iterator[str]:
    """Yield that numbers which stay typed do not begin with that of their heading."""
    found = [
        number[1]
        for block in part.blocks
        if isinstance(block, ParagraphBlock | HeadingBlock)
        and (number := _NUMBER.match(plain(block.spans)))
    ]
    wrong = [each for each in found if each.partition(".")[0] != str(count)]
    if wrong:
        printed = f"the number {count}" if count else "no number"
        yield (
            f"Numbers in {part.name} are kept as they are typed, below a heading that is printed "
            f"with {printed}: {_some(wrong)}. Change them or take them off, and look at what "
            "refers to them."
        )


def typed_number(text: str) -> re.Match[str] | None:
    """Return the number of several parts that a text begins with; its first group is the number."""
    return _NUMBER.match(text)


def _references(sections: Sequence[Part], moved: dict[str, str]) -> Iterator[str]:
    """Yield the references to paragraphs that are printed with another number."""
    for part in sections:
        wrong: dict[str, str] = {}

        def look(spans: tuple[Span, ...], wrong: dict[str, str] = wrong) -> tuple[Span, ...]:
            for number in _REFERENCE.findall(plain(spans)):
                if moved.get(number, number) != number:
                    wrong[number] = f"paragraph {number}, printed as {moved[number]}"
            return spans

        with_spans(part.blocks, look)
        if wrong:
            yield (
                f"References in {part.name} lead to paragraphs whose number is printed otherwise: "
                f"{_some(list(wrong.values()))}."
            )


def _some(texts: Sequence[str]) -> str:
    more = len(texts) - _SHOWN
    return "; ".join(texts[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:40].rstrip()}…"
