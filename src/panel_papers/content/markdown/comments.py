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
_TICKS = re.compile(r"`+")
_GAP = re.compile(rf"[ \t]*{FILLER}+(?=[ \t]|$)|{FILLER}+")
_MOST_READINGS = 100  # a text is read again after each comment that may have opened or closed code


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
    at, readings = 0, 0
    stretches: list[tuple[int, int]] | None = None
    while (start := text.find("<!--", at)) >= 0:
        if stretches is None or readings == 0:
            stretches = list(_text_of(text, read(text)))
            readings += 1
        place = _next(text, stretches, start)
        if place is None:
            break
        match = _COMMENT.match(text, place)
        if match is None:  # never: the pattern takes all that begins so
            break
        found.append(Comment(place, (match[1] or "").strip(), _is_closed(match[0])))
        text = text[:place] + _filled(match[0]) + text[match.end() :]
        at = match.end()
        if re.search(r"[`~\n]", match[0]) and readings < _MOST_READINGS:
            stretches = None
    return text, tuple(found)


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


def _filled(comment: str) -> str:
    return re.sub(r"[^\n]", FILLER, comment)


def _next(text: str, stretches: Sequence[tuple[int, int]], start: int) -> int | None:
    """Return where the first comment from `start` on begins that is not in code."""
    for first, last in stretches:
        if last <= start:
            continue
        at = first
        while (found := _outside_code(text, at, last)) is not None:
            if found >= start:
                return found
            at = found + 1
    return None


def _outside_code(text: str, at: int, end: int) -> int | None:
    """Return where “<!--” is next in a paragraph, code spans and escaped characters passed over."""
    while at < end:
        if text[at] == "\\":
            at += 2
        elif text[at] == "`":
            ticks = _TICKS.match(text, at, end)
            length = len(ticks[0]) if ticks else 1
            closing = re.compile(rf"(?<!`)`{{{length}}}(?!`)").search(text, at + length, end)
            at = closing.end() if closing else at + length
        elif text.startswith("<!--", at):
            return at
        else:
            at += 1
    return None


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
