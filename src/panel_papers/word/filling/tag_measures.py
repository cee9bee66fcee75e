"""Measure tags: how long they are, how deep they lie in each other, how large their numbers are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from jinja2 import nodes

from panel_papers.core import Problem
from panel_papers.word.filling.sandbox import LARGEST
from panel_papers.word.filling.tag_problem import problem_of
from panel_papers.word.filling.tags import ENDS, Tag

LONGEST = 2_000
"""Characters of a tag."""
_DEEPEST = 40  # steps of an expression in each other
_DEEPEST_BLOCKS = 15  # loops and conditions in each other; Python allows 20 loops


def _depth(parsed: nodes.Node) -> int:
    """Return how deep the steps of an expression lie in each other: 2 * (3 + 4) has four."""
    deepest, waiting = 0, [(parsed, 0)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in node.iter_child_nodes()]
    return deepest


def _depth_of_brackets(source: str) -> int:
    """Return how deep brackets lie in each other, also those that no step needs."""
    steps = ((character in "([{") - (character in ")]}") for character in source)
    return max(accumulate(steps), default=0)


def _is_endless(number: nodes.Const) -> bool:
    return isinstance(number.value, int | float) and abs(number.value) > LARGEST


def beyond_measure(tag: Tag, parsed: nodes.Template | None) -> Problem | None:
    """Return why a tag is too long, too deep or holds too large a number; None for `parsed`: it is.

    Jinja and Python read one step inside another by calling themselves, so a tag that is too long
    is not read at all.
    """
    wanted = "a field’s name, as in “{{ title }}”"
    depth = _depth_of_brackets(tag.source)
    if parsed is None or max(depth, _depth(parsed)) > _DEEPEST:
        found = (
            f"is too long: it has {len(tag.source):,} characters, and at most {LONGEST:,} "
            f"characters and {_DEEPEST} nested steps are allowed"
        )
        return problem_of(tag, "unreadable-tag", found, wanted, "write a shorter tag")
    if any(_is_endless(each) for each in parsed.find_all(nodes.Const)):
        found = "has a number that is too large"
        return problem_of(tag, "unreadable-tag", found, wanted, None)
    return None


def too_deep(tags: Sequence[Tag]) -> Iterator[Problem]:
    """Yield the tag that opens one loop or condition in too many others."""
    depth = 0
    for tag in tags:
        if tag.keyword in ENDS:
            depth += 1
            if depth > _DEEPEST_BLOCKS:
                found = f"is inside {depth - 1} nested loops and conditions"
                wanted = f"at most {_DEEPEST_BLOCKS}"
                yield problem_of(tag, "unreadable-tag", found, wanted, None)
                return
        elif tag.keyword in ENDS.values():
            depth -= 1
