"""Texts that make a careless reader search the whole text again for each of their letters.

Each is so long that a reader whose time grows with the square of the length needs many minutes.
"""

import pytest

from panel_papers.content.markdown import parser
from panel_papers.core import Place, Prose


@pytest.mark.parametrize("piece", ["{", "{{ ", "{% ", "{# ", "{{ a }"])
def test_opening_of_a_tag_that_is_never_closed_is_read_once(piece):
    text = piece * (150_000 // len(piece))
    (paragraph,) = parser.parse(Prose(text, Place("a.md", 1), ())).blocks
    assert "".join(each.content for each in paragraph.children[0].children) == text.strip()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("{{ a *b* }} *c*", "{{ a *b* }} c"),
        ("{{ a *b* \n}}", "{{ a b }}"),
        ("{{{% *x* %} *y*", "{{{% *x* %} y"),
        ("{{ *x* {{ *y* }} *z* {# *q* #}", "{{ *x* {{ *y* }} z {# *q* #}"),
        ("[{{ *x*](a.html) *y* }}", "[{{ *x*](a.html) *y* }}"),
    ],
)
def test_what_looks_like_a_tag_prints_as_typed_as_far_as_its_end(typed, printed):
    (paragraph,) = parser.parse(Prose(typed, Place("a.md", 1), ())).blocks
    assert words_of(paragraph) == printed


def words_of(node):
    if node.type in ("softbreak", "hardbreak"):
        return " "
    if node.children:
        return "".join(words_of(each) for each in node.children)
    return node.content


def test_table_too_large_to_print_is_an_error_and_only_its_header_is_left():
    rows = "|Harlow|1|\n" * 2_500
    source = parser.parse(Prose(f"Text.\n\n|Area|Sum|\n|-|-|\n{rows}", Place("a.md", 1), ()))
    (problem,) = source.problems
    assert (problem.code, problem.place.line) == ("table-too-large", 3)
    assert len([n for n in source.blocks[-1].walk() if n.type == "tr"]) == 1


def problems_of(text):
    source = parser.parse(Prose(text, Place("a.md", 1), ()))
    return [(each.code, each.place.line) for each in source.problems]


def test_paragraph_too_long_to_print_is_an_error():
    sentence = "The panel met. "
    assert problems_of(f"Text.\n\n{sentence * 8_000}\n") == [("paragraph-too-long", 3)]
    assert problems_of(f"{sentence * 2_600}\n\n{sentence * 2_600}") == []


def test_more_footnotes_than_can_be_printed_are_an_error():
    def notes(count):
        marks = "\n\n".join(f"Text.[^{n}]" for n in range(count))
        return marks + "\n\n" + "\n".join(f"[^{n}]: Source." for n in range(count))

    assert problems_of(notes(1_001)) == [("too-many-footnotes", 1)]
    assert problems_of(notes(1_000)) == []
