"""What is printed and not accounted for: words printed twice, hidden words, words of no one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.completeness.letters import letters, right_to_left, wordlike
from panel_papers.pdf.completeness.model import Expected, Flow, Form, Line, Place, shortened
from panel_papers.pdf.completeness.ooxml import W
from panel_papers.pdf.completeness.sheet import Hit, Sheet

_LEAST = 4  # letters: fewer may be a mark, or a number that an engine adds
_LEAST_HIDDEN = 3
_LEAST_AGAIN = 12


def take_repeated(sheet: Sheet, expected: Expected) -> None:
    """Take what may be printed any number of times: header rows of tables, and what is optional."""
    again = [line for line in expected.body.lines if line.repeats]
    texts = sorted({letters(line.text()) for line in again} - {""}, key=len, reverse=True)
    for text in texts:
        _take_all(sheet, text)
    for furniture in expected.furniture:  # the headings that a field shows above their pages
        for piece in (piece for line in furniture.flow.lines for piece in line.pieces):
            if piece.form is Form.ANY and wordlike(text := letters(piece.text)) >= _LEAST:
                _take_all(sheet, text)
    for line in _all_lines(expected):
        for piece in line.pieces:
            if piece.form is Form.MAYBE and (text := letters(piece.text)):
                hit = sheet.find(text)
                if hit is not None:
                    sheet.take(hit)


def check_surplus(sheet: Sheet, expected: Expected) -> Iterator[Missing]:
    """Yield what is printed too often, what Word hides, and what the document does not say."""
    yield from _hidden(sheet, expected)
    said = [(letters(line.text()), line.place) for line in _all_lines(expected)]
    said = [(text, place) for text, place in said if text]
    counted = any(
        thing.kind is Kind.CHART for flow in _flows(expected) for thing in flow.things
    ) or any(
        section.properties is not None and section.properties.find(f"{W}lnNumType") is not None
        for section in expected.sections
    )  # axes or lines of text are numbered
    words: set[str] = set()
    for hit in list(sheet.leftovers()):
        left = sheet.at(*hit)
        if right_to_left(left):
            continue
        if wordlike(left) < _LEAST or (counted and not any(c.isalpha() for c in left)):
            continue
        page = sheet.pages[hit.page]
        text = page.original(hit.start, hit.end)
        if not words:
            words = {letters(w) for line in _all_lines(expected) for w in line.text().split()}
        where = f"on page {hit.page + 1} of the PDF"
        again = _said(left, said)
        if again is not None:
            if wordlike(left) >= _LEAST_AGAIN:
                what = f"“{shortened(text)}” is printed more often than in Word"
                yield Missing(Kind.REPEATED, what, f"{again}, {where}")
        elif not all(letters(word) in words for word in text.split() if wordlike(word)):
            what = f"“{shortened(text)}” is printed, but the document does not say it"
            yield Missing(Kind.EXTRA, what, where)


def _said(left: str, said: Sequence[tuple[str, Place]]) -> Place | None:
    for text, place in said:
        if left in text or (len(text) >= _LEAST_AGAIN and text in left):
            return place
    return None


def _hidden(sheet: Sheet, expected: Expected) -> Iterator[Missing]:
    for flow in _flows(expected):
        for text, place in flow.hidden:
            sought = letters(text)
            if wordlike(sought) < _LEAST_HIDDEN:
                continue
            hit = sheet.find(sought)
            if hit is not None:
                sheet.take(hit)
                what = f"“{shortened(text)}” is printed, but Word hides it"
                yield Missing(Kind.HIDDEN, what, str(place))


def _take_all(sheet: Sheet, text: str) -> None:
    hit = sheet.find(text)
    while hit is not None:
        sheet.take(hit)
        hit = sheet.find(text, Hit(hit.page, hit.start, hit.end))


def _flows(expected: Expected) -> list[Flow]:
    return [expected.body, *(furniture.flow for furniture in expected.furniture)]


def _all_lines(expected: Expected) -> Iterable[Line]:
    return (line for flow in _flows(expected) for line in flow.lines)
