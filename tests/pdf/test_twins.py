"""Letters that lie over one another are found whatever their sizes, without comparing all pairs."""

from __future__ import annotations

from random import Random

import pytest

from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.unseen.letters import Letter
from panel_papers.pdf.unseen.twins import _Grid, over, overlapping


def letters(random: Random, count: int, sizes: tuple[float, ...]) -> list[Letter]:
    made = []
    for number in range(count):
        size = random.choice(sizes)
        left, bottom = random.uniform(-20, 600), random.uniform(-20, 800)
        box = Box(left, bottom, left + size * random.uniform(0.2, 1), bottom + size)
        made.append(Letter(number, "a", number, box))
    return made


@pytest.mark.parametrize("sizes", [(1.0,), (12.0,), (1.0, 8.0, 40.0), (0.05, 300.0)])
@pytest.mark.parametrize("seed", range(3))
def test_all_that_overlaps_is_found(seed, sizes):
    made = letters(Random(seed), 400, sizes)
    expected = {
        each.address
        for one in made
        for other in made
        if one is not other and over(one.box, other.box)
        for each in (one, other)
    }
    assert overlapping(([each] for each in made), len(made) + 1) == expected


def test_small_letters_are_compared_with_few():
    grid = _Grid(1.0)
    made = letters(Random(1), 20_000, (1.0,))
    for each in made:
        grid.add(each)
    looked_at = max(sum(1 for _ in grid.near(each.box)) for each in made[:500])
    assert looked_at < 20
