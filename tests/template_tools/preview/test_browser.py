"""The preview in a browser: from a fault to its cure, by mouse and keyboard, without barriers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from playwright.sync_api import expect

from panel_papers.build import read_as_draft
from panel_papers.core.settings import Settings
from panel_papers.template_tools.fields.field_list import as_html
from panel_papers.template_tools.fields.fields import fields_of
from panel_papers.template_tools.preview.previewing import studio_of, watch_pages
from panel_papers.template_tools.preview.serving import Addresses

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


@contextmanager
def preview(desk, data: str = "march-2024", *only: str) -> Iterator[str]:
    """Serve the preview as the command does, and give its address."""
    settings = Settings(inputs=desk.inputs, templates=desk.folder / "templates", engine="embedded")
    end, there, address = threading.Event(), threading.Event(), []

    def ready(addresses: Addresses) -> None:
        address.append(addresses.once)  # which leads on to the page
        there.set()

    def run() -> None:
        paper = data if data == "march-2024" else None
        studio = studio_of(settings, only, paper, read=partial(read_as_draft, settings))
        watch_pages(studio, settings, only=only, data=data, port=0, ready=ready, until=end)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert there.wait(30)
        yield address[0]
    finally:
        end.set()
        thread.join()


@pytest.fixture
def page(browser):
    """A page that must not complain of anything on its console."""
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield page
    page.close()
    assert complaints == []


def pictures(page) -> list[str]:
    return [each.get_attribute("src") for each in page.locator(".sheet img").all()]


def test_a_fault_is_shown_with_its_place_and_goes_when_it_is_mended(own_desk, page):
    settings = own_desk.inputs / "march-2024" / "paper.yaml"
    text = settings.read_text(encoding="utf-8")
    assert text.count('url: "#"') == 2  # a warning each
    settings.write_text(text.replace('url: "#"', "url: https://example.org/plan"), encoding="utf-8")
    with preview(own_desk) as address:
        page.goto(address)
        first = pictures(page)
        assert len(first) == 5
        assert page.inner_text("#status") == "report is drawn: 5 pages, no problems."

        own_desk.edit("context", "{{ context }}", "{{ contxt }}")
        fault = page.locator("#fault-1")
        fault.wait_for()
        assert [each.strip() for each in fault.locator("p").all_inner_texts()][:2] == [
            "Error: “{{ contxt }}” asks for “contxt”, which is not a field here.",
            "context.docx, under the heading “Context / Summary”, paragraph 2",
        ]
        assert "write “context” if you mean that" in fault.inner_text()
        assert page.inner_text("#status") == ("report: 1 error. The 5 pages shown are from before.")
        assert page.title() == "1 error: report – Preview"
        assert pictures(page) == first
        assert float(page.evaluate("getComputedStyle(document.querySelector('img')).opacity")) < 1

        fault.locator("a").click()
        assert page.evaluate("document.activeElement.id") == "page-1"
        chosen = page.locator("rect.fault.chosen")
        assert chosen.count() > 0
        assert _in_view(page, chosen.first)

        own_desk.edit("context", "Context / Summary", "Background")
        own_desk.edit("context", "{{ contxt }}", "{{ context }}")
        page.locator(".pages:not(.stale)").wait_for()
        assert page.inner_text(".faults") == "Problems\n\nNone was found."
        assert page.title() == "report – Preview"
        after = pictures(page)
        assert after != first
        for picture in page.locator(".sheet img").all():
            expect(picture).to_have_js_property("complete", True)
            assert picture.evaluate("picture => picture.naturalWidth") > 0
        text = " ".join(page.locator("#text-1 p").text_content().split())
        assert "Background The output report" in text


def _in_view(page, element) -> bool:
    box = element.bounding_box()
    return 0 <= box["y"] <= page.viewport_size["height"]


def test_a_field_is_found_by_keyboard_and_keeps_the_focus_over_a_redraw(own_desk, page):
    with preview(own_desk, "march-2024") as address:
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        for wanted in ("document", "data", "", "marks"):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.id") == wanted
        page.keyboard.press("Enter")
        assert page.get_attribute("#marks", "aria-pressed") == "true"
        button = page.locator("button[data-name=report_for]")
        button.focus()
        page.keyboard.press("Enter")
        (box,) = page.locator("rect.field.chosen").all()
        assert _in_view(page, box)
        assert page.inner_text(".tip") == "report_for"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        own_desk.edit("cover-sheet", "Report title", "The title")
        version = page.get_attribute(".view", "data-version")
        expect(page.locator(".view")).not_to_have_attribute("data-version", version)
        assert page.evaluate("document.activeElement.dataset.name") == "report_for"
        assert page.locator("rect.field.chosen").count() == 1
        page.focus("#marks")
        own_desk.edit("cover-sheet", "The title", "Title")
        version = page.get_attribute(".view", "data-version")
        expect(page.locator(".view")).not_to_have_attribute("data-version", version)
        assert page.locator("rect.field.chosen").count() == 1
        assert page.inner_text(".tip") == "report_for"
        page.keyboard.press("Escape")
        assert page.locator(".chosen").count() == 0


def test_a_field_is_found_by_pointing_at_its_value(own_desk, page):
    with preview(own_desk, "march-2024") as address:
        page.goto(address)
        page.locator("rect.field").nth(5).hover()
        name = page.inner_text(".tip")
        assert page.locator("button.pointed").get_attribute("data-name") == name


def test_another_document_and_other_data_can_be_chosen(own_desk, page):
    with preview(own_desk) as address:
        page.goto(address)
        page.select_option("#data", "hostile")
        page.click("text=Show")
        page.select_option("#document", "scorecard")
        page.click("text=Show")
        assert page.inner_text("h2#pages") == "Pages of scorecard"
        assert "{{ 7*7 }}" in page.inner_text(".fields")
        assert len(pictures(page)) == 1


def test_news_that_the_preview_has_stopped_is_told(own_desk, browser):
    page = browser.new_page()
    with preview(own_desk, "shortest", "purpose") as address:
        page.goto(address)
    expect(page.locator("#status")).to_contain_text("has stopped")
    page.close()


@pytest.mark.parametrize("state", ["faulty", "marked"])
def test_preview_has_no_barriers(own_desk, look_at, barriers, state):
    with preview(own_desk) as address:
        page = look_at(address)
        if state == "faulty":
            own_desk.edit("cover-sheet", "{{ author }}", "{{ auther }}")
            page.locator("#fault-1").wait_for()
        if state == "marked":
            page.click("#marks")
            page.locator("button[data-name=author]").focus()
            page.locator("summary").first.click()
        assert barriers(page) == []


def test_list_of_fields_has_no_barriers(root, tmp_path, look_at, barriers):
    file = tmp_path / "fields.html"
    file.write_bytes(as_html(fields_of(root / "templates" / "word", root / "inputs")))
    assert barriers(look_at(file.as_uri())) == []
