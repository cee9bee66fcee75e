"""Words of one report in headers, footers and covers, replaced by the tags of their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn
from msgspec import Struct

from panel_papers.template_tools.adopting.days import ALONE, DAY
from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.word import (
    Element,
    attribute,
    child,
    element,
    every,
    is_a,
    own,
    own_text,
    remove,
    within,
)

TAGS = {
    "title": "{{ title }}",
    "report_to": "{{ report_to }}",
    "author": "{{ author }}",
    "date": "{{ date }}",
    "for": "{{ report_for }}",
    "enquiries_to": ("{{ enquiries_to.name }} ({{ enquiries_to.role }}) {{ enquiries_to.email }}"),
    "divisions_affected": "{{ divisions_affected }}",
}
"""What prints each fact of the cover sheet, by its name in paper.yaml."""
IN_MARGINS = {**TAGS, "title": "{{ short_title }}"}
"""The same in a header or footer."""

_ASKED = re.compile(r"\[[^\[\]]{1,80}\]|<[^<>]{1,80}>|«[^«»]{1,80}»")
_FILLERS = re.compile(
    r"^(?:(?:click|tap|here|to|or|please|insert|enter|type|add|text|the|your|name of)\b\s{0,3})+"
)
_SHORT_TITLE = 12
"""Letters that a title in few words has at least."""
_SHORTEST = 4  # a shorter fact, such as “All”, may mean something else elsewhere


class Report(Struct, frozen=True):
    """What is known of the report that a document is: its `facts`, and fields by their `labels`."""

    facts: Mapping[str, str]
    labels: Mapping[str, str]


def tag_values(paragraph: Element, report: Report, tags: Mapping[str, str]) -> Iterator[str]:
    """Put tags in the place of the report's own facts, of days and of “[Insert …]”.

    Yields what asks to be filled in and is no field: it is taken out.
    """
    for name, value in sorted(report.facts.items(), key=lambda fact: -len(fact[1])):
        if name in tags and len(value) >= _SHORTEST and DAY.fullmatch(value) is None:
            _replace(paragraph, re.compile(re.escape(value), re.IGNORECASE), tags[name])
    _shorten_title(paragraph, report.facts.get("title", ""), tags["title"])
    _replace(paragraph, DAY, tags["date"])
    _replace(paragraph, ALONE, "")
    asked = _ASKED.search(own_text(paragraph))
    while asked is not None:
        field = report.labels.get(_meant(asked[0]))
        if field not in tags:
            yield asked[0]
        replace_span(paragraph, asked.span(), tags.get(field or "", ""))
        asked = _ASKED.search(own_text(paragraph))


def _shorten_title(paragraph: Element, title: str, tag: str) -> None:
    """Put the tag of the title in the place of a piece of text that is a good part of it."""
    for text in own(paragraph, "w:t", of="w:p"):
        said = (text.text or "").strip()
        if len(said) >= _SHORT_TITLE and said.casefold() in title.casefold():
            text.text = (text.text or "").replace(said, tag)


def _meant(text: str) -> str:
    return _FILLERS.sub("", text.strip(" []<>«»:.").lower()).strip()


def _replace(paragraph: Element, pattern: re.Pattern[str], new: str) -> None:
    found = find_span(paragraph, pattern)
    while found is not None:
        replace_span(paragraph, found, new)
        found = find_span(paragraph, pattern, found[0] + len(new))


def find_span(
    paragraph: Element, pattern: re.Pattern[str], since: int = 0
) -> tuple[int, int] | None:
    """Return where a pattern is in a paragraph's text; it never reaches over a tab or a line."""
    for start, piece in pieces(paragraph):
        found = pattern.search(piece, max(since - start, 0)) if start + len(piece) > since else None
        if found is not None:
            return start + found.start(), start + found.end()
    return None


def pieces(paragraph: Element) -> Iterator[tuple[int, str]]:
    """Yield each piece of a paragraph's text between tabs and line breaks, with its place in it."""
    at, piece = 0, ""
    for each in every(paragraph, "w:t", "w:tab", "w:br", "w:ptab"):
        if within(each, "w:p") is not paragraph:
            continue  # of a text box
        if is_a(each, "w:t"):
            piece += each.text or ""
        else:
            yield at, piece
            at, piece = at + len(piece), ""
    yield at, piece


def replace_span(paragraph: Element, span: tuple[int, int], new: str) -> None:
    """Replace characters of a paragraph's text; the new ones have the look of the first."""
    at = 0
    for text in own(paragraph, "w:t", of="w:p"):
        old = text.text or ""
        start, end = max(span[0] - at, 0), min(span[1] - at, len(old))
        at += len(old)
        if start < end:
            text.text = old[:start] + new + old[end:]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            new = ""


def set_text(paragraph: Element, words: str) -> None:
    """Give a paragraph these words alone, in the look of its first ones."""
    runs = [r for r in own(paragraph, "w:r", of="w:p") if every(r, "w:t")]
    look = child(runs[0], "w:rPr") if runs else None
    for each in list(paragraph):
        if not is_a(each, "w:pPr"):
            remove(each)
    run = element("w:r", () if look is None else (look,))
    text = element("w:t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(text)
    paragraph.append(run)


def plain(
    root: Element, known: Mapping[str, str], tags: Mapping[str, str], findings: Findings, where: str
) -> None:
    """Take content controls, bookmarks and languages off what is below `root`."""
    for control in reversed(every(root, "w:sdt")):
        _unwrap(control, known, tags, findings, where)
    for mark in every(root, *_MARKS):
        remove(mark)
    for holder in every(root, "w:smartTag", "w:customXml"):
        _lift(holder, holder)
    for properties in every(root, "w:rPr"):
        for language in properties.findall(qn("w:lang")):
            remove(language)


_MARKS = (
    *("w:bookmarkStart", "w:bookmarkEnd", "w:proofErr", "w:commentRangeStart"),
    *("w:commentRangeEnd", "w:permStart", "w:permEnd", "w:lastRenderedPageBreak"),
)


def _unwrap(
    control: Element,
    known: Mapping[str, str],
    tags: Mapping[str, str],
    findings: Findings,
    where: str,
) -> None:
    """Put what a content control holds in its place: its field's tag where its name is known."""
    properties, content = child(control, "w:sdtPr"), child(control, "w:sdtContent")
    names = [attribute(child(properties, name), "w:val") for name in ("w:alias", "w:tag")]
    field = next((known[_meant(n)] for n in names if _meant(n) in known), None)
    asks = child(properties, "w:showingPlcHdr") is not None
    texts = [] if content is None else every(content, "w:t")
    if field in tags and texts:
        texts[0].text = tags[field or ""]
        for other in texts[1:]:
            other.text = ""
        for style in every(content, "w:rStyle") if content is not None else ():
            if attribute(style, "w:val") == "PlaceholderText":
                remove(style)
    elif asks:
        said = next((n for n in names if n), "without a name")
        findings.leave(
            where,
            f"The content control “{said}” asks for a text that is no field, and was left out",
            "print a field of the body there: “fields:” in its profile",
        )
        for text in texts:
            text.text = ""
    _lift(control, content)


def _lift(holder: Element, content: Element | None) -> None:
    for each in [] if content is None else list(content):
        if not str(each.tag).endswith(("}smartTagPr", "}customXmlPr")):
            holder.addprevious(each)
    remove(holder)
