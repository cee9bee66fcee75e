"""The web page: its proof sees each word that differs, and every kind of block has a writer."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

import pytest
from markupsafe import Markup

from panel_papers.core.problems import Place
from panel_papers.core.values import Prose
from panel_papers.output.web_page import words
from panel_papers.output.web_page.lists import Block, in_lists
from panel_papers.output.web_page.names import Anchors, Labels
from panel_papers.output.web_page.prose import DocumentWriter, ProseWriter
from panel_papers.output.web_page.references import linked
from panel_papers.output.web_page.words import first_difference
from panel_papers.word.blocks import inline, markdown
from panel_papers.word.outline import Line, OutlinePart, Run

PAGE = "<html><body><article id='report'><nav>Contents</nav><p>1.1 Costs are £5m<sup>2</sup>.</p>{}"
PAGE += "<p class='extra'>Download</p></article></body></html>"


@dataclass
class OneDocument:
    """Documents with a report alone, whose words are those given."""

    report: OneDocument | None = None
    for_pack: str = ""
    appendices = notices = {}  # noqa: RUF012


@pytest.fixture
def difference(monkeypatch):
    monkeypatch.setattr(words, "shown_text", str)

    def found(page: str, text: str) -> str | None:
        return first_difference(page.encode(), OneDocument(OneDocument(for_pack=text)))

    return found


def test_page_with_the_same_words_differs_nowhere(difference):
    assert difference(PAGE.format(""), "1.1 Costs are £5m2.") is None


@pytest.mark.parametrize(
    ("added", "text", "said"),
    [
        ("", "1.1 Costs are £6m2.", "“5m2” where the document says “6m2”"),
        ("", "1.2 Costs are £5m2.", "“1 Costs are 5m2” where the document says “2 Costs are 5m2”"),
        ("", "1.1 Costs are £5m2. More", "“nothing” where the document says “More”"),
        ("<p>More</p>", "1.1 Costs are £5m2.", "“More” where the document says “nothing”"),
    ],
)
def test_words_that_differ_are_named(difference, added, text, said):
    assert difference(PAGE.format(added), text) == f"in the report the page says {said}"


def test_report_that_is_missing_is_named(difference):
    assert difference("<html><body><p>x</p></body></html>", "x") == "the report is missing"


def test_every_kind_of_block_that_word_has_is_written_for_the_web_too():
    blocks = re.findall(r'"(\w+)": (?:self|lambda)', inspect.getsource(markdown.BlockWriter._block))
    cases = re.findall(r"case (.+):", inspect.getsource(inline.InlineWriter._node))
    inlines = {kind for case in cases for kind in re.findall(r'"(\w+)"', case)}
    document = DocumentWriter(Labels([]), Anchors(), ())
    known = ProseWriter(document, Prose("", Place("x.md"))).kinds.keys()
    assert len(blocks) == 10
    assert len(inlines) >= 10
    assert {*blocks, *inlines} - known == set()


def test_text_of_a_paper_is_never_html():
    writer = DocumentWriter(Labels([]), Anchors(), ())
    prose = Prose("<b>a</b> `<i>` & \\<u> [x](javascript:alert(1)) <script>", Place("x.md"))
    typed = OutlinePart("t", (Line((Run(prose),)), Line((Run("<script>alert(1)</script>"),))))
    page = writer.part(typed)
    assert not re.search(r"<(?!/?(?:p|code|br)\b)", page)
    assert "javascript" not in re.sub(r">[^<]*<", "><", page)


def test_references_lead_only_to_what_is_there():
    places = {("paragraph", "3.2"): "p-3.2", ("table", "2"): "table-2", ("appendix", "A"): "a"}
    text = "See paragraphs 3.2 and 3.3, Tables 1 and 2, <appendix A>, paragraph 3.2 of the Act."
    assert linked(text, places) == (
        'See <a href="#p-3.2">paragraphs 3.2</a> and 3.3, Tables 1 and <a href="#table-2">2</a>, '
        '&lt;<a href="#a">appendix A</a>&gt;, paragraph 3.2 of the Act.'
    )


def test_no_link_is_inside_another_or_in_a_heading():
    known = {("table", "1"): "table-1"}
    writer = DocumentWriter(Labels([]), Anchors(), (), known=known)
    prose = Prose("## Table 1\n\n[Table 1](https://example.org) and Table 1", Place("x.md"))
    page = writer.part(OutlinePart("t", (Line((Run(prose),)),)))
    assert page.count('href="#table-1"') == 1
    assert '<a href="https://example.org">Table 1</a>' in page


def test_numbers_are_taken_in_order_and_never_twice():
    labels = Labels([("Costs", "1."), ("A b", "1.1"), ("A b", "1.2")])
    writer = DocumentWriter(labels, Anchors(), ())
    page = writer.part(OutlinePart("t", (Line((Run(Prose("A b\n\nA  b\n\nA b", Place("x"))),)),)))
    assert re.findall(r'class="label">([^<]*)<', page) == ["1.1", "1.2"]


def test_items_of_one_sign_are_one_list_and_another_sign_begins_a_new_one():
    words = [Block(Markup(word), sign) for word, sign in zip("abcd", "++→•", strict=True)]
    assert in_lists([Block(Markup("<p>x</p>\n")), *words]) == (
        "<p>x</p>\n"
        '<ul class="printed"><li><span class="label">+</span> a</li>\n'
        '<li><span class="label">+</span> b</li>\n</ul>\n'
        '<ul class="printed"><li><span class="label">→</span> c</li>\n</ul>\n'
        "<ul><li>d</li>\n</ul>\n"
    )


def test_numbered_items_of_a_template_are_one_list_and_keep_their_names():
    items = [Block(Markup(word), f"{n}.", True, word) for n, word in enumerate("ab", 1)]
    assert in_lists(items) == (
        '<ol class="printed"><li id="a"><span class="label">1.</span> a</li>\n'
        '<li id="b"><span class="label">2.</span> b</li>\n</ol>\n'
    )


@pytest.mark.parametrize(
    ("numbered", "expected"),
    [
        (False, '<ol class="printed"><li id="p-1"><span class="label">1.</span> A</li>\n</ol>\n'),
        (True, '<p id="p-1" class="numbered"><span class="label">1.</span> A</p>\n'),
    ],
)
def test_a_numbered_paragraph_is_an_item_unless_the_body_numbers_its_paragraphs(numbered, expected):
    labels = Labels([("A", "1.")])
    writer = DocumentWriter(labels, Anchors(), (), paragraphs_numbered=numbered)
    typed = OutlinePart("t", (Line((Run(Prose("A", Place("x.md"))),)),))
    assert writer.part(typed) == expected


def test_a_typed_bullet_is_not_taken_for_that_of_a_template():
    bullets = Labels([("A", "•"), ("A", "+"), ("B", "+")])
    writer = DocumentWriter(Labels([]), Anchors(), (), bullets=bullets)
    lines = (Line((Run(Prose("- A", Place("x.md"))),)), Line((Run("A"),)), Line((Run("B"),)))
    assert writer.part(OutlinePart("t", lines)) == (
        "<ul><li>A</li>\n</ul>\n"
        '<ul class="printed"><li><span class="label">+</span> A</li>\n'
        '<li><span class="label">+</span> B</li>\n</ul>\n'
    )


def test_a_typed_caption_is_a_place_of_its_own_and_a_source_is_small():
    known = {("table", "2"): "table-2"}
    document = DocumentWriter(Labels([]), Anchors(), (), known=known)
    text = "Table 2: Costs\n\n| a | b |\n|---|---|\n| x | y |\n\nSource: it."
    blocks = ProseWriter(document, Prose(text, Place("x.md"))).write()
    assert str(in_lists([blocks[0]])).strip() == (
        '<p id="table-2"><strong>Table 2: Costs</strong></p>'
    )
    assert str(in_lists([blocks[2]])).strip() == '<p class="source">Source: it.</p>'
    assert document.places == {("table", "2"): "table-2"}
