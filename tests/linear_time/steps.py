"""The work of a regular expression on a text, counted.

Python's engine tries one way after another and says nothing of how many. This one tries the same
ways in the same order and counts each look at a character. It knows what the program's expressions
use; a bound of more than `BOUND` repetitions is lowered to that, so that it is seen on short texts
that such an expression takes a bounded time for each character.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from re import _constants as sre
from typing import Any

from .attacks import one, parsed

BOUND = 12
Then = Callable[[int], int]
"""Goes on from a place in the text; returns where the match ends, or -1."""


class TooManyStepsError(Exception):
    """More steps than were asked for."""


class Counter:
    """Counts the steps of one expression."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        source = pattern.pattern
        self._flags = pattern.flags
        self._bytes = isinstance(source, bytes)
        self._tree = list(parsed(pattern))
        self._text = ""
        self._steps, self._most = 0, 0
        self._groups: dict[int, tuple[int, int]] = {}
        self._known: dict[tuple[int, str], bool] = {}
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 60_000))

    def count(self, text: str, *, searches: bool, most: int) -> int:
        """Return the steps that it takes to find all matches, or to match once at the start.

        Raises TooManyStepsError.
        """
        self._text, self._steps, self._most = text, 0, most
        at, last = 0, len(text)
        if not searches:  # as fullmatch, which is not content with the first way
            self._groups = {}
            self._match(self._tree, 0, at, lambda place: place if place == last else -1)
            return self._steps
        while at <= last:
            self._groups = {}
            end = self._match(self._tree, 0, at, lambda place: place)
            at = end if end > at else at + 1
            self._step(1)
        return self._steps

    def _step(self, number: int) -> None:
        self._steps += number
        if self._steps > self._most:
            raise TooManyStepsError

    def _is(self, op: Any, value: Any, at: int) -> bool:
        self._step(1)
        if at >= len(self._text):
            return False
        letter = self._text[at]
        key = id(value) if not isinstance(value, int) else (int(op) << 32) + value, letter
        known = self._known.get(key)
        if known is None:
            forms = {letter}
            if self._flags & re.IGNORECASE:
                forms |= {letter.lower(), letter.upper()}
            if op is sre.ANY and self._flags & re.DOTALL:
                known = True
            else:
                known = any(
                    one(op, value, each, ascii_only=self._bytes) for each in forms if len(each) == 1
                )
            self._known[key] = known
        return known

    def _match(  # noqa: PLR0911, PLR0912 - one branch for each operation
        self, items: list[Any], index: int, at: int, then: Then
    ) -> int:
        """Match what is left of a sequence from a place in the text, and go on."""
        while index < len(items):
            op, value = items[index]
            index += 1
            if op in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
                if not self._is(op, value, at):
                    return -1
                at += 1
            elif op is sre.AT:
                self._step(1)
                if not self._at(value, at):
                    return -1
            elif op in (sre.ASSERT, sre.ASSERT_NOT):
                direction, inner = value
                start = at - inner.getwidth()[1] if direction < 0 else at
                met = start >= 0 and self._match(list(inner), 0, start, lambda p: p) >= 0
                if met is (op is sre.ASSERT_NOT):
                    return -1
            elif op is sre.GROUPREF:
                begin, end = self._groups.get(value, (0, -1))
                held = self._text[begin:end]
                self._step(len(held) + 1)
                if end < 0 or not self._text.startswith(held, at):
                    return -1
                at += len(held)
            elif op is sre.ATOMIC_GROUP:
                at = self._match(list(value), 0, at, lambda p: p)
                if at < 0:
                    return -1
            else:
                rest = self._rest(items, index, then)
                if op is sre.SUBPATTERN:
                    return self._group(value, at, rest)
                if op is sre.BRANCH:
                    for branch in value[1]:
                        end = self._match(list(branch), 0, at, rest)
                        if end >= 0:
                            return end
                    return -1
                if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
                    return self._repeat(op, value, at, rest)
                raise AssertionError(op)
        return then(at)

    def _rest(self, items: list[Any], index: int, then: Then) -> Then:
        return lambda place: self._match(items, index, place, then)

    def _group(self, value: Any, at: int, rest: Then) -> int:
        number, _, _, inner = value
        before = self._groups.get(number) if number is not None else None

        def closed(place: int) -> int:
            if number is not None:
                self._groups[number] = at, place
            return rest(place)

        end = self._match(list(inner), 0, at, closed)
        if end < 0 and number is not None:
            if before is None:
                self._groups.pop(number, None)
            else:
                self._groups[number] = before
        return end

    def _repeat(self, op: Any, value: Any, at: int, rest: Then) -> int:
        least, most, inner = value
        if most is sre.MAXREPEAT:
            most = len(self._text) + 1
        elif most > BOUND:
            most = max(BOUND, least)
        items = list(inner)
        simple = len(items) == 1 and items[0][0] in (
            *(sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY),
        )
        if simple:
            return self._repeat_one(op, items[0], at, (least, most), rest)
        if op is sre.POSSESSIVE_REPEAT:
            for times in range(most):
                end = self._match(items, 0, at, lambda p: p)
                if end < 0 or end == at:
                    if times < least:
                        return -1
                    break
                at = end
            return rest(at)

        def again(times: int, place: int, before: int) -> int:
            if times >= least and place == before and times:
                return rest(place)
            if op is sre.MIN_REPEAT and times >= least:
                end = rest(place)
                if end >= 0:
                    return end
            if times < most:
                end = self._match(items, 0, place, lambda p: again(times + 1, p, place))
                if end >= 0:
                    return end
            return rest(place) if op is sre.MAX_REPEAT and times >= least else -1

        return again(0, at, -1)

    def _repeat_one(  # noqa: PLR0911 - as above
        self, op: Any, item: Any, at: int, bounds: tuple[int, int], rest: Then
    ) -> int:
        least, most = bounds
        place = at
        if op is sre.MIN_REPEAT:
            while place - at < least:
                if not self._is(*item, place):
                    return -1
                place += 1
            while True:
                end = rest(place)
                if end >= 0:
                    return end
                if place - at >= most or not self._is(*item, place):
                    return -1
                place += 1
        while place - at < most and self._is(*item, place):
            place += 1
        if place - at < least:
            return -1
        if op is sre.POSSESSIVE_REPEAT:
            return rest(place)
        while place - at >= least:
            self._step(1)
            end = rest(place)
            if end >= 0:
                return end
            place -= 1
        return -1

    def _at(self, value: Any, at: int) -> bool:
        text = self._text
        if value in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
            lines = self._flags & re.MULTILINE and value is sre.AT_BEGINNING
            return at == 0 or bool(lines and text[at - 1] == "\n")
        if value in (sre.AT_END, sre.AT_END_STRING):
            if at == len(text):
                return True
            if value is sre.AT_END_STRING:
                return False
            return text[at] == "\n" and (at == len(text) - 1 or bool(self._flags & re.MULTILINE))
        sides = [
            bool(part) and (part.isalnum() or part == "_")
            for part in (text[at - 1 : at], text[at : at + 1])
        ]
        if at == 0:
            sides[0] = False
        return (sides[0] != sides[1]) == (value is sre.AT_BOUNDARY)
