"""Formulas reckon exactly, and nothing but numbers, names and signs is ever evaluated."""

from __future__ import annotations

import string
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from panel_papers.content.figures.expressions import (
    LONGEST,
    ExpressionError,
    read_assertion,
    read_formula,
)

VALUES = {"before": Fraction(500), "during": Fraction(405), "rate": Fraction("0.1")}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("before + during", "905"),
        ("during - 300", "105"),
        ("rate + 0.2", "0.3"),
        ("before / 3 * 3", "500"),
        ("-before + (during * 2)", "310"),
        ("before × 2 ÷ 4 − 1", "249"),
        ("1.05 ** 2", "1.1025"),
        ("2 ** -2", "0.25"),
        ("0.10000000000000000000001", "0.10000000000000000000001"),
    ],
)
def test_a_formula_is_reckoned_without_rounding(formula, value):
    assert read_formula(formula).value(VALUES) == Fraction(value)


@pytest.mark.parametrize(
    "formula",
    [
        "before.real",
        "(1).real",
        "print(1)",
        "__import__('os').system('true')",
        "().__class__.__bases__",
        "before[0]",
        "'text'",
        "f'{before}'",
        "b'x'",
        "True",
        "None",
        "...",
        "3,755",
        "[1]",
        "{1}",
        "{1: 2}",
        "lambda: 1",
        "1 if before else 2",
        "before and during",
        "not before",
        "before == during",
        "before % 2",
        "before // 2",
        "1 << 9",
        "~1",
        "0x10",
        "1e5",
        "1_000",
        "1j",
        "(x := 1)",
        "[x for x in before]",
        "before +",
        "",
        "a = 1",
        "1; 2",
        "*before",
        "-" * 60 + "1",
        "1" + " + 1" * LONGEST,
    ],
)
def test_everything_else_is_refused(formula):
    with pytest.raises(ExpressionError) as caught:
        read_formula(formula)
    assert caught.value.code == "bad-formula"


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("9 ** 9 ** 9", "number-too-large"),
        ("9 ** 101", "number-too-large"),
        ("2 ** 0.5", "number-too-large"),
        ("(9 ** 99) ** 99", "number-too-large"),
        ("9 ** 99 * 9 ** 99 * 9 ** 99 * 9 ** 99 * 9 ** 99 * 9 ** 99 * 9 ** 99 * 9 ** 99 * 9 ** 99 "
         "* 9 ** 99 * 9 ** 99 * 9 ** 99 * 9 ** 99", "number-too-large"),
        ("1 / 0", "division-by-zero"),
        ("1 / (before - 500)", "division-by-zero"),
        ("0 ** -1", "division-by-zero"),
    ],
)  # fmt: skip
def test_what_cannot_be_reckoned_is_told(formula, code):
    with pytest.raises(ExpressionError) as caught:
        read_formula(formula).value(VALUES)
    assert caught.value.code == code


def test_one_equals_sign_is_explained():
    with pytest.raises(ExpressionError) as caught:
        read_assertion("before = 500")
    assert caught.value.hint == "write “==” to ask whether two are equal"


@pytest.mark.parametrize(
    ("assertion", "holds"),
    [
        ("before + during == 905", True),
        ("before + during == 904", False),
        ("rate + 0.2 == 0.3", True),
        ("-1 <= before - 500 <= 1", True),
        ("before > during", True),
        ("before != during", True),
        ("before < during < 1000", False),
    ],
)
def test_an_assertion_compares_exactly(assertion, holds):
    assert read_assertion(assertion).holds(VALUES) is holds


def test_an_assertion_that_compares_nothing_is_refused():
    for text in ("before + during", "before is during", "before in during"):
        with pytest.raises(ExpressionError) as caught:
            read_assertion(text)
        assert caught.value.code == "bad-assertion"


def test_both_sides_are_told_with_their_values():
    sides = read_assertion("before + during == 900 + 6").sides(VALUES)
    assert sides == (("before + during", Fraction(905)), ("900 + 6", Fraction(906)))


@given(st.text(string.printable, max_size=60) | st.text(max_size=30))
def test_wild_text_is_a_number_or_a_fault(text):
    try:
        formula = read_formula(text)
        value = formula.value(dict.fromkeys(formula.names, Fraction(2)))
    except ExpressionError:
        return
    assert type(value) is Fraction


numbers = st.decimals(0, 10**6, places=3)


@given(st.lists(st.tuples(st.sampled_from("+-*"), numbers), max_size=8), numbers)
def test_sums_and_products_are_those_of_exact_fractions(terms, first):
    text, wanted = str(first), [Fraction(first)]
    for sign, number in terms:
        text += f" {sign} {number}"
        if sign == "*":
            wanted[-1] *= Fraction(number)
        else:
            wanted.append(Fraction(number) * (-1 if sign == "-" else 1))
    assert read_formula(text).value({}) == sum(wanted)


EXACT = st.sampled_from(["2", "4", "0.5", "8", "10", "1.6", "0.125", "25"])  # divide without a rest


@st.composite
def formulas(draw: st.DrawFn, depth: int = 4) -> tuple[str, Decimal]:
    """A formula, and its value as Python's Decimal calculates it while it is made."""
    if not depth or draw(st.booleans()):
        text = draw(EXACT | st.decimals(0, 999, places=2).map(str))
        return text, Decimal(text)
    sign = draw(st.sampled_from(["+", "-", "*", "/", "**", "()", "minus", "plus"]))
    left, value = draw(formulas(depth - 1))
    if sign in ("()", "minus", "plus"):
        before = {"()": "", "minus": "-", "plus": "+"}[sign]
        return f"{before}({left})", -value if sign == "minus" else value
    if sign == "/":
        right = draw(EXACT)
        return f"({left}) / {right}", value / Decimal(right)
    if sign == "**":
        power = draw(st.integers(0, 3))
        return f"({left}) ** {power}", value**power if power else Decimal(1)
    right, other = draw(formulas(depth - 1))
    results = {"+": value + other, "-": value - other, "*": value * other}
    return f"({left}) {sign} ({right})", results[sign]


@given(st.data())
def test_any_formula_has_the_value_that_decimal_arithmetic_gives(data: st.DataObject):
    with localcontext(Context(prec=4_000, traps=[Inexact])):
        text, value = data.draw(formulas())
    assert read_formula(text).value({}) == Fraction(value)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("2 - 3 - 4", "-5"),
        ("16 / 4 / 2", "2"),
        ("2 ** 3 ** 2", "512"),
        ("-2 ** 2", "-4"),
        ("2 * 3 + 4 * 5", "26"),
        ("2 * (3 + 4) * 5", "70"),
        ("+-+2", "-2"),
        ("2 ** -1 * 4", "2"),
        ("8 / 2 * 4", "16"),
        (".5 + 1.50", "2"),
    ],
)
def test_signs_bind_as_in_python(formula: str, value: str):
    assert read_formula(formula).value({}) == Fraction(value)
