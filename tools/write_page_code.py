"""Writes output/handover/page_code.py: the hand-over sheet's template, compiled by Jinja.

To compile it anew took a twenty-fifth of each build. Run it after a change of page.html.jinja, or
after Jinja was raised in the lock file; a test holds the file to that.

python tools/write_page_code.py
"""

from __future__ import annotations

from pathlib import Path

from panel_papers.output.handover.page import page_code

CODE = (
    Path(__file__).parent.parent / "src" / "panel_papers" / "output" / "handover" / "page_code.py"
)

if __name__ == "__main__":
    CODE.write_text(page_code(), encoding="utf-8", newline="\n")
