"""References that are typed, “(appendix 1)”, “paragraph 3.2”, made links."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.text.run import CT_R
from lxml import etree
from msgspec import Struct

from panel_papers.word.elements import Element, element, run_properties
from panel_papers.word.runs import is_text, text_runs
from panel_papers.word.xml import (
    as_run,
    attribute,
    child,
    children,
    is_a,
    own,
    paragraphs,
    qn,
    remove,
    within,
)

# “appendix 1”; “appendices 1, 2 and 3”, each number by itself.
_LABEL = r"(?:\d{1,3}|(?-i:[A-Z]))"
_SINGLE = re.compile(rf"\bappendix[ \u00a0]({_LABEL})\b", re.IGNORECASE)
_SEVERAL = re.compile(
    rf"\bappendices[ \u00a0]({_LABEL}(?:, {_LABEL})*,? (?:and|to) {_LABEL})\b", re.IGNORECASE
)
_ONE = re.compile(rf"\b{_LABEL}\b")
_HEADINGS = ("Heading", "Title", "Caption", "TOC")


class Span(Struct, frozen=True):
    """A part `start:end` of a paragraph’s text that leads to a bookmark, or else to an address.

    `tip` is what Word shows beside it.
    """

    start: int
    end: int
    tip: str
    anchor: str = ""
    address: str = ""


Finder = Callable[[str, Element], list[Span]]
"""Returns what a paragraph’s text refers to."""


def link_references(document: Document, addresses: Mapping[str, str]) -> None:
    """Make each reference to an appendix of `addresses`, by its label, a link to its address."""

    def find(text: str, _: Element) -> list[Span]:
        return [
            Span(start, end, f"Go to appendix {label}", address=addresses[label])
            for start, end, label in appendix_references(text)
            if label in addresses
        ]

    link_typed(document, find)


def link_typed(document: Document, find: Finder) -> None:
    """Make links of what `find` returns for the paragraphs of the text.

    Headings and captions stay as they are, and so does what is a link already. A reference whose
    words are in several looks (half of it bold) is left alone.
    """
    style = next((s.style_id for s in document.styles if s.name == "Hyperlink"), None)
    for paragraph in paragraphs(document.element.body):
        merge_runs(paragraph)
        if value_of_style(paragraph).startswith(_HEADINGS):
            continue
        runs = list(own(paragraph, "w:r", of="w:p"))
        texts = [_text_of(run) for run in runs]
        spans = sorted(find("".join(texts), paragraph), key=lambda each: each.start)
        begin = 0
        for run, text in zip(runs, texts, strict=True) if spans else ():
            inside = [s for s in spans if begin <= s.start and s.end <= begin + len(text)]
            if inside and _can_hold_links(run):
                _link(document, as_run(run), inside, begin, style)
            begin += len(text)


def value_of_style(paragraph: Element) -> str:
    """Return the identifier of a paragraph’s style."""
    return attribute(child(paragraph, "w:pPr", "w:pStyle"), "w:val")


def _text_of(run: Element) -> str:
    """Return a run’s text; a tab or a line break is a blank."""
    return "".join(
        (each.text or "") if is_a(each, "w:t") else " " if is_a(each, "w:tab", "w:br") else ""
        for each in run
    )


def _can_hold_links(run: Element) -> bool:
    return len(children(run, "w:t")) == 1 and len(run) <= 2 and within(run, "w:hyperlink") is None


def merge_runs(paragraph: Element) -> None:
    """Make one run of neighbours that hold text alone in one look: “Appendix ” and “1”."""
    for *others, last in _alike(paragraph):
        if not others:
            continue
        texts = [children(run, "w:t")[0] for run in (*others, last)]
        texts[-1].text = "".join(each.text or "" for each in texts)
        texts[-1].set(qn("xml:space"), "preserve")
        for run in others:
            remove(run)


def _alike(paragraph: Element) -> Iterator[list[Element]]:
    """Yield the runs of text alone that are side by side in one look, together."""
    group: list[Element] = []
    for run in filter(is_text, children(paragraph, "w:r")):
        if group and run.getprevious() is group[-1] and _look(run) == _look(group[-1]):
            group.append(run)
        else:
            if group:
                yield group
            group = [run]
    if group:
        yield group


def _look(run: Element) -> bytes:
    properties = child(run, "w:rPr")
    return b"" if properties is None else etree.tostring(properties)


def appendix_references(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each reference begins and ends in `text`, and the appendix it is to."""
    for single in _SINGLE.finditer(text):
        yield single.start(), single.end(), single[1]
    for several in _SEVERAL.finditer(text):
        for label in _ONE.finditer(several[1]):
            start = several.start(1) + label.start()
            yield start, start + len(label[0]), label[0]


def _link(document: Document, run: CT_R, spans: list[Span], begin: int, style: str | None) -> None:
    """Put runs and links in the place of a run whose text begins at `begin` in its paragraph."""
    plain, words, end = run.rPr, run.text, 0
    linked = run_properties() if plain is None else copy.deepcopy(plain)
    if style is not None:
        linked.style = style
    pieces: list[Element] = []
    for span in spans:
        start, stop = span.start - begin, span.end - begin
        if start < end:
            continue
        pieces += text_runs(words[end:start], plain)
        link = element("w:hyperlink", text_runs(words[start:stop], linked))
        if span.anchor:
            link.set(qn("w:anchor"), span.anchor)
        else:
            rel_id = document.part.relate_to(span.address, RT.HYPERLINK, is_external=True)
            link.set(qn("r:id"), rel_id)
        link.set(qn("w:tooltip"), span.tip)
        pieces.append(link)
        end = stop
    for piece in [*pieces, *text_runs(words[end:], plain)]:
        run.addprevious(piece)
    remove(run)
