"""A paragraph in one line for somebody who decides about it: its notes, and its looks in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from panel_papers.merge.chars import Char, canonical
from panel_papers.merge.comparing import NOTE
from panel_papers.merge.reading import Paragraph

_NAMES = {
    "strong": "bold",
    "em": "italic",
    "s": "struck out",
    "code_inline": "code",
    "sup": "superscript",
    "sub": "subscript",
}
_SIGNS = re.compile(r"\{[^{}]{0,200}\}")
"""What says in the name of a note where its looks change."""


def shown(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[str, str]:
    """Return two versions of paragraphs in a line each, with the text of their footnotes.

    Where these are the same in both, their looks are said too, and then their styles. What was
    only moved is the same in both.
    """
    for say in (_words, _with_looks, _with_style):
        one, other = (" / ".join(map(say, each)) for each in (old, new))
        if one != other:
            return one, other
    return " / ".join(map(_words, old)), " / ".join(map(_words, new))


def _words(paragraph: Paragraph) -> str:
    return _said(paragraph.chars)


def _said(chars: Sequence[Char]) -> str:
    return "".join(
        f" [footnote: {_SIGNS.sub('', each.note)}]" if each.text == NOTE else each.text
        for each in chars
    )


def _with_looks(paragraph: Paragraph) -> str:
    said = ""
    for (marks, link), chars in groupby(canonical(paragraph.chars), lambda e: (e.marks, e.link)):
        looks = [_NAMES.get(each, each) for each in sorted(marks)]
        looks += [f"link to {link}"] if link else []
        text = _said(list(chars))
        said += f"[{', '.join(looks)}: {text}]" if looks else text
    return said


def _with_style(paragraph: Paragraph) -> str:
    kind = paragraph.style
    if paragraph.list:
        kind = f"{paragraph.list} of level {paragraph.level + 1}"
    return f"({kind}) {_with_looks(paragraph)}"
