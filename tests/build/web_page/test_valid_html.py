"""The web pages are as HTML is to be, by the W3C's own checker."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...html_checker import errors_in

pytestmark = [pytest.mark.npm, pytest.mark.java, pytest.mark.slow]


def test_checker_sees_what_is_wrong(tmp_path: Path):
    page = (
        "<!DOCTYPE html><html lang='en'><head><title>x</title></head><body><p>{}</p></body></html>"
    )
    (tmp_path / "wrong.html").write_text(page.format("<ul>a</ul>"), encoding="utf-8")
    (tmp_path / "sound.html").write_text(page.format("a"), encoding="utf-8")
    assert errors_in(sorted(tmp_path.glob("*.html"))).keys() == {"wrong.html"}


def test_pages_of_papers_have_no_errors(built):
    papers = ("march-2024", "first-term-scorecard", "budget-monitoring-2026", "every")
    files = [built(paper)[0] / f"{paper}.html" for paper in papers]
    assert errors_in(files) == {}
