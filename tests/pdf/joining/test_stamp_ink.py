"""A stamp has its own ink where that can be read (4.5:1, WCAG 2.2 1.4.3), else black or white."""

from __future__ import annotations

import pytest

from panel_papers.pdf.joining.stamp import GREY, _readable


@pytest.mark.parametrize(
    ("ground", "ink"),
    [(255, GREY), (225, GREY), (190, "0 0 0"), (120, "0 0 0"), (90, "1 1 1"), (0, "1 1 1")],
)
def test_ink_can_be_read_on_its_ground(ground: int, ink: str):
    assert _readable(GREY, (ground, ground, ground)) == ink
