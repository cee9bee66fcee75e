"""The preview's server: for this computer alone, and nothing of a template runs in its page."""

from __future__ import annotations

import http.client
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from lxml import html

from panel_papers.build import read_as_draft
from panel_papers.core import Settings
from panel_papers.pdf.engines import choose_engine
from panel_papers.template_tools.preview.serving import served
from panel_papers.template_tools.preview.studio import Studio
from panel_papers.template_tools.preview.template_site import TemplateSite


@contextmanager
def serving(
    desk, sheet="purpose", data="shortest", only=("purpose",), **options
) -> Iterator[tuple[Studio, Served]]:
    paper = data if data == "march-2024" else None
    settings = Settings(inputs=desk.inputs, templates=desk.folder / "templates")
    studio = Studio(
        desk.templates,
        desk.inputs,
        choose_engine("embedded"),
        only=only,
        paper=paper,
        read=partial(read_as_draft, settings),
        **options,
    )
    with served(TemplateSite(studio, sheet, data)) as addresses:
        page, once = urlsplit(addresses.page), urlsplit(addresses.once)
        assert page.netloc == once.netloc
        yield studio, Served(page.port, page.path.rstrip("/"), once.path)


class Served(NamedTuple):
    """A page that is served: its port, and its paths."""

    port: int
    page: str
    once: str


def ask(served: Served, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    return asked(served.port, f"{served.page}/{path.lstrip('/')}", method, **headers)


def asked(port: int, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    answer.body = answer.read()
    if "html" in answer.headers["Content-Type"]:
        answer.body = answer.body.decode()
    connection.close()
    return answer


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:{port}"}, 200),
        ({"Origin": "http://127.0.0.1:{port}"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "evil.example:{port}"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Host": ""}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_only_requests_for_this_computer_by_its_own_page_are_answered(own_desk, headers, status):
    with serving(own_desk) as (_, served):
        given = {name: value.format(port=served.port) for name, value in headers.items()}
        for path in ("/", "/preview.js"):
            assert ask(served, path, **given).status == status


@pytest.mark.parametrize(
    "path",
    ["/", "/view", "/view?document=report&data=march-2024", "/news", "/preview.js", "//", "/once/"],
)
def test_who_does_not_know_the_address_is_shown_nothing(own_desk, path):
    with serving(own_desk) as (_, served):
        for guess in ("", "/x", served.page[:-1], f"{served.page}x", served.page.swapcase()):
            answer = asked(served.port, f"{guess}{path}")
            assert answer.status == 403
            assert b"started the preview" in answer.body


def test_each_preview_has_an_address_of_its_own(own_desk):
    with serving(own_desk) as (_, first), serving(own_desk) as (_, second):
        assert len({first.page, first.once.rpartition("/")[2], second.page}) == 3
        assert len(first.page) > 30


def test_address_for_the_browser_leads_to_the_page_one_time(own_desk):
    with serving(own_desk) as (_, served):
        first = asked(served.port, served.once)
        assert (first.status, first.headers["Location"]) == (303, f"{served.page}/")
        assert asked(served.port, served.once).status == 403
        assert ask(served, "/").status == 200


def test_paper_that_was_not_asked_for_is_not_shown(own_desk):
    with serving(own_desk, "report", "longest", ()) as (_, served):
        answer = ask(served, "/view?document=report&data=march-2024")
        page = html.document_fromstring(ask(served, "/?data=march-2024").body)
    assert "High-Level Summary of Progress" not in answer.body
    assert page.xpath("//select[@id='data']//option[@selected]/text()") == ["Longest"]
    assert "march-2024" not in page.xpath("string(//select[@id='data'])")


def test_only_the_loopback_address_is_listened_to(own_desk):
    with serving(own_desk) as (_, served):
        other = socket.gethostbyname(socket.gethostname())
        if other.startswith("127.0.0.1"):
            other = "127.0.0.2"  # also this computer, but not the address that is served
        with pytest.raises(OSError), socket.create_connection((other, served.port), timeout=2):
            pass


def test_every_answer_forbids_scripts_and_sources_from_elsewhere(own_desk):
    with serving(own_desk) as (_, served):
        page = html.document_fromstring(ask(served, "/").body)
        picture = page.xpath("string(//img/@src)")
        for path in ("/", "/view", "/preview.css", "/preview.js", "/nothing", picture):
            answer = ask(served, path)
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        sources = page.xpath("//@src | //link/@href")
        assert sources
        assert not any(":" in source or source.startswith("/") for source in sources)
        assert page.xpath("//@style | //style | //script[not(@src)] | //@onclick") == []


@pytest.mark.parametrize(
    "path", ["/nothing", "/pages/" + "0" * 24 + "/1.png", "/../pyproject.toml", "/pages/x/1.png"]
)
def test_what_there_is_not_is_not_found(own_desk, path):
    with serving(own_desk) as (_, served):
        assert ask(served, path).status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_sent(own_desk, method):
    with serving(own_desk) as (_, served):
        assert ask(served, "/", method).status == 501


def test_pictures_are_pngs_of_their_pages(own_desk):
    with serving(own_desk) as (_, served):
        page = html.document_fromstring(ask(served, "/").body)
        answer = ask(served, page.xpath("string(//img/@src)"))
    assert answer.headers["Content-Type"] == "image/png"
    assert struct.unpack(">8s8xII", answer.body[:24]) == (b"\x89PNG\r\n\x1a\n", 1191, 1684)


EVIL = "<img src=x onerror=alert(1)>"


def test_no_value_of_a_paper_becomes_markup(own_desk):
    file = own_desk.inputs / "march-2024" / "paper.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("author: Police", f"author: {EVIL} Police"), encoding="utf-8")
    with serving(own_desk, "report", "march-2024", ()) as (_, served):
        page = ask(served, "/").body
    assert "onerror" in page
    assert EVIL not in page


def test_no_text_of_a_template_becomes_markup(own_desk):
    evil = EVIL.replace("<", "&lt;").replace(">", "&gt;")
    own_desk.edit("cover-sheet", "Report title", evil)
    own_desk.edit("cover-sheet", "{{ author }}", f"{{{{ author | x{evil} }}}}")
    with serving(own_desk, only=["cover-sheet"]) as (_, served):
        page = ask(served, "/").body
    assert "onerror" in page
    assert EVIL not in page


@pytest.mark.parametrize("name", [EVIL, "../../etc/passwd", "a" * 5000])
def test_a_name_that_there_is_not_shows_the_first_document(own_desk, name):
    from urllib.parse import urlencode

    with serving(own_desk) as (_, served):
        answer = ask(served, "/?" + urlencode({"document": name, "data": name}))
        page = html.document_fromstring(answer.body)
    assert answer.status == 200
    assert page.xpath("//option[@selected]/text()") == ["purpose", "Longest"]
    assert EVIL not in answer.body


def test_news_come_at_once_and_with_every_change(own_desk):
    with serving(own_desk) as (studio, served):
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
        connection.request("GET", f"{served.page}/news")
        answer = connection.getresponse()
        assert answer.headers["Content-Type"] == "text/event-stream"
        assert answer.fp.readline() == b"data: 1\n"
        studio.changed()
        assert (answer.fp.readline(), answer.fp.readline()) == (b"\n", b"data: 2\n")
        connection.close()


def test_faults_are_told_beside_the_last_good_pages(own_desk):
    with serving(own_desk, only=["cover-sheet"]) as (studio, served):
        good = html.document_fromstring(ask(served, "/").body)
        own_desk.edit("cover-sheet", "{{ author }}", "{{ auther }}")
        studio.changed()
        bad = html.document_fromstring(ask(served, "/view").body)
        own_desk.edit("cover-sheet", "{{ auther }}", "{{ author }}")
        studio.changed()
        mended = html.document_fromstring(ask(served, "/view").body)
    assert [" ".join(p.text_content().split()) for p in bad.xpath("//li[@id='fault-1']/p")] == [
        "Error: “{{ auther }}” asks for “auther”, which is not a field here.",
        "cover-sheet.docx, table 1, row 5, column 2",
        "Expected: one of author, cover_first, cover_rows, date, divisions_affected, "
        "enquiries_to, labels, late, "
        "report_for, report_to, short_title, title",
        "How to fix it: write “author” if you mean that",
        "Where it was on page 1, problem 1",
    ]
    assert bad.xpath("//img/@src") == good.xpath("//img/@src") == mended.xpath("//img/@src")
    assert len(bad.xpath("//*[local-name()='rect'][@data-fault='1']")) == 1
    assert bad.xpath("//section[contains(@class, 'stale')]")
    assert not mended.xpath("//section[contains(@class, 'stale')]")
    assert bad.xpath("string(//@data-status)") == (
        "cover-sheet: 1 error. The page shown is from before."
    )


def test_faults_without_any_pages_before_are_told_alone(own_desk):
    own_desk.edit("cover-sheet", "{{ author }}", "{{ auther }}")
    with serving(own_desk, only=["cover-sheet"]) as (_, served):
        page = html.document_fromstring(ask(served, "/").body)
    assert len(page.xpath("//ol[@class='problems']/li")) == 1
    assert page.xpath("//img") == []
    assert "There are no pages to show until the problems are solved." in page.text_content()


def test_faults_of_a_paper_are_told_too(own_desk):
    (own_desk.inputs / "march-2024" / "paper.yaml").write_text("titel: x", encoding="utf-8")
    with serving(own_desk, "report", "march-2024", ()) as (_, served):
        page = html.document_fromstring(ask(served, "/").body)
    assert "titel" in page.xpath("string(//ol[@class='problems'])")


def test_what_a_check_finds_is_told_once_and_keeps_the_pages(own_desk):
    from panel_papers.core.problems import Level, Place, Problem

    place = Place(
        (own_desk.templates / "cover-sheet.docx").as_posix(), where="table 1, row 5, column 1"
    )
    found = Problem("fake-heading", place, "looks like a heading", "a style", None, Level.WARNING)
    with serving(own_desk, only=["cover-sheet"], check=lambda folder, files: [found]) as (
        _,
        served,
    ):
        page = html.document_fromstring(ask(served, "/").body)
    assert "Warning: looks like a heading" in page.xpath("string(//li[@id='fault-1'])")
    assert page.xpath("//li[@id='fault-1']//a/@href") == ["#page-1"]
    assert len(page.xpath("//img")) == 1
    assert not page.xpath("//section[contains(@class, 'stale')]")


def test_only_what_changed_is_checked_again(own_desk):
    asked = []

    def check(folder, files):
        asked.extend(file.stem for file in files)
        return []

    with serving(own_desk, only=["cover-sheet"], check=check) as (studio, served):
        ask(served, "/")
        assert asked == ["cover-sheet", "house"]
        studio.changed()
        ask(served, "/")
        assert asked == ["cover-sheet", "house"]
        own_desk.edit("cover-sheet", "Report title", "Title")
        studio.changed()
        ask(served, "/")
        assert asked == ["cover-sheet", "house", "cover-sheet"]
        studio.changed(papers=True)
        ask(served, "/")
        assert asked[3:] == ["cover-sheet", "house"]


def test_pages_can_be_read_without_pictures_and_without_script(own_desk):
    with serving(own_desk, "report", "march-2024", ()) as (_, served):
        page = html.document_fromstring(ask(served, "/").body)
    texts = page.xpath("//details/p")
    assert len(texts) == len(page.xpath("//img")) == 5
    assert "High-Level Summary of Progress" in " ".join(texts[0].text_content().split())


def test_a_port_that_is_taken_is_refused(own_desk):
    with (
        serving(own_desk) as (studio, taken),
        pytest.raises(OSError),
        served(TemplateSite(studio, "report", "longest"), taken.port),
    ):
        pass


def test_a_studio_that_is_closed_lets_those_go_who_wait(own_desk):
    studio = Studio(own_desk.templates, own_desk.inputs, choose_engine("embedded"))
    studio.close()
    assert studio.news(1, 30) is None
