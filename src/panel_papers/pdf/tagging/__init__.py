"""PDF/UA-1 tags for the PDF that an engine makes of a Word document.

Knows nothing of papers: Word bytes and an engine in, tagged PDF bytes and a report out. The run
is in `tagger`; it reads the document's structure (`blocks`, `inlines`, `tables`, `arranging`),
makes a coded copy (`coding`), reads the painted pages (`content`, `glyphs`), matches the two
(`matching`, `numbers`), and writes the tags (`marking`, `annotations`, `tree`, `dressing`).
"""

from panel_papers.pdf.tagging.refusal import NoGlyph, NotPainted, Refused
from panel_papers.pdf.tagging.tagger import Coded, Report, Tagged, coded, tag, tag_converted

__all__ = [
    "Coded",
    "NoGlyph",
    "NotPainted",
    "Refused",
    "Report",
    "Tagged",
    "coded",
    "tag",
    "tag_converted",
]
