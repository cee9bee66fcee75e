"""Every regular expression of the program takes time that grows with the text, and no faster.

The steps are counted (`steps.py`) on texts made from each expression itself (`attacks.py`).
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from .attacks import attacks, parsed, repeats
from .expressions import SOURCE, Expression, expressions
from .steps import Counter, TooManyStepsError

MOST = 2 * 1.3  # what the steps may grow by when the text is twice as long
BOUNDED = {
    r"checks/outputs/reading.py \]\([^)]*\)": "a text up to its last bracket",
    "checks/references/announced_chapters.py _ANNOUNCES": "the last 300 characters of a passage",
    "checks/publication/draft_names.py _FILE": "the name of a file",
    "content/figures/mistyped.py _LOOSE": "a tag in braces, of at most 360 characters",
    "inputs/cleaning/word/charts.py _WORKBOOK": "a text up to its last bracket",
    "pdf/engines/rdocx/pdf.py _LITERAL": "what the engine wrote, which closes its brackets",
    "pdf/joining/unfinished.py _OPAQUE": "parentheses in each other to a depth of 64",
    "pdf/joining/unfinished.py _OPAQUE_OR_PICTURE": "the same",
    "pdf/tagging/content.py _STRING": "what the engine wrote, which closes its brackets",
    "pdf/tagging/note_links.py _SIZE": "what the engine wrote for one word",
}
"""What never reads a long text, and why; by module and line of code."""
PARTS = sorted(each.name for each in SOURCE.iterdir() if each.suffix in ("", ".py"))
"""The rooms of the program, and its modules that are in none."""


@cache
def found() -> list[Expression]:
    """Return the expressions of the program; not read while pytest collects the tests."""
    return expressions()[0]


@cache
def checked() -> list[Expression]:
    """Return those of which the time can grow faster than the text."""
    # matched once and from the start, an expression with one such piece tries each length once
    return [e for e in found() if repeats(parsed(e.pattern)) > (0 if e.searches else 1)]


def grows(pattern: re.Pattern[str] | re.Pattern[bytes], *, searches: bool) -> str | None:
    """Return the text that takes longer than its length explains, if there is one."""
    counter = Counter(pattern)
    for short, long in zip(attacks(pattern, 1), attacks(pattern, 2), strict=True):
        try:
            before = counter.count(short, searches=searches, most=100 * len(short) ** 2)
            most = int(MOST * before) + 400
            counter.count(long, searches=searches, most=most)
        except TooManyStepsError:
            return long
    return None


def test_expressions_are_found():
    assert len(found()) > 350
    assert len(checked()) > 100


@pytest.mark.parametrize(
    "pattern", [r"\w+@", r"<!--.*?-->", r"\s+$", r"(a|a)+b", r"x\w*\s*,?\s*y", r"[^\n]*\n"]
)
def test_expression_that_takes_the_square_of_the_length_is_seen(pattern):
    assert grows(re.compile(pattern), searches=True) is not None


@pytest.mark.parametrize(
    "pattern", [r"(?<!\w)\w+@", r"<!--.{0,300}?-->", r"(?<!\s)\s+$", r"a+b?", r"(?>a+)b?", r"\d+"]
)
def test_expression_that_takes_the_length_passes(pattern):
    assert grows(re.compile(pattern), searches=True) is None


@pytest.mark.parametrize("part", PARTS)
def test_time_grows_with_the_text(part):
    asked = [e for e in checked() if e.code.startswith((f"{part}/", f"{part} "))]
    slow = {e: grows(e.pattern, searches=e.searches) for e in asked if e.code not in BOUNDED}
    assert {e.code: text for e, text in slow.items() if text is not None} == {}


def test_each_expression_is_in_one_of_the_parts():
    assert {e.code.split()[0].split("/")[0] for e in checked()} <= set(PARTS)


def test_only_expressions_that_there_are_have_an_excuse():
    assert set(BOUNDED) <= {each.code for each in checked()}
