"""The marks that a version control system leaves in a text where two versions meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

_OUTER = re.compile(r"(<{7}|>{7})(?:[ \t].*)?")
_INNER = re.compile(r"(={7}|\|{7})(?:[ \t].*)?")
_CODE = frozenset({"fence", "code_block"})


def conflict_lines(
    lines: Sequence[str], read: Callable[[str], Sequence[Token]]
) -> list[tuple[int, str]]:
    """Return the number of each line that is such a mark, from 0, and the mark.

    Seven “=” are the mark of a heading unless a text has other marks; in code there are none.
    `read` returns the blocks of a text as Markdown.
    """
    if not any(_OUTER.fullmatch(line) for line in lines):
        return []
    code = {
        line
        for token in read("\n".join(lines))
        if token.type in _CODE and token.map
        for line in range(*token.map)
    }
    return [
        (number, match[1])
        for number, line in enumerate(lines)
        if (match := _OUTER.fullmatch(line) or _INNER.fullmatch(line)) and number not in code
    ]
