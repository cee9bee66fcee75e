"""Texts that take a regular expression long, made from the expression itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import _constants as sre, _parser

_TRIED = [chr(n) for n in (*range(32, 127), 9, 10, 13, 0xA0, 0xA3, 0xE9, 0x2013, 0x2019, 0x201C, 0)]
_ENDS = ("", "\x01", "\n", " ", "a", "!", "}", ")")


def attacks(pattern: re.Pattern[str] | re.Pattern[bytes], n: int) -> Iterator[str]:
    """Yield texts of about n characters: every piece that can repeat, repeated."""
    seen: set[str] = set()
    for before, piece in pieces(pattern):
        if not piece:
            continue
        run = piece * (n // len(piece) + 1)
        for end in _ENDS:
            text = before + run + end
            if text not in seen:
                seen.add(text)
                yield text


def pieces(pattern: re.Pattern[str] | re.Pattern[bytes]) -> list[tuple[str, str]]:
    """Return what can repeat in an expression, with what comes before it."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = _parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    found: list[tuple[str, str]] = []
    _walk(tree, "", found)
    letters = sorted(_letters(tree))
    for each in _examples(tree):
        found += [("", each), ("", each[:-1]), ("", each[1:]), ("", each + " "), ("", each + "\n")]
    for before, piece in list(found):
        found += [("", before), ("", before + piece), ("", before + piece + " "), ("", piece)]
    found += [("", a) for a in letters]
    found += [("", a + b) for a in letters for b in letters if a != b][:200]
    return list(dict.fromkeys(found))


def _walk(tree, before: str, found: list[tuple[str, str]]) -> str:
    """Gather what repeats in a tree, and return an example of the tree with what was before."""
    for op, value in tree:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, item = value
            if most > 8:
                for example in _examples(item):
                    found.append((before, example))
            inside = _walk(item, before, found)
            before = before + inside[len(before):] * max(least, 1 if most else 0)
        elif op is sre.SUBPATTERN:
            before = _walk(value[-1], before, found)
        elif op is sre.ATOMIC_GROUP:
            before = _walk(value, before, found)
        elif op is sre.BRANCH:
            befores = [_walk(each, before, found) for each in value[1]]
            before = befores[0]
        elif op in (sre.ASSERT, sre.ASSERT_NOT) or op is sre.GROUPREF_EXISTS:
            _walk(value[1], before, found)
        else:
            before += next(iter(_of_one(op, value)), "")
    return before


def _examples(tree) -> list[str]:
    """Return a few texts that a tree matches, or nearly."""
    results = [""]
    for op, value in tree:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, item = value
            inner = [each * max(least, 1) for each in _examples(item)] if most else [""]
        elif op is sre.SUBPATTERN:
            inner = _examples(value[-1])
        elif op is sre.ATOMIC_GROUP:
            inner = _examples(value)
        elif op is sre.BRANCH:
            inner = [text for each in value[1] for text in _examples(each)[:2]]
        elif op in (sre.ASSERT, sre.ASSERT_NOT, sre.AT, sre.GROUPREF, sre.GROUPREF_EXISTS, sre.FAILURE):
            inner = [""]
        else:
            inner = _of_one(op, value) or [""]
        results = [a + b for b in inner[:6] for a in results[:3]][:12]
    return list(dict.fromkeys(results))


def _of_one(op, value) -> list[str]:
    """Return a few characters that a set matches, of different kinds."""
    if op in (sre.ASSERT, sre.ASSERT_NOT, sre.AT, sre.GROUPREF, sre.GROUPREF_EXISTS, sre.FAILURE):
        return []
    if op is sre.LITERAL:
        return [chr(value)]
    fits = [c for c in _TRIED if one(op, value, c)]
    if not fits and op is sre.IN:
        fits = [chr(v[0] if o is sre.RANGE else v) for o, v in value if o in (sre.LITERAL, sre.RANGE)]
    kinds: dict[str, str] = {}
    for c in "aA1 (" + "".join(fits):
        if c in fits:
            kind = "a" if c.islower() else "A" if c.isupper() else "1" if c.isdigit() else " " if c.isspace() else c
            kinds.setdefault(kind, c)
    return list(kinds.values())[:6]


def _letters(tree) -> set[str]:
    found: set[str] = set()
    for op, value in tree:
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            found |= _letters(value[2])
        elif op is sre.SUBPATTERN:
            found |= _letters(value[-1])
        elif op is sre.ATOMIC_GROUP:
            found |= _letters(value)
        elif op is sre.BRANCH:
            for each in value[1]:
                found |= _letters(each)
        elif op in (sre.ASSERT, sre.ASSERT_NOT) or op is sre.GROUPREF_EXISTS:
            found |= _letters(value[1])
        else:
            found |= set(_of_one(op, value)[:3])
    return found


def one(op, value, c: str, *, ascii_only: bool = False) -> bool:
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
        word = c.isalnum() or c == "_"
        if ascii_only and not c.isascii():
            word = False
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
        return negated != any(one(o, v, c, ascii_only=ascii_only) for o, v in value if o is not sre.NEGATE)
    raise AssertionError(op)
