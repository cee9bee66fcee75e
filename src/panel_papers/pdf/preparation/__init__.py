"""Word documents in simpler constructs that every engine knows; what Word shows stays the same.

One module a subject, each a function over the document's parts, in the order in which they run.
Left as they are: pictures in EMF and WMF (drawings of Windows, which only LibreOffice reads here),
text that is turned in table cells, tracked changes, charts and diagrams.
"""

from __future__ import annotations

from panel_papers.pdf.preparation.alternatives import choose_alternatives
from panel_papers.pdf.preparation.fields import settle_fields
from panel_papers.pdf.preparation.lettering import strike_runs, write_capitals
from panel_papers.pdf.preparation.list_labels import with_labels
from panel_papers.pdf.preparation.main_type import write_document_type
from panel_papers.pdf.preparation.note_numbers import with_note_numbers
from panel_papers.pdf.preparation.notes import order_notes
from panel_papers.pdf.preparation.numbered_endnotes import write_endnotes
from panel_papers.pdf.preparation.old_pictures import redraw_old_pictures
from panel_papers.pdf.preparation.old_text_boxes import redraw_old_text_boxes
from panel_papers.pdf.preparation.order import put_properties_first
from panel_papers.pdf.preparation.package import open_parts
from panel_papers.pdf.preparation.page_numbers import write_page_numbers
from panel_papers.pdf.preparation.pictures import write_pictures
from panel_papers.pdf.preparation.problem import NotPrepared
from panel_papers.pdf.preparation.rewriting import UncountableError
from panel_papers.pdf.preparation.ruby import flatten_ruby
from panel_papers.pdf.preparation.rules import draw_rules
from panel_papers.pdf.preparation.strict import write_transitional
from panel_papers.pdf.preparation.symbols import write_symbols
from panel_papers.pdf.preparation.themes import write_theme
from panel_papers.pdf.preparation.wrappers import unwrap_content

__all__ = ["NotPrepared", "prepared"]

STEPS = (
    write_transitional,  # the names that all others look for
    write_document_type,
    write_theme,
    unwrap_content,
    choose_alternatives,
    put_properties_first,
    flatten_ruby,
    write_page_numbers,
    settle_fields,
    draw_rules,
    redraw_old_text_boxes,
    redraw_old_pictures,  # before pictures: what they were turned and cropped by is then said there
    write_pictures,
    order_notes,
    write_endnotes,
    strike_runs,
    write_symbols,  # before capitals: a code is no letter
    write_capitals,
)
"""Each subject's function; a new one is a module and a line here."""


def prepared(docx: bytes) -> bytes:
    """Return a Word document in constructs that every engine knows.

    A document that needs nothing comes back byte for byte, and so does what is no Word file, which
    engines refuse in their own words. Raises NotPrepared for a picture of several
    pages, and for numbers of a kind that no engine prints.
    """
    parts = open_parts(docx)
    if parts is None:
        return docx
    for step in STEPS:
        step(parts)
    data = parts.packed() if parts.changed else docx
    try:
        return with_note_numbers(with_labels(data))
    except UncountableError as unknown:
        raise NotPrepared(
            f"No engine prints {unknown} as Word does",
            "number them 1, 2, 3 throughout in Word, or save the document as PDF and list that PDF "
            "instead",
        ) from unknown
