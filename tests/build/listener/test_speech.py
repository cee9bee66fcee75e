"""All that is heard of two packs, kept as text that a person has read through.

After a change that is meant: pytest tests/build/listener/test_speech.py --renew-speech, and read.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from .conftest import Hear
from .speech import Speech

KEPT = Path(__file__).parent / "heard"
PACKS = {
    "march-2024": ((), "march-2024-pack.pdf"),
    "everything": (("--draft",), "restricted/everything-pack-restricted-draft.pdf"),
}


@pytest.mark.parametrize("paper", PACKS)
def test_what_is_heard_is_what_a_person_read(
    hear: Hear, paper: str, request: pytest.FixtureRequest
):
    options, file = PACKS[paper]
    speech = hear(paper, *options, file=file)
    lines = speech.lines()
    kept = KEPT / f"{paper}.txt"
    if request.config.getoption("--renew-speech"):
        kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == kept.read_text(encoding="utf-8").splitlines()
    assert_in_order(speech)
    assert_words_apart(speech)


def assert_in_order(speech: Speech) -> None:
    """Each part begins with its one heading of the first level, and no level is skipped."""
    parts = [kid for kid in speech.document.kids if not isinstance(kid, str)]
    assert [part.kind for part in parts] == ["Part"] * len(parts)
    for part in parts:
        levels = [int(e.kind[1:]) for e in part.walk() if re.fullmatch(r"H[1-6]", e.kind)]
        assert levels[0] == 1
        assert 1 not in levels[1:]
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels))


def assert_words_apart(speech: Speech) -> None:
    """No small letter or stop runs into a capital, as “1.Purpose” and “PanelDate” would."""
    blocks = [
        e.text for e in speech.document.all("P", "H1", "H2", "H3", "H4", "TH", "TOCI", "LBody")
    ]
    assert len(blocks) > 100
    run_together = re.compile(r"[a-z][A-Z]|\d\.[A-Za-z]|[a-z][.,:;][A-Z]")
    assert [text for text in blocks if run_together.search(text)] == []
