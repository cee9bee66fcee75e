"""A template's changed text as a Word redline: the new version with tracked changes since the old.

What was measured before this was written: docx-trackdiff overlooks changes of case, quotes and
spaces, marks no rows and stamps the clock's date; redlines writes no Word; python-redlines brings a
.NET program.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import docx
from docx.document import Document
from msgspec import Struct

from panel_papers.template_tools.diff.matching import matched, ratio
from panel_papers.template_tools.diff.tokens import Token, deleted, inserted, kept, tokens
from panel_papers.template_tools.diff.tracked import Marker, accept_changes, base_properties
from panel_papers.word import (
    Element,
    Story,
    attribute,
    child,
    children,
    drop_comments,
    every,
    is_a,
    own,
    own_text,
    remove,
    repair,
    stories,
    to_bytes,
    where,
)

_LEAST = {"w:p": 0.45, "w:tbl": 0.25, "w:tr": 0.4}
_LEAST_LETTERS = 0.7
_GROUPS = ("w:sdt", "w:customXml")
_FRAME = ("w:sectPr", "w:tcPr")


class TextChange(Struct, frozen=True):
    """One paragraph or row whose text changed: its place, and its text in either version.

    `old` is None for what came, `new` for what went.
    """

    where: str
    old: str | None
    new: str | None


class Redline(Struct, frozen=True):
    """A template's changed text: as a Word document with tracked changes, and one by one."""

    docx: bytes
    changes: tuple[TextChange, ...]


class _Block(Struct, eq=False):
    """A paragraph or table of the result, and whether it stayed (""), came or went."""

    element: Element
    kind: str = ""


def redline(old: bytes, new: bytes) -> Redline:
    """Return what changed in the text from `old` to `new`, two Word templates that can be opened.

    To accept all changes of the document gives the new text, to reject all gives the old one.
    Pictures and notes that are gone are named in words.
    """
    before, after = _opened(old), _opened(new)
    writer = _Writer(Marker(1 + max(_numbers(after), default=0)))
    olds = _by_name(before)
    for name, story in _by_name(after).items():
        former = olds.pop(name, None)
        if former is not None:
            writer.story(former, story)
            story.keep()
    for name, gone in olds.items():
        writer.changes += [TextChange(name or "", text, None) for text in _texts(gone.root)]
    repair(after)
    return Redline(to_bytes(after), tuple(writer.changes))


def _opened(data: bytes) -> Document:
    document = docx.Document(io.BytesIO(data))
    drop_comments(document, list(document.element.body))
    for story in stories(document):
        accept_changes(story.root)
        story.keep()
    return document


def _by_name(document: Document) -> dict[str, Story]:
    """Return the body, headers and footers by names that both versions have: “page header 2”."""
    found: dict[str, Story] = {}
    for story in stories(document):
        name, number = story.name or "", 1
        if name and not story.is_stationery:
            continue  # notes are not reported paragraph by paragraph
        while name in found:
            number += 1
            name = f"{story.name} {number}"
        found[name] = story
    return found


def _numbers(document: Document) -> Iterator[int]:
    for story in stories(document):
        for each in every(story.root):
            number = attribute(each, "w:id")
            if number.isdigit():
                yield int(number)


def _texts(root: Element) -> list[str]:
    return [text for p in every(root, "w:p") if (text := own_text(p).strip())]


class _Writer:
    """Writes the new version's stories again, with marks, and notes each change."""

    def __init__(self, marker: Marker) -> None:
        self.changes: list[TextChange] = []
        self._marker = marker
        self._stories: tuple[Story, Story] | None = None

    def story(self, old: Story, new: Story) -> None:
        """Put the changes since `old` into `new`."""
        self._stories = old, new
        if _key(old.root) != _key(new.root) or _formats(old.root) != _formats(new.root):
            blocks = self._merged(old.root, new.root)
            _refill(new.root, blocks)

    def _merged(self, old: Element, new: Element) -> list[Element]:
        """Return the blocks of two bodies, headers or cells as one, with marks."""
        olds, news = _blocks(old), _blocks(new)
        pairs = _matched(olds, news)
        if not _ends_well(pairs) and _end_in_text(olds, news):
            pairs = [*_matched(olds[:-1], news[:-1]), (olds[-1], news[-1])]
        blocks = [self._pair(before, after) for before, after in pairs]
        self._settle_end(blocks)
        return [block.element for block in blocks]

    def _pair(self, before: Element | None, after: Element | None) -> _Block:
        if before is None or after is None:
            return self._lone(before, after)
        if is_a(after, "w:tbl"):
            return _Block(self._table(before, after))
        return _Block(self._paragraph(before, after))

    def _lone(self, before: Element | None, after: Element | None) -> _Block:
        source, kind = (after, "w:ins") if before is None else (before, "w:del")
        assert source is not None  # noqa: S101 - a pair has one side at least
        self._note(before, after)
        result = copy.deepcopy(source)
        for paragraph in [result] if is_a(result, "w:p") else every(result, "w:p"):
            self._mark_content(paragraph, kind)
        for row in every(result, "w:tr"):
            self._marker.mark_row(row, kind)
        if is_a(result, "w:p"):
            self._marker.mark_end(result, kind)
        return _Block(result, kind)

    def _mark_content(self, paragraph: Element, kind: str) -> None:
        pieces = tokens(paragraph)
        for held in [e for e in paragraph if not is_a(e, "w:pPr")]:
            paragraph.remove(held)
        if kind == "w:del":
            for section in every(paragraph, "w:sectPr"):  # its headers are in another file
                remove(section)
        if pieces:
            mark = inserted if kind == "w:ins" else deleted
            paragraph.extend(mark(pieces, self._marker))

    def _paragraph(self, before: Element, after: Element) -> Element:
        result = copy.deepcopy(after)
        if _key(before) != _key(after):
            self._note(before, after)
            for held in [e for e in result if not is_a(e, "w:pPr")]:
                result.remove(held)
            result.extend(self._words(tokens(before), tokens(after)))
        self._marker.record_format(result, child(before, "w:pPr"))
        return result

    def _words(self, old: Sequence[Token], new: Sequence[Token]) -> Iterator[Element]:
        for a, b, c, d in _stretches(old, new):
            if [t.key for t in old[a:b]] == [t.key for t in new[c:d]]:
                yield from kept(new[c:d])
                continue
            if a < b:
                yield from deleted(old[a:b], self._marker)
            if c < d:
                yield from inserted(new[c:d], self._marker)

    def _table(self, before: Element, after: Element) -> Element:
        result = copy.deepcopy(after)
        for row in list(own(result, "w:tr", of="w:tbl")):
            remove(row)
        for old, new in _matched(_rows(before), _rows(after)):
            if old is None or new is None:
                result.append(self._lone(old, new).element)
            else:
                result.append(self._row(old, new))
        return result

    def _row(self, before: Element, after: Element) -> Element:
        result = copy.deepcopy(after)
        cells = (list(own(row, "w:tc", of="w:tr")) for row in (before, after, result))
        for old, new, cell in zip(*cells, strict=True):
            if _key(old) != _key(new) or _formats(old) != _formats(new):
                _refill(cell, self._merged(old, new))
        return result

    def _settle_end(self, blocks: list[_Block]) -> None:
        """Keep the last paragraph's end out of the changes: nothing follows that it could join.

        As Word does it: where paragraphs are added at the end, the end of the one before them is
        new, and the last one's is not.
        """
        first = len(blocks)
        while first and blocks[first - 1].kind and is_a(blocks[first - 1].element, "w:p"):
            first -= 1
        changed = blocks[first:]
        before = blocks[first - 1] if first else None
        if not changed or before is None or not is_a(before.element, "w:p"):
            return
        last, kind = changed[-1], changed[-1].kind
        present = child(before.element, "w:pPr")
        former = child(present, "w:pPrChange", "w:pPr")
        own_format = child(last.element, "w:pPr")
        _unmark_end(last.element)
        self._marker.mark_end(before.element, kind)
        if kind == "w:ins":
            self._marker.record_format(last.element, present if former is None else former)
            return
        gone = None if own_format is None else base_properties(own_format)
        _reformat(last.element, base_properties(present))
        self._marker.record_format(last.element, gone)

    def _note(self, before: Element | None, after: Element | None) -> None:
        said = [None if each is None else _told(each) for each in (before, after)]
        if not any(said):
            return
        old, new = self._stories or (None, None)
        block, story = (before, old) if after is None else (after, new)
        paragraph = None if block is None else next(iter(every(block, "w:p")), None)
        named = "" if paragraph is None or story is None else where(paragraph, story)
        self.changes.append(TextChange(named, said[0], said[1]))


def _matched(
    old: Sequence[Element], new: Sequence[Element]
) -> list[tuple[Element | None, Element | None]]:
    pairs = matched(old, new, key=_key, likeness=_likeness, least=0.01)
    return list(pairs)


def _ends_well(pairs: Sequence[tuple[Element | None, Element | None]]) -> bool:
    """Say whether the last paragraph stayed, or can change places with one that stayed.

    It can where all that changed at the end are paragraphs that came, or that went, right behind
    one that stayed and ends no section.
    """
    sides: set[bool] = set()
    for before, after in reversed(pairs):
        block = before if after is None else after
        if block is None or not is_a(block, "w:p"):
            return not sides
        if before is not None and after is not None:
            return len(sides) < 2 and not (sides and every(after, "w:sectPr"))
        sides.add(after is None)
    return False


def _end_in_text(*blocks: Sequence[Element]) -> bool:
    return all(each and is_a(each[-1], "w:p") for each in blocks)


def _stretches(old: Sequence[Token], new: Sequence[Token]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches that are equal or not; a lone blank between changes is no word kept."""
    codes = SequenceMatcher(
        None, [t.key for t in old], [t.key for t in new], autojunk=False
    ).get_opcodes()
    waiting: tuple[int, int, int, int] | None = None
    for number, (tag, a, b, c, d) in enumerate(codes):
        between = 0 < number < len(codes) - 1
        if tag == "equal" and not (between and all(t.is_blank for t in new[c:d])):
            if waiting is not None:
                yield waiting
            waiting = None
            yield a, b, c, d
        else:
            waiting = (a, b, c, d) if waiting is None else (waiting[0], b, waiting[2], d)
    if waiting is not None:
        yield waiting


def _blocks(holder: Element) -> list[Element]:
    """Return paragraphs and tables, out of the content controls around them."""
    out: list[Element] = []
    for held in holder:
        if is_a(held, "w:p", "w:tbl"):
            out.append(held)
        elif is_a(held, *_GROUPS):
            inner = children(held, "w:sdtContent") or [held]
            out += [block for each in inner for block in _blocks(each)]
    return out


def _rows(table: Element) -> list[Element]:
    return list(own(table, "w:tr", of="w:tbl"))


def _key(block: Element) -> tuple[object, ...]:
    """Return what a block says, for a comparison without regard to its look."""
    if is_a(block, "w:p"):
        return ("w:p", *(token.key for token in tokens(block)))
    if is_a(block, "w:tbl"):
        return ("w:tbl", *(_key(row) for row in _rows(block)))
    if is_a(block, "w:tr"):
        return ("w:tr", *(_key(cell) for cell in own(block, "w:tc", of="w:tr")))
    return ("holder", *(_key(each) for each in _blocks(block)))


def _formats(holder: Element) -> list[str]:
    """Return the style of each paragraph, in which a redline shows changes too."""
    return [_style(paragraph) for paragraph in every(holder, "w:p")]


def _style(paragraph: Element) -> str:
    return attribute(child(paragraph, "w:pPr", "w:pStyle"), "w:val")


def _likeness(old: Element, new: Element) -> float:
    """Return how alike two blocks are, 0 where they are not, -1 where they can never be one."""
    kind = next(k for k in ("w:p", "w:tbl", "w:tr") if is_a(new, k))
    cells_differ = kind == "w:tr" and len(_key(old)) != len(_key(new))
    if not is_a(old, kind) or cells_differ:  # Word tracks rows, but no cells
        return -1.0
    one, other = _flat(_key(old)), _flat(_key(new))
    value = ratio(one, other) if one and other else float(one == other)
    if value < _LEAST[kind]:  # one word, and only its ending or its capital is another
        value = ratio(" ".join(one), " ".join(other))
        return value if value >= _LEAST_LETTERS else 0.0
    return value


def _flat(key: object) -> list[str]:
    if isinstance(key, str):
        return [key] if key.strip() and key not in {"w:p", "w:tbl", "w:tr", "holder"} else []
    return [word for part in key for word in _flat(part)] if isinstance(key, tuple) else []


def _told(block: Element) -> str:
    """Return the text of a paragraph, or of a row with its cells set apart."""
    if is_a(block, "w:tbl"):
        return " / ".join(filter(None, (_told(row) for row in _rows(block))))
    if is_a(block, "w:tr"):
        cells = [" ".join(_texts(cell)) for cell in own(block, "w:tc", of="w:tr")]
        return " | ".join(cells).strip(" |")
    return own_text(block).strip()


def _refill(holder: Element, blocks: Sequence[Element]) -> None:
    frame = [each for each in holder if is_a(each, *_FRAME)]
    for held in list(holder):
        holder.remove(held)
    holder.extend([e for e in frame if is_a(e, "w:tcPr")])
    holder.extend(blocks)
    holder.extend([e for e in frame if is_a(e, "w:sectPr")])


def _unmark_end(paragraph: Element) -> None:
    look = child(paragraph, "w:pPr", "w:rPr")
    for mark in [*children(look, "w:ins"), *children(look, "w:del")]:
        remove(mark)


def _reformat(paragraph: Element, properties: Element) -> None:
    former = child(paragraph, "w:pPr")
    look = child(former, "w:rPr")
    if former is not None:
        remove(former)
    if look is not None:
        properties.append(look)
    paragraph.insert(0, properties)
