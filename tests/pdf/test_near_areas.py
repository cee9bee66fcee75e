"""Areas of a page by the squares that they touch: none that shares something is missed."""

from typing import NamedTuple

from hypothesis import given, strategies as st

from panel_papers.pdf.completeness.visible import Box
from panel_papers.pdf.unseen.pictures import _Grid, _shared

EDGES = st.floats(-2_000, 2_000) | st.sampled_from([0.0, 50.0, 100.0, float("inf"), float("-inf")])
BOXES = st.builds(Box, EDGES, EDGES, EDGES, EDGES)


class At(NamedTuple):
    box: Box


@given(st.lists(BOXES, max_size=12), BOXES)
def test_what_shares_something_is_near(boxes, box):
    areas = [At(each) for each in boxes]
    near = list(_Grid(areas).near(box))
    assert [each for each in areas if _shared(each.box, box)] == [
        each for each in near if _shared(each.box, box)
    ]


def test_pictures_all_over_a_page_are_compared_with_few_others():
    boxes = [Box(x, y, x + 20, y + 20) for x in range(0, 600, 25) for y in range(0, 800, 25)]
    grid = _Grid([At(each) for each in boxes])
    assert max(len(list(grid.near(each))) for each in boxes) <= 40
