"""Text with its reading above it (ruby): the text, and the reading in brackets after it.

ECMA-376 part 1, 17.3.3.25. No engine here sets ruby: dxpdf refuses the document, LibreOffice puts
the reading before the text in the PDF's order. In brackets both are printed, and a screen reader
reads them in order; what changes is where the reading is.
"""

from __future__ import annotations

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import XmlElement, n, new_text, remove, run_like, split_run


def flatten_ruby(parts: WordParts) -> None:
    """Put “text (reading)” in the place of text with its reading above it."""
    for story in parts.stories():
        found = list(story.root.iter(n("w:ruby")))
        for ruby in found:
            run = ruby.getparent()
            if run is not None and run.tag == n("w:r"):
                split_run(run, [(ruby, _flat(ruby, run))])
            else:  # where Word does not put it
                remove(ruby)
        if found:
            parts.touch(story.part)


def _flat(ruby: XmlElement, run: XmlElement) -> list[XmlElement]:
    base = [child for part in ruby.findall(n("w:rubyBase")) for child in part]
    reading = "".join(t.text or "" for part in ruby.findall(n("w:rt")) for t in part.iter(n("w:t")))
    if not reading.strip():
        return base
    like = next((child for child in base if child.tag == n("w:r")), run)
    return [*base, run_like(like, new_text(f" ({reading})"))]
