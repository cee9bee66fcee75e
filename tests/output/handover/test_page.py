"""The hand-over page: what it says, that text stays text, and that anyone can read it."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import CodeType

import pytest
from hypothesis import given, settings, strategies as st
from jinja2 import Environment
from lxml import html
from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core.cache import Cache
from panel_papers.core.confirmed import Confirmed, ConfirmedKind
from panel_papers.core.model import Contact
from panel_papers.core.problems import Level
from panel_papers.core.values import Missing, Prose
from panel_papers.output.handover import (
    CleanedEntry,
    ExemptItem,
    Handover,
    handover_of,
    page,
    page_of,
)
from panel_papers.output.handover.page import in_unit

from .conftest import small_build

RESOLUTION = "That the public be excluded\nfor appendix 2.\n\nReason: paragraph 3."


def full() -> Handover:
    """A hand-over with every section that there can be."""
    return replace(
        handover_of(small_build()),
        cleaned=(
            CleanedEntry("a/risks.docx", ("3 comments", "the author’s name")),
            CleanedEntry("a/accounts.pdf", ()),
        ),
        exempt=(ExemptItem("2", "Risks", "paragraph 3 of part 1 of Schedule 12A", "A contract."),),
        resolution=RESOLUTION,
        confirmed=(
            Confirmed(ConfirmedKind.ASSERTION, "“spend == 42”: spend is 42"),
            Confirmed(ConfirmedKind.TOTAL, "“Total” of table 1 (“Costs”) adds up: “Net”"),
            Confirmed(ConfirmedKind.TOTAL, "“Total” of table 2 (“Posts”) adds up: “All”"),
        ),
    )


def gaps() -> Handover:
    """A draft in which all is missing that can be."""
    return replace(
        handover_of(small_build()),
        draft=True,
        title=Missing("title"),
        meeting=Missing("date"),
        deadline=None,
        enquiries_to=Contact(Missing("enquiries_to.name"), "Accountant", Missing("email")),
        recommendations=Missing("recommendations.md"),
        appendices=(),
        background_papers=(),
        problems=(),
        files=(),
    )


def parsed(handover: Handover) -> html.HtmlElement:
    return html.document_fromstring(page_of(handover))


def line(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def told(handover: Handover, section: str) -> list[str]:
    """Return the lines of a section, the cells of a table's row parted by “|”."""
    (found,) = parsed(handover).xpath(f"//section[@aria-labelledby='{section}']")
    lines = []
    for element in found.iter("h2", "h3", "p", "li", "caption", "tr", "pre"):
        if element.tag == "tr":
            lines.append(" | ".join(line(cell) for cell in element))
        elif element.xpath("not(p)"):
            lines.append(line(element))
    return lines


def facts(handover: Handover) -> dict[str, str]:
    return {line(row[0]): line(row[1]) for row in parsed(handover).xpath("//dl/div")}


def test_head_says_what_when_and_how_it_stands(build):
    page = parsed(full())
    assert line(page.find("head/title")) == "Hand-over sheet: Budget, 4 April 2024"
    assert [line(h) for h in page.iter("h1")] == [
        "Hand-over sheet for the clerk Budget for 2024–25 & after"
    ]
    assert facts(full()) == {
        "Meeting of": "Fire Authority",
        "Date": "Thursday 4 April 2024",
        "Publish by": "Monday 25 March 2024",
        "Status": "Complete, not a draft",
        "Checks": "1 error, 1 warning",
        "Pack": "9 pages, does not claim to be accessible (PDF/UA)",
        "Enquiries to": "Finance Team, Accountant, finance@example.org",
    }


def test_files_are_told_with_pages_size_and_full_checksum():
    assert told(full(), "files") == [
        "Files",
        "The files of this build, beside this page and manifest.json",
        "File | Pages | Size | SHA-256",
        "budget-report.docx the report by itself, in Word | 3 in the pack: 2 to 4 | 1 kB | "
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "budget-pack.pdf the pack to publish: contents page, report and appendices as one PDF | "
        f"9 | 1.5 MB | {hashlib.sha256(b'pdf' * 500_000).hexdigest()}",
    ]


def test_each_day_to_the_meeting_is_counted_or_told_why_not():
    assert told(full(), "publish-by") == [
        "When to publish",
        "Publish by Monday 25 March 2024: 5 clear working days before the meeting (England). "
        "Neither the day of publication nor that of the meeting counts, nor do weekends and bank "
        "holidays.",
        "How the days were counted",
        "Day | How it counts",
        "Monday 25 March 2024 | Publish on this day at the latest",
        "Tuesday 26 March 2024 | Clear day 1",
        "Wednesday 27 March 2024 | Clear day 2",
        "Thursday 28 March 2024 | Clear day 3",
        "Friday 29 March 2024 | Not counted: Good Friday",
        "Saturday 30 March 2024 | Not counted: weekend",
        "Sunday 31 March 2024 | Not counted: weekend",
        "Monday 1 April 2024 | Not counted: Easter Monday",
        "Tuesday 2 April 2024 | Clear day 4",
        "Wednesday 3 April 2024 | Clear day 5",
        "Thursday 4 April 2024 | Meeting",
        "The rule: Local Government Act 1972 s100A(6)(a), s100B(3), as amended by SI 2002/715. "
        "Bank holidays proclaimed after this program was installed are not known to it.",
    ]


def test_agenda_and_minutes_have_their_texts_to_paste():
    assert told(full(), "agenda") == [
        "For the agenda",
        "To paste into the agenda:",
        "Budget for 2024–25 & after",
        "Report author: Treasurer",
        "For: Decision",
        "Appendices",
        "Appendix 1 – Accounts",
        "Appendix 2 – Risks (not for publication)",
        "Background papers",
        "Plan: The plan",
        "Letter",
    ]
    assert told(full(), "recommendations") == [
        "For the minutes: the recommendations",
        "Verbatim from the report:",
        "That members agree the budget.",
    ]


def test_contents_tell_of_each_part_who_made_it_and_whether_it_is_tagged():
    assert told(full(), "contents") == [
        "Contents of the pack",
        "The parts of the pack, 9 pages",
        "Part | Pages | Made by | Accessibility tags",
        "Contents | 1 | LibreOffice 7.4 | tagged",
        "Budget for 2024–25 & after | 2 to 4 | LibreOffice 7.4 | tagged",
        "Appendix 1 – Accounts | 5 | supplied as PDF | not tagged it has no tags: each of its "
        "pages is tagged as a whole",
        "Appendix 2 – Risks | 6 to 9 | dxpdf 0.8.1 it stopped | tagged",
        "Accessibility",
        "The pack does not claim to be accessible: it is not PDF/UA (ISO 14289-1). If you publish "
        "it, offer the same in an accessible form. The reasons, found by us and by the "
        "validator page-validation 0.11.0:",
        "Appendix 1 – Accounts: it has no tags. In Word: tick the box. In Acrobat: autotag it.",
        "Appendix 2 – Risks, pages 6 and 8 of the pack: a picture is silent (2 times). "
        "In Word: describe it. In Acrobat: say it.",
        "The pack: it was not read. In Word: save it. In Acrobat: print it.",
    ]
    accessible = (
        "The pack says of itself that it is accessible: PDF/UA-1 (ISO 14289-1). Every part of it "
        "is tagged, and the validator page-validation 0.11.0 found nothing wrong with the finished "
        "file."
    )
    assert told(replace(full(), accessible=True, archival=True), "contents")[-2:] == [
        accessible,
        "It says too that it is fit for an archive: PDF/A-2a, with which the same "
        "validator found nothing wrong either.",
    ]
    reasons = full().obstacles[:1]
    told_of = told(replace(full(), accessible=True, archival_obstacles=reasons), "contents")
    assert told_of[-3:] == [
        accessible,
        "It does not claim to be fit for an archive (PDF/A-2a). The reasons, found by "
        "the same validator:",
        "Appendix 1 – Accounts: it has no tags. In Word: tick the box. In Acrobat: autotag it.",
    ]


@pytest.mark.parametrize(
    ("accessible", "archival", "said"),
    [
        (True, True, "accessible: PDF/UA-1, for archives: PDF/A-2a"),
        (True, False, "accessible: PDF/UA-1"),
        (False, False, "does not claim to be accessible (PDF/UA)"),
    ],
)
def test_what_the_pack_claims_is_said_at_the_head(accessible: bool, archival: bool, said: str):
    assert facts(replace(full(), accessible=accessible, archival=archival))["Pack"] == (
        f"9 pages, {said}"
    )


def test_problems_are_told_by_level_with_place_and_hint():
    assert told(full(), "checks") == [
        "What the checks found",
        "1 error",
        "a/risks.docx, page 2: a.",
        "Expected: b",
        "1 warning",
        "paper.yaml:3:7: the address “#”.",
        "Expected: an address",
        "How to fix it: type it",
    ]
    advice = replace(full().problems[0], level=Level.SUGGESTION)
    assert told(replace(full(), problems=(advice,)), "checks")[1] == "1 suggestion"
    assert told(gaps(), "checks")[1:] == ["Nothing: no errors, no warnings and no suggestions."]


def test_what_was_calculated_and_is_right_is_listed_by_kind_with_the_number():
    assert told(full(), "confirmed") == [
        "What was calculated and is right",
        "Totals that add up (2)",
        "“Total” of table 1 (“Costs”) adds up: “Net”",
        "“Total” of table 2 (“Posts”) adds up: “All”",
        "Assertions of figures.yaml that hold (1)",
        "“spend == 42”: spend is 42",
    ]
    assert parsed(gaps()).xpath("//section[@aria-labelledby='confirmed']") == []


def test_what_is_exempt_and_what_was_cleaned_is_told_where_there_is_any():
    assert told(full(), "exempt") == [
        "Not for publication",
        "What follows is not in the public pack. It is in the folder “restricted”, which has a "
        "manifest of its own and must not be published.",
        "Appendices that are not for publication",
        "Appendix | Exempt under | Reason",
        "2: Risks | paragraph 3 of part 1 of Schedule 12A | A contract.",
        "Resolution to exclude the public",
        "To be moved before the meeting turns to these appendices:",
        "That the public be excluded for appendix 2.",
        "Reason: paragraph 3.",
    ]
    assert told(full(), "cleaned") == [
        "What was removed from supplied files",
        "Supplied files, and what was taken out of the copies in this build",
        "File | Removed",
        "a/risks.docx | 3 comments the author’s name",
        "a/accounts.pdf | nothing had to be removed",
    ]
    plain = page_of(handover_of(small_build())).decode()
    assert "Not for publication" not in plain
    assert "removed from supplied files" not in plain


def test_verify_is_told_as_it_is_typed():
    assert "panel-papers verify outputs/budget" in told(full(), "verify")


def test_a_drafts_page_says_draft_in_title_heading_and_banner_and_marks_what_is_missing():
    page = parsed(gaps())
    assert line(page.find("head/title")).startswith("DRAFT – ")
    assert "– DRAFT" in line(next(page.iter("h1")))
    assert line(page.xpath("//p[@class='draft']")[0]) == (
        "DRAFT These files are a draft. Do not publish them."
    )
    assert facts(gaps())["Status"] == "Draft, not for publication"
    assert [line(mark) for mark in page.iter("mark")] == [
        "[[title missing]]",
        "[[date missing]]",
        "[[enquiries_to.name missing]]",
        "[[email missing]]",
        "[[title missing]]",
        "[[recommendations.md missing]]",
    ]
    assert "DRAFT" not in parsed(full()).find("body").text_content()


class Nesting(HTMLParser):
    """Notes what is open, and asserts that it is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen += 1
        if tag not in {"meta", "hr", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.getpos()


@pytest.mark.parametrize("make", [full, gaps])
def test_every_element_is_closed_in_its_turn(make: Callable[[], Handover]):
    nesting = Nesting()
    nesting.feed(page_of(make()).decode())
    nesting.close()
    assert nesting.open == []
    assert nesting.seen > 50


@pytest.mark.parametrize("make", [full, gaps])
def test_headings_descend_one_level_at_a_time_from_the_only_h1(make: Callable[[], Handover]):
    levels = [int(h.tag[1]) for h in parsed(make()).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("make", [full, gaps])
def test_tables_have_a_caption_and_headers_with_a_scope(make: Callable[[], Handover]):
    tables = list(parsed(make()).iter("table"))
    assert tables
    for table in tables:
        assert line(table.find("caption"))
        heads = table.xpath("thead/tr/th")
        assert {th.get("scope") for th in heads} == {"col"}
        for row in table.xpath("tbody/tr"):
            assert [cell.tag for cell in row] == ["th", *["td"] * (len(heads) - 1)]
            assert row[0].get("scope") == "row"
            labels = [cell.get("data-label") for cell in row[1:]]
            assert labels == [line(th) for th in heads[1:]]


@pytest.mark.parametrize("make", [full, gaps])
def test_landmarks_and_links_within_the_page_are_there(make: Callable[[], Handover]):
    page = parsed(make())
    body = page.find("body")
    assert [e.tag for e in body] == ["a", "header", "nav", "main", "footer"]
    assert body[0].get("href") == "#main"
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    sections = page.xpath("//section/@aria-labelledby")
    assert page.xpath("//nav//a/@href") == [f"#{section}" for section in sections]
    assert set(sections) <= set(ids)


def test_page_is_self_contained_and_forbids_all_else():
    page = parsed(full())
    assert [e.tag for e in page.iter("script", "link", "img", "iframe", "object", "base")] == []
    attributes = {name for e in page.iter() for name in e.attrib}
    assert attributes <= {
        *("lang", "charset", "name", "content", "http-equiv", "class", "href", "id", "role"),
        *("aria-label", "aria-labelledby", "tabindex", "scope", "data-label"),
    }
    links = [href for href in page.xpath("//@href") if not href.startswith("#")]
    assert links == ["mailto:finance@example.org", "https://example.org/plan?a=1&b=2"]
    style = page.find("head/style").text
    assert not re.search(r"url\(|@import|@font-face|expression|</", style)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_words_of_another_language_say_so():
    assert parsed(full()).get("lang") == "en-GB"
    page = parsed(replace(full(), language="cy"))
    assert page.get("lang") == "en-GB"
    assert [line(e) for e in page.xpath("//*[@lang='cy']")][:2] == [
        "Budget for 2024–25 & after",
        "Fire Authority",
    ]
    assert all(e.get("lang") == "cy" for e in page.xpath("//*[@class='pasted']"))
    assert parsed(replace(full(), language="en-IE")).get("lang") == "en-IE"


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</style></title></main><script>alert(1)</script>",
    "\" onmouseover='alert(1)' x=\"",
    "&amp; &lt;b&gt; &#60;",
    "{{ 7*7 }} {% raw %} {# x #}",
    "<!-- ]]> -->",
    "javascript:alert(1)",
    "https://evil.example/ x",
    "before שלום after \U0001f600",
]


def filled(value: object, texts: Iterator[str]) -> object:
    """Return a value with every text that the page shows replaced by the next one."""
    match value:
        case ConfirmedKind():
            return value
        case str():
            return next(texts)
        case tuple():
            return tuple(filled(each, texts) for each in value)
        case date() | Level() | Prose():
            return value
        case _ if isinstance(value, Struct):
            kept = {"language", "url", "recommendations", "part", "code", "accepted_in"}
            new = {
                name: filled(getattr(value, name), texts)
                for name in value.__struct_fields__
                if name not in kept and not isinstance(getattr(value, name), Level | ConfirmedKind)
            }
            return replace(value, **new)
    return value


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in a value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_of(each)
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            yield from texts_of(getattr(value, field))


def skeleton(page: html.HtmlElement) -> list[tuple[object, dict[str, str]]]:
    return [(e.tag, dict(e.attrib)) for e in page.iter()]


def marks() -> Iterator[str]:
    """Words that are no text of the template's, each another: “mark 0 .”."""
    yield from (f"mark {number} ." for number in range(1000))


def not_shown(marked: Handover, words: str) -> list[str]:
    """Return the texts of the full hand-over whose marks are not among the words."""
    pairs = zip(texts_of(full()), texts_of(marked), strict=True)
    return [was for was, mark in pairs if mark.startswith("mark ") and mark not in words]


def held_to(text: str) -> None:
    """Assert that a text in every field changes nothing but the words."""
    hostile = filled(full(), (f"{text} {number} ." for number in range(1000)))
    harmless = filled(full(), marks())
    assert isinstance(hostile, Handover) and isinstance(harmless, Handover)
    wanted, found = parsed(harmless), parsed(hostile)
    assert skeleton(found) == skeleton(wanted)
    words = wanted.text_content()
    assert not_shown(harmless, words) == []
    assert found.text_content() == re.sub(r"mark (\d+) \.", lambda m: f"{text} {m[1]} .", words)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_stays_text(text: str):
    held_to(text)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1))
def test_any_text_in_every_field_stays_text(text: str):
    held_to(text)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "#", "file:///etc/passwd", "data:text/html,x", "//a.example", ""]
)
def test_a_link_that_a_page_may_not_hold_is_its_words(url: str):
    (plan, *_) = full().background_papers
    page = parsed(replace(full(), background_papers=(replace(plan, url=url),)))
    assert not any(href == url for href in page.xpath("//section//@href"))
    assert "Plan: The plan" in [line(li) for li in page.iter("li")]


def test_the_same_hand_over_gives_the_same_bytes():
    assert page_of(full()) == page_of(full())
    assert b"\r" not in page_of(full())


def colours(scheme: str) -> dict[str, str]:
    style = parsed(full()).find("head/style").text
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(blocks) == 3, "light, dark, print"
    block = blocks[{"light": 0, "dark": 1, "print": 2}[scheme]]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, “contrast ratio”)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(
    ("front", "ground"),
    [
        *(("text", "ground"), ("quiet", "ground"), ("accent", "ground"), ("text", "panel")),
        *(("accent", "panel"), ("on-alarm", "alarm"), ("text", "mark")),
    ],
)
def test_words_stand_out_seven_to_one(scheme: str, front: str, ground: str):
    palette = colours(scheme)
    assert contrast("#000000", "#ffffff") == 21
    assert contrast(palette[front], palette[ground]) >= 7


@pytest.fixture
def times_compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that Jinja compiles."""
    compiled: list[str] = []
    own = Environment.compile

    def compile_(self: Environment, source: str, name: str, *arguments: object) -> CodeType:
        compiled.append(name)
        return own(self, source, name, *arguments)

    monkeypatch.setattr(Environment, "compile", compile_)
    page._template.cache_clear()
    return compiled


def test_private_cache_keeps_the_compiled_template(tmp_path: Path, times_compiled: list[str]):
    folder = tmp_path / "cache"
    first = page_of(full(), Cache(folder))
    assert times_compiled == ["page.html.jinja"]
    assert len(list(folder.iterdir())) == 1

    page._template.cache_clear()
    assert page_of(full(), Cache(folder)) == first == page_of(full())
    assert times_compiled == ["page.html.jinja"] * 2, "the second is of the page without a cache"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows shows no permissions")
def test_code_in_a_cache_that_others_may_write_to_is_not_run(
    tmp_path: Path, times_compiled: list[str]
):
    folder = tmp_path / "cache"
    ours = page_of(full(), Cache(folder))
    folder.chmod(0o777)
    (entry,) = folder.iterdir()
    page._template.cache_clear()

    entry.unlink()
    assert page_of(full(), Cache(folder)) == ours
    assert list(folder.iterdir()) == [], "nothing is read from there, and nothing is kept"
    assert times_compiled == ["page.html.jinja"] * 2


def test_another_template_or_another_program_is_compiled_anew(
    tmp_path: Path, times_compiled: list[str], monkeypatch: pytest.MonkeyPatch
):
    cache = Cache(tmp_path / "cache")
    own = page._own
    page_of(full(), cache)
    with monkeypatch.context() as patch:
        patch.setattr(page, "_own", lambda name: own(name).replace("<header>", "<header >"))
        page._template.cache_clear()
        assert b"<header >" in page_of(full(), cache)
    monkeypatch.setattr(page, "program_identity", lambda: "the next version")
    page._template.cache_clear()
    assert b"<header >" not in page_of(full(), cache)

    assert len(times_compiled) == 3


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        ("-94000", "£", "-£94,000"),
        ("14802000", "£", "£14,802,000"),
        ("-0.5", "percentage points", "-0.5 percentage points"),
        ("3.54681799756789622…", "%", "3.54681799756789622…%"),
        ("3755", "", "3,755"),
        ("0.941", "", "0.941"),
    ],
)
def test_an_unrounded_number_is_written_with_its_unit(value: str, unit: str, printed: str):
    assert in_unit(value, unit) == printed
