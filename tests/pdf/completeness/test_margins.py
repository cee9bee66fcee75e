"""Text on the height of its header or footer is found, also between and beside their lines."""

from __future__ import annotations

import dataclasses

import pytest
from wordxml import UPRIGHT, Word, p, refers

from panel_papers.pdf.completeness.check import missing_content
from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.engines.protocol import Moves, WordDocument
from panel_papers.pdf.engines.rdocx.engine import Rdocx

MARGINS = (
    '<w:pgMar w:top="{}" w:right="1440" w:bottom="{}" w:left="1440" w:header="708" '
    'w:footer="708" w:gutter="0"/>'
)
RIGHT = '<w:jc w:val="right"/>'
HEADER = "".join(p(words, properties=RIGHT) for words in ("Council crest", "Audit body"))


def word(top: int = 720, bottom: int = 1440, *, body: str = "Review of lighting") -> Word:
    """A document with two lines on the right of its header, beside which a text may lie."""
    ends = refers(default_header="header1", default_footer="footer1")
    return Word(
        p(body) + p("One third of the columns is old."),
        final=f"<w:sectPr>{ends}{UPRIGHT}{MARGINS.format(top, bottom)}</w:sectPr>",
        furniture={"header1": HEADER, "footer1": p("Printed in house")},
    )


@pytest.fixture(scope="module")
def overlaid():
    """rdocx without room for headers: the moves of the document are said to be known."""

    def converted(data: bytes) -> bytes:
        return Rdocx().convert([WordDocument("a.docx", data, moves=Moves(known=True))])[0]

    return converted


def test_text_beside_the_lines_of_its_header_is_found_with_its_page(overlaid):
    docx = word().data()
    assert missing_content(docx, overlaid(docx)) == (
        Missing(
            Kind.MARGIN, "the text is printed over its header", "on page 1 of the PDF", "header"
        ),
    )


def test_text_below_its_header_is_no_finding(convert, overlaid):
    for made, docx in ((convert, word().data()), (overlaid, word(1440).data())):
        assert missing_content(docx, made(docx)) == ()


def test_text_on_the_height_of_its_footer_is_found(overlaid):
    lines = "".join(p(f"Line {number} of the report") for number in range(90))
    docx = dataclasses.replace(word(1440, 360), body=lines).data()
    kinds = {(each.kind, each.words) for each in missing_content(docx, overlaid(docx))}
    assert (Kind.MARGIN, "footer") in kinds


def test_margin_below_zero_says_that_text_lies_over_its_header(overlaid):
    below, plain = word(-720).data(), word(720).data()
    assert missing_content(below, overlaid(plain)) == ()


def test_text_in_a_frame_may_lie_beside_its_header(overlaid):
    frame = '<w:framePr w:w="2000" w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:y="700"/>'
    docx = dataclasses.replace(word(), body=p("Reference", properties=frame)).data()
    assert Kind.MARGIN not in {each.kind for each in missing_content(docx, overlaid(docx))}


def test_words_of_both_header_and_text_are_no_finding(overlaid):
    plain = word(1440, body="Audit body").data()
    assert missing_content(plain, overlaid(plain)) == ()
