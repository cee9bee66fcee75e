"""Superscripts and subscripts: “m^2^”, “H~2~O”, “1<sup>st</sup>”, “CO<sub>2</sub>”.

Nodes of the kinds “sup” and “sub”. “2^10”, “~5”, “10~15~20” and “~~words~~” are none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

# mdit-py-plugins' superscript and subscript rules take “2^10,3^” and “~a~” at any place: these ask
# for signs as people raise and lower them. A decimal as in PM~2.5~ is one.
_SIGN = r"[\w+−=()/-]|(?<=\d)[.,](?=\d)"
_MARKS = {
    "^": ("sup", re.compile(rf"(?<![\[\^\s])\^((?:{_SIGN}){{1,30}})\^(?![\^\d])")),
    "~": ("sub", re.compile(rf"(?<=[\w)\]])~((?:{_SIGN}){{1,15}})~(?!~|\d)")),
}
_OPEN = re.compile(r"<(sup|sub)>", re.IGNORECASE)
_LONGEST = 300
_CLOSE = {name: re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE) for name in ("sup", "sub")}

# The signs that Unicode has raised or lowered: in plain text “10^6^” is never the number 106.
_RAISED = dict(zip("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_SIGNS: Mapping[str, Mapping[str, str]] = {"sup": _RAISED, "sub": _LOWERED}


def as_plain(text: str, kind: str) -> str:
    """Return a raised or lowered text in Unicode’s own signs, where it has all of them."""
    signs = _SIGNS[kind]
    return "".join(signs[each] for each in text) if set(text) <= signs.keys() else text


def read_raised(parser: MarkdownIt) -> None:
    """Have a parser read such marks and elements."""
    parser.inline.ruler.before("emphasis", "raised_mark", _mark)
    parser.inline.ruler.before("typed_tag", "raised_element", _element)


def _mark(state: StateInline, silent: bool) -> bool:
    kind, pattern = _MARKS.get(state.src[state.pos], (None, None))
    match = pattern.match(state.src, state.pos, state.posMax) if pattern else None
    if match is None or kind is None:
        return False
    before, sign = state.src[state.pos - 1 : state.pos], match[1]
    if kind == "sub" and before.isdigit() and sign.isdigit():
        return False  # “10~15~”: from 10 to 15
    if not silent:
        state.push(f"{kind}_open", kind, 1)
        state.push("text", "", 0).content = sign
        state.push(f"{kind}_close", kind, -1)
    state.pos = match.end()
    return True


def _element(state: StateInline, silent: bool) -> bool:
    opened = _OPEN.match(state.src, state.pos, state.posMax)
    if opened is None:
        return False
    kind = opened[1].lower()
    limit = min(state.posMax, opened.end() + _LONGEST)
    closed = _CLOSE[kind].search(state.src, opened.end(), limit)
    if closed is None or not state.src[opened.end() : closed.start()].strip():
        return False
    if _OPEN.search(state.src, opened.end(), closed.start()):
        return False
    if not silent:
        ends = state.posMax
        state.push(f"{kind}_open", kind, 1)
        state.pos, state.posMax = opened.end(), closed.start()
        state.md.inline.tokenize(state)
        state.push(f"{kind}_close", kind, -1)
        state.posMax = ends
    state.pos = closed.end()
    return True
