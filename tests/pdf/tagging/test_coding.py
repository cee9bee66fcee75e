"""Colours that stand for codes, and note numbers that stand between coded words."""

from __future__ import annotations

from hypothesis import given, strategies as st
from tagwords import Word, para, run

from panel_papers.pdf.tagging.blocks import read_structure
from panel_papers.pdf.tagging.coding import code_of, coded_copy, colour
from panel_papers.pdf.tagging.content import Kind, Unit
from panel_papers.pdf.tagging.elements import Element, Leaf, Paint
from panel_papers.pdf.tagging.numbers import place_numbers
from panel_papers.pdf.tagging.package import WordPackage
from panel_papers.pdf.tagging.wording import Comparable
from panel_papers.pdf.tagging.wordxml import W


@given(st.integers(1, 0xFFFF))
def test_every_code_has_its_colour(code):
    assert code_of(colour(code)) == code
    assert colour(code) <= 0xFFFFFF


@given(st.integers(0, 0xFFFFFF))
def test_a_colour_is_a_code_only_with_its_check(rgb):
    assert code_of(rgb) in {None, rgb >> 8}
    assert (code_of(rgb) is not None) == (rgb >> 8 > 0 and colour(rgb >> 8) == rgb)


def test_black_white_and_plain_colours_are_no_codes():
    assert [code_of(c) for c in (0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF)] == [None] * 5


def placed(*painted: str, numbers: tuple[str, ...] = ("1",)) -> list[str]:
    """What each painted number is placed as, between the words “before” and “after”."""
    up = Element("P")
    leaves = [Leaf(Paint.TEXT, up, "before", 0, "", [])]
    leaves += [Leaf(Paint.NUMBER, up, n, 0, "", []) for n in numbers]
    leaves.append(Leaf(Paint.TEXT, up, "after", 0, "", []))
    page = [Unit(Kind.TEXT, b"", 0, text) for text in ("before", *painted, "after")]
    leaf_of = {page[0]: leaves[0], page[-1]: leaves[-1]}
    place_numbers([page], leaves, leaf_of, Comparable())
    return [leaf_of[unit].expected or "" for unit in page[1:-1] if unit in leaf_of]


def test_a_number_is_placed_by_its_neighbours_and_its_text():
    assert placed("1") == ["1"]
    assert placed("1", "2", numbers=("1", "2")) == ["1", "2"]


def test_a_number_of_another_text_is_not_placed():
    assert placed("2") == []
    assert placed("1", "1", numbers=("1", "2")) == []
    assert placed("x", "1") == []


def test_a_coded_run_has_one_colour_and_no_effects():
    glow = '<w14:glow xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/>'
    red = '<w:color w:val="FF0000" w:themeColor="accent1"/>'
    package = WordPackage(Word(para(run("Red.", properties=red + glow))).data())
    coded = WordPackage(coded_copy(package, read_structure(package, "en-GB")))
    (properties,) = coded.body().iter(W + "rPr")
    assert [(e.tag, dict(e.attrib)) for e in properties] == [
        (W + "color", {W + "val": f"{colour(1):06X}"})
    ]
