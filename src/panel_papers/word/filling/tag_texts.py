"""Find the tags in a text, in time that grows with its length and no faster."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENING = re.compile(r"\{(?=([{%#]))")


def find_tags(text: str) -> Iterator[re.Match[str]]:
    """Yield each tag of a text: “{{ … }}”, “{% … %}” or “{# … #}”, the first that is closed first.

    Where one opening is never closed, no later one of its kind is: the rest is searched for that
    kind once, not once for each opening.
    """
    unclosed: set[str] = set()
    done = 0
    for opening in _OPENING.finditer(text):
        if opening.start() < done or opening[1] in unclosed:
            continue
        found = _TAG.match(text, opening.start())
        if found is None:
            unclosed.add(opening[1])
        else:
            done = found.end()
            yield found


def replace_tags(text: str, replacement: Callable[[str], str]) -> str:
    """Return a text with something in the place of each tag."""
    pieces, done = [], 0
    for tag in find_tags(text):
        pieces += [text[done : tag.start()], replacement(tag[0])]
        done = tag.end()
    return "".join([*pieces, text[done:]])


def texts_between_tags(text: str) -> Iterator[str]:
    """Yield what a text holds before, between and after its tags."""
    done = 0
    for tag in find_tags(text):
        yield text[done : tag.start()]
        done = tag.end()
    yield text[done:]
