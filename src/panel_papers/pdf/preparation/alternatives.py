"""Alternatives for newer and older programs: text in the one that Word shows.

ECMA-376 part 3, 7.5 to 7.7 (`mc:AlternateContent`): the first choice whose namespaces a program
knows, else the fallback. Around drawings every engine knows them; dxpdf refuses or loses those
around text, runs and paragraphs.
"""

from __future__ import annotations

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import XmlElement, local, n, replace

# All that Word writes and reads has namespaces of these two.
_KNOWN_TO_WORD = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
_DRAWINGS = {"drawing", "pict", "object"}
_TEXT_HOLDERS = {
    *("body", "tc", "tr", "tbl", "hdr", "ftr", "footnote", "endnote", "txbxContent"),
    *("p", "r", "hyperlink", "ins", "moveTo", "fldSimple", "rt", "rubyBase"),
}


def choose_alternatives(parts: WordParts) -> None:
    """Put the content that Word shows in the place of alternatives round text."""
    for story in parts.stories():
        changed = False
        for alternatives in list(story.root.iter(n("mc:AlternateContent"))):
            holder = alternatives.getparent()
            if holder is None or holder.tag != n(f"w:{local(holder)}"):
                continue
            shown = _shown(alternatives)
            names = {local(child) for child in shown}
            if local(holder) in _TEXT_HOLDERS and not names <= _DRAWINGS:
                replace(alternatives, shown)
                changed = True
        if changed:
            parts.touch(story.part)


def _shown(alternatives: XmlElement) -> list[XmlElement]:
    """Return what Word shows of the alternatives."""
    for choice in alternatives.iterchildren(n("mc:Choice")):
        needed = (choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split())
        if all(space.startswith(_KNOWN_TO_WORD) for space in needed):
            return list(choice)
    fallback = alternatives.find(n("mc:Fallback"))
    return [] if fallback is None else list(fallback)
