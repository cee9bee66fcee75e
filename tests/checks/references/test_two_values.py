"""One quantity with two values is told at the second; different quantities are not."""

from __future__ import annotations

import pytest

from panel_papers.checks.references import two_values

from ..figures_helpers import figure, subject


def found(markdown: str, *figures) -> list[tuple[int | None, int | None, str]]:
    problems = two_values.find(subject(markdown, figures))
    return [(p.place.line, p.place.column, p.found) for p in problems]


@pytest.mark.trigger("two-values")
def test_a_second_value_is_told_with_the_place_of_the_first():
    text = "We recruited 905 more officers since 2016.\n\nThere are 915 more officers since 2016.\n"
    assert found(text) == [
        (
            3,
            11,
            "“915 more officers since” contradicts “905 more officers since” in "
            "inputs/paper/context.md:1:14",
        )
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("approves the transfer of £1.9m from", "has transferred £2.1m from"),
        ("will spend about £1.9m on", "is to spend a further £2.1m on"),
    ],
)
def test_two_amounts_that_the_same_word_speaks_of_are_told(first, second):
    text = f"Cabinet {first} the Transformation Reserve.\n\nIt {second} the Transformation Reserve."
    assert [each[0] for each in found(text)] == [3]


@pytest.mark.parametrize(
    "piece", ["0 1 2 ", "12 of the words here ", "12 in May 2024 and the plan; ", "&#1"]
)
def test_long_text_of_numbers_is_read_once(piece):
    # Where each number has the whole text searched again, this takes many minutes.
    assert found(piece * (100_000 // len(piece))) == []


@pytest.mark.parametrize("between", [". ", "; ", "! "])
def test_words_of_the_next_sentence_are_not_of_the_number(between):
    assert (
        found(f"905 more{between}Officers since 2016.\n\n915 more{between}Officers since 2016.")
        == []
    )


def test_point_within_a_word_ends_no_sentence():
    text = "905 more www.example officers.\n\n915 more www.example officers."
    assert len(found(text)) == 1


@pytest.mark.near_miss("two-values")
@pytest.mark.parametrize(
    "text",
    [
        "905 more officers since 2016.\n\nOnce more: 905 more officers since 2016.",
        "500 more officers since 2016.\n\nThere are 405 more officers since 2021.",
        "905 more officers since 2016.\n\n£86m more officers since 2016.",
        "£86m more for officers since 2016.\n\n£86 million more for officers since 2016.",
        "905 officers.\n\n500 officers.",
        "| 5 | more officers since |\n|---|---|\n| 6 | more officers since |",
        "At the end of month 2 and that nobody knew.\n\nIn month 3 and that nobody knew.",
        "It approves the transfer of £1.9m from the Transformation Reserve.\n\n"
        "It seeks authority to vire £250k from the Transformation Reserve to Parks.",
        "It adds £2m to the General Fund.\n\nA loss of £3m to the General Fund is likely.",
        "5 of the areas and 6 of the areas in one sentence.",
    ],
)
def test_the_same_value_and_other_quantities_are_not(text):
    assert found(text) == []


def test_two_figures_of_the_same_cells_printed_apart_are_told():
    one, other = figure("a", "£86m"), figure("b", "£85.7m")
    assert [each[2] for each in found("Text", one, other)] == [
        "“£85.7m” (figures.b) and “£86m” (figures.a) are printed for the same cells"
    ]
    assert found("Text", figure("a", "£86m"), figure("b", "£86 million")) == []
    assert found("Text", figure("a", "5", "sum"), figure("b", "6", "mean")) == []
