"""Bookmarks at the targets of references, as Word’s own cross-references have them."""

from __future__ import annotations

import re

from docx.document import Document

from panel_papers.word.elements import Element, element
from panel_papers.word.xml import attribute, every, is_a

_LONGEST = 40  # Word cuts bookmark names at 40 characters


class Bookmarks:
    """Makes one bookmark for each paragraph that something refers to.

    Their names begin with “_Ref”, as Word’s do: Word then does not list them.
    """

    def __init__(self, document: Document) -> None:
        starts = every(document.element.body, "w:bookmarkStart")
        self._taken = {attribute(each, "w:name").casefold() for each in starts}
        self._last = max((int(attribute(each, "w:id") or 0) for each in starts), default=0)
        self._made: dict[Element, str] = {}

    def at(self, paragraph: Element, name: str) -> str:
        """Return the name of the bookmark round a paragraph’s text, after `name` where it is new.

        In a caption it is round “Table 2”.
        """
        if paragraph not in self._made:
            self._made[paragraph] = self._make(paragraph, name)
        return self._made[paragraph]

    def _make(self, paragraph: Element, name: str) -> str:
        plain = re.sub(r"\W+", "_", name).strip("_")
        base = f"_Ref_{plain}"
        unique, count = base[:_LONGEST], 1
        while unique.casefold() in self._taken:
            count += 1
            unique = f"{base[: _LONGEST - len(str(count)) - 1]}_{count}"
        self._taken.add(unique.casefold())
        self._last += 1
        content = [each for each in paragraph if not is_a(each, "w:pPr")]
        start = element("w:bookmarkStart", id=self._last, name=unique)
        end = element("w:bookmarkEnd", id=self._last)
        numbered = [each for each in content if _ends_field(each)]
        if not content:
            paragraph.extend([start, end])
            return unique
        content[0].addprevious(start)
        (numbered[0] if numbered and _is_counted(content) else content[-1]).addnext(end)
        return unique


def _ends_field(run: Element) -> bool:
    return any(attribute(each, "w:fldCharType") == "end" for each in every(run, "w:fldChar"))


def _is_counted(content: list[Element]) -> bool:
    """Say whether a text is a caption, which Word counts by a field."""
    return any(
        (each.text or "").split()[:1] == ["SEQ"]
        for run in content
        for each in every(run, "w:instrText")
    )
