"""The paper as a web page, as `make-paper` writes it."""

from __future__ import annotations

import base64
import copy
import csv
import io
import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import unquote

import page as validation
import pypdf
import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from .conftest import Built

Looking = tuple[Browser, Built, Callable[[Page], list[tuple[str, list[str]]]]]


@pytest.fixture
def looking(browser, built, barriers) -> Looking:
    """What a page is looked at with."""
    return browser, built, barriers


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def shown(element: html.HtmlElement) -> str:
    """The words of an element as they are read, without what the page has of its own."""
    element = copy.deepcopy(element)
    for each in element.xpath(".//nav | .//*[contains(@class, 'extra')]"):
        each.drop_tree()
    blocks = ("p", "li", "ul", "ol", "td", "th", "dt", "dd", "br", "pre", "caption", "figcaption")
    for each in element.iter(*blocks):
        each.text, each.tail = "\n" + (each.text or ""), "\n" + (each.tail or "")
    return str(element.text_content())


@pytest.mark.parametrize("paper", ["march-2024", "budget-monitoring-2026", "every"])
def test_words_are_those_of_the_pack(built, paper):
    folder, page = built(paper)
    read = ["pdftotext", "-raw", str(folder / f"{paper}-pack.pdf"), "-"]
    pages = subprocess.run(read, capture_output=True, text=True, check=True, timeout=60).stdout
    printed = words(pages.replace("-\n", "-"))
    there: Counter[str] = Counter()
    for part in page.iter("article"):
        if "This appendix is a supplied" in part.text_content():  # a supplied file: where it is
            continue
        there += words(shown(part))
    assert there - printed == Counter()
    assert sum(there.values()) > 150


def test_each_printed_number_is_on_the_page(built):
    _, page = built("every")
    labels = [e.text_content() for e in page.xpath("//article[@id='report']//*[@class='label']")]
    assert labels[:8] == ["1.", "1.1", "1.2", "2.", "(a)", "(b)", "(c)", "3."]
    # Below bullets a list counts by itself, and the next list of the text begins with (a).
    assert labels[8:14] == ["3.1", "a.", "b.", "(a)", "(b)", "3.2"]
    numbered = page.xpath("//p[@class='numbered']/@id")
    assert "start" in numbered, "a paragraph that has a name is known by it"
    assert all(re.fullmatch(r"p-\d+\.\d+|start", each) for each in numbered)


@pytest.mark.parametrize("paper", ["march-2024", "every"])
def test_every_link_inside_the_page_lands_and_no_name_is_given_twice(built, paper):
    _, page = built(paper)
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    links = page.xpath("//a/@href[starts-with(., '#')]")
    assert len(links) > 5
    assert [each for each in links if each[1:] not in names] == []


def test_what_is_referred_to_is_a_link(built):
    _, page = built("every")
    links = {each.text_content(): each.get("href") for each in page.xpath("//p//a | //li//a")}
    assert links["paragraph 7.2"] == "#p-7.2"
    assert links["Table 1"] == "#table-1"
    assert links["paragraph 3.1"] == "#start"
    assert links["Appendix 1"] == "#appendix-1"
    assert page.xpath("//a//a") == []


def test_items_that_only_a_style_makes_are_lists_with_their_signs(built):
    _, page = built("march-2024")
    lists = page.xpath("//article[@id='appendix-1']/ul[@class='printed']")
    signs = [[each.text for each in found.xpath("li/span[@class='label']")] for found in lists]
    assert [set(each) for each in signs] == [{"+"}, {"→"}] * 3
    first = [each.text_content() for each in lists[0]]
    assert len(first) == 5
    assert first[0].startswith("+ 905 more officers funded since 2016")
    _, scorecard = built("first-term-scorecard")
    (found,) = scorecard.xpath("//article[@id='appendix-1']/ol")
    assert [each.text for each in found.xpath("li/span")] == [f"{n}." for n in range(1, 13)]


def test_headings_never_skip_a_level(built):
    _, page = built("every")
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_footnote_leads_to_its_note_and_back(built):
    _, page = built("every")
    marks = page.xpath("//sup[@class='note-mark']")
    assert [each.text_content() for each in marks] == ["1", "2", "3"]
    for number, mark in enumerate(marks, 1):
        (note,) = page.xpath(f"//li[@id='note-{number}']")
        assert mark.xpath("a/@href") == [f"#note-{number}"]
        assert note.xpath(".//a[contains(@class, 'back')]/@href") == [f"#{mark.get('id')}"]
        assert note.xpath("span[@class='label']")[0].text_content() == str(number)


def test_tables_have_headings_and_their_data_to_save(built):
    _, page = built("every")
    table = page.xpath("//table[caption[starts-with(., 'Table 1: Costs by year')]]")[0]
    assert [each.get("scope") for each in table.xpath("thead//th")] == ["col"] * 4
    address = page.xpath("//a[@download='table-1.csv']/@href")[0]
    data = base64.b64decode(address.partition(",")[2]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data)))
    typed = [[e.text_content() for e in tr] for tr in table.xpath(".//tr")]
    assert rows == typed


def test_charts_are_drawings_with_their_alternative_text_and_their_data(built):
    _, page = built("every")
    charts = page.xpath("//figure[div/img[starts-with(@src, 'data:image/svg+xml;base64,')]]")
    assert [each.get("id") for each in charts] == ["figure-1", "figure-2"]
    assert charts[0].xpath("div/img/@alt")[0].startswith("Bar chart: Cost of roofs.")
    for each in charts:
        drawing = base64.b64decode(each.xpath("div/img/@src")[0].partition(",")[2])
        assert b"<!--" not in drawing and b"<text" not in drawing and b"<script" not in drawing
        assert len(drawing) < 40_000
    # The data of the first are a table of the pack, those of the second in its text alone.
    assert page.xpath("//table[@id='table-2']/caption/text()") == ["Table 2: Cost of roofs: data"]
    (data,) = page.xpath("//details")
    assert data.xpath("summary/text()") == ["Data of Figure 2"]
    rows = [[cell.text for cell in row] for row in data.xpath(".//tr")]
    assert rows == [
        ["Year", "Windows", "Doors"],
        *(["2025", "20", "30"], ["2026", "21", "31"], ["2027", "22", "32"]),
    ]
    (address,) = data.xpath(".//a[@download='figure-2.csv']/@href")
    saved = base64.b64decode(address.partition(",")[2]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(saved))) == rows


def test_metadata_say_title_meeting_date_and_publisher(built):
    _, page = built("march-2024")
    panel = "Essex Police, Fire and Crime Panel"
    assert json.loads(page.xpath("//script/text()")[0]) == {
        "@context": "https://schema.org",
        "@type": "Report",
        "about": {"@type": "Event", "name": f"Meeting of {panel}", "startDate": "2024-03-14"},
        "inLanguage": "en-GB",
        "name": "High-Level Summary of Progress in Delivering the Police and Crime Plan 2021-2024 "
        "and the Fire and Rescue Plan 2019-2024",
        "publisher": {"@type": "Organization", "name": panel},
    }


def test_page_leads_to_the_pack_under_the_name_that_it_is_uploaded_by(built):
    folder, page = built("every")
    sheet = html.document_fromstring((folder / "every-handover.html").read_bytes().decode())
    text = " ".join(sheet.text_content().split())
    assert "Leisure Centre Contract - web page.html”" in text
    (footer,) = page.xpath("//footer//a/@href")
    name = unquote(footer)
    assert f"upload it as “{name}”" in text
    letter = page.xpath("//article[@id='appendix-5']/p[@class='ours']/a/@href")[0]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    first = next(e for e in manifest["pack"]["parts"] if "Letter" in e["title"])["first_page"]
    assert letter == f"{footer}#page={first}"


def test_restricted_words_are_not_on_the_page_but_the_notice_is(built):
    folder, page = built("every")
    bids = next(e for e in page.iter("article") if "Bids for the contract" in e.text_content()[:99])
    assert "This appendix is not for publication." in bids.text_content()
    data = (folder / "every.html").read_bytes()
    assert b"Zephyrine" not in data
    assert b"12345" not in data


def test_supplied_appendix_has_its_pages_its_size_and_what_the_validator_found(built):
    folder, page = built("every")
    (article,) = page.xpath("//article[@id='appendix-5']")
    pack = folder / "every-pack.pdf"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    letter = manifest["pack"]["parts"][6]
    said = " ".join(article.text_content().split())
    failures = validation.validate_pdf(str(pack), profile="ua1").failures
    assert (manifest["pack"]["pdf_ua"], failures) == (True, [])
    assert said == (
        "Appendix 5 – Letter This appendix is a supplied Word document. It is 1 page long and "
        "begins on page "
        f"{letter['first_page']} of the pack (PDF, {pack.stat().st_size / 1000:.0f} kB). A "
        "validator found that it meets PDF/UA-1, the standard for accessible PDFs. To have it in "
        f"another format, ask {article.xpath('.//a/@href')[1].removeprefix('mailto:')}."
    )


@pytest.mark.slow
def test_supplied_appendix_that_is_not_accessible_says_why(built, desk):
    folder, _ = built("first-term-scorecard")
    letter = pypdf.PdfWriter()  # takes the page without its tags
    letter.add_page(pypdf.PdfReader(folder / "first-term-scorecard-pack.pdf").pages[2])
    letter.write(desk.paper / "appendices" / "letter.pdf")
    yaml = desk.paper / "paper.yaml"
    text = yaml.read_text(encoding="utf-8")
    entry = "appendices:\n  - {title: Letter, file: appendices/letter.pdf}\n"
    yaml.write_text(text.replace("appendices:\n", entry), encoding="utf-8")
    answer = desk.make()
    assert answer.code == 0, answer.err
    page = html.document_fromstring((desk.outputs / "march-2024.html").read_text("utf-8"))
    said = page.xpath("string(//article[@id='appendix-1'])")
    assert "It does not meet PDF/UA-1, the standard for accessible PDFs: " in said
    assert "has no accessibility tags" in said


def test_page_with_two_charts_and_their_data_is_small(desk):
    """The chart of the sample is there twice."""
    paper = "budget-monitoring-2026"
    section = desk.folder / "inputs" / paper / "context.md"
    text = section.read_text(encoding="utf-8")
    (chart,) = re.findall(r"^```chart\n.*?^```\n", text, re.MULTILINE | re.DOTALL)
    more = chart.replace("Net spending in each quarter", "Net spending, once more")
    section.write_text(f"{text}\n{more}", encoding="utf-8")
    answer = desk.run(paper, "--engine", "embedded")
    assert answer.code == 0, answer.err
    data = (desk.folder / "outputs" / paper / f"{paper}.html").read_bytes()
    assert data.count(b"data:image/svg+xml") == 2
    assert len(data) < 300_000


def test_nothing_is_fetched_or_run(built):
    folder, page = built("every")
    assert page.xpath("//script/@type") == ["application/ld+json"]
    assert page.xpath("//@src[not(starts-with(., 'data:image/'))]") == []
    assert page.xpath("//link | //iframe | //object | //@onclick | //@onload") == []
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert (folder / "every.html").stat().st_size < 300_000


@pytest.mark.chromium
@pytest.mark.parametrize("size", ["usual", "large"])
@pytest.mark.parametrize(
    ("width", "look"), [(w, look) for w in (320, 1300) for look in ("light", "dark", "forced")]
)
def test_nobody_is_stopped(looking: Looking, width, look, size):
    browser, built, barriers = looking
    for paper in ("every", "budget-monitoring-2026", "march-2024", "first-term-scorecard"):
        folder, _ = built(paper)
        page = browser.new_page(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if look == "dark" else "light",
            forced_colors="active" if look == "forced" else "none",
            reduced_motion="reduce",
        )
        page.goto((folder / f"{paper}.html").as_uri())
        for each in page.locator("details").all():
            each.evaluate("each => { each.open = true }")
        page.get_by_label("Large print").set_checked(size == "large")
        points = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize) * 0.75")
        assert points == pytest.approx(20 if size == "large" else 14.25, abs=0.01)
        assert barriers(page) == []
        page.close()


REACHED = 'main a[href], main summary, main [tabindex="0"]'


def tabbed_through(page: Page) -> int:
    """How many places of the text the Tab key reaches, each with a mark that shows where one is."""
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true })")
    page.locator("#main").focus()
    reached = 0
    for _ in range(300):
        page.keyboard.press("Tab")
        if not page.evaluate("document.querySelector('main').contains(document.activeElement)"):
            break
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        reached += 1
    return reached


@pytest.mark.chromium
@pytest.mark.parametrize("width", [360, 1300])
def test_letters_of_a_chart_have_20_point_in_large_print_and_only_the_chart_scrolls(
    built, browser, width
):
    folder, written = built("budget-monitoring-2026")
    address = written.xpath("//figure//img/@src")[0]
    drawing = base64.b64decode(address.partition(",")[2]).decode()
    own_width = float(re.findall(r'<svg[^>]* width="([\d.]+)pt"', drawing)[0])
    letters = {100 * float(scale) for scale in re.findall(r"scale\(([\d.]+) -", drawing)}
    assert letters == {10.0}
    page: Page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((folder / "budget-monitoring-2026.html").as_uri())
    page.get_by_label("Large print").check()
    drawn = page.evaluate("document.querySelector('figure img').getBoundingClientRect().width")
    assert drawn * 0.75 / own_width * 10 == pytest.approx(20, abs=0.1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("figure .scroll").press("ArrowRight")
    for _ in range(100):  # it glides; the page’s own rules let no function wait for it
        if moved := page.evaluate("document.querySelector('figure .scroll').scrollLeft"):
            break
        page.wait_for_timeout(50)
    assert moved > 0
    page.close()


@pytest.mark.chromium
def test_page_is_read_by_keyboard_and_its_style_is_its_own(built, browser):
    folder, _ = built("every")
    page: Page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((folder / "every.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip ours"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.id") == "large-print"
    page.keyboard.press("Space")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "26.6667px"
    reached = tabbed_through(page)
    assert reached == page.locator(REACHED).count()
    assert page.evaluate("getComputedStyle(document.querySelector('ol.printed')).listStyle")
    assert said == []
    page.close()


def test_a_draft_says_so(shipped):
    desk, answer = shipped("embedded", "march-2024", "--draft")
    assert answer.code == 0, answer.err
    page = (desk.outputs / "march-2024-draft.html").read_text(encoding="utf-8")
    assert "<strong>DRAFT</strong>" in page
    assert not (desk.outputs / "march-2024.html").exists()


@pytest.mark.parametrize(("option", "there"), [("--html", True), ("--no-html", False)])
def test_the_page_is_left_out_where_that_is_asked_for(desk, option, there):
    answer = desk.make(option)
    assert answer.code == 0, answer.err
    assert (desk.outputs / "march-2024.html").exists() is there
    assert ("march-2024.html" in answer.out) is there


def test_a_project_leaves_all_pages_out(desk):
    (desk.folder / "panel-papers.toml").write_text("html = false\n", encoding="utf-8")
    assert desk.make().code == 0
    assert not (desk.outputs / "march-2024.html").exists()
    assert desk.make("--html").code == 0
    assert (desk.outputs / "march-2024.html").exists()


@pytest.mark.chromium
@pytest.mark.parametrize("size", ["usual", "large"])
def test_no_cell_is_cut_off_on_paper(built, browser, tmp_path, size):
    folder, page = built("budget-monitoring-2026")
    opened: Page = browser.new_page()
    opened.goto((folder / "budget-monitoring-2026.html").as_uri())
    opened.get_by_label("Large print").set_checked(size == "large")
    opened.pdf(path=tmp_path / "printed.pdf", format="A4")
    opened.close()
    read = ["pdftotext", "-raw", str(tmp_path / "printed.pdf"), "-"]
    text = subprocess.run(read, capture_output=True, text=True, check=True, timeout=60).stdout
    printed, cells = words(text), Counter[str]()
    for cell in page.iter("td"):
        cells += words(str(cell.text_content()))
    assert cells.total() > 100
    assert cells - printed == Counter()
