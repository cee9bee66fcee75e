"""A section's Word file as Markdown, with its content tree, its pictures and its problems."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from lxml import etree
from msgspec import Struct

from panel_papers.core import (
    NAMED,
    Block,
    ParagraphBlock,
    Place,
    Problem,
    Prose,
    ProseTree,
)
from panel_papers.inputs.appendices.supplied import Supplied
from panel_papers.inputs.cleaning.word.fields import fields
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Package, Relation
from panel_papers.inputs.cleaning.word.stories import main_part, part_of, stories, text_of
from panel_papers.inputs.cleaning.word.styles import Styles, is_fallback
from panel_papers.inputs.source import LARGEST_TEXT
from panel_papers.inputs.text import endless_words
from panel_papers.inputs.word_sections.body import BodyReader, Kit, level_of
from panel_papers.inputs.word_sections.markdown import to_markdown
from panel_papers.inputs.word_sections.numbers import Lists
from panel_papers.inputs.word_sections.opening import opened
from panel_papers.inputs.word_sections.pictures import Pictures
from panel_papers.inputs.word_sections.printed import USUAL, Forms
from panel_papers.inputs.word_sections.problems import Findings
from panel_papers.inputs.word_sections.words import Around, WordsReader


class ReadSection(Struct, frozen=True):
    """A section from Word: its prose, its pictures by their paths, and what is wrong with it."""

    prose: Prose
    pictures: Mapping[str, bytes]
    problems: tuple[Problem, ...]


class ReadDocument(Struct, frozen=True):
    """A Word file as a content tree, its pictures by their paths, its words by paragraphs."""

    tree: ProseTree
    pictures: Mapping[str, bytes]
    findings: Findings
    words: tuple[str, ...]
    package: Package
    sources: tuple[etree._Element | None, ...]
    """The paragraph or table of the package that each block of the tree begins with."""
    numbers: tuple[str, ...]
    """The numbers of headings and paragraphs that became text."""
    tabbed: Mapping[str, str]
    """The words of paragraphs with tabs, by their places."""


def read_document(
    supplied: Supplied, path: str, forms: Forms = USUAL, *, typing_numbers: bool = False
) -> ReadDocument:
    """Return what a Word file holds, also where a section could not hold it.

    `forms` are those that its lists are printed with. With `typing_numbers`, the numbers that Word
    prints before headings and paragraphs become text. Raises InputsError where the file cannot be
    opened, or holds tracked changes.
    """
    findings = Findings(supplied.place.file)
    package = opened(supplied, findings)
    pictures = Pictures(path, package, findings)
    document = _Document(package, pictures, findings, forms, typing_numbers=typing_numbers)
    tree = document.tree()
    texts = stories(package)
    words = [
        _words_of(each)
        for story in texts
        if story.place not in ("in a header", "in a footer")
        for each in story.root.iter(n("w:p"))
        if not is_fallback(each) and next(each.iterancestors(n("w:p")), None) is None
    ]
    return ReadDocument(
        tree,
        pictures.files,
        findings,
        tuple(words),
        package,
        tuple(document.sources),
        tuple(document.numbers),
        document.tabbed,
    )


def _words_of(paragraph: etree._Element) -> str:
    """Return the words of a paragraph, with a space where a line ends or a tab is."""
    pieces = (
        (each.text or "") if each.tag == n("w:t") else " "
        for each in paragraph.iter(n("w:t"), n("w:br"), n("w:cr"), n("w:tab"))
        if not is_fallback(each)
    )
    return "".join(pieces)


def read_section(supplied: Supplied, path: str, forms: Forms = USUAL) -> ReadSection:
    """Return the section in a Word file; `path` is that of the file in the paper's folder.

    `forms` are those that its lists are printed with. Raises InputsError where the file cannot be
    opened, or holds tracked changes.
    """
    read = read_document(supplied, path, forms)
    findings, tree = read.findings, read.tree
    markdown, spots = to_markdown(tree)
    if len(markdown) > LARGEST_TEXT:
        findings.add("word-section-too-long", "")
    findings.problems += [
        _in_words(each, spots) for each in endless_words(markdown, Place(supplied.place.file, 1, 1))
    ]
    prose = Prose(markdown, Place(supplied.place.file, 1, 1), spots=spots, tree=tree)
    return ReadSection(prose, read.pictures, tuple(findings.problems))


def _in_words(problem: Problem, spots: tuple[str, ...]) -> Problem:
    line = problem.place.line or 1
    where = spots[line - 1] if line <= len(spots) else None
    return Problem(
        problem.code,
        Place(problem.place.file, where=where),
        problem.found,
        problem.wanted,
        problem.hint,
        problem.level,
    )


class _Document:
    """Reads the main text, then the notes that it refers to."""

    def __init__(
        self,
        package: Package,
        pictures: Pictures,
        findings: Findings,
        forms: Forms,
        *,
        typing_numbers: bool,
    ) -> None:
        self._package, self._pictures, self._findings = package, pictures, findings
        self._forms, self._typing_numbers = forms, typing_numbers
        self.sources: list[etree._Element | None] = []
        self.numbers: list[str] = []
        self.tabbed: dict[str, str] = {}
        self._styles = Styles(package)
        self._lists = Lists(package, self._styles)
        self._notes: dict[tuple[str, str], int] = {}
        self._main = main_part(package)
        self._language = _language(self._styles, package.tree(self._main))

    def tree(self) -> ProseTree:
        """Return the content tree of the document."""
        root = self._package.tree(self._main)
        body = root.find(n("w:body"))
        reader = self._reader(self._main, "")
        blocks = reader.read(root if body is None else body)
        self.sources, self.numbers, self.tabbed = reader.sources, reader.numbers, reader.tabbed
        notes: list[tuple[Block, ...]] = []
        while len(notes) < len(self._notes):
            notes.append(self._note(*list(self._notes)[len(notes)], len(notes) + 1))
        return ProseTree(blocks, tuple(notes))

    def _note(self, kind: str, key: str, number: int) -> tuple[Block, ...]:
        part = part_of(self._package, f"{kind}s")
        where = f"footnote {number}" if kind == "footnote" else f"endnote {number}"
        for note in self._package.tree(part).iterchildren(n(f"w:{kind}")) if part else ():
            if note.get(n("w:id")) == key and part is not None:
                blocks = self._reader(part, where).read(note)
                if any(not isinstance(each, ParagraphBlock) for each in blocks):
                    self._findings.add("word-note-content", where)
                return blocks
        return ()

    def _headings(self, root: etree._Element) -> dict[str, str]:
        """Return the address of the heading that each bookmark is in; a link elsewhere is text."""
        found: dict[str, str] = {}
        for mark in root.iter(n("w:bookmarkStart")):
            paragraph = next(mark.iterancestors(n("w:p")), None)
            if paragraph is not None and level_of(paragraph, self._styles) is not None:
                said = NAMED.sub("", text_of(paragraph).rstrip())
                words = re.sub(r"[^\w\s-]", "", said.strip().lower())
                slug = re.sub(r"[\s-]+", "-", words)
                found[str(mark.get(n("w:name")))] = f"#{slug}"
        return found

    def _reader(self, part: str, note: str) -> BodyReader:
        root = self._package.tree(part)
        relations: dict[str, Relation] = {each.id: each for each in self._package.relations(part)}
        around = Around(
            self._styles,
            self._findings,
            relations,
            self._headings(root),
            {each.start: each for each in fields(root)},
            self._language,
            lambda kind, key: self._notes.setdefault((kind, key), len(self._notes) + 1),
        )
        kit = Kit(
            self._styles,
            self._lists,
            self._findings,
            self._pictures,
            relations,
            self._forms,
            self._typing_numbers,
        )
        return BodyReader(kit, WordsReader(around), note)


def _language(styles: Styles, root: etree._Element) -> str:
    """Return the language that most of the document’s runs, or else its defaults, are in."""
    counts: Counter[str] = Counter()
    default = styles.document.find(n("w:lang")) if styles.document is not None else None
    base = (default.get(n("w:val")) or "") if default is not None else ""
    for run in root.iter(n("w:r")):
        own = run.find(f"{n('w:rPr')}/{n('w:lang')}")
        said = base if own is None else own.get(n("w:val")) or base
        counts[said.partition("-")[0].lower()] += sum(len(t.text or "") for t in run.iter(n("w:t")))
    return counts.most_common(1)[0][0] if counts else base.partition("-")[0].lower()
