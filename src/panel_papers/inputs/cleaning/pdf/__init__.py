"""Cleans a supplied PDF, or says why it cannot be published."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import pikepdf
from pikepdf import ObjectStreamMode, Pdf

from panel_papers.core import InputsError, Level, Place, Problem
from panel_papers.inputs.appendices.pdf_reasons import password_needed, why_unreadable
from panel_papers.inputs.cleaning.pdf.annotations import clean_annotations
from panel_papers.inputs.cleaning.pdf.empty_tags import clean_empty_tags, is_empty_tag
from panel_papers.inputs.cleaning.pdf.forms.flattening import FlatForm, flatten_forms
from panel_papers.inputs.cleaning.pdf.layers import remove_hidden_layers
from panel_papers.inputs.cleaning.pdf.leftovers import tell_leftovers
from panel_papers.inputs.cleaning.pdf.marked_content import clean_marks
from panel_papers.inputs.cleaning.pdf.marks import PRINT, print_or_remove_marks
from panel_papers.inputs.cleaning.pdf.metadata import clean_metadata
from panel_papers.inputs.cleaning.pdf.names import leads_somewhere, neutral_names
from panel_papers.inputs.cleaning.pdf.objects import sorted_out
from panel_papers.inputs.cleaning.pdf.parts import clean_bookmarks, clean_catalogue, clean_pages
from panel_papers.inputs.cleaning.pdf.printing.placing import Printer
from panel_papers.inputs.cleaning.pdf.proof import remains
from panel_papers.inputs.cleaning.pdf.refusals import is_signed, reasons_to_refuse
from panel_papers.inputs.cleaning.pdf.streams import clean_streams, may_hold_data
from panel_papers.inputs.cleaning.pdf.structure import clean_structure
from panel_papers.inputs.cleaning.pdf.unpainted import remove_unpainted
from panel_papers.inputs.cleaning.pdf.unsaid import is_expanding, rename_unsaid
from panel_papers.inputs.cleaning.pdf.unused import clean_fonts, is_font, remove_unused
from panel_papers.inputs.cleaning.pdf.warnings import warnings_on
from panel_papers.inputs.cleaning.results import Cleaned, Tally

__all__ = ["clean_pdf", "open_pdf"]

_NAMED = 5  # kinds of what could not be taken out


def clean_pdf(
    data: bytes, place: Place, *, annotations: str | None = None, signature: str | None = None
) -> Cleaned:
    """Return the PDF without what a reader does not see and a publisher does not want.

    What is left is what is printed, links to the web and within the PDF, bookmarks and
    accessibility tags. Raises InputsError with every reason why the PDF cannot be published: a
    password, a signature that cleaning would break, redactions that were never applied, and more.
    `annotations` (“print”, “remove”) and `signature` (“print”) are what paper.yaml says.
    """
    tally = Tally()
    with open_pdf(data, place) as pdf:
        signed = signature == PRINT and not pdf.is_encrypted and is_signed(pdf)
        _refuse(reasons_to_refuse(pdf, place, signed=signed))
        unseen = _unseen(pdf, data, place, annotations)
        tally.add("digital signature; its look is printed", count=signed)
        tell_leftovers(pdf, data, tally)  # before the cleaning leaves more behind
        unseen += _cut(pdf, data, place, tally)
        printer = Printer(pdf)
        form = flatten_forms(pdf, place, tally, printer)
        if not all(problem.acceptable for problem in unseen):  # redact first, then ask on
            raise InputsError([*unseen, *form.problems])
        asked = print_or_remove_marks(pdf, place, tally, printer, annotations)
        _refuse((*form.problems, *asked), unseen)
        _refuse(remove_hidden_layers(pdf, place, tally), unseen)
        remove_unpainted(pdf, tally)
        kept = clean_annotations(pdf, tally)
        clean_catalogue(pdf, tally)
        clean_pages(pdf, tally)
        clean_bookmarks(pdf, tally)
        clean_structure(pdf, kept, tally)
        clean_marks(pdf, tally)
        remove_unused(pdf, tally)
        expanding, tags, fonts, leading, holders = sorted_out(
            pdf.Root, is_expanding, is_empty_tag, is_font, leads_somewhere, may_hold_data
        )
        clean_empty_tags(tags, tally)
        clean_fonts(fonts, tally)
        neutral_names(pdf, leading, tally)
        clean_streams(pdf, holders, tally)
        clean_metadata(pdf, tally)
        repaired = bool(pdf.get_warnings())
        cleaned = _saved(pdf) if tally or repaired else data
        if rename_unsaid(pdf, expanding, cleaned, tally):
            cleaned = _saved(pdf)
        problems = (*unseen, *form.problems, *warnings_on(place, tally, repaired=repaired))
    with open_pdf(cleaned, place) as again:
        _refuse(_not_clean(list(remains(again)), place))
    _refuse(_lost(data, cleaned, form, place))
    if annotations == PRINT and cleaned is not data:
        problems = (*_printed(data, cleaned, place), *problems)
    return Cleaned(cleaned, tally.removals(), problems, signed)


def _lost(before: bytes, after: bytes, form: FlatForm, place: Place) -> list[Problem]:
    """Return a problem for each field whose answer is not seen in the cleaned PDF."""
    if not form.fields:
        return []
    from panel_papers.inputs.cleaning.pdf.forms.proof import (  # noqa: PLC0415 - loads PDFium
        form_problems,
    )

    return form_problems(before, after, form.fields, place)


@contextmanager
def open_pdf(data: bytes, place: Place) -> Iterator[Pdf]:
    """Open a PDF; raises InputsError for a password, for damage, and where our own code fails."""
    try:
        with Pdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            yield pdf
    except InputsError:
        raise
    except pikepdf.PasswordError:
        raise InputsError([password_needed(place)]) from None
    except Exception as error:  # objects of wild files are seldom what their keys promise
        raise InputsError([why_unreadable(data, place, error)]) from error


def _saved(pdf: Pdf) -> bytes:
    """Return the PDF with nothing that its catalogue does not reach, and no clock in it."""
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return target.getvalue()


def _unseen(pdf: Pdf, data: bytes, place: Place, said: str | None) -> list[Problem]:
    """Return a problem for each way in which pages hide words or parts of pictures."""
    from panel_papers.inputs.cleaning.pdf.hidden import (  # noqa: PLC0415 - loads PDFium
        unseen_problems,
    )

    return unseen_problems(pdf, data, place, said)


def _printed(data: bytes, cleaned: bytes, place: Place) -> list[Problem]:
    """Return a problem for each way in which annotations, once they are printed, hide words."""
    from panel_papers.inputs.cleaning.pdf.hidden import (  # noqa: PLC0415 - loads PDFium
        printed_problems,
    )

    return printed_problems(data, cleaned, place)


def _cut(pdf: Pdf, data: bytes, place: Place, tally: Tally) -> list[Problem]:
    """Take out what pages do not show of their pictures; return a problem where that fails."""
    from panel_papers.inputs.cleaning.pdf.masked import (  # noqa: PLC0415 - loads Pillow
        blank_masked,
        empty_buried,
    )
    from panel_papers.pdf import (  # noqa: PLC0415 - loads PDFium
        buried_pictures,
        hidden_in,
        pages_that_differ,
        windows_of,
    )

    pages = set(blank_masked(pdf, tally))
    problems: list[Problem] = []
    hidden = hidden_in(data)
    if hidden.buried and empty_buried(pdf, buried_pictures(data), tally):
        pages = set(range(1, len(pdf.pages) + 1))
    if hidden.cropped:
        from panel_papers.inputs.cleaning.pdf.cropped import (  # noqa: PLC0415 - few files need it
            cut_pictures,
        )

        cut, problems = cut_pictures(pdf, windows_of(data), place, tally)
        pages.update(cut)
    if not pages:
        return problems
    from panel_papers.inputs.cleaning.pdf.cropped import not_cut  # noqa: PLC0415 - as above

    unlike = pages_that_differ(data, _saved(pdf), sorted(pages))
    return problems + [not_cut(Place(place.file, where=f"page {page}")) for page in unlike]


def _refuse(problems: Iterable[Problem], besides: Sequence[Problem] = ()) -> None:
    """Raise InputsError for an error among the problems, with those found besides."""
    found = list(problems)
    if any(problem.level is Level.ERROR for problem in found):
        raise InputsError([*besides, *found])


def _not_clean(found: Sequence[str], place: Place) -> Iterator[Problem]:
    """Yield one problem for all that is left, however many objects hold it."""
    kinds = list(dict.fromkeys(found))
    if not kinds:
        return
    more = f" and {len(kinds) - _NAMED} more things" if len(kinds) > _NAMED else ""
    yield Problem(
        "cannot-clean-pdf",
        place,
        f"The PDF holds parts that could not be removed: {', '.join(kinds[:_NAMED])}{more}",
        "a PDF that holds nothing but its pages, links, bookmarks and tags",
        "open it and print it to a new PDF (“Save as PDF” or “Microsoft Print to PDF”)",
    )
