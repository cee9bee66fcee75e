"""HTML comments in Markdown, which are notes to the author: found, and taken out of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct

FILLER = "\ufdd0"
"""Takes the place of each character of a comment, so that all that is left keeps its place.

A noncharacter (Unicode 23.7), which no text holds. Unlike a space it neither makes a line blank nor
indents it, so the blocks around a comment are read as if it were a word.
"""

_PARAGRAPH, _CODE = (
    frozenset({"paragraph_open", "heading_open"}),
    frozenset({"fence", "code_block"}),
)
# “<!-->” and “<!--->” are comments too (WHATWG HTML 13.2.5.43, CommonMark 0.31 6.6)
_COMMENT = re.compile(r"<!--(?:-?>|(.*?)(?:--!?>|\Z))", re.DOTALL)
_CLOSING = frozenset({"paragraph_close", "heading_close"})
_BREAKS = frozenset({"softbreak", "hardbreak"})
_SIGN = re.compile(r"\\|`+|<!--")
_GAP = re.compile(rf"(?<![ \t])[ \t]*{FILLER}+(?=[ \t]|$)|{FILLER}+")
_MOST_READINGS = 20  # a text is read again after each comment that may have opened or closed code


class Comment(Struct, frozen=True):
    """One comment: where it begins in the text, what it says, and whether it is closed."""

    start: int
    words: str
    closed: bool


def without_comments(
    text: str, read: Callable[[str], Sequence[Token]]
) -> tuple[str, tuple[Comment, ...]]:
    """Return the text with its comments filled over, and the comments; code keeps its own.

    `read` returns the blocks of a text as Markdown. A comment that is never closed goes to the end.
    """
    found: list[Comment] = []
    filled: list[str] = []  # the text up to `done`
    done, readings = 0, 0
    places = _Places(text, ())
    while text.find("<!--", done) >= 0:
        if not readings or (places.stale and readings < _MOST_READINGS):
            so_far = "".join(filled)
            places = _Places(text, read(so_far + text[done:]), done)
            readings += 1
        start = places.next()
        match = None if start is None else _COMMENT.match(text, start)
        if match is None:
            break
        found.append(Comment(match.start(), (match[1] or "").strip(), _is_closed(match[0])))
        filled += (text[done : match.start()], re.sub(r"[^\n]", FILLER, match[0]))
        done = places.at = match.end()
        places.stale = bool(re.search(r"[`~\n]", match[0]))
    return "".join([*filled, text[done:]]), tuple(found)


class _Places:
    """A walk over the comments of a text that are not in code, from a place on.

    It is `stale` where a comment may have held the beginning or the end of code.
    """

    def __init__(self, text: str, tokens: Sequence[Token], at: int = 0) -> None:
        self.at, self.stale = at, False
        self._text = text
        self._stretches = _text_of(text, tokens)
        self._first, self._last = 0, 0
        self._unmatched: set[int] = set()

    def next(self) -> int | None:
        """Return where the next comment begins; None where there is none."""
        while True:
            self.at = max(self.at, self._first)
            found = self._outside_code() if self.at < self._last else None
            if found is not None:
                return found
            stretch = next(self._stretches, None)
            if stretch is None:
                return None
            self._first, self._last = stretch
            self._unmatched.clear()

    def _outside_code(self) -> int | None:
        """Return the next “<!--” of the stretch, code spans and escaped characters passed over."""
        text, end = self._text, self._last
        while sign := _SIGN.search(text, self.at, end):
            at = sign.start()
            if sign[0].startswith("\\"):
                self.at = at + 2
            elif sign[0].startswith("`"):
                self.at = self._after_code(sign, end)
            else:
                self.at = at
                return at
        self.at = end
        return None

    def _after_code(self, opening: re.Match[str], end: int) -> int:
        length = len(opening[0])
        closing = None
        if length not in self._unmatched:
            pattern = re.compile(rf"(?<!`)`{{{length}}}(?!`)")
            closing = pattern.search(self._text, opening.end(), end)
        if closing is None:
            self._unmatched.add(length)
            return opening.end()
        return closing.end()


def without_fillers(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens of a filled text as if nothing had been there.

    A paragraph or heading that held nothing but comments is left out.
    """
    waiting: list[Token] = []
    for token in tokens:
        if token.type == "inline" and FILLER in token.content:
            token.children = _unfilled(token.children or [])
        waiting.append(token)
        if token.type in {"paragraph_open", "heading_open", "inline"}:
            continue
        inside = waiting[1] if len(waiting) == 3 and token.type in _CLOSING else None
        if inside is None or inside.children or FILLER not in inside.content:
            yield from waiting
        waiting = []
    yield from waiting


def _unfilled(children: Iterable[Token]) -> list[Token]:
    """Return a paragraph's tokens without fillers, nor the spaces and line ends around them."""
    found: list[Token] = []
    for child in children:
        if FILLER in child.content:
            child.content = _GAP.sub("", child.content)
            if not child.content and child.type == "text":
                continue
        if child.type in _BREAKS and (not found or found[-1].type in _BREAKS):
            continue
        found.append(child)
    while found and (found[-1].type in _BREAKS or found[-1].content.isspace()):
        found.pop()
    if found and found[0].type == "text":
        found[0].content = found[0].content.lstrip()
    return found


def _is_closed(comment: str) -> bool:
    return comment.endswith(("-->", "--!>", "<!-->", "<!--->"))


def _text_of(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield where text is that is no block of code: each paragraph as a whole, else each line."""
    starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]
    starts.append(len(text) + 1)
    count = len(starts) - 1
    owner: dict[int, int] = {}  # the last line of the paragraph or the code that a line is in
    code: set[int] = set()
    for token in tokens:
        first, last = token.map or (0, 0)
        if token.type in _CODE:
            code.update(range(first, last))
        elif token.type in _PARAGRAPH:
            owner[first] = last
    line = 0
    while line < count:
        after = owner.get(line, line + 1)
        if line not in code:
            yield starts[line], min(starts[min(after, count)], len(text))
        line = max(after, line + 1)
