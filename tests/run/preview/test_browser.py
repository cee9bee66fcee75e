"""The preview of a paper in a browser: followed from an error to its pages, without barriers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

ROOT = Path(__file__).parents[3]
CASE = ROOT / "tests" / "build" / "preview" / "inputs" / "paper"


@contextmanager
def previewed(folder: Path) -> Iterator[tuple[str, Path]]:
    """Start the command as a user does; give the page's address and the paper's folder."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copytree(CASE, folder / "inputs" / "paper")
    command = [sys.executable, "-m", "panel_papers", "preview", "paper", "--engine", "embedded"]
    system = {"PYTHONPATH": str(ROOT / "src"), "PANEL_PAPERS_CACHE": "", "TMPDIR": str(folder)}
    process = subprocess.Popen(
        [*command, "--today", "2027-01-04"],
        cwd=folder,
        env=os.environ | system | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip(), folder / "inputs" / "paper"
        process.terminate()
        assert process.wait(30) == 0
        assert list(folder.glob("panel-papers-*/work-*")) == []
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_paper_is_followed_from_an_error_to_its_pages(tmp_path, browser, barriers):
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with previewed(tmp_path / "desk") as (address, paper):
        page.goto(address)
        status = page.locator("#status")
        expect(status).to_contain_text("2 pages, 5 errors")
        expect(page.locator("main")).to_contain_text("make-paper would build nothing.")
        beside = page.locator(".leaf").nth(1).locator(".beside")
        expect(beside).to_contain_text("no figure “nothing”")
        link = beside.locator(".place a").first
        expect(link).to_have_attribute("href", f"vscode://file{paper}/context.md:1:30")

        show = beside.locator("a[data-fault]").first
        show.focus()
        page.keyboard.press("Enter")
        expect(page.locator("rect.fault.chosen")).to_have_count(1)
        expect(page.locator("#page-2")).to_be_focused()
        for width, scheme in ((1400, "light"), (320, "light"), (320, "dark"), (3840, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            assert barriers(page) == []
        page.set_viewport_size({"width": 1400, "height": 1000})

        (paper / "context.md").write_text("It costs {{ figures.cost }}, or so.\n", encoding="utf-8")
        expect(status).to_contain_text("2 pages, 4 errors")
        expect(page.locator("main")).to_contain_text("the checks found errors, so DRAFT is on each")
        expect(page.locator("#text-2 p")).to_contain_text("It costs £12, or so.")
        expect(page.locator("#page-2")).to_be_focused()
        picture = page.locator(".sheet img").nth(1)
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("picture => picture.naturalWidth") > 1000

        (paper / "paper.yaml").write_text("title: [\n", encoding="utf-8")
        expect(status).to_contain_text("The pages shown are from before.")
        assert barriers(page) == []
        assert page.locator(".sheet img").count() == 2
    expect(status).to_contain_text("has stopped")
    assert [each for each in complaints if "ERR_" not in each] == []
    page.close()
