"""A paper whose body has a template of its own for the web page."""

from __future__ import annotations

import hashlib
import json

from lxml import html

from ..conftest import Desk

PAPER = "sample-budget-2024"  # with a restricted appendix: the page is searched
PAGE = """\
{% extends "shipped" %}
{% block banner %}
<header class="ours"><p>Example Council <a href="https://example.org/committees">Committees</a></p></header>
{% endblock %}
"""
STYLE = ":root { --accent: #5a1a4a; }\n"


def with_template(desk: Desk, page: str = PAGE) -> None:
    folder = desk.templates.parent / "web"
    folder.mkdir()
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "page.css").write_text(STYLE, encoding="utf-8")


def articles(page: bytes) -> list[tuple[str, str]]:
    root = html.document_fromstring(page.decode())
    return [(each.get("id"), " ".join(each.itertext())) for each in root.iter("article")]


def test_its_words_are_beside_those_of_the_paper_and_it_is_in_the_manifest(desk: Desk):
    outputs = desk.folder / "outputs" / PAPER
    file = outputs / f"{PAPER}.html"
    assert desk.run(PAPER).code == 0
    before = file.read_bytes()
    with_template(desk)
    assert desk.run(PAPER).code == 0
    page = file.read_bytes()
    assert articles(page) == articles(before)
    assert len(articles(page)) == 3
    assert b"Example Council" in page
    assert b"--accent: #5a1a4a" in page
    manifest = json.loads((outputs / "manifest.json").read_text(encoding="utf-8"))
    listed = {each["path"]: each["sha256"] for each in manifest["templates"]}
    assert listed["web/page.html"] == hashlib.sha256(PAGE.encode()).hexdigest()
    assert manifest["proof"]["found"] == 0
    assert desk.run("verify", str(outputs), program="panel_papers").code == 0
    (desk.templates.parent / "web" / "page.css").write_text("p {}", encoding="utf-8")
    answer = desk.run("verify", str(outputs), program="panel_papers")
    assert "web/page.css: The built files are out of date" in answer.out + answer.err


def test_template_that_would_run_a_script_stops_the_build_and_the_check(desk: Desk):
    with_template(desk, PAGE.replace("</header>", "<script>go()</script></header>"))
    for answer in (
        desk.run(PAPER),
        desk.run("templates", "check", program="panel_papers"),
        desk.run("templates", "check", "templates/web/page.html", program="panel_papers"),
    ):
        assert answer.code == 4, answer.err
        assert "templates/web/page.html: The web page would have a script." in answer.err
    assert not (desk.folder / "outputs" / PAPER).exists()
    assert desk.run(PAPER, "--no-html").code == 0


def test_script_that_comes_with_one_paper_only_stops_it(desk: Desk):
    chosen = '{% if "Budget" in title %}<script>go()</script>{% endif %}</header>'
    with_template(desk, PAGE.replace("</header>", chosen))
    assert desk.run("templates", "check", program="panel_papers").code == 0
    answer = desk.run(PAPER)
    assert (answer.code, "page-template-outside" in answer.err) == (4, True)
