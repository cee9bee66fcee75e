"""Gives the bookmarks of a Word document names that say nothing, and takes out unused ones.

A bookmark's name is on no page, and engines write it into the PDF as the name of a place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from panel_papers.inputs.cleaning.results import Tally
from panel_papers.inputs.cleaning.word.names import detach, n
from panel_papers.inputs.cleaning.word.stories import Story

_BY_WORD = re.compile(r"_(?:Toc|Ref|Hlk|Hlt|PictureBullets|GoBack)\d*|place\d+", re.IGNORECASE)
"""Names that Word makes by itself, and those made here."""
_INSTRUCTION = n("w:instrText"), n("w:fldSimple")


def neutral_bookmarks(texts: Sequence[Story], tally: Tally) -> None:
    """Rename the bookmarks that links and fields lead to; drop the others, but for Word's own."""
    starts = [each for story in texts for each in story.root.iter(n("w:bookmarkStart"))]
    told = [each for each in starts if not _BY_WORD.fullmatch(each.get(n("w:name"), ""))]
    if not told:
        return
    anchors = [each for story in texts for each in story.root.iter(n("w:hyperlink"))]
    fields = [each for story in texts for each in story.root.iter(*_INSTRUCTION)]
    led_to = {str(each.get(n("w:anchor"))) for each in anchors}
    asked = "".join(_instruction(each) for each in fields)
    dropped: set[str | None] = set()
    renamed: dict[str, str] = {}
    for each in told:
        name = str(each.get(n("w:name"), ""))
        if name in led_to or _name(name).search(asked):
            each.set(n("w:name"), renamed.setdefault(name, f"place{len(renamed) + 1}"))
        else:
            dropped.add(each.get(n("w:id")))
            detach(each)
    for story in texts:
        for end in list(story.root.iter(n("w:bookmarkEnd"))):
            if end.get(n("w:id")) in dropped:
                detach(end)
    for anchor in anchors:
        if anchor.get(n("w:anchor")) in renamed:
            anchor.set(n("w:anchor"), renamed[str(anchor.get(n("w:anchor")))])
    for each in fields:
        _rename_in(each, renamed)
    tally.add("name of a bookmark", count=len(told))


def _name(bookmark: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(bookmark)}(?!\w)", re.IGNORECASE)


def _instruction(field: etree._Element) -> str:
    said = field.text if field.tag == n("w:instrText") else field.get(n("w:instr"))
    return said or ""


def _rename_in(field: etree._Element, renamed: Mapping[str, str]) -> None:
    """Let a field's instruction lead to the new names; Word compares names without case."""
    before = said = _instruction(field)
    for old, new in sorted(renamed.items(), key=lambda pair: -len(pair[0])):
        said = _name(old).sub(new, said)
    if said == before:
        return
    if field.tag == n("w:instrText"):
        field.text = said
    else:
        field.set(n("w:instr"), said)
