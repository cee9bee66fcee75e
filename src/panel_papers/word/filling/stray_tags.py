"""What looks like a tag and is none: halves of tags, and tags where nothing is filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from panel_papers.core import Place, Problem
from panel_papers.word.filling.tag_texts import find_tags, replace_tags
from panel_papers.word.story import Story, own_text, where
from panel_papers.word.xml import Element, every, own, within

# Some type a blank between two braces; without an end near it that is no tag, but text on tags.
_HALF = re.compile(r"\{[{%#]|\{\s[{%#](?=[^{}]*\})|[}%#]\}")
_BARE = re.compile(r"(?<!\{)\{\s*([A-Za-z_][\w.]*)\s*\}(?!\})")
_KEYWORD = re.compile(r"\{\s?%[-\s]*(?:(?:p|tr|tc|r)\s+)?([A-Za-z]+(?:\s+(?:if|for)\b)?)")
_SHOWN = 40
_HIDDEN = (
    ("w:instrText", "in the code of a field"),
    ("w:delText", "in text that is deleted with tracked changes"),
    ("m:t", "in an equation"),
)
_WANTED = "a tag that begins and ends in one paragraph, such as “{{ title }}”"


class _Half(Struct, frozen=True):
    """The beginning or the end of a tag, with the text up to its paragraph's end or beginning."""

    paragraph: Element
    token: str
    text: str

    @property
    def opens(self) -> bool:
        return self.token.startswith("{")


def stray_faults(story: Story, file: str, fields: Iterable[str]) -> tuple[list[Problem], list[str]]:
    """Return what looks like a tag and is none, and the text of each half or pair of halves."""
    problems = list(_hidden(story, file))
    texts: list[str] = []
    halves = [half for paragraph in every(story.root, "w:p") for half in _halves(paragraph)]
    while halves:
        half, after = halves[0], halves[1] if len(halves) > 1 else None
        pair = after is not None and half.opens and not after.opens
        place = Place(file, where=where(half.paragraph, story))
        if pair and after is not None and after.paragraph is not half.paragraph:
            problems.append(_split(half, after, place, story))
        elif pair and after is not None:
            problems.append(_mixed(half, after, place))
        else:
            problems.append(_alone(half, place))
        texts.append(half.text + (f" {after.text}" if pair and after else ""))
        halves = halves[2 if pair else 1 :]
    problems += _bare(story, file, set(fields))
    return problems, texts


def keywords_in(text: str) -> list[str]:
    """Return the words that come first in what may be meant as control tags: “if”, “endfor”."""
    return [meant(" ".join(found[1].split())) for found in _KEYWORD.finditer(text)]


def meant(word: str) -> str:
    """Return the keyword that an editor means: “end if” and “Endif” are “endif”."""
    plain = word.casefold()
    if plain.startswith(("else if", "elseif")):
        return "elif"
    first, _, second = plain.partition(" ")
    return f"end{second}" if first == "end" and second else first


def _halves(paragraph: Element) -> Iterator[_Half]:
    text = replace_tags(own_text(paragraph), lambda tag: "\0" * len(tag))
    for found in _HALF.finditer(text):
        token = found[0]
        piece = text[found.start() :] if token.startswith("{") else text[: found.end()]
        parts = piece.split("\0")
        yield _Half(paragraph, token, parts[0] if token.startswith("{") else parts[-1])


def _hidden(story: Story, file: str) -> Iterator[Problem]:
    for paragraph in every(story.root, "w:p"):
        for name, what in _HIDDEN:
            text = "".join(e.text or "" for e in own(paragraph, name, of="w:p"))
            hidden = next(find_tags(text), None)
            if hidden:
                yield Problem(
                    "hidden-tag",
                    Place(file, where=where(paragraph, story)),
                    f"“{hidden[0]}” is {what}",
                    "tags in plain text",
                    "accept or reject the changes, or delete the field and type the tag as text",
                )


def _split(half: _Half, after: _Half, place: Place, story: Story) -> Problem:
    what = _parted(half.paragraph, after.paragraph)
    return Problem(
        "split-tag",
        place,
        f"“{_shown(half)}” begins a tag that ends in another {what} "
        f"({where(after.paragraph, story)})",
        _WANTED,
        f"type the tag again, in one {what}",
    )


def _parted(one: Element, other: Element) -> str:
    """Say what is between two halves: other rows, other cells or other paragraphs."""
    for name, word in (("w:tr", "row"), ("w:tc", "cell")):
        if within(one, name) is not within(other, name):
            return word
    return "paragraph"


def _mixed(half: _Half, after: _Half, place: Place) -> Problem:
    text = half.text[: half.text.find(after.token) + len(after.token)]
    ends = {"{": "}}", "%": "%}", "#": "#}"}
    begins = half.token.replace(" ", "")
    return Problem(
        "half-a-tag",
        place,
        f"The tag “{text}” does not end as it began",
        _WANTED,
        f"begin it with “{begins}” and end it with “{ends[begins[-1]]}”",
    )


def _alone(half: _Half, place: Place) -> Problem:
    does = "begins a tag that does not end" if half.opens else "ends a tag that does not begin"
    hint = "type the whole tag again"
    if half.opens and (cut := re.match(r"\{[{%#][^{}]*[}%]", half.text)):
        shown, ends = cut[0], {"{": "}}", "%": "%}", "#": "#}"}[half.token[-1]]
        hint = f"end it with “{ends}”"
    else:
        shown = _shown(half)
    return Problem("half-a-tag", place, f"“{shown}” {does} in its paragraph", _WANTED, hint)


def _shown(half: _Half) -> str:
    text = half.text.strip()
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN]}…" if half.opens else f"…{text[-_SHOWN:]}"


def _bare(story: Story, file: str, fields: set[str]) -> Iterator[Problem]:
    """Yield a field's name between single braces: it would print as it is."""
    for paragraph in every(story.root, "w:p"):
        for found in _BARE.finditer(replace_tags(own_text(paragraph), lambda _: "")):
            if found[1].partition(".")[0] in fields:
                yield Problem(
                    "half-a-tag",
                    Place(file, where=where(paragraph, story)),
                    f"“{found[0]}” has only one brace at each side",
                    "",
                    f"type “{{{{ {found[1]} }}}}”",
                )
