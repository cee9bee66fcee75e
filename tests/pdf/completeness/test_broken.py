"""Every kind of loss is found, with its place, in a PDF from which it was taken on purpose."""

from __future__ import annotations

import pytest
from breaking import Broken
from ordinary import DOCUMENTS, ONE_HEADER, PAGE_X_OF_Y, long
from wordxml import (
    FILLED,
    SHAPE,
    TAB,
    Word,
    drawing,
    h,
    item,
    level,
    note,
    p,
    picture,
    refers,
    row,
    section,
    shape,
    table,
)

from panel_papers.pdf.completeness.check import missing_content
from panel_papers.pdf.completeness.findings import Kind, Missing


@pytest.fixture
def broken(convert):
    """Give a document's file and its PDF, which is whole, to be broken."""

    def made(word: Word) -> tuple[bytes, Broken]:
        docx = word.data()
        pdf = convert(docx)
        assert missing_content(docx, pdf) == ()
        return docx, Broken(pdf)

    return made


WITH_HEADER = Word(
    h("Report") + long(24),
    final=ONE_HEADER,
    furniture={"header1": p("Essex Panel", TAB, "14 March"), "footer1": PAGE_X_OF_Y},
)
HEAD = 60  # points from the top; what is above is the header


def at_the_head(_: float, down: float) -> bool:
    return down < HEAD


def test_header_missing_on_every_page(broken):
    docx, pdf = broken(WITH_HEADER)
    for page in range(pdf.pages):
        pdf.without_words(at_the_head, page)
    assert missing_content(docx, pdf.data) == (
        Missing(Kind.WORDS, "“Essex Panel 14 March” is not printed", "in the header"),
    )


def test_header_missing_on_one_page(broken):
    docx, pdf = broken(WITH_HEADER)
    assert pdf.pages > 1
    pdf.without_words(at_the_head, page=1)
    place = "in the header, on page 2 of the PDF"
    assert missing_content(docx, pdf.data) == (
        Missing(Kind.WORDS, "“Essex Panel 14 March” is not printed", place),
    )


def test_header_cut_off_at_the_edge_of_the_page(broken):
    docx, pdf = broken(WITH_HEADER)
    (finding,) = missing_content(docx, pdf.cut_off_above(HEAD).data)
    assert finding.kind is Kind.WORDS
    assert finding.place == "in the header"


def test_picture_in_the_body(broken):
    word = Word(h("Plans") + p(picture("Plan of the site")) + p("After."))
    docx, pdf = broken(word)
    assert missing_content(docx, pdf.without("Do").data) == (
        Missing(
            Kind.PICTURE,
            "the picture “Plan of the site” is not printed",
            "after the heading “Plans”",
        ),
    )


def test_picture_in_the_header_on_one_page(broken):
    docx, pdf = broken(DOCUMENTS["logo-in-header"])
    assert pdf.pages > 1
    (finding,) = missing_content(docx, pdf.without("Do", page=1).data)
    assert finding == Missing(
        Kind.PICTURE,
        "the picture “Logo” is not printed",
        "in the header, on page 2 of the PDF",
    )


def test_footnote(broken):
    word = Word(p("Costs rose", note(1), "."), footnotes=["By a tenth of the budget."])
    docx, pdf = broken(word)
    assert missing_content(docx, pdf.without_words(lambda _, down: down > 700).data) == (
        Missing(Kind.WORDS, "“1 By a tenth of the budget.” is not printed", "in footnote 1"),
    )


def test_paragraph_doubled(broken):
    word = Word(p("The first paragraph of all.") + p("Between.") + p("The last of them."))
    docx, pdf = broken(word)
    pdf.doubled_words(lambda _, down: down < 90, lower=300)
    assert missing_content(docx, pdf.data) == (
        Missing(
            Kind.REPEATED,
            "“The first paragraph of all.” is printed more often than in Word",
            "in the paragraph “The first paragraph of all.”, on page 1 of the PDF",
        ),
    )


def test_paragraphs_printed_over_one_another(broken):
    word = Word(p("The first paragraph of all.") + p("Between.") + p("The last of them."))
    docx, pdf = broken(word)
    pdf.doubled_words(lambda _, down: down < 90, lower=20)
    kinds = {finding.kind for finding in missing_content(docx, pdf.data)}
    assert Kind.OVERPRINT in kinds


@pytest.mark.parametrize(
    "broken_by",
    [
        lambda pdf: pdf.with_words("Tr", 3),
        lambda pdf: pdf.with_words("rg", 1, 1, 1),
        lambda pdf: pdf.painted_over(0, 0, 600, 850),
    ],
    ids=["invisible", "white", "covered"],
)
def test_words_that_are_there_but_cannot_be_seen(broken, broken_by):
    docx, pdf = broken(Word(p("Only these words.")))
    assert missing_content(docx, broken_by(pdf).data) == (
        Missing(
            Kind.COVERED,
            "“Only these words.” is there, but cannot be seen",
            "in the paragraph “Only these words.”",
            "Only these words.",
        ),
    )


def test_words_of_which_a_part_is_covered(broken):
    docx, pdf = broken(Word(p("The lowest price of all was £1,483,250 a year, they said.")))
    (finding,) = missing_content(docx, pdf.painted_over(180, 0, 120, 850).data)
    assert finding.kind is Kind.COVERED
    assert "1,483" in finding.words
    assert not finding.words.startswith("The")


def test_cell_of_a_table(broken):
    word = Word(
        h("Figures")
        + table(row("Ward", "Calls"), row("North", "12"), row("South", "34"), columns=2)
        + p("After.")
    )
    docx, pdf = broken(word)
    heights = sorted(_heights(pdf))
    last_row = heights[-2]
    pdf.without_words(lambda _, down: abs(down - last_row) < 1)
    place = "in table 1, row 3, after the heading “Figures”"
    assert missing_content(docx, pdf.data) == (
        Missing(Kind.WORDS, "“South” is not printed", place),
        Missing(Kind.WORDS, "“34” is not printed", place),
    )


def left_of_the_text(across: float, _: float) -> bool:
    return across < 100  # points: the text of items begins at 108


def test_numbers_of_a_list(broken):
    word = Word(
        item("alpha of the list", list_id=1) + item("beta of the list", list_id=1),
        lists={1: level(0, "decimal", "%1.")},
    )
    docx, pdf = broken(word)
    assert missing_content(docx, pdf.without_words(left_of_the_text).data) == tuple(
        Missing(
            Kind.NUMBER,
            f"the number “{number}.” before “{text}” is not printed",
            f"in the paragraph “{text}”",
        )
        for number, text in ((1, "alpha of the list"), (2, "beta of the list"))
    )


def test_number_of_an_item_that_continues_on_the_next_page(broken):
    text = " ".join(f"word{n}" for n in range(900))
    word = Word(item(text, list_id=1), lists={1: level(0, "decimal", "%1.")})
    docx, pdf = broken(word)
    (found,) = missing_content(docx, pdf.without_words(left_of_the_text).data)
    assert found.kind is Kind.NUMBER
    assert "before “word0 word1" in found.what


def test_bullets_of_a_list(broken):
    word = Word(
        item("alpha of the list", list_id=1) + item("beta of the list", list_id=1),
        lists={1: level(0, "bullet", "•")},
    )
    docx, pdf = broken(word)
    found = missing_content(docx, pdf.without_words(left_of_the_text).data)
    assert [finding.kind for finding in found] == [Kind.BULLET, Kind.BULLET]


def test_words_that_the_document_does_not_say(broken):
    docx, pdf = broken(Word(p("Only these words.")))
    other = Word(p("These words.")).data()
    assert [str(finding) for finding in missing_content(other, pdf.data)] == [
        "“Only” is printed, but the document does not say it (on page 1 of the PDF)"
    ]
    assert missing_content(docx, pdf.data) == ()


def test_header_of_the_first_page(broken):
    word = Word(
        long(24),
        final=section(inside=refers(first_header="header1"), after="<w:titlePg/>"),
        furniture={"header1": p("Cover head of the council")},
    )
    docx, pdf = broken(word)
    pdf.without_words(at_the_head, page=0)
    assert missing_content(docx, pdf.data) == (
        Missing(Kind.WORDS, "“Cover head of the council” is not printed", "in the header"),
    )


def _heights(pdf: Broken) -> set[float]:
    from breaking import _place, _texts

    with pdf._content(0) as content:
        return {round(_place(block)[1], 1) for block in _texts(content)}


def test_one_of_two_shapes_of_about_one_size(convert):
    box, wider = (
        p(drawing(shape(width, 914400, inside=FILLED), SHAPE, width, 914400, anchored=across))
        for width, across in ((914400, "0"), (960120, "1500000"))
    )
    both = Word(p("Before.") + box + wider + p("After.")).data()
    assert missing_content(both, convert(both)) == ()
    one = Word(p("Before.") + box + p("After.")).data()
    assert [each.kind for each in missing_content(both, convert(one))] == [Kind.DRAWING]


def test_page_of_a_short_title_missing_from_a_list_of_contents(convert):
    """Though its letters are elsewhere on the page, one after the other."""
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8000"/></w:tabs>'
    above, below = p("Of tax, 2 kinds:"), p("Tax 20")
    docx = Word(above + p("Tax", TAB, "2", properties=tabs) + below).data()
    pdf = convert(Word(above + p("Tax", TAB, properties=tabs) + below).data())
    (finding,) = missing_content(docx, pdf)
    assert (finding.kind, finding.what) == (Kind.WORDS, "“Tax 2” is not printed")
