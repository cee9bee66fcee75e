"""The preview attacked in a browser: by other users, by foreign pages, by a template's own text."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from ...conftest import find_chromium
from .test_browser import preview

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

SECRET = "High-Level Summary"  # of the paper that is shown
HOSTILE = "&lt;img src=x onerror=&quot;document.title='run'&quot;&gt;"


@pytest.fixture(scope="module")
def deceived() -> Iterator[Browser]:
    """A browser to which a foreign name leads to this computer (DNS rebinding)."""
    with sync_playwright() as player:
        chromium = player.chromium.launch(
            executable_path=find_chromium(),
            args=["--host-resolver-rules=MAP *.example 127.0.0.1"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def foreign() -> Iterator[tuple[str, list[str]]]:
    """A page from elsewhere, which writes down what it is sent."""
    seen: list[str] = []

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE html><title>foreign</title><body></body>")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://foreign.example:{server.server_port}/", seen
        server.shutdown()


def the_page(browser: Browser, once: str) -> str:
    """Open the preview as its owner does, and return the address with its secret."""
    page = browser.new_page()
    page.goto(once)
    page.get_by_text(SECRET).first.wait_for(state="attached")
    return page.url


def test_foreign_name_that_leads_here_is_shown_nothing(own_desk, deceived):
    with preview(own_desk) as once:
        own = the_page(deceived, once)
        rebound = own.replace("127.0.0.1", "evil.example")
        page = deceived.new_page()
        answer = page.goto(rebound)
        assert answer.status == 403
        assert SECRET not in page.content()
        # whoever found the page under that name could not read it under its own either
        read = page.evaluate(
            "address => fetch(address, {mode: 'cors'}).then(a => a.text(), e => 'refused')", own
        )
        assert read == "refused"


def test_foreign_page_that_even_knows_the_address_reads_and_frames_nothing(
    own_desk, deceived, foreign
):
    address, _ = foreign
    with preview(own_desk) as once:
        own = the_page(deceived, once)
        page = deceived.new_page()
        page.goto(address)
        for mode in ("cors", "no-cors"):
            got = page.evaluate(
                "([address, mode]) => fetch(address, {mode}).then(a => a.text(), e => 'refused')",
                [own + "view", mode],
            )
            assert got == "refused" or not got, mode
        for tag in ("script", "img", "link"):
            loaded = page.evaluate(
                """([address, tag]) => new Promise(done => {
                    const each = document.createElement(tag);
                    if (tag === 'link') each.rel = 'stylesheet';
                    each.onload = () => done('loaded'); each.onerror = () => done('refused');
                    each[tag === 'link' ? 'href' : 'src'] = address;
                    document.body.append(each);
                })""",
                [own + {"script": "preview.js", "img": "", "link": "preview.css"}[tag], tag],
            )
            assert loaded == "refused", tag
        page.set_content(f'<iframe src="{own}"></iframe>')
        page.wait_for_timeout(500)
        assert SECRET not in "".join(frame.content() for frame in page.frames)


def test_other_user_without_the_address_is_shown_nothing(own_desk, deceived):
    with preview(own_desk) as once:
        own = urlsplit(the_page(deceived, once))
        page = deceived.new_page()
        port = f"http://127.0.0.1:{own.port}/"
        for path in ("", "view", "news", "preview.js", "once/", urlsplit(once).path.lstrip("/")):
            assert page.goto(port + path).status == 403
            assert SECRET not in page.content()


def test_text_and_name_of_a_template_run_nothing_and_ask_nobody(own_desk, deceived, foreign):
    address, seen = foreign
    picture = f"&lt;img src={address}x&gt;&lt;script&gt;document.title='run'&lt;/script&gt;"
    own_desk.edit("purpose", "Purpose of Report", f"Purpose {picture}{HOSTILE}")
    paper = own_desk.inputs / "march-2024" / "paper.yaml"
    text = paper.read_text(encoding="utf-8")
    evil = f"<svg onload=document.title=1><img src={address}y>"
    paper.write_text(text.replace("author: Police", f"author: {evil} Police"), encoding="utf-8")
    name = "<img src=x onerror=document.title='run'>.docx"
    (own_desk.templates / name).write_bytes((own_desk.templates / "divider.docx").read_bytes())
    with preview(own_desk, "march-2024") as once:
        page = deceived.new_page()
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        page.goto(once)
        own, shown = page.url, ""
        for document in ("purpose", "cover-sheet", "context", name[:-5], "report"):
            page.goto(f"{own}?document={quote(document)}")
            title = page.title()
            page.wait_for_timeout(300)
            assert (page.title(), dialogs, seen) == (title, [], [])
            assert page.locator("img[src=x], svg[onload], main script").count() == 0
            shown += page.content()
        own_desk.edit("purpose", "{{ purpose }}", f"{{{{ purpose | x{HOSTILE} }}}}")

        page.get_by_text("onerror").first.wait_for()
        page.wait_for_timeout(300)
        assert (page.locator("img[src=x]").count(), seen) == (0, [])
    assert "svg onload" in shown  # it is there, as text
