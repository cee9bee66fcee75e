"""Names that an author gives to paragraphs, headings and exhibits, and references by name."""

from __future__ import annotations

import copy

from docx.oxml.text.font import CT_RPr
from msgspec import Struct

from panel_papers.content import Source, SyntaxTreeNode
from panel_papers.core import Place
from panel_papers.word.elements import Element, element
from panel_papers.word.runs import text_runs

UNTIED = "_panel_papers_"
"""The beginning of the anchor of a reference whose target is not known yet."""


class Target(Struct, frozen=True, eq=False):
    """A paragraph that has a name: one of the text, a heading or a caption."""

    name: str
    paragraph: Element
    place: Place


class Asked(Struct, frozen=True, eq=False):
    """A reference by name: what was typed before it, the look of its text, and where it is."""

    name: str
    before: str
    look: CT_RPr
    place: Place


class Names:
    """Gathers names and references while a document is written.

    They are tied when all paragraphs have their numbers (`word/ties.py`).
    """

    def __init__(self) -> None:
        self.targets: list[Target] = []
        self.asked: list[Asked] = []

    def add(self, name: str, paragraph: Element, place: Place) -> None:
        """Note the name of a paragraph."""
        self.targets.append(Target(name, paragraph, place))

    def refer(self, node: SyntaxTreeNode, look: CT_RPr, source: Source) -> Element:
        """Return the link that a reference by name becomes; its text comes later."""
        name, before = str(node.meta["name"]), str(node.meta["before"])
        runs = text_runs(str(node.meta["typed"]), look)
        anchor = f"{UNTIED}{len(self.asked)}"
        hyperlink = element("w:hyperlink", runs, anchor=anchor, history=1)
        self.asked.append(Asked(name, before, copy.deepcopy(look), source.place(node)))
        return hyperlink
