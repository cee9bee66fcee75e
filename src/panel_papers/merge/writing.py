"""Changed characters written as Markdown again, the author's own marks kept where they can be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from panel_papers.merge.blocks import Block
from panel_papers.merge.chars import Char

_SIGNS = {"strong": ("**", "**"), "em": ("*", "*"), "s": ("~~", "~~"), "code_inline": ("`", "`")}
_RAISED = {"sup": ("^", "^"), "sub": ("~", "~")}
_ELEMENTS = {each: (f"<{each}>", f"</{each}>") for each in _RAISED}
_LOW = {"em": ("_", "_")}
"""For letters between two kinds of marks: “**(**_sample_)”."""
_ORDER = ("strong", "em", "s", "code_inline", "sup", "sub")
_BEGINS = re.compile(r"\A(\d{0,9})([.)+*#>=~|-])")
_ESCAPES = ("", "\\`*_[]<|", "\\`*_[]<>~|&{}#!.-+()")
"""The signs that get a backslash: none, those that mostly need it, all."""


class Written(Struct, frozen=True):
    """One character of the new text: what it shows, and the block's character that it is.

    `kept` is that character's number in `of`, None for one that is new.
    """

    char: Char
    of: Block | None = None
    kept: int | None = None


def candidates(new: Sequence[Written], block: Block | None) -> Iterator[str]:
    """Yield ways to type the new text, the ones that keep most of what was typed first.

    Each is to be read again: the first that says what it shall is right.
    """
    found = list(_candidates(new, block))
    yield from found
    for each in found:  # words that would begin a list or a heading, where they come first now
        guarded = _BEGINS.sub(r"\1\\\2", each)
        if guarded != each:
            yield guarded


def _candidates(new: Sequence[Written], block: Block | None) -> Iterator[str]:
    if block is not None and block.typed:
        for escape in _ESCAPES:
            if (spliced := _spliced(new, block, escape=escape)) is not None:
                yield spliced
    for escape in _ESCAPES:
        yield _slices(new, escape=escape)
    for raised in (_RAISED, _ELEMENTS, _RAISED | _LOW):
        for escape in _ESCAPES:
            yield _anew(new, escape=escape, signs=_SIGNS | raised)


def _spliced(new: Sequence[Written], block: Block, *, escape: str) -> str | None:
    """Return what was typed in the block with the changed characters put in its place."""
    kept = [each.kept for each in new if each.of is block and each.kept is not None]
    if any(each.of not in {block, None} for each in new) or kept != sorted(set(kept)):
        return None
    content, typed = block.content, block.typed
    out: list[str] = []
    done = 0  # in the content
    at = 0  # in the characters of the block
    fresh: list[Char] = []

    def close(until: int) -> None:
        """Write what is new in the place of the characters up to `until`."""
        nonlocal done, at, fresh
        if until > at or fresh:
            begin = typed[at].start if at < len(typed) else _end(block)
            finish = typed[until - 1].end if until > at else begin
            if until == at and at and fresh and not _opens(block, at, fresh):
                begin = finish = typed[at - 1].end
            out.append(content[done:begin])
            out.append(_plain(fresh, escape=escape))
            done = max(finish, begin)
        fresh, at = [], until

    for each in new:
        if each.kept is None:
            fresh.append(each.char)
        else:
            close(each.kept)
            at = each.kept + 1
    close(len(typed))
    return "".join([*out, content[done:]])


def _opens(block: Block, at: int, fresh: Sequence[Char]) -> bool:
    """Say whether what is new before the character `at` has its marks, and not those before it."""
    if at >= len(block.typed):
        return False
    before, after, own = block.typed[at - 1].char, block.typed[at].char, fresh[0]
    like_before = (before.marks, before.link) == (own.marks, own.link)
    like_after = (after.marks, after.link) == (own.marks, own.link)
    return like_after and not like_before


def _end(block: Block) -> int:
    return block.typed[-1].end if block.typed else len(block.content)


def _slices(new: Sequence[Written], *, escape: str) -> str:
    """Return the new text from stretches of what was typed, and new characters between them."""
    out: list[str] = []
    at = 0
    while at < len(new):
        each = new[at]
        end = at + 1
        if each.of is None or each.kept is None or not each.of.typed:
            while end < len(new) and new[end].kept is None:
                end += 1
            out.append(_plain([e.char for e in new[at:end]], escape=escape))
            at = end
            continue
        while (
            end < len(new)
            and new[end].of is each.of
            and new[end].kept == (new[end - 1].kept or 0) + 1
        ):
            end += 1
        first, last = each.kept, new[end - 1].kept or 0
        typed = each.of.typed
        begin = 0 if first == 0 else typed[first].start
        finish = len(each.of.content) if last == len(typed) - 1 else typed[last].end
        out.append(each.of.content[begin:finish])
        at = end
    return "".join(out)


def _anew(new: Sequence[Written], *, escape: str, signs: Mapping[str, tuple[str, str]]) -> str:
    """Return the new text with all its marks written again."""
    out: list[str] = []
    begun: list[str] = []  # marks, and the address of a link: a mark may go on around a link
    for marks, address, chars in _stretches(new):
        valid = {*marks, f"]({address})"} if address else marks
        while not set(begun) <= valid:
            sign = begun.pop()
            out.append(signs[sign][1] if sign in signs else sign)
        if address and f"]({address})" not in begun:
            begun.append(f"]({address})")
            out.append("[")
        for mark in _ORDER:
            if mark in marks and mark not in begun:
                begun.append(mark)
                out.append(signs[mark][0])
        code = "code_inline" in marks
        out += _raw(chars, escape="" if code else escape)
    while begun:
        sign = begun.pop()
        out.append(signs[sign][1] if sign in signs else sign)
    return "".join(out)


def _stretches(
    new: Sequence[Written],
) -> Iterator[tuple[frozenset[str], str, list[Written]]]:
    """Yield what shares its marks and its link; spaces at the ends of marks are outside of them."""
    looks = [(each.char.marks, each.char.link) for each in new]
    for at, each in enumerate(new):
        if each.char.text.isspace():
            before = next(
                (looks[i] for i in range(at, -1, -1) if not new[i].char.text.isspace()), None
            )
            after = next(
                (looks[i] for i in range(at, len(new)) if not new[i].char.text.isspace()), None
            )
            if before is None or after is None:
                looks[at] = frozenset(), ""
            else:
                link = before[1] if before[1] == after[1] else ""
                looks[at] = before[0] & after[0], link
    start = 0
    for at in range(1, len(new) + 1):
        if at == len(new) or looks[at] != looks[start]:
            yield *looks[start], list(new[start:at])
            start = at


def _raw(chars: Sequence[Written], *, escape: str) -> Iterator[str]:
    for each in chars:
        if each.of is not None and each.kept is not None and each.of.typed:
            typed = each.of.typed[each.kept]
            if typed.figure and not typed.first:
                continue
            yield each.of.content[typed.start : typed.end]
        else:
            yield _plain([each.char], escape=escape)


def _plain(chars: Sequence[Char], *, escape: str) -> str:
    text = "".join(each.text for each in chars)
    text = "".join(f"\\{each}" if each in escape else each for each in text)
    return text.replace("\n", "<br>")
