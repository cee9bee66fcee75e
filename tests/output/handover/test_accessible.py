"""The hand-over page in a browser: nothing of it keeps anybody out."""

from __future__ import annotations

import pytest

from panel_papers.output.handover import page_of

from .test_page import full, gaps

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


@pytest.mark.parametrize("handover", [full, gaps])
def test_hand_over_page_has_no_barriers(tmp_path, look_at, barriers, handover):
    file = tmp_path / "handover.html"
    file.write_bytes(page_of(handover()))
    assert barriers(look_at(file.as_uri())) == []
