"""What the profile of a body should say to go with an adopted cover sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel_papers.core import LABELS
from panel_papers.template_tools.adopting.cover import Cover, Pair

_BODY = re.compile(
    r"\b(?:[A-Z][\w’'&-]{0,40}[ ,]{1,2}){1,8}(?:Council|Authority|Panel|Board|Commissioner)\b"
)


def profile_lines(cover: Cover) -> list[str]:
    """Return the lines that a profile needs: the labels of the document, and its own rows."""
    labels = {name: cover.labels[name] for name in LABELS if name in cover.labels}
    lines = ["labels:"] if labels else []
    lines += [f"  {name}: {_quoted(label)}" for name, label in labels.items()]
    rows = list(_own_rows(cover))
    return [*lines, *(["cover:"] if rows else []), *rows]


def _own_rows(cover: Cover) -> Iterator[str]:
    """Yield an entry for each row of the body's own, beside the usual row that it follows."""
    order, seen = "first", set[str]()
    for pair in cover.pairs:
        if pair.field in LABELS:
            order = f"after {pair.field}"
        elif pair.field is None and pair.label.lower() not in seen and can_be(pair):
            seen.add(pair.label.lower())
            yield f"  - {{label: {_quoted(pair.label)}, order: {order}}}"


def can_be(pair: Pair) -> bool:
    """Say whether a profile can have a row of this label."""
    return bool(pair.label) and len(pair.label) <= 60 and pair.label[0].isalpha()


def new_profile(name: str, file: str, words: Sequence[str], lines: Sequence[str]) -> bytes:
    """Return a profile of a body, to be read through; `words` may say what it is called."""
    found = next(
        (m[0] for each in words if (m := _BODY.search(each))), name.replace("-", " ").title()
    )
    text = [
        f"# Proposed by “panel-papers templates adopt” from {file}. Read it through: the nation,",
        "# the sections, and which rows are required (“required: yes”).",
        f"name: {_quoted(found)}",
        "nation: England",
        *lines,
        "sections: [purpose, recommendations, context]",
        "",
    ]
    return "\n".join(text).encode()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
