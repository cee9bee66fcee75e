"""Page numbers of the old kind (`w:pgNum`, ECMA-376 part 1, 17.3.3.22) as fields.

dxpdf refuses a document that has one. The field shows the same number, and every engine knows it.
"""

from __future__ import annotations

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.xml import n, new, new_text, run_like, split_run


def write_page_numbers(parts: WordParts) -> None:
    """Put a PAGE field in the place of each page number of the old kind."""
    for story in parts.stories():
        for run in list(story.root.iter(n("w:r"))):
            marks = run.findall(n("w:pgNum"))
            if marks:
                like = [run_like(run, new_text("1")) for _ in marks]
                fields = [[new("w:fldSimple", shown, instr=" PAGE ")] for shown in like]
                split_run(run, zip(marks, fields, strict=True))
                parts.touch(story.part)
