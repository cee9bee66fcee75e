"""Reports what a supplied PDF holds and does not show: covered words, cut pictures."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator

from pikepdf import Pdf

from panel_papers.core import Place, Problem
from panel_papers.inputs.cleaning.pdf.actual_text import replaced_words
from panel_papers.inputs.cleaning.pdf.layers import remove_hidden_layers
from panel_papers.inputs.cleaning.pdf.marks import PRINT, is_printed_mark
from panel_papers.inputs.cleaning.pdf.visibility import hidden_groups
from panel_papers.inputs.cleaning.results import Tally
from panel_papers.pdf import Unseen, Why, hidden_in, lying_fonts

_QUOTED = 400  # letters that the terminal shows of what is hidden
_NOT_SEEN = {
    Why.COVERED: "lie under {cover}",
    Why.OFF_PAGE: "lie outside the part of the page that is shown",
    Why.CLIPPED: "are cut off by a clipping path",
    Why.GROUND: "have the colour of what is behind them",
    Why.TRANSPARENT: "are transparent",
    Why.NOT_PAINTED: "are not painted, and no picture shows them",
    Why.TINY: "are too small to read",
}
_PROPERLY = (
    "a cover does not remove them: either delete the words in the document that the PDF was "
    "made from and save it as PDF again, or mark them in Acrobat with Redact a PDF, choose "
    "Apply, and save"
)
_SANITISE = (
    "either delete them in the document that the PDF was made from and save it as PDF again, "
    "or, in Acrobat, choose Redact a PDF › Sanitize Document (Remove Hidden Information) and "
    "save"
)
_REPLACE = (
    "either cut that part out of the picture in a picture editor and make the PDF again, or "
    "mark the area in Acrobat with Redact a PDF and choose Apply: a cover does not remove it"
)


def unseen_problems(pdf: Pdf, data: bytes, place: Place, said: str | None) -> list[Problem]:
    """Return a problem for each way in which pages hide words or parts of pictures.

    `said` is what paper.yaml says of annotations. What only hidden layers hold is left out: those
    are removed.
    """
    found = hidden_in(data).unseen
    if found and hidden_groups(pdf):
        found = hidden_in(_without_hidden_layers(data, place)).unseen
    return [*_problems(found, place, said), *_replaced(pdf, place), *_lying(pdf, place)]


def printed_problems(supplied: bytes, printed: bytes, place: Place) -> list[Problem]:
    """Return a problem for each way in which annotations, once they are printed, hide words."""
    known = {(each.page, each.words) for each in hidden_in(supplied).unseen}
    found = hidden_in(printed).unseen
    return _problems((each for each in found if (each.page, each.words) not in known), place, PRINT)


def _problems(found: Iterable[Unseen], place: Place, said: str | None) -> list[Problem]:
    grouped: dict[tuple[Why, str, str], list[Unseen]] = defaultdict(list)
    for each in found:
        grouped[each.why, each.cover, each.beneath].append(each)
    return [_problem(each, place, said) for each in grouped.values()]


def _replaced(pdf: Pdf, place: Place) -> list[Problem]:
    found = replaced_words(pdf)
    if not found:
        return []
    quoted = "; ".join(f"“{each.text}”" for each in found)
    return [
        Problem(
            "replaced-words",
            Place(place.file, where=pages_in_words(each.page for each in found)),
            "Behind words of the page the PDF holds other words, which are read aloud, "
            "searched and copied, and which nobody sees",
            "",
            "make the PDF again from its document; or, in Acrobat, delete them: Accessibility "
            "Tags, right-click the tag, Properties, Actual Text",
            quoted=quoted if len(quoted) <= _QUOTED else f"{quoted[:_QUOTED]} …",
            acceptable=True,
        )
    ]


def _lying(pdf: Pdf, place: Place) -> list[Problem]:
    return [
        Problem(
            "false-letters",
            Place(place.file, where=f"page {font.page}"),
            f"The font “{font.name}” gives wrong letters: the text that is searched, copied "
            "and read aloud differs from the one on the page",
            "",
            "either save the PDF again from the document that it was made from, or, in "
            "Acrobat, print it to a new PDF and choose Scan & OCR › Recognize Text",
            acceptable=True,
        )
        for font in lying_fonts(pdf)
    ]


def _without_hidden_layers(data: bytes, place: Place) -> bytes:
    saved = io.BytesIO()
    with Pdf.open(io.BytesIO(data), suppress_warnings=True) as copy:
        for _ in remove_hidden_layers(copy, place, Tally()):
            return data
        copy.save(saved)
    return saved.getvalue()


def _problem(found: list[Unseen], place: Place, said: str | None) -> Problem:
    first = found[0]
    where = Place(place.file, where=pages_in_words(each.page for each in found))
    # what is no page content is taken off the page: then the pack would show what it covers
    acceptable = not first.mark or (said == PRINT and is_printed_mark(first.mark))
    if first.words is None:
        return Problem(
            "covered-picture",
            where,
            f"A part of {first.beneath} lies under {first.cover}: nobody sees it, but it is still "
            "in the file",
            "",
            _REPLACE,
            acceptable=acceptable,
        )
    covered = first.why is Why.COVERED
    quoted = "; ".join(f"“{each.words}”" for each in found)
    return Problem(
        "covered-words" if covered else "unseen-words",
        where,
        f"Words {_NOT_SEEN[first.why].format(cover=first.cover or 'something')}: nobody sees them, "
        "but anybody can search and copy them",
        "",
        _PROPERLY if covered else _SANITISE,
        quoted=quoted if len(quoted) <= _QUOTED else f"{quoted[:_QUOTED]} …",
        acceptable=acceptable,
    )


def pages_in_words(pages: Iterable[int]) -> str:
    """Return page numbers as a person writes them: “page 3”, “pages 1–4 and 7”."""
    spans = [f"{a}–{b}" if b > a else str(a) for a, b in _spans(sorted(set(pages)))]
    if len(spans) == 1:
        return f"page{'s' * ('–' in spans[0])} {spans[0]}"
    return f"pages {', '.join(spans[:-1])} and {spans[-1]}"


def _spans(pages: list[int]) -> Iterator[tuple[int, int]]:
    start = before = pages[0]
    for page in pages[1:]:
        if page != before + 1:
            yield start, before
            start = page
        before = page
    yield start, before
