"""Numbers print like their example, rounded half up; nothing but the rounding is lost."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from panel_papers.content.figures.formats import plain_format, plain_number, read_format
from panel_papers.content.figures.words import MOST, from_words, in_words


@pytest.mark.parametrize(
    ("example", "value", "printed"),
    [
        ("905", "905", "905"),
        ("905", "1905", "1,905"),
        ("3,755", "905", "905"),
        ("3,755", "1234567", "1,234,567"),
        ("3755", "1234567", "1234567"),
        ("£86m", "86000000", "£86m"),
        ("£86m", "85499999.99", "£85m"),
        ("£86m", "85500000", "£86m"),
        ("£3.67 million", "3672222", "£3.67 million"),
        ("£2.1bn", "2150000000", "£2.2bn"),
        ("£12k", "12499", "£12k"),
        ("£1,200.50", "0.005", "£0.01"),
        ("5.9%", "5.85", "5.9%"),
        ("5.9%", "-5.85", "-5.9%"),
        ("-5.9%", "5.85", "5.9%"),
        ("−5.9%", "-5.85", "−5.9%"),
        ("+5.9%", "5.85", "+5.9%"),
        ("+5.9%", "-0.01", "0.0%"),
        ("6 per cent", "5.5", "6 per cent"),
        ("86.0", "86", "86.0"),
        ("twenty", "105", "one hundred and five"),
        ("Twenty", "20", "Twenty"),
        ("five", "-3", "minus three"),
        ("–3", "-4", "−4"),
        ("£000", "1234567", "1,235"),
        ("£’000", "-1234567", "-1,235"),
        ("£000 (1,234)", "-1234567", "(1,235)"),
        ("£m", "1234567", "1.2"),
        ("£m 1.23", "1234567", "1.23"),
        ("£bn", "-2150000000", "-2.2"),
        ("abs £1.2m", "-1234567", "£1.2m"),
        ("abs 1,234", "1234", "1,234"),
        ("abs twenty", "-20", "twenty"),
        ("+1.5", "-1.54", "-1.5"),
        ("+£1.2 million", "1234567", "+£1.2 million"),
        ("-£1.2m", "-49000", "£0.0m"),
    ],
)
def test_a_number_prints_like_its_example(example, value, printed):
    form = read_format(example)
    assert form is not None
    assert form.printed(Fraction(value)) == printed


@pytest.mark.parametrize(
    "example",
    [
        *("", "about 905", "1,23", "£", "%", "5.%", "£5%", "5 officers", "1st", "{0}", "905 "),
        *("abs", "abs +1.5", "abs (3)", "£000 £5", "£m 5%", "£000 1.2m", "£m ten", "£0000 5"),
    ],
)
def test_what_is_no_example_is_none(example):
    assert read_format(example) is None


EXAMPLES = st.builds(
    lambda sign, currency, whole, decimals, tail: f"{sign}{currency}{whole}{decimals}{tail}",
    st.sampled_from(["", "-", "−", "+"]),
    st.sampled_from(["", "£", "€", "$"]),
    st.sampled_from(["5", "905", "3,755", "3755"]),
    st.sampled_from(["", ".1", ".25", ".125"]),
    st.sampled_from(["", "k", "m", " million", "bn", "%", " per cent"]),
).filter(lambda example: read_format(example) is not None)

VALUES = st.fractions(-(10**13), 10**13)
_SCALES = {"k": 3, "m": 6, " million": 6, "bn": 9}


@given(EXAMPLES, VALUES)
def test_what_is_printed_reads_back_as_the_rounded_value(example, value):
    form = read_format(example)
    assert form is not None
    printed = form.printed(value)
    found = re.fullmatch(r"([-−+]?)[£€$]?([\d,]+)(\.\d+)?(k|m| million|bn|%| per cent)?", printed)
    assert found, printed
    number = Fraction(found[2].replace(",", "") + (found[3] or ""))
    number *= 10 ** _SCALES.get(found[4] or "", 0)
    number = -number if found[1] in ("-", "−") and found[1] else number
    assert number == form.rounded(value)
    step = Fraction(form.scale, 10**form.decimals)
    assert abs(number - value) <= step / 2
    if abs(number - value) == step / 2:
        assert abs(number) > abs(value), "a half goes up, away from nought"
    assert read_format(printed) is not None, "what is printed is an example of itself"


@given(st.integers(-MOST + 1, MOST - 1))
def test_words_read_back_as_their_number(number):
    assert from_words(in_words(number)) == number


@given(st.text("abcdefghijklmnopqrstuvwxyz -"))
def test_other_words_are_no_number(text):
    number = from_words(text)
    assert number is None or in_words(number) == text


def test_a_number_too_great_has_no_words():
    with pytest.raises(ValueError, match="too great"):
        in_words(MOST)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_all_digits_of_a_number_with_an_end_are_shown(number):
    assert Fraction(plain_number(Fraction(number))) == Fraction(number)
    form = plain_format(Fraction(number), "")
    assert form is not None
    assert Fraction(form.printed(Fraction(number)).replace(",", "")) == Fraction(number)


def test_a_number_without_end_says_so_and_needs_an_example():
    assert plain_number(Fraction(1, 3)) == "0.33333333333333333333…"
    assert plain_format(Fraction(1, 3), "") is None
