"""References to appendices, “(appendix 1)”, made links on the way into the pack."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.text.run import CT_R
from lxml import etree

from panel_papers.word.elements import Element, element, run_properties
from panel_papers.word.runs import is_text, text_runs
from panel_papers.word.xml import (
    as_run,
    attribute,
    child,
    children,
    every,
    paragraphs,
    qn,
    remove,
    within,
)

# “appendix 1”; “appendices 1, 2 and 3”, each number by itself.
_SINGLE = re.compile(r"\bappendix[ \u00a0](\d{1,3})\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\bappendices[ \u00a0](\d{1,3}(?:, \d{1,3})*,? (?:and|to) \d{1,3})\b", re.I)
_NUMBER = re.compile(r"\d{1,3}")


def link_references(document: Document, addresses: Mapping[int, str]) -> None:
    """Make each reference to an appendix of `addresses` a link to its address, in the text only.

    Headings stay as they are, and so does what is a link already. A reference whose words are in
    several looks (half of it bold) is left alone.
    """
    style = next((s.style_id for s in document.styles if s.name == "Hyperlink"), None)
    for paragraph in paragraphs(document.element.body):
        _merge_runs(paragraph)
    for run in every(document.element.body, "w:r"):
        texts = children(run, "w:t")
        if (
            len(texts) != 1
            or len(run) > 2
            or within(run, "w:hyperlink") is not None
            or _is_heading(run)
        ):
            continue
        found = [m for m in _references(texts[0].text or "") if m[2] in addresses]
        if found:
            links = [(start, end, addresses[number], number) for start, end, number in found]
            _link(document, as_run(run), links, style)


def _merge_runs(paragraph: Element) -> None:
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


def _references(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield where each reference begins and ends in `text`, and the appendix it is to."""
    for single in _SINGLE.finditer(text):
        yield single.start(), single.end(), int(single[1])
    for several in _SEVERAL.finditer(text):
        for number in _NUMBER.finditer(several[1]):
            start = several.start(1) + number.start()
            yield start, start + len(number[0]), int(number[0])


def _is_heading(run: Element) -> bool:
    style = child(within(run, "w:p"), "w:pPr", "w:pStyle")
    return attribute(style, "w:val").startswith(("Heading", "Title"))


def _link(
    document: Document, run: CT_R, links: list[tuple[int, int, str, int]], style: str | None
) -> None:
    """Put runs and links in the place of a run; each link says where it is, and to what."""
    plain, words, end = run.rPr, run.text, 0
    linked = run_properties() if plain is None else copy.deepcopy(plain)
    if style is not None:
        linked.style = style
    pieces: list[Element] = []
    for start, stop, address, number in sorted(links):
        pieces += text_runs(words[end:start], plain)
        link = element("w:hyperlink", text_runs(words[start:stop], linked))
        link.set(qn("r:id"), document.part.relate_to(address, RT.HYPERLINK, is_external=True))
        link.set(qn("w:tooltip"), f"Go to appendix {number}")
        pieces.append(link)
        end = stop
    for piece in [*pieces, *text_runs(words[end:], plain)]:
        run.addprevious(piece)
    remove(run)
