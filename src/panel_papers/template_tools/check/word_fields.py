"""Word's own fields and watermarks in a template, where the PDF differs from what Word shows."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.core import Level, Place, Problem
from panel_papers.word import Element, Story, attribute, every, where, within

_AS_THEY_ARE = frozenset(
    ["TOC", "INDEX", "TOA", "PAGEREF", "REF", "NOTEREF", "SEQ", "STYLEREF", "SECTION"]
)
_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_TOTALS = frozenset({"NUMPAGES", "SECTIONPAGES"})
_SHAPE = "{urn:schemas-microsoft-com:vml}shape"
_ART = "{urn:schemas-microsoft-com:vml}textpath"


def word_field_faults(story: Story, file: str) -> Iterator[Problem]:
    """Yield the fields whose result is printed as it is, page totals and watermarks."""
    yield from stale_fields(story, file)
    for name, element in _fields(story.root):
        place = Place(file, where=_where(element, story))
        if story.is_stationery and name in _TOTALS:
            yield Problem(
                "page-total",
                place,
                f"The total number of pages ({name}) is printed in the Word report only: the pack "
                "has page numbers of its own, “Page 2”, and no total",
                "",
                "delete the total and the word before it if both files are to look the same",
                Level.SUGGESTION,
            )
    yield from _watermarks(story, file)


def stale_fields(story: Story, file: str) -> Iterator[Problem]:
    """Yield the fields of the text that no build updates."""
    for name, element in [] if story.is_stationery else _fields(story.root):
        if name in _AS_THEY_ARE | _PAGES:
            yield Problem(
                "field-not-updated",
                Place(file, where=_where(element, story)),
                f"The field {name} is never updated, and every paper prints what it shows now",
                "",
                "delete the field; the pack has a contents page and page numbers of its own",
                Level.WARNING,
            )


def _fields(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield each field's name in capitals, and where it begins."""
    for simple in every(root, "w:fldSimple"):
        yield _name(attribute(simple, "w:instr")), simple
    open_fields: list[tuple[Element, list[str]]] = []
    for part in every(root, "w:fldChar", "w:instrText"):
        kind = attribute(part, "w:fldCharType")
        if kind == "begin":
            open_fields.append((part, []))
        elif kind == "end" and open_fields:
            begun, code = open_fields.pop()
            yield _name("".join(code)), begun
        elif not kind and open_fields:
            open_fields[-1][1].append(part.text or "")


def _name(code: str) -> str:
    return (code.split() or [""])[0].upper()


def _watermarks(story: Story, file: str) -> Iterator[Problem]:
    for shape in story.root.iter(_SHAPE):
        art = shape.find(_ART)
        said = "" if art is None else (art.get("string") or "").strip()
        if said:
            yield Problem(
                "watermark",
                Place(file, where=_where(shape, story)),
                f"The watermark “{said}” is printed only if LibreOffice makes the PDF",
                "",
                "install LibreOffice, or take the watermark out: Design › Watermark › Remove",
                Level.SUGGESTION,
            )


def _where(element: Element, story: Story) -> str | None:
    paragraph = within(element, "w:p")
    return story.name if paragraph is None else where(paragraph, story)
