"""All that Word shows of a document: its body, notes, headers and footers, page colour, borders."""

from __future__ import annotations

from panel_papers.pdf.completeness.blocks import read_blocks
from panel_papers.pdf.completeness.model import Expected, Flow, Furniture, Section, Story
from panel_papers.pdf.completeness.notes import Notes
from panel_papers.pdf.completeness.numbering import Numbering
from panel_papers.pdf.completeness.ooxml import Element, Package, Part, R, W, is_on, number, value
from panel_papers.pdf.completeness.story import Around, Document, Reading
from panel_papers.pdf.completeness.styles import Styles

_SORTS = ("default", "first", "even")


class NoDocumentError(Exception):
    """A file without a main document part: no Word document."""


def expected(docx: bytes) -> Expected:
    """Return what Word shows of a document.

    Raises NoDocumentError where the file holds no document, and whatever zipfile raises for a
    file that is no whole archive.
    """
    package = Package(docx)
    main = package.main()
    body = None if main is None else main.root.find(f"{W}body")
    if main is None or body is None:
        raise NoDocumentError
    settings_part = package.sibling(main, "settings")
    settings = None if settings_part is None else settings_part.root
    sections = _sections(body)
    styles = Styles(_root(package.sibling(main, "styles")))
    numbering_part = package.sibling(main, "numbering")
    notes = Notes(
        {kind: package.sibling(main, f"{kind}s") for kind in ("footnote", "endnote")},
        settings,
        sections,
    )
    document = Document(styles, Numbering(_root(numbering_part), styles), notes)
    even_differs = settings is not None and is_on(settings.find(f"{W}evenAndOddHeaders"))
    return Expected(
        body=_body(document, main, body),
        furniture=_furniture(document, main, sections, numbering_part, even_differs=even_differs),
        sections=sections,
        even_differs=even_differs,
        page_colour=_page_colour(main, settings),
    )


def _root(part: Part | None) -> Element | None:
    return None if part is None else part.root


def _sections(body: Element) -> tuple[Section, ...]:
    found = [*body.iterfind(f".//{W}p/{W}pPr/{W}sectPr"), *body.findall(f"{W}sectPr")]
    return tuple(
        Section(
            each,
            first_differs=is_on(each.find(f"{W}titlePg")),
            continuous=value(each, "type") in ("continuous", "nextColumn"),
            borders=_bordered(each),
            column_lines=_column_lines(each),
        )
        for each in found
    ) or (Section(None),)


def _bordered(section: Element) -> bool:
    borders = section.find(f"{W}pgBorders")
    sides = () if borders is None else borders
    drawn = [each for each in sides if each.get(f"{W}val") not in ("nil", "none")]
    return len(drawn) == 4


def _column_lines(section: Element) -> bool:
    columns = section.find(f"{W}cols")
    if columns is None or columns.get(f"{W}sep") not in ("1", "true", "on"):
        return False
    return number(columns.get(f"{W}num"), len(columns)) > 1


def _body(document: Document, main: Part, body: Element) -> Flow:
    reading = Reading(document, main, read_blocks)
    read_blocks(reading, body, Around())
    read = 0
    while read < len(document.notes.found):  # a note may refer to another
        note = document.notes.found[read]
        read += 1
        reading.part = note.part
        document.notes.current = note
        reading.near = ""
        around = Around(f"{note.kind} {note.mark or note.place}", Story.NOTE)
        read_blocks(reading, note.content, around)
    document.notes.current = None
    return reading.flow


def _furniture(
    document: Document,
    main: Part,
    sections: tuple[Section, ...],
    numbering: Part | None,
    *,
    even_differs: bool,
) -> tuple[Furniture, ...]:
    """Return each header and footer that any section shows.

    A section without one of its own has that of the section before it (ISO/IEC 29500-1 17.10.1).
    """
    shown: dict[tuple[str, str], list[tuple[int, str]]] = {}
    parts: dict[tuple[str, str], Part] = {}
    for kind in ("header", "footer"):
        last: dict[str, Part] = {}
        for index, section in enumerate(sections):
            for reference in (
                () if section.properties is None else section.properties.iter(f"{W}{kind}Reference")
            ):
                part = main.related(reference.get(f"{R}id"))
                if part is not None:
                    last[reference.get(f"{W}type", "default")] = part
            for sort in _SORTS:
                asked = {"first": section.first_differs, "even": even_differs}.get(sort, True)
                if asked and sort in last:
                    key = (kind, last[sort].name)
                    parts[key] = last[sort]
                    shown.setdefault(key, []).append((index, sort))
    return tuple(
        Furniture(
            _read_furniture(document, parts[key], key[0], numbering), key[0], tuple(shown[key])
        )
        for key in shown
    )


def _read_furniture(document: Document, part: Part, kind: str, numbering: Part | None) -> Flow:
    own = document._replace(numbering=Numbering(_root(numbering), document.styles))
    reading = Reading(own, part, read_blocks)
    read_blocks(reading, part.root, Around(f"the {kind}", Story.FURNITURE))
    return reading.flow


def _page_colour(main: Part, settings: Element | None) -> str | None:
    """Return the colour of the pages as RGB in hex; None for white and where it is off."""
    background = main.root.find(f"{W}background")
    if background is None or settings is None:
        return None
    if not is_on(settings.find(f"{W}displayBackgroundShape")):
        return None
    colour = (background.get(f"{W}color") or "").upper()
    return colour if len(colour) == 6 and colour != "FFFFFF" else None
