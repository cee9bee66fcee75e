"""What the pages show in another way than the document says it is not taken for a loss."""

from __future__ import annotations

import pytest
from ordinary import PAGE_BREAK, TITLE_PAGE
from wordxml import TAB, Word, h, item, level, p, refers, section

from panel_papers.pdf.completeness.check import missing_content
from panel_papers.pdf.completeness.findings import Kind
from panel_papers.pdf.completeness.painted import _characters


def test_bullet_that_is_a_letter(convert):
    word = Word(
        item("one", list_id=1) + item("two", list_id=1, level=1) + item("three", list_id=1),
        lists={1: level(0, "decimal", "%1.") + level(1, "bullet", "o")},
    )
    docx = word.data()
    assert missing_content(docx, convert(docx)) == ()


def test_letter_of_the_line_before_is_no_bullet(convert):
    plain = Word(p("To go") + p("on foot")).data()
    listed = Word(p("To go") + item("on foot", list_id=1), lists={1: level(0, "bullet", "o")})
    assert [each.kind for each in missing_content(listed.data(), convert(plain))] == [Kind.BULLET]


def test_title_that_is_the_header_of_later_pages_too(convert):
    word = Word(
        p("Safety") + p("Safety in the streets"),
        final=TITLE_PAGE,
        furniture={"header1": p("Safety"), "header2": p("Crest")},
    )
    docx = word.data()
    assert missing_content(docx, convert(docx)) == ()


def test_halves_of_a_character_are_put_together():
    codes = [ord("a"), 0xD835, 0xDC64, 0xD835, ord("b"), 0xDC64]
    assert list(_characters(codes)) == ["a", "\U0001d464", "\u200b", "\ufffd", "b", "\ufffd"]


def test_word_that_goes_on_on_the_next_page(convert):
    whole = Word(p("The council keeps its self-configuration as it was.")).data()
    parted = Word(
        p("The council keeps its self-") + p(PAGE_BREAK) + p("configuration as it was.")
    ).data()
    assert missing_content(whole, convert(parted)) == ()
    other = Word(p("The council keeps its self-") + p(PAGE_BREAK) + p("portrait as it was.")).data()
    assert missing_content(whole, convert(other)) != ()


def test_short_word_that_ends_in_a_letter_that_may_be_a_bullet(convert):
    word = Word(
        "".join(item(each, list_id=1) for each in ("one", "two", "three")),
        lists={1: level(0, "bullet", "-")},
    )
    docx = word.data()
    assert missing_content(docx, convert(docx)) == ()


def test_title_that_is_the_footer_of_its_page_too(convert):
    """And neither takes its letters out of a longer word between them."""
    word = Word(
        p("Parks") + p("To have this on paper, ask parks@example.org."),
        final=section(inside=refers(default_footer="footer1")),
        furniture={"footer1": p("Parks")},
    )
    docx = word.data()
    assert missing_content(docx, convert(docx)) == ()


LEADERS = '<w:tabs><w:tab w:val="right" w:leader="{}" w:pos="8000"/></w:tabs>'
TITLES = ["Tax", "A", "2", "10", "Tax 2", "Appendix 1", "Contents", "Words", "A long title " * 15]


@pytest.mark.parametrize("leader", ["dot", "middleDot", "underscore", "hyphen", "none"])
@pytest.mark.parametrize("title", TITLES)
def test_title_of_any_length_before_its_page_in_a_list_of_contents(
    convert, title: str, leader: str
):
    """Also where its letters are words elsewhere, before the list and behind it."""
    rows = [p(title, TAB, page, properties=LEADERS.format(leader)) for page in ("2", "14")]
    word = Word(h("Contents") + p("Tax 2") + "".join(rows) + p("Words about A, 2 and Tax."))
    docx = word.data()
    assert missing_content(docx, convert(docx)) == ()
