"""A body's own template of the web page: what may be in it, and what it may not leave out."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_papers.core import TemplatesError
from panel_papers.output import checked_template, page_template_problems

SHIPPED = (
    Path(__file__).parents[2] / "src/panel_papers/output/web_page/page.html.jinja"
).read_text(encoding="utf-8")
BANNER = '{% extends "shipped" %}{% block banner %}TEXT{% endblock %}'


def found(folder: Path, page: str | None = None, style: str | None = None) -> list[tuple[str, str]]:
    for name, text in (("page.html", page), ("page.css", style)):
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    problems = page_template_problems(folder)
    if problems:
        with pytest.raises(TemplatesError) as error:
            checked_template(folder)
        assert list(error.value.problems) == problems
    return [(each.code, each.found) for each in problems]


def test_a_body_without_a_template_has_ours(tmp_path):
    assert found(tmp_path) == []
    assert checked_template(tmp_path).page is None


@pytest.mark.parametrize(
    "page",
    [
        SHIPPED,
        BANNER.replace("TEXT", '<header class="ours">Council <a href="https://example.org">'),
        BANNER.replace("TEXT", '<img alt="Council" src="data:image/png;base64,AA==">'),
        BANNER.replace("TEXT", '<link rel="canonical" href="https://example.org/paper">'),
    ],
)
def test_what_a_template_may_be(tmp_path, page: str):
    assert found(tmp_path, page, ":root { --accent: #5a1a4a; }") == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<script>alert(1)</script>", "a script"),
        ('<img alt="" src="https://example.org/a.png">', "“https://example.org/a.png”"),
        ('<img alt="" src="logo.png">', "“logo.png”, which is fetched"),
        ('<img alt="" srcset="//example.org/a.png 2x">', "“//example.org/a.png2x”"),
        ('<link rel="stylesheet" href="a.css">', "a link to “a.css” that is fetched"),
        ('<p onclick="go()">Go</p>', "a script in “onclick”"),
        ('<a href="java\tscript:go()">Go</a>', "a link to “javascript:go()”"),
        ('<a href="JavaScript:go()">Go</a>', "a link to “JavaScript:go()”"),
        ('<a href="data:text/html,x">Go</a>', "a link to “data:text/html,x”"),
        ('<iframe srcdoc="x"></iframe>', "an element “iframe”"),
        ('<form action="https://example.org">', "an element “form”"),
        ('<meta http-equiv="refresh" content="0;url=https://example.org">', "“refresh”"),
        ('<base href="https://example.org/">', "an element “base”"),
        ("<style>p { color: red }</style>", "a style sheet of its own"),
        ('<p style="color: red">x</p>', "an attribute “style”"),
        ('<svg><use href="https://example.org/a.svg#b"/></svg>', "“https://example.org/a.svg#b”"),
        ('<svg><image xlink:href="https://example.org/a.png"/></svg>', "“https://example.org/a"),
    ],
)
def test_scripts_and_what_is_fetched_are_refused(tmp_path, text: str, what: str):
    problems = found(tmp_path, BANNER.replace("TEXT", text))
    assert [code for code, _ in problems if code == "page-template-outside"]
    assert any(what in said for _, said in problems)


@pytest.mark.parametrize(
    "style",
    [
        "@import 'a.css';",
        "p { background: url(https://example.org/a.png) }",
        "p { background: URL (a) } @IMPORT url(b)",
        "p { background: image-set('a.png' 1x) }",
        "p { background: \\75rl(a) }",
        "</style><script>alert(1)</script>",
    ],
)
def test_style_sheets_fetch_nothing(tmp_path, style: str):
    assert {code for code, _ in found(tmp_path, None, style)} == {"page-template-outside"}


@pytest.mark.parametrize(
    ("gone", "lacks"),
    [
        ("{{ cover }}", "the cover, in order, in <article"),
        ("{{ sections }}", "the sections, in order"),
        ("{{ notes }}", "the notes, in order"),
        ("{{ each.body }}", "the body of appendix 1"),
        ("{{ each.notes }}", "the notes of appendix 1"),
        ('lang="{{ language }}"', "the language"),
        ("{{ meeting }}", "a title with"),
        ('id="report" ', "the cover and the sections and the notes, in order, in <article"),
        ("appendix-{{ each.number }}", "the body of appendix 1"),
        ("{{ pack }}", "a link to {{ pack }}"),
        ("<strong>DRAFT</strong>", "DRAFT in title and text"),
        ('name="viewport"', '<meta name="viewport"'),
        ("default-src 'none'; ", "the policy"),
        ("#{{ name }}", "{{ contents }} as links"),
    ],
)
def test_nothing_of_a_page_is_left_out(tmp_path, gone: str, lacks: str):
    assert gone in SHIPPED
    problems = found(tmp_path, SHIPPED.replace(gone, ""))
    assert {code for code, _ in problems} == {"page-template-incomplete"}
    assert any(
        said.startswith(f"The template of the web page lacks {lacks}") for _, said in problems
    )


def test_what_is_printed_twice_is_refused(tmp_path):
    problems = found(tmp_path, SHIPPED.replace("{{ sections }}", "{{ sections }}{{ sections }}"))
    assert problems == [
        (
            "page-template-incomplete",
            "The template of the web page lacks the cover and the sections and the notes once only",
        )
    ]


def test_unknown_name_is_found_at_its_line_with_the_nearest(tmp_path):
    (tmp_path / "page.html").write_text('{% extends "shipped" %}\n{{ titel }}', encoding="utf-8")
    (problem,) = page_template_problems(tmp_path)
    assert (problem.code, problem.place.line) == ("unknown-field", 2)
    assert (problem.found, problem.hint) == (
        "The web page has no field “titel”",
        "write “title” if you mean that",
    )


@pytest.mark.parametrize(
    "page",
    [
        "{% extends 'shipped' %}{% block banner %}{{ title",
        "{% extends 'other' %}",
        "{% include '/etc/passwd' %}",
        "{% extends 'shipped' %}{% block banner %}{{ title.__class__.mro() }}{% endblock %}",
        "{% extends 'shipped' %}{% block banner %}{{ title * 1000000000 }}{% endblock %}",
        "{% extends 'shipped' %}{% block banner %}{{ title | safe }}{% endblock %}",
        "{% extends 'shipped' %}{% block banner %}{{ title.nothing.more }}{% endblock %}",
    ],
)
def test_what_cannot_be_filled_is_said(tmp_path, page: str):
    assert {code for code, _ in found(tmp_path, page)} == {"page-template-broken"}


def test_file_that_is_not_utf8_is_said(tmp_path):
    (tmp_path / "page.html").write_bytes(b"\xff\xfe<")
    assert [each.code for each in page_template_problems(tmp_path)] == ["page-template-broken"]
