"""Marks that print as typed because Markdown, as read here, does not know them: HTML, “==…==”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct

# WHATWG HTML, index of elements, and those that it calls obsolete but people still type
_ELEMENTS = (
    "a|abbr|acronym|address|article|aside|audio|b|big|blockquote|body|br|button|canvas|caption"
    "|center|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|embed|figcaption|figure|font"
    "|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|map"
    "|mark|meta|nav|nobr|object|ol|p|param|pre|q|s|samp|script|section|small|span|strike|strong"
    "|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul|var"
    "|video|wbr"
)
_ATTRIBUTE = r"""\s+[A-Za-z_:@][\w:.@-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
TAG = re.compile(
    rf"</?({_ELEMENTS})(?:{_ATTRIBUTE}){{0,40}}\s*/?>|<(!doctype)\b[^<>]*>", re.IGNORECASE
)
_MARKS = {
    "=": re.compile(r"(?<![\w=])==(?=[^\s=])[^=\n]{0,300}?(?<=[^\s=])==(?!=)"),
    "+": re.compile(r"(?<![\w+])\+\+(?=[^\s+])[^+\n]{0,300}?(?<=[^\s+])\+\+(?![\w+])"),
}
# What another program would not show: notes of Obsidian, CriticMarkup and Jinja, and hidden HTML
_HIDDEN = {
    "%": re.compile(r"(?<![\d%])%%(?=[^%]*[A-Za-z])[^%]{1,2000}(?<!\d)%%"),
    "{": re.compile(r"\{(?:>>.{0,2000}?<<|--.{0,2000}?--|#.{0,2000}?#)\}", re.DOTALL),
    "<": re.compile(
        r"<\?.{0,2000}?\?>|<(?:script|style|template|noscript|details)\b[^<>]*>"
        r"|<[a-z][a-z0-9]*\s(?=[^<>]*>)(?:[^<>]*\s)?(?:hidden\b|style\s*=\s*[\"'][^\"'<>]*"
        r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0)|title\s*=)[^<>]*>",
        re.DOTALL | re.IGNORECASE,
    ),
}
HIDDEN_NOTE = "note"
"""The name of a mark whose words another program would not show."""
_NOTED, _FOUND = "typed_marks_noted", "typed_marks"


class TypedMark(Struct, frozen=True):
    """A mark as it was typed, and what it is: an element’s name, or its first character."""

    typed: str
    name: str


def note_typed_marks(parser: MarkdownIt) -> None:
    """Have a parser note each such mark while it reads; they stay text."""
    parser.inline.ruler.before("tag", "typed_note", _hidden)
    parser.inline.ruler.before("autolink", "typed_tag", _tag)
    parser.inline.ruler.before("emphasis", "typed_mark", _mark)
    parser.core.ruler.after("inline", "typed_marks", _owners)


def typed_marks(env: Mapping[str, object]) -> Iterator[tuple[Token, int, TypedMark]]:
    """Yield what was noted: the inline token, where in its content, the mark."""
    found = env.get(_FOUND)
    yield from found if isinstance(found, list) else ()


def _owners(state: StateCore) -> None:
    """Find the token of each mark, before a later rule gives the token other children."""
    owners = {id(token.children): token for token in state.tokens if token.type == "inline"}
    state.env[_FOUND] = [
        (owners[id(children)], at, mark)
        for children, at, mark in state.env.pop(_NOTED, ())
        if id(children) in owners
    ]


def tags_in(text: str) -> Iterator[tuple[int, TypedMark]]:
    """Yield each HTML tag in a text that is no Markdown, and where it begins."""
    for match in TAG.finditer(text):
        yield match.start(), TypedMark(match[0], (match[1] or match[2]).lower())


def _tag(state: StateInline, silent: bool) -> bool:
    if not silent and state.src[state.pos] == "<":
        if _HIDDEN["<"].match(state.src, state.pos, state.posMax):
            return False
        match = TAG.match(state.src, state.pos, state.posMax)
        if match:
            _note(state, TypedMark(match[0], (match[1] or match[2]).lower()))
    return False


def _mark(state: StateInline, silent: bool) -> bool:
    sign = state.src[state.pos]
    if silent:
        return False
    if sign in _MARKS and (match := _MARKS[sign].match(state.src, state.pos, state.posMax)):
        _note(state, TypedMark(match[0], sign))
    return False


def _hidden(state: StateInline, silent: bool) -> bool:
    pattern = _HIDDEN.get(state.src[state.pos])
    if not silent and pattern and (match := pattern.match(state.src, state.pos, state.posMax)):
        _note(state, TypedMark(match[0], HIDDEN_NOTE))
    return False


def _note(state: StateInline, mark: TypedMark) -> None:
    noted = state.env.setdefault(_NOTED, [])
    noted.append((state.tokens, state.pos, mark))
