"""How markdown-it reads the Markdown of papers: its rules, each with the place in its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, image, link
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.attrs.index import _span_rule
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from panel_papers.content.markdown.raised import read_raised
from panel_papers.content.markdown.typed_marks import note_typed_marks
from panel_papers.core import (
    FIGURE,
    NAMED,
    REFERENCE,
    Missing,
    Reference,
    figure_tag,
)

_FOOTNOTE_MARK = re.compile(r"\[\^[^\s\]]{1,100}\]")
# A passage in another language (BCP 47): [y testun]{lang=cy}. All else in braces prints as typed.
_LANGUAGE = re.compile(r"\{lang=(\"?)[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\1\}")
# What looks like a template's tag prints as typed: no mark in it (`__init__`) is Markdown's.
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}

_InlineRule = Callable[[StateInline, bool], bool]


def _last(state: StateInline, sign: str) -> int:
    """Return where a sign is last in an inline text; each text is searched for it once."""
    kept: dict[tuple[str, str], int] = state.env.setdefault("last", {})
    key = state.src, sign
    if key not in kept:
        kept[key] = state.src.rfind(sign)
    return kept[key]


def _closed(rule: _InlineRule) -> _InlineRule:
    """Return a rule of links or pictures that is asked only where a “]” is to come."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        return _last(state, "]") > state.pos and rule(state, silent)

    return wrapped


def _located(rule: _InlineRule) -> _InlineRule:
    """Return the rule, which now also notes where in the inline text its token begins."""

    def wrapped(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[count:]:
            token.meta.setdefault("at", start)
        return True

    return wrapped


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    """Find a footnote's mark; the plugin's own search alone takes quadratic time on “[^[^[^”."""
    if not _FOOTNOTE_MARK.match(state.src, state.pos, state.posMax):
        return False
    return bool(footnote_ref(state, silent, always_match=True))


def _passage(state: StateInline, silent: bool) -> bool:
    """Find a passage in another language; the plugin alone would swallow braces of any kind."""
    if state.src[state.pos] != "[" or _last(state, "]{lang=") < state.pos:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, disableNested=False)
    if end < 0 or not _LANGUAGE.match(state.src, end + 1, state.posMax):
        return False
    return _span_rule(state, silent, allowed={"lang"})


def _tag(state: StateInline, silent: bool) -> bool:
    """Take what looks like a template's tag as text, a figure's as what the figure prints.

    That is a node of its own (“figure”), whose content no mark in it can change.
    """
    figure = FIGURE.match(state.src, state.pos, state.posMax)
    tag = figure_tag(figure[1]) if figure else None
    printed = state.env["figures"].get(tag.key) if tag else None
    if figure and tag and printed is not None:
        if not silent:
            token = state.push("figure", "", 0)
            token.content = str(printed)
            token.meta = {
                "at": state.pos,
                "name": tag.name,
                "tag": tag,
                "typed": figure[0],
                "missing": isinstance(printed, Missing),
            }
        state.pos = figure.end()
        return True
    if _reference(state, silent):
        return True
    end = _end_of_tag(state)
    if end is None:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _reference(state: StateInline, silent: bool) -> bool:
    """Read a reference by name as a node of its own (“reference”), whose content it prints.

    Before it is known what the name stands for, that is a paragraph for those who read it.
    """
    match = REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        name, before = match[1], state.src[: state.pos]
        known = state.env["named"].get(name)
        token = state.push("reference", "", 0)
        token.content = (known or Reference(name, "paragraph", "1")).printed_after(before)
        token.meta = {"at": state.pos, "name": name, "typed": match[0], "before": before}
    state.pos = match.end()
    return True


def _names(state: StateCore) -> None:
    """Take the name at the end of a paragraph or a heading off its text: `{#costs}`."""
    for block, inline in pairwise(state.tokens):
        if inline.type != "inline" or block.type not in {"paragraph_open", "heading_open"}:
            continue
        named = NAMED.search(inline.content)
        if named and inline.content[: named.start()].strip():
            block.meta["name"] = named[1]
            inline.content = inline.content[: named.start()]


def _end_of_tag(state: StateInline) -> int | None:
    """Return where what looks like a template's tag ends; None where there is none.

    What was searched for its end in vain is not searched again: “{{{{{…” takes linear time.
    """
    closing = _CLOSING.get(state.src[state.pos : state.pos + 2])
    if closing is None:
        return None
    kept = state.env.setdefault("searched", {})
    searched: dict[str, int] = kept.setdefault((state.src, state.posMax), {})
    begin = state.pos + 2
    if begin < searched.get(closing, 0):
        return None
    line_end = state.src.find("\n", begin, state.posMax)
    limit = state.posMax if line_end < 0 else line_end
    found = state.src.find(closing, begin, limit)
    if found < 0:
        searched[closing] = limit
        return None
    return found + len(closing)


def full_parser() -> MarkdownIt:
    """Return a parser that reads all that papers may have."""
    parser = MarkdownIt("commonmark", {"html": False, "store_labels": True})
    parser.enable(["table", "strikethrough"])
    # Undefined notes come as tokens too, so that the problem can be reported with its place.
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.use(attrs_plugin, after=(), spans=True, allowed=("lang",))
    located: dict[str, _InlineRule] = {
        "link": _closed(link),
        "image": _closed(image),
        "autolink": autolink,
        "footnote_ref": _footnote_ref,
        "span": _passage,
    }
    for name, rule in located.items():
        parser.inline.ruler.at(name, _located(rule))
    parser.inline.ruler.before("escape", "tag", _tag)
    parser.core.ruler.after("block", "names", _names)
    note_typed_marks(parser)
    read_raised(parser)
    parser.inline.ruler.before("typed_tag", "line_break", _line_break)
    # Every address is a link here; the writer refuses the bad ones by name. Otherwise
    # `[x](javascript:…)` would print as typed, without a word.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


def block_parser() -> MarkdownIt:
    """Return a parser that says where the blocks are, and does not read what is in them."""
    parser = MarkdownIt("commonmark", {"html": False})
    parser.enable(["table"])
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


_LINE_BREAK = re.compile(r"<br\s{0,9}/?> {0,9}", re.IGNORECASE)


def _line_break(state: StateInline, silent: bool) -> bool:
    """Read `<br>` as a line break: the one way to have it in a cell of a table."""
    match = _LINE_BREAK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending = state.pending.rstrip(" ")
        state.push("hardbreak", "br", 0)
    state.pos = match.end()
    return True
