"""The short way by which plain numbers are read gives what the long one does."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from panel_papers.content.data.cells import Fault, Meaning, meaning


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", "0"), ("0.50", "0.50"), ("12", "12"), ("-12.30", "-12.30"), ("-0.5", "-0.5")],
)
def test_plain_number_keeps_its_digits(text: str, value: str):
    told = meaning(text)
    assert isinstance(told, Meaning)
    assert str(told.value) == value


@pytest.mark.parametrize("text", ["-0", "-0.00"])
def test_zero_has_no_sign(text: str):
    told = meaning(text)
    assert isinstance(told, Meaning)
    assert not str(told.value).startswith("-")


@pytest.mark.parametrize("text", ["007", "00", "1.", "--1", "1-", "1.2.3"])
def test_what_is_no_plain_number_is_not_read_as_one(text: str):
    told = meaning(text)
    assert isinstance(told, Fault) or told.value == text


def test_numbers_with_and_without_a_plus_sign_mean_the_same():
    """A plus sign takes the long way."""
    chosen = random.Random(16)
    for _ in range(2_000):
        digits = f"{chosen.randrange(10 ** chosen.randrange(1, 15))}"
        text = digits + (f".{chosen.randrange(10**6):06}" if chosen.random() < 0.5 else "")
        short, long = meaning(text), meaning(f"+{text}")
        assert isinstance(short, Meaning)
        assert isinstance(long, Meaning)
        assert (short, str(short.value)) == (long, str(long.value))
        assert isinstance(short.value, Decimal)
