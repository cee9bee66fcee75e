"""Spans of words written as Markdown: marks, links, notes, line breaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TypeAlias

from msgspec.structs import replace

from panel_papers.core import Span
from panel_papers.inputs.word_sections.escaping import escaped

Mark: TypeAlias = tuple[str, str]
"""A mark around words: its kind, and for a link or a language what it says."""
_ORDER = ("link", "language", "strong", "em", "s", "sup", "sub")
_RAISED = {"sup": ("<sup>", "</sup>"), "sub": ("<sub>", "</sub>")}
# Noncharacters around a letter that is written as a reference to the character.
_OPEN, _CLOSE = "\ufdd1", "\ufdd2"
_WRITTEN_OUT = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")


def inline(spans: Sequence[Span], *, line_break: str) -> str:
    """Return canonical spans as Markdown; `line_break` is what a line break is written as."""
    return "".join(_Writer(line_break).pieces(spans, frozenset()))


class _Writer:
    """Writes spans, the mark that goes furthest outermost."""

    def __init__(self, line_break: str) -> None:
        self._break = line_break

    def pieces(self, spans: Sequence[Span], within: frozenset[Mark]) -> list[str]:
        """Return spans as pieces of Markdown; the marks of `within` are around them already."""
        out: list[str] = []
        rest = list(spans)
        at = 0
        while at < len(rest):
            mark = _outermost(rest, at, within)
            if mark is None:
                words = self._words(rest[at])
                _part_from_bracket(out, words)
                out.append(words)
                at += 1
                continue
            end = at + _reach(rest, at, mark)
            if _spaces_out(rest, at, end):  # no mark begins or ends at a space
                continue
            inner = "".join(self.pieces(rest[at:end], within | {mark}))
            opening, closing = _signs(mark, inner, out, rest[end : end + 1], within)
            flanks = mark[0] in ("strong", "em", "s")
            if flanks and _needs_sign(inner[:1], rest[at - 1].text[-1:] if at else "", opening):
                _write_out_last(out)
            after = rest[end].text[:1] if end < len(rest) else ""
            if flanks and _needs_sign(inner[-1:], after, opening):
                rest[end] = _first_written_out(rest[end])
            _part_from_bracket(out, opening)
            out += (opening, inner, closing)
            at = end
        return out

    def _words(self, span: Span) -> str:
        if span.note:
            return f"[^{span.note}]"
        if "code" in span.marks:
            return _code(span.text)
        return self._break.join(_text(part) for part in span.text.split("\n"))


def _spaces_out(spans: list[Span], at: int, end: int) -> bool:
    """Make spaces at the ends of a stretch spans without marks; say whether there were any.

    Readers give a space the marks that its neighbours share.
    """
    first, last = spans[at], spans[end - 1]
    if last.text != (kept := last.text.rstrip()) and "code" not in last.marks:
        spans[end - 1 : end] = [*_if_words(replace(last, text=kept)), Span(last.text[len(kept) :])]
        return True
    if first.text != (kept := first.text.lstrip()) and "code" not in first.marks:
        room = len(first.text) - len(kept)
        spans[at : at + 1] = [Span(first.text[:room]), *_if_words(replace(first, text=kept))]
        return True
    return False


def _if_words(span: Span) -> list[Span]:
    return [span] if span.text else []


def _part_from_bracket(out: list[str], following: str) -> None:
    """Keep an exclamation mark from making a picture of the link after it."""
    if following.startswith("[") and out and out[-1].endswith("!"):
        out[-1] = f"{out[-1][:-1]}\\!"


def _outermost(spans: Sequence[Span], at: int, within: frozenset[Mark]) -> Mark | None:
    """Return the mark that begins at a span and goes furthest; a language is around all others."""
    marks = [each for each in _marks(spans[at]) if each not in within]
    return max(
        marks,
        key=lambda each: (
            each[0] == "language",
            _reach(spans, at, each),
            -_ORDER.index(each[0]),
        ),
        default=None,
    )


def _marks(span: Span) -> list[Mark]:
    found: list[Mark] = [(each, "") for each in sorted(span.marks - {"code"})]
    if span.link:
        found.append(("link", span.link))
    if span.language:
        found.append(("language", span.language))
    return found


def _reach(spans: Sequence[Span], at: int, mark: Mark) -> int:
    """Return how many spans from one on have a mark."""
    count = 0
    while at + count < len(spans) and mark in _marks(spans[at + count]):
        if mark[0] == "link" and spans[at + count].language != spans[at].language:
            break
        count += 1
    return count


def _signs(
    mark: Mark, inner: str, out: list[str], after: Sequence[Span], within: frozenset[Mark]
) -> tuple[str, str]:
    """Return what is written before and after the words of a mark."""
    kind, said = mark
    if kind == "link":
        return "[", f"]({_address(said)})"
    if kind == "language":
        return "[", f"]{{lang={said}}}"
    if kind in _RAISED:
        return _RAISED[kind]
    if kind == "s":
        return "~~", "~~"
    if kind == "strong":
        return "**", "**"
    # “*” beside or inside “**” may be read as a part of it
    starred = any("strong" in each.marks for each in after) or ("strong", "") in within
    near = starred or "**" in inner or bool(out and out[-1][-1:] == "*")
    return ("_", "_") if near else ("*", "*")


def _needs_sign(inner: str, outer: str, mark: str) -> bool:
    """Say whether the letter outside of a mark has to be written as a reference to the character.

    A mark between a sign and a letter opens and closes nothing (CommonMark 0.31, 6.2), as in
    “**(a)**b”; nor does “_” between two letters.
    """
    return _is_letter(outer) and (mark == "_" or not _is_letter(inner))


def _is_letter(sign: str) -> bool:
    """Say whether a character is neither a space nor punctuation; no character is none."""
    return bool(sign) and not sign.isspace() and unicodedata.category(sign)[0] not in "PS"


def _first_written_out(span: Span) -> Span:
    if "code" in span.marks:
        return span
    letter = f"{_OPEN}&#{ord(span.text[0])};{_CLOSE}"
    return Span(letter + span.text[1:], span.marks, span.link, span.language)


def _write_out_last(out: list[str]) -> None:
    """Write the last letter of what is written as a reference to the character."""
    if out and _is_letter(out[-1][-1:]):
        before = re.sub(r"(?<!\\)_$", r"\\_", out[-1][:-1])  # it is between two letters no more
        out[-1] = f"{before}&#{ord(out[-1][-1])};"


def _text(text: str) -> str:
    """Return text as it prints; a letter that is written out already stays so."""
    parts = _WRITTEN_OUT.split(text)
    return "".join(part if at % 2 else escaped(part) for at, part in enumerate(parts))


def _code(text: str) -> str:
    runs = {len(each) for each in re.findall(r"`+", text)}
    fence = "`" * next(number for number in range(1, len(runs) + 2) if number not in runs)
    edges = text[:1] + text[-1:]
    pad = " " if "`" in edges or (edges == "  " and text.strip()) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _address(url: str) -> str:
    if re.search(r"[\s()<>\\]", url):
        return "<" + re.sub(r"([<>\\])", r"\\\1", url) + ">"
    return url
