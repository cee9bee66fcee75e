"""Which paragraphs of a file stay in their order, and which were moved."""

import random
from itertools import combinations, pairwise

from panel_papers.merge.aligning import in_order


def weight(numbers, found, fixed):
    return sum(len(found) + 1 if found[n] in fixed else 1 for n in numbers)


def test_the_most_paragraphs_stay_and_what_a_template_prints_rather_than_others():
    for seed in range(200):
        dice = random.Random(seed)
        homes = dice.sample(range(9), dice.randint(1, 7))
        found = [None if dice.random() < 0.2 else each for each in homes]
        fixed = {each for each in range(9) if dice.random() < 0.3}
        kept = in_order(found, fixed)
        assert [found[n] for n in sorted(kept)] == sorted(found[n] for n in kept)
        there = [n for n, home in enumerate(found) if home is not None]
        rising = (
            each
            for count in range(len(there) + 1)
            for each in combinations(there, count)
            if all(found[a] < found[b] for a, b in pairwise(each))
        )
        best = max(weight(each, found, fixed) for each in rising)
        assert weight(kept, found, fixed) == best, (found, fixed)
