"""The text of a Word file as a content tree: headings, paragraphs, lists, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.core import (
    NAMED,
    Block,
    CodeBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    PictureBlock,
    QuoteBlock,
    RuleBlock,
    Span,
    canonical,
    plain,
)
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Relation
from panel_papers.inputs.cleaning.word.stories import shortened
from panel_papers.inputs.cleaning.word.styles import Styles, child_of, value_of
from panel_papers.inputs.word_sections.numbers import Item, Lists
from panel_papers.inputs.word_sections.pictures import Pictures
from panel_papers.inputs.word_sections.printed import USUAL, Forms, printed_number
from panel_papers.inputs.word_sections.problems import IN_LIST, IN_NOTE, Findings
from panel_papers.inputs.word_sections.tables import TableReader
from panel_papers.inputs.word_sections.words import Words, WordsReader, whole_tags

_QUOTES = frozenset(("quote", "intense quote", "quotations", "block text", "block quotation"))
_CODES = frozenset(("code block", "html preformatted", "preformatted text", "source code"))
_TITLES = frozenset(("title", "subtitle"))
_SOURCES = frozenset(("source line", "source", "sources", "table source", "figure source"))
_CAPTIONS = frozenset(("caption", "table caption", "table title"))
_DEEPEST_HEADING, _DEEPEST_LIST = 3, 9
_SLACK = 100  # twips by which indents that mean the same may differ
_LABEL = re.compile(r"(?:Figure|Fig\.?|Picture|Chart|Image|Map)\s*\d+\s*[:.–—-]?\s+", re.IGNORECASE)
_MARK = re.compile(
    r"^\s*(?:[•●○◦▪■□‣⁃∙·*–—-]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]?)\t+"
)


class Kit(Struct, frozen=True):
    """What the text of one part is read with."""

    styles: Styles
    lists: Lists
    findings: Findings
    pictures: Pictures
    relations: Mapping[str, Relation]
    forms: Forms = USUAL
    typing_numbers: bool = False
    """Whether the numbers of headings and paragraphs become text, as they are to be compared."""


class _OpenList(Struct, eq=False):
    """A list whose items are still being read."""

    item: Item
    where: str
    source: etree._Element | None
    items: list[list[Block]] = field(default_factory=list)
    labels: list[tuple[int, str | None]] = field(default_factory=list)


class BodyReader:
    """Reads paragraphs and tables in their order, counting them below each heading."""

    def __init__(self, kit: Kit, words: WordsReader, note: str = "") -> None:
        self._kit, self._words, self._note = kit, words, note
        self._tables = TableReader(kit.styles, kit.lists, kit.findings, words.read)
        self._blocks: list[Block] = []
        self._open: list[_OpenList] = []
        self._heading, self._count, self._tables_read = "", 0, 0
        self._tabbed = ""
        self._child: etree._Element | None = None
        self.sources: list[etree._Element | None] = []
        """The paragraph or table that each block begins with."""
        self.numbers: list[str] = []
        """The numbers that became text."""
        self.tabbed: dict[str, str] = {}
        """The words of paragraphs with tabs, by their places."""

    def read(self, holder: etree._Element) -> tuple[Block, ...]:
        """Return the blocks of a body or of a note."""
        for child in _blocks_in(holder):
            self._child = child
            if child.tag == n("w:tbl"):
                self._close()
                self._tables_read += 1
                self._tabbed = ""
                self._add(self._tables.table(child, self._place, self._tables_read))
            else:
                self._paragraph(child)
        self._close()
        return tuple(self._blocks)

    def _place(self, what: str) -> str:
        if self._note:
            return self._note
        return f"{what}, under the heading “{self._heading}”" if self._heading else what

    def _paragraph(self, paragraph: etree._Element) -> None:
        where = self._place(f"paragraph {self._count + 1}")
        item = self._kit.lists.item(paragraph)
        words = self._words.read(paragraph, where)
        if words.text.strip() or words.drawings:
            self._count += 1
        names = self._style_names(paragraph)
        level = level_of(paragraph, self._kit.styles)
        if names & _CODES and words.text.strip():
            self._code(words, where)
            return
        self._tabs(words, where, in_list=item is not None)
        pictures = self._pictures(words, where, item)
        spans, name = _named(whole_tags([_without_tabs(each) for each in words.spans]))
        if item is not None and spans and (level is not None or item.legal or item.outline):
            spans, item = self._numbered(item, spans, where, heading=level is not None)
        if not spans:
            self._empty(paragraph, pictures, where)
        elif level is not None:
            self._write_heading(level, spans, name, where)
        elif names & _QUOTES:
            self._quote(ParagraphBlock(spans, name, where), where)
        elif item is not None and not item.legal:
            self._item(item, ParagraphBlock(spans, name, where), where)
        elif "caption" in names and self._caption(spans):
            pass
        else:
            role = _role(names) if self._kit.typing_numbers else ""
            self._plain(paragraph, ParagraphBlock(spans, name, where, role), names, item)
        for picture in pictures if spans else ():
            self._add(picture)

    def _numbered(
        self, item: Item, spans: tuple[Span, ...], where: str, *, heading: bool
    ) -> tuple[tuple[Span, ...], Item | None]:
        """Return a heading or paragraph with the number that Word prints before it, as text."""
        if not self._kit.typing_numbers or not item.ordered:
            if heading and item.ordered and item.label:
                found = (
                    f"Word numbers this heading “{item.label}”, and its number is not taken over"
                )
                self._kit.findings.add("word-numbered-paragraphs", where, found)
            return spans, item
        if not heading and item.outline and item.level:
            return spans, item
        if item.label is None:
            self._kit.findings.add("word-list-numbers", where)
            return spans, None if item.legal else item
        if not heading:
            self._close()
        self.numbers.append(item.label)
        shared = frozenset.intersection(*(each.marks for each in spans if each.text.strip()))
        return canonical((Span(f"{item.label} ", shared), *spans)) if item.label else spans, None

    def _empty(self, paragraph: etree._Element, pictures: list[PictureBlock], where: str) -> None:
        for picture in pictures:
            self._close()
            self._add(picture)
        border = child_of(paragraph, "w:pPr", "w:pBdr", "w:bottom")
        chain = self._kit.styles.of_paragraph(paragraph)
        styled = (child_of(style, "w:pPr", "w:pBdr", "w:bottom") for style in chain)
        line = border if border is not None else next((e for e in styled if e is not None), None)
        if not pictures and line is not None and not (line.get(n("w:val")) or "n").startswith("n"):
            self._close()
            self._add(RuleBlock(where))

    def _plain(
        self,
        paragraph: etree._Element,
        block: ParagraphBlock,
        names: frozenset[str],
        item: Item | None,
    ) -> None:
        if names & _TITLES:
            self._kit.findings.add("word-title-style", block.where)
        if item is not None:
            self._kit.findings.add("word-numbered-paragraphs", "")
            self._close()
        else:
            self._close_outside(self._kit.lists.indent(paragraph))
        self._add(block)

    def _write_heading(self, level: int, spans: tuple[Span, ...], name: str, where: str) -> None:
        self._close()
        if level > _DEEPEST_HEADING:
            self._kit.findings.add("word-heading-level", where)
        if all("strong" in each.marks for each in spans if each.text.strip()):
            spans = canonical(replace(each, marks=each.marks - {"strong"}) for each in spans)
        self._heading, self._count, self._tables_read = shortened(plain(spans)), 0, 0
        at = self._place("the heading") if self._note else f"the heading “{self._heading}”"
        self._add(HeadingBlock(min(level, _DEEPEST_HEADING), spans, name, at))

    def _quote(self, block: ParagraphBlock, where: str) -> None:
        self._close()
        last = self._blocks[-1] if self._blocks else None
        if isinstance(last, QuoteBlock):
            self._blocks[-1] = replace(last, blocks=(*last.blocks, block))
        else:
            self._add(QuoteBlock((block,), where))

    def _code(self, words: Words, where: str) -> None:
        self._close()
        self._tabbed = ""
        text = words.text.replace("\t", "    ")
        last = self._blocks[-1] if self._blocks else None
        if isinstance(last, CodeBlock):
            self._blocks[-1] = replace(last, text=f"{last.text}\n{text}")
        else:
            self._add(CodeBlock(text, "", where))

    def _caption(self, spans: tuple[Span, ...]) -> bool:
        """Make a caption that of the picture above it; False where there is none, or it has one."""
        last = self._blocks[-1] if self._blocks and not self._open else None
        looks = any(each.marks or each.link or each.note for each in spans)
        if not isinstance(last, PictureBlock) or last.caption or looks:
            return False
        words = _LABEL.sub("", plain(spans).replace("\n", " "), count=1)
        self._blocks[-1] = replace(last, caption=words)
        return True

    def _item(self, item: Item, block: ParagraphBlock, where: str) -> None:
        """Put an item into the list that it continues, or into a new one at its depth."""
        while self._open and not _holds(self._open, item):
            self._close_last()
        if not self._open or not _continues(self._open[-1].item, item):
            if len(self._open) == _DEEPEST_LIST:  # far more than is printed: the writer refuses it
                self._close_last()
            self._open.append(_OpenList(item, where, self._child))
        self._open[-1].items.append([block])
        self._open[-1].labels.append((item.number, item.label))

    def _close_outside(self, indent: int) -> None:
        """Close the lists whose items do not hold a paragraph that is so far in."""
        while self._open and (
            not self._open[-1].item.indent or indent < self._open[-1].item.indent - _SLACK
        ):
            self._close_last()

    def _close(self) -> None:
        while self._open:
            self._close_last()

    def _close_last(self) -> None:
        done = self._open.pop()
        items = tuple(tuple(blocks) for blocks in done.items)
        start = done.item.number if done.item.ordered else 1
        if done.item.ordered:
            self._compare_numbers(done, start)
        self._add(ListBlock(done.item.ordered, items, start, done.where), done.source)

    def _compare_numbers(self, done: _OpenList, start: int) -> None:
        """Report a list whose numbers in Word are not those that are printed."""
        below = any(not each.item.ordered or each.item.number != 1 for each in self._open)
        pairs = [
            (
                label or "?",
                printed_number(
                    self._kit.forms, len(self._open), start + at, start=start, below=below
                ),
            )
            for at, (_, label) in enumerate(done.labels)
        ]
        if any(label != number for label, number in pairs):
            typed, printed = (", ".join(each) for each in zip(*pairs[:3], strict=True))
            found = f"Word numbers a list {typed}, and it is printed as {printed}"
            self._kit.findings.add("word-list-numbers", done.where, found)

    def _add(self, block: Block, source: etree._Element | None = None) -> None:
        if self._open:
            self._open[-1].items[-1].append(block)
        else:
            self._blocks.append(block)
            self.sources.append(self._child if source is None else source)

    def _pictures(self, words: Words, where: str, item: Item | None) -> list[PictureBlock]:
        if not words.drawings:
            return []
        if item is not None or self._note or (words.text.strip() and _inline(words)):
            inside = IN_LIST if item is not None else IN_NOTE if self._note else ""
            self._kit.findings.add("word-picture-in-text", where, inside, words.text.strip())
            return []
        relations = self._kit.relations
        found = [self._kit.pictures.block(each, relations, where) for each in words.drawings]
        return [each for each in found if each is not None]

    def _tabs(self, words: Words, where: str, *, in_list: bool) -> None:
        """Report tabs between words: several lines of them are a table."""
        if "\t" in words.text.strip():
            self.tabbed[where] = words.text.strip()
        inner = "\t" in _MARK.sub("", words.text.strip(), count=1)
        if not inner or in_list:
            self._tabbed = self._tabbed if not words.text.strip() else ""
            return
        if self._tabbed:
            self._kit.findings.add("word-tabbed-table", self._tabbed)
        else:
            self._kit.findings.add("word-tab", where)
        self._tabbed = self._tabbed or where

    def _style_names(self, paragraph: etree._Element) -> frozenset[str]:
        chain = self._kit.styles.of_paragraph(paragraph)
        return frozenset((value_of(style, "w:name") or "").lower() for style in chain)


def _role(names: frozenset[str]) -> str:
    """Return what a paragraph is to the table beside it, by the names of its styles."""
    return "caption" if names & _CAPTIONS else "source" if names & _SOURCES else ""


def level_of(paragraph: etree._Element, styles: Styles) -> int | None:
    """Return the level of a heading by its outline level, or that of its style."""
    own = value_of(paragraph, "w:pPr", "w:outlineLvl")
    chain = styles.of_paragraph(paragraph)
    levels = [own, *(value_of(style, "w:pPr", "w:outlineLvl") for style in chain)]
    said = next((each for each in levels if each is not None), None)
    if said is None:
        for style in chain:
            named = re.fullmatch(r"heading ([1-9])", (value_of(style, "w:name") or "").lower())
            if named:
                return int(named[1])
    return int(said) + 1 if said and said.isdigit() and int(said) < 9 else None


def _blocks_in(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a part, also those in content controls."""
    for child in holder:
        if child.tag in (n("w:p"), n("w:tbl")):
            yield child
        elif child.tag in (n("w:sdt"), n("w:sdtContent"), n("w:customXml")):
            yield from _blocks_in(child)


def _holds(opened: list[_OpenList], item: Item) -> bool:
    """Say whether an item belongs to the innermost open list, or into an item of it."""
    last = opened[-1].item
    if any((each.item.list_id, each.item.level) == (item.list_id, item.level) for each in opened):
        return (last.list_id, last.level) == (item.list_id, item.level)
    if last.list_id == item.list_id:
        return last.level < item.level
    if item.indent > last.indent + _SLACK:
        return True
    return abs(item.indent - last.indent) <= _SLACK and _continues(last, item)


def _continues(last: Item, item: Item) -> bool:
    """Say whether an item is the next one of a list, and not the first of another."""
    if last.list_id == item.list_id:
        return last.level == item.level
    if item.indent > last.indent + _SLACK:
        return False
    return not last.ordered and not item.ordered


def _named(spans: list[Span]) -> tuple[tuple[Span, ...], str]:
    """Return spans without the name at the end of a paragraph, and the name."""
    found = canonical(spans)
    text = plain(found)
    named = NAMED.search(text)
    if named is None or not text[: named.start()].strip():
        return found, ""
    kept: list[Span] = []
    room = named.start()
    for each in found:
        kept.append(replace(each, text=each.text[: max(room, 0)]))
        room -= len(each.text)
    return canonical(kept), named[1]


def _without_tabs(span: Span) -> Span:
    return replace(span, text=span.text.replace("\t", " ")) if "\t" in span.text else span


def _inline(words: Words) -> bool:
    """Say whether a picture is in the line itself, and does not float beside the text."""
    return any(each.find(n("wp:anchor")) is None for each in words.drawings)
