"""Makes findings of letters that are not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.unseen.letters import Letter, Letters
from panel_papers.pdf.unseen.model import Unseen, Why
from panel_papers.pdf.unseen.pictures import name_of_cover
from panel_papers.pdf.unseen.scene import Scene

_HARMLESS = frozenset({"powered by tcpdf (www.tcpdf.org"})
"""What programs write unseen into every file that they make."""
_LEAST = 3  # letters and figures that follow one another


def findings(
    scene: Scene, letters: Letters, lost: Sequence[tuple[Why, list[Letter]]], page: int
) -> Iterator[Unseen]:
    """Yield a finding for each reason and cover, with all words of the page that it hides."""
    texts = {text.address: text for text in scene.texts}
    found: dict[tuple[Why, str, str], list[str]] = defaultdict(list)
    for why, held in lost:
        for run in _runs(letters, held):
            middle = run[len(run) // 2]
            order = texts[middle.address].order
            cover = _cover(scene, middle.box, order) if why is Why.COVERED else ("", "")
            words = "".join(letters.characters[run[0].at : run[-1].at + 1])
            said = " ".join(words.split())
            if said.casefold() not in _HARMLESS:
                found[why, *cover].append(said)
    for (why, name, mark), words_found in found.items():
        yield Unseen(page, why, " … ".join(words_found), name, mark)


def _runs(letters: Letters, lost: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Yield letters between which nothing but spaces and signs is, where they are enough."""
    run: list[Letter] = []
    for letter in sorted(lost):
        if run and any(map(str.isalnum, letters.characters[run[-1].at + 1 : letter.at])):
            if len(run) >= _LEAST:
                yield run
            run = []
        run.append(letter)
    if len(run) >= _LEAST:
        yield run


def _cover(scene: Scene, box: Box, order: int) -> tuple[str, str]:
    """Return what lies over a letter: the last thing painted there."""
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    for mark in reversed(scene.marks):
        if mark.box.holds(x, y):
            return name_of_cover(mark)
    for area in reversed(scene.areas):
        if area.order > order and area.box.holds(x, y):
            return name_of_cover(area)
    return "", ""
