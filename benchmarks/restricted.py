"""What the searches for restricted words cost: processor time with and without them, in one run.

    python benchmarks/restricted.py [PAGES]

Builds a paper with a public report and a restricted appendix, of as many pages together, twice in
one process: as it is, and with the comparison of the inputs and the search of the finished files
passed over. Prints both and their ratio.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from panel_papers.build import pipeline
from panel_papers.checks.outputs.leaks import LeakSearch
from panel_papers.core.settings import Settings

ROOT = Path(__file__).parents[1]
PAPER = """\
title: Award of a contract
report_to: Environment and Place Committee
author: Director of Environment
date: 2027-05-06
for: Decision
enquiries_to: {name: Democratic Services, role: Committee Team, email: committees@example.org}
background_papers: []
appendices:
  - title: Offers in full
    file: appendices/offers.md
    restricted: {paragraph: 3, reason: It holds prices., public_title: Commercial terms}
"""
PUBLIC = "the council collects waste from homes and asks firms to sort it each week of the year"
SECRET = "torvane quellick ramsore bidlow harnett osgrove prices margin offer rate"


def pages(count: int, words: str, seed: int) -> str:
    """Return text of that many pages, the same for the same seed."""
    chance = random.Random(seed)
    sentences = (
        " ".join(chance.choices(words.split(), k=14)).capitalize() for _ in range(count * 30)
    )
    return "\n\n".join(f"{each}." for each in sentences)


def seconds(folder: Path) -> float:
    """Return the processor time of a build."""
    folders = {name: folder / name for name in ("inputs", "outputs")}
    start = time.process_time()
    settings = Settings(templates=ROOT / "templates", engine="embedded", **folders)
    pipeline.make_paper("long", settings)
    return time.process_time() - start


def main() -> None:
    """Build, pass over, build again, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as name:
        paper = Path(name) / "inputs" / "long"
        (paper / "appendices").mkdir(parents=True)
        (paper / "paper.yaml").write_text(PAPER, encoding="utf-8")
        for section in ("purpose", "recommendations"):
            (paper / f"{section}.md").write_text("See appendix 1.\n", encoding="utf-8")
        (paper / "context.md").write_text(pages(count // 2, PUBLIC, 1), encoding="utf-8")
        (paper / "appendices/offers.md").write_text(pages(count // 2, SECRET, 2), encoding="utf-8")
        seconds(Path(name))  # everything loaded
        searched = seconds(Path(name))
        shared, through = pipeline._shared, LeakSearch.through
        made = LeakSearch.__init__
        pipeline._shared = lambda *_: ()
        LeakSearch.through = lambda *_: None
        LeakSearch.__init__ = _unsearched
        plain = seconds(Path(name))
        pipeline._shared, LeakSearch.through, LeakSearch.__init__ = shared, through, made
    print(f"{count} pages: {searched:.1f} s with the searches, {plain:.1f} s without")
    print(f"ratio {searched / plain:.2f}")


def _unsearched(self: LeakSearch, build: object) -> None:
    from panel_papers.output.built_paper import Proof

    self.proof = Proof(1, 1, 1, ())


if __name__ == "__main__":
    main()
