"""Texts that take a regular expression long, made from the expression itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as sre, _parser
from typing import Any

_CODES = (*range(32, 127), 9, 10, 13, 0xA0, 0xA3, 0xE9, 0x2013, 0x2019, 0x201C, 0)
_TRIED = [chr(code) for code in _CODES]
_ENDS = ("", "\x01")
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_EMPTY = (sre.ASSERT, sre.ASSERT_NOT, sre.AT, sre.GROUPREF, sre.GROUPREF_EXISTS, sre.FAILURE)
_PAIRS = 20
_LETTERS = 36  # of a short text
_MOST = 45  # pieces of one expression
Pattern = re.Pattern[str] | re.Pattern[bytes]


def parsed(pattern: Pattern) -> Any:
    """Return an expression as Python's engine reads it."""
    if isinstance(pattern.pattern, bytes):
        return _parser.parse(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII)
    return _parser.parse(pattern.pattern, pattern.flags)


def repeats(tree: Any) -> int:
    """Return how many pieces of an expression may repeat without end."""
    return sum(value[1] is sre.MAXREPEAT for op, value in every(tree) if op in _REPEATS)


def every(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each piece of an expression, and what is inside it."""
    for op, value in tree:
        yield op, value
        for inner in inside(op, value):
            yield from every(inner)


def inside(op: Any, value: Any) -> list[Any]:
    """Return the sequences that a piece of an expression is made of."""
    if op in _REPEATS:
        return [value[2]]
    if op is sre.SUBPATTERN:
        return [value[-1]]
    if op is sre.ATOMIC_GROUP:
        return [value]
    if op is sre.BRANCH:
        return list(value[1])
    if op in (sre.ASSERT, sre.ASSERT_NOT, sre.GROUPREF_EXISTS):
        return [value[1]]
    return []


def attacks(pattern: Pattern, times: int) -> Iterator[str]:
    """Yield texts of every piece that can repeat, repeated `times` as often as in the shortest."""
    for before, piece in pieces(pattern):
        run = piece * (times * max(4, _LETTERS // len(piece)))
        for end in _ENDS:
            yield before + run + end


def pieces(pattern: Pattern) -> list[tuple[str, str]]:
    """Return what can repeat in an expression, with what comes before it."""
    tree = parsed(pattern)
    inner: list[tuple[str, str]] = []
    _walk(tree, "", inner)
    letters = sorted(_letters(tree))
    found = [("", a) for a in letters]
    for each in _examples(tree):
        found += [("", each), ("", each[:-1]), ("", each[1:]), ("", each + " ")]
    found += inner
    for before, piece in inner:
        found += [("", piece), ("", before + piece), (before, piece + " "), ("", before)]
    found += [("", a + b) for a in letters for b in letters if a != b][:_PAIRS]
    return list(dict.fromkeys((before, piece) for before, piece in found if piece))[:_MOST]


def _walk(tree: Any, before: str, found: list[tuple[str, str]]) -> str:
    """Gather what repeats in a tree, and return an example of the tree with what was before."""
    for op, value in tree:
        if op in _REPEATS:
            least, most, item = value
            if most is sre.MAXREPEAT:
                found += [(before, example) for example in _examples(item)]
            end = _walk(item, before, found)
            before += end[len(before) :] * max(least, 1 if most else 0)
        elif op is sre.BRANCH:
            found += [(before, example) for each in value[1] for example in _examples(each)[:1]]
            before, *_ = [_walk(each, before, found) for each in value[1]]
        elif op in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            before = _walk(inside(op, value)[0], before, found)
        elif op in (sre.ASSERT, sre.ASSERT_NOT, sre.GROUPREF_EXISTS):
            _walk(value[1], before, found)
        else:
            before += next(iter(_of_one(op, value)), "")
    return before


def _examples(tree: Any) -> list[str]:
    """Return a few texts that a tree matches, or nearly."""
    results = [""]
    for op, value in tree:
        if op in _REPEATS:
            least, most, item = value
            inner = [each * max(least, 1) for each in _examples(item)] if most else [""]
        elif op is sre.BRANCH:
            inner = [text for each in value[1] for text in _examples(each)[:2]]
        elif op in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            inner = _examples(inside(op, value)[0])
        else:
            inner = _of_one(op, value) or [""]
        results = [a + b for b in inner[:4] for a in results[:2]][:8]
    return list(dict.fromkeys(results))


def _of_one(op: Any, value: Any) -> list[str]:
    """Return a few characters that a set matches, of different kinds."""
    if op in _EMPTY:
        return []
    if op is sre.LITERAL:
        return [chr(value)]
    fits = [c for c in _TRIED if one(op, value, c)]
    if not fits and op is sre.IN:
        fits = [
            chr(v[0] if o is sre.RANGE else v) for o, v in value if o in (sre.LITERAL, sre.RANGE)
        ]
    kinds = {_kind_of(c): c for c in reversed(fits)}
    kinds |= {_kind_of(c): c for c in "aA1 (" if c in fits}
    return sorted(kinds.values(), key=lambda c: ("aA1 (".find(c) % 9, c))[:5]


def _kind_of(c: str) -> str:
    if c.isalpha():
        return "a" if c.islower() else "A"
    return "1" if c.isdigit() else " " if c.isspace() else c


def _letters(tree: Any) -> set[str]:
    return {c for op, value in every(tree) if not inside(op, value) for c in _of_one(op, value)[:2]}


def one(op: Any, value: Any, c: str, *, ascii_only: bool = False) -> bool:
    """Return whether one character is matched by one set of an expression."""
    if op is sre.LITERAL:
        return ord(c) == value
    if op is sre.NOT_LITERAL:
        return ord(c) != value
    if op is sre.ANY:
        return c != "\n"
    if op is sre.RANGE:
        return value[0] <= ord(c) <= value[1]
    if op is sre.CATEGORY:
        word = (c.isalnum() or c == "_") and (c.isascii() or not ascii_only)
        kinds = {
            sre.CATEGORY_DIGIT: c.isdecimal() and (c.isascii() or not ascii_only),
            sre.CATEGORY_SPACE: c.isspace() and (c.isascii() or not ascii_only),
            sre.CATEGORY_WORD: word,
            sre.CATEGORY_NOT_DIGIT: not c.isdecimal(),
            sre.CATEGORY_NOT_SPACE: not c.isspace(),
            sre.CATEGORY_NOT_WORD: not word,
        }
        return kinds[value]
    if op is sre.IN:
        negated = value[0][0] is sre.NEGATE
        sets = [each for each in value if each[0] is not sre.NEGATE]
        return negated != any(one(o, v, c, ascii_only=ascii_only) for o, v in sets)
    raise AssertionError(op)
