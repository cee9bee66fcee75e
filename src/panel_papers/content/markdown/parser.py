"""Markdown read as CommonMark with tables, strikethrough and footnotes; problems have a line."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, islice, pairwise

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from panel_papers.content.markdown.comments import without_comments, without_fillers
from panel_papers.content.markdown.conflicts import conflict_lines
from panel_papers.content.markdown.rules import block_parser, full_parser
from panel_papers.content.markdown.sizes import long_blocks, paragraph_too_long, too_many_notes
from panel_papers.content.markdown.typed_marks import typed_marks
from panel_papers.core import (
    Figures,
    Level,
    Place,
    Problem,
    Prose,
    Reference,
    Stage,
    table_too_large,
    working_on,
)

# XML 1.0 cannot hold these at all (section 2.2), so they cannot print as typed.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DEEPEST_MARKS = 40
_ENOUGH = 20  # control characters; what is wrong with thousands is seen from these
_LINE_END = re.compile(r"\r\n?|\n")  # the line ends that the parser counts, no others

NAMES = {
    "bullet_list": "a list",
    "ordered_list": "a list",
    "heading": "a heading",
    "table": "a table",
    "blockquote": "a quotation",
    "fence": "a block of code",
    "code_block": "a block of code (four spaces at the start of a line make one)",
    "hr": "a rule",
    "paragraph": "a second paragraph",
}
"""What the writer of the text calls each kind of block."""

EXHIBITS = ("table", "chart")
"""The fences that ask for a table or a chart; every other one is code."""


def parse(prose: Prose) -> Source:
    """Return a piece of prose, parsed; one that was parsed lately is not parsed again.

    Whoever reads it leaves it as it is: checks, documents and hand-over sheet share it.
    """
    return _parsed(prose.markdown, prose.place, prose.figures, prose.references, prose.spots)


@lru_cache(maxsize=256)
def _parsed(
    markdown: str,
    place: Place,
    figures: Figures,
    references: tuple[Reference, ...],
    spots: tuple[str, ...],
) -> Source:
    with working_on(place, Stage.READING, size=len(markdown)):
        return Source(Prose(markdown, place, figures, references=references, spots=spots))


class Source:
    """One piece of prose, parsed: its blocks, its notes' definitions, and what is wrong with it.

    `blocks` are the top-level nodes in order. `comments` are the notes to the author, `typed_marks`
    those that print as typed, each with its place; `lines` are the lines of the text with comments
    filled over. `notes` maps a footnote's label to the nodes of its
    definition, the first one where there are several. `problems` are those that reading alone
    can know.
    """

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self._place = prose.place
        self._shown: tuple[int, str, int | None] = (0, "", None)
        self.problems: list[Problem] = []
        text = self._without_control_characters(prose.markdown)
        text = self._without_conflicts(text)
        text, comments = without_comments(text, _BLOCKS.parse)
        starts = [0, *(match.end() for match in _LINE_END.finditer(text))] if comments else []
        self.comments = [(self._at(starts, each.start), each) for each in comments]
        self.lines = _LINE_END.split(text)
        env: dict[str, object] = {
            "figures": dict(prose.figures),
            "named": {each.name: each for each in prose.references},
        }
        tokens = _PARSER.parse(text, env)
        self.typed_marks = [
            (self._in_line(token.map[0] + 1, token.content, at), mark)
            for token, at, mark in typed_marks(env)
            if token.map
        ]
        if comments:
            tokens = list(without_fillers(tokens))
        root = SyntaxTreeNode([self._shallow(token) for token in tokens])
        self.notes: dict[str, list[SyntaxTreeNode]] = {}
        self._take_notes(root)
        self._check_sizes(root)
        self.blocks = [node for node in root.children if node.type != "footnote_reference"]
        self._check_tables(root)
        self._check_lists(root)
        self._check_link_definitions(root, env)

    def place(self, node: SyntaxTreeNode) -> Place:
        """Return where a node is: its line, and for a link, picture or note its column."""
        ancestor = _with_line(node)
        first = _line_of(ancestor) or 1
        at = node.meta.get("at")
        if ancestor.type != "inline" or not isinstance(at, int):
            return self.prose.at(first)
        return self._in_line(first, ancestor.content, at)

    def line(self, node: SyntaxTreeNode) -> int:
        """Return the line of the text that a node is in, from 1."""
        return _line_of(_with_line(node)) or 1

    def _in_line(self, first: int, content: str, at: int) -> Place:
        """Return the place of a character of an inline text that begins in the line `first`."""
        lines, starts = _lines_of(content)
        number = bisect_right(starts, at) - 1
        line = first + number
        return self.prose.at(line, self._column(line, lines[number], at - starts[number]))

    def _at(self, starts: list[int], offset: int) -> Place:
        """Return the place of a character of the text; its column where lines are the file's.

        `starts` is where each line begins.
        """
        line = bisect_right(starts, offset)
        inside = self._place.column not in {None, 1}
        return self.prose.at(line, None if inside else offset - starts[line - 1] + 1)

    def _column(self, line: int, typed: str, offset: int) -> int | None:
        """Return the column of a character of an inline line, where the text's line shows it.

        Prose whose place has a column beyond 1 is a value inside another file (YAML), indented
        there as its text no longer shows: no column is better than a wrong one.
        """
        if self._place.column not in {None, 1} or line > len(self.lines):
            return None
        if self._shown[:2] != (line, typed):  # thousands of notes in a line ask one by one
            raw = self.lines[line - 1]
            self._shown = line, typed, raw.index(typed) if raw.count(typed) == 1 else None
        begin = self._shown[2]
        return None if begin is None else begin + offset + 1

    def _without_control_characters(self, text: str) -> str:
        for found in islice(_NOT_IN_XML.finditer(text), _ENOUGH):
            line = len(_LINE_END.findall(text[: found.start()])) + 1
            self.problems.append(
                Problem(
                    "control-character",
                    self.prose.at(line),
                    f"The text holds a character that cannot be printed (U+{ord(found[0]):04X})",
                    "",
                    "delete it; it often comes with text copied from a PDF",
                )
            )
        return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)

    def _without_conflicts(self, text: str) -> str:
        """Report the marks of versions that were not merged: Markdown reads quotations in them."""
        lines = _LINE_END.split(text)
        marked: list[int] = []
        for number, mark in conflict_lines(lines, _BLOCKS.parse):
            self.problems.append(
                Problem(
                    "merge-conflict",
                    self.prose.at(number + 1),
                    "This file holds two versions of a text (from git): the line begins with "
                    f"“{mark}”",
                    "",
                    "delete the version that is not right, and the lines that begin with "
                    "<<<<<<<, ======= and >>>>>>>",
                )
            )
            marked.append(number)
        for number in marked:
            lines[number] = ""
        return "\n".join(lines) if marked else text

    def _shallow(self, token: Token) -> Token:
        """Return a block's token; marks nested beyond all reason (or Python's stack) are text."""
        depths = accumulate(child.nesting for child in token.children or ())
        if max(depths, default=0) > _DEEPEST_MARKS:
            self.problems.append(
                Problem(
                    "marks-too-deep",
                    self.prose.at((token.map or [0])[0] + 1),
                    f"More than {_DEEPEST_MARKS} marks such as “*” and “**” are inside each other",
                    "",
                    "write a “*” that belongs to the text as “\\*”",
                )
            )
            token.children = [Token("text", "", 0, content=token.content)]
        return token

    def _take_notes(self, root: SyntaxTreeNode) -> None:
        definitions = [node for node in root.walk() if node.type == "footnote_reference"]
        used = {node.meta["label"] for node in root.walk() if node.type == "footnote_ref"}
        for node in definitions:
            label = node.meta["label"]
            if label in self.notes:
                self.problems.append(
                    Problem(
                        "duplicate-footnote",
                        self.place(node),
                        f"The footnote “[^{label}]:” is written twice",
                        "",
                        "give the second one another name, here and where it is referred to",
                    )
                )
            elif label not in used:
                self.problems.append(
                    Problem(
                        "unused-footnote",
                        self.place(node),
                        f"Nothing refers to the footnote “[^{label}]:”, so it is not printed",
                        "",
                        f"write “[^{label}]” where the text refers to it, or delete the footnote",
                        level=Level.WARNING,
                    )
                )
            self.notes.setdefault(label, node.children)

    def _check_sizes(self, root: SyntaxTreeNode) -> None:
        """Report what is too large to print."""
        self.problems += [paragraph_too_long(each, self.place(each)) for each in long_blocks(root)]
        marks = [node for node in root.walk() if node.type == "footnote_ref"]
        if marks and (problem := too_many_notes(len(marks), self.place(marks[0]))):
            self.problems.append(problem)

    def _check_tables(self, root: SyntaxTreeNode) -> None:
        """Report cells beyond the header's: Markdown drops them, and no text may be lost."""
        for table in [node for node in root.walk() if node.type == "table"]:
            rows = [node for node in table.walk() if node.type == "tr"]
            place = self.place(table)
            if problem := table_too_large(len(rows), len(rows[0].children), place):
                self.problems.append(problem)
                table.children = table.children[:1]  # its header: the rest is not printed
        for row in (node for node in root.walk() if node.type == "tr"):
            line = _line_of(row) or 1
            cells = escapedSplit(self.lines[line - 1].strip().strip(">").strip())
            found = len(cells) - (not cells[0].strip()) - (len(cells) > 1 and not cells[-1].strip())
            if found > len(row.children):
                self.problems.append(
                    Problem(
                        "table-row-too-long",
                        self.place(row),
                        f"This row of the table has {found} cells, more than the header row",
                        f"at most {len(row.children)} cells",
                        "write a “|” that belongs to the text as “\\|”",
                    )
                )

    def _check_lists(self, root: SyntaxTreeNode) -> None:
        """Report typed numbers that Markdown would change: 1, 3, 4 prints as 1, 2, 3."""
        for node in (node for node in root.walk() if node.type == "ordered_list"):
            for before, item in pairwise(node.children):
                if int(item.info) not in {int(before.info), int(before.info) + 1}:
                    self.problems.append(
                        Problem(
                            "list-number",
                            self.place(item),
                            f"The numbers of this list go from {before.info} to {item.info}",
                            "numbers in order, as the list is printed",
                            "if two lists are meant, type a line of text between them; if "
                            "one, number its items 1, 2, 3",
                            Level.WARNING,
                        )
                    )

    def _check_link_definitions(self, root: SyntaxTreeNode, env: dict[str, object]) -> None:
        """Report `[name]: address` lines that nothing uses: they would vanish in silence."""
        references = env.get("references")
        links = (node for node in root.walk() if node.type in {"link", "image"})
        used = {node.meta.get("label") for node in links}
        for label, reference in references.items() if isinstance(references, dict) else ():
            if label not in used:
                self.problems.append(
                    Problem(
                        "unused-link-definition",
                        self.prose.at(reference["map"][0] + 1),
                        f"The line “[{label.lower()}]: …” is not printed: Markdown takes it "
                        "for the address of a link, and no link uses it",
                        "",
                        "to print the line as it is, put a backslash before its “[”",
                    )
                )


def _with_line(node: SyntaxTreeNode) -> SyntaxTreeNode:
    """Return the node, or what it is in, that knows its line."""
    while node.type != "inline" and node.parent and not _line_of(node):
        node = node.parent
    return node


def _line_of(node: SyntaxTreeNode) -> int | None:
    """Return the node's first line in its text, from 1; None for parts of a line."""
    if node.is_root or node.type in {"text", "softbreak", "hardbreak"} or not node.map:
        return None
    return node.map[0] + 1


@lru_cache(maxsize=16)
def _lines_of(content: str) -> tuple[list[str], list[int]]:
    """Return the lines of an inline text, and where each begins."""
    lines = content.split("\n")
    return lines, [0, *accumulate(len(line) + 1 for line in lines)][: len(lines)]


_PARSER = full_parser()
_BLOCKS = block_parser()

__all__ = ["NAMES", "Source", "SyntaxTreeNode"]
