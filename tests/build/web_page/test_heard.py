"""All that is heard of two pages, kept as text that a person has read through.

Roles and names are those that playwright works out as a browser tells them to a screen reader.
After a change that is meant: pytest tests/build/web_page/test_heard.py --renew-speech, and read.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

KEPT = Path(__file__).parent / "heard"

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


@pytest.mark.parametrize("paper", ["every", "march-2024"])
def test_what_is_heard_is_what_a_person_read(built, browser, paper, request):
    folder, _ = built(paper)
    page = browser.new_page()
    page.goto((folder / f"{paper}.html").as_uri())
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
    heard = page.locator("body").aria_snapshot()
    lines = re.sub(r"\d+ kB", "… kB", heard).splitlines()  # the pack's size, which changes often
    page.close()
    kept = KEPT / f"{paper}.txt"
    if request.config.getoption("--renew-speech"):
        kept.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert len(lines) > 150
    assert lines == kept.read_text(encoding="utf-8").splitlines()
