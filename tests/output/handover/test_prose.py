"""The recommendations as HTML: word for word, and nothing but what is written here."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings, strategies as st
from lxml import html

from panel_papers.content.markdown.html import prose_html
from panel_papers.core.problems import Place
from panel_papers.core.values import Prose

ELEMENTS = {
    *("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br"),
    *("table", "thead", "tbody", "tr", "th", "td", "em", "strong", "s", "sup", "a", "div"),
}
ATTRIBUTES = {"href", "start", "scope", "data-label", "class"}


def written(markdown: str) -> str:
    return str(prose_html(Prose(markdown, Place("recommendations.md")), heading=3))


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        (
            "That members **agree** the *plan*.",
            "<p>That members <strong>agree</strong> the <em>plan</em>.</p>\n",
        ),
        ("1. agree\n2. note", "<ol><li>agree</li>\n<li>note</li>\n</ol>\n"),
        (
            "3) agree\n\n4) note",
            '<ol start="3"><li><p>agree</p>\n</li>\n<li><p>note</p>\n</li>\n</ol>\n',
        ),
        ("- a\n  - b", "<ul><li>a<ul><li>b</li>\n</ul>\n</li>\n</ul>\n"),
        ("a  \nb\nc ~~d~~ `e<`", "<p>a<br>\nb\nc <s>d</s> <code>e&lt;</code></p>\n"),
        ("> a\n\n---", "<blockquote><p>a</p>\n</blockquote>\n<hr>\n"),
        ("```\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>\n"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("{{ 7*7 }} &amp; {{ a.__init__ }}", "<p>{{ 7*7 }} &amp; {{ a.__init__ }}</p>\n"),
        ("[a](https://example.org/?b&c)", '<p><a href="https://example.org/?b&amp;c">a</a></p>\n'),
        (
            "<clerk@example.org>",
            '<p><a href="mailto:clerk@example.org">clerk@example.org</a></p>\n',
        ),
        ("[a](javascript:alert(1)) [b](#) [c](/d)", "<p>a b c</p>\n"),
        ("![a *chart*](https://example.org/x.png)", "<p>a <em>chart</em></p>\n"),
        (
            "a[^1] b[^2]\n\n[^1]: see[^2]\n[^2]: two",
            "<p>a<sup>[1]</sup> b<sup>[2]</sup></p>\n"
            '<ol class="notes"><li><p>see<sup>[2]</sup></p>\n</li>\n<li><p>two</p>\n</li>\n</ol>\n',
        ),
        ("a[^x]", "<p>a[^x]</p>\n"),
        (
            "- a[^1]\n\n  [^1]: note",
            "<ul><li><p>a<sup>[1]</sup></p>\n</li>\n</ul>\n"
            '<ol class="notes"><li><p>note</p>\n</li>\n</ol>\n',
        ),
        (
            "| a `b` | c |\n|---|---|\n| 1 | 2 |",
            '<table><thead><tr><th scope="col">a '
            '<code>b</code></th>\n<th scope="col">c</th>\n</tr>\n</thead>\n<tbody><tr>'
            '<td data-label="a b">1</td>\n<td data-label="c">2</td>\n</tr>\n</tbody>\n</table>\n',
        ),
    ],
)
def test_markdown_becomes_plain_elements(markdown: str, wanted: str):
    assert written(markdown) == wanted


@pytest.mark.parametrize(
    ("markdown", "levels"),
    [
        ("# a\n\n## b\n\n### c", [3, 4, 5]),
        ("### a\n\n#### b\n\n# c", [3, 4, 3]),
        ("# a\n\n#### b\n\n## c", [3, 4, 4]),
        ("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f", [3, 4, 5, 6, 6, 6]),
    ],
)
def test_headings_begin_below_the_pages_own_and_skip_no_level(markdown: str, levels: list[int]):
    assert [int(level) for level in re.findall(r"<h(\d)>", written(markdown))] == levels


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("# ", "- ", "1. ", "> ", "\n", "\n\n", "**", "*", "`", "```\n", "~~", "| a |\n"),
                *("|---|\n", "[a](", "javascript:x", ")", "![", "]", "<", ">", "</div>", '"', "'"),
                *(
                    "[^1]",
                    "\n[^1]: ",
                    "&lt;",
                    "<script>",
                    "{{ x }}",
                    "word",
                    "    ",
                    "\\",
                    "<a@b.c>",
                ),
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_markdown_gives_no_other_element_address_or_attribute(markdown: str):
    page = html.fragment_fromstring(written(markdown), create_parent="div")
    assert {e.tag for e in page.iter()} <= ELEMENTS
    assert {name for e in page.iter() for name in e.attrib} <= ATTRIBUTES
    assert all(re.match(r"https?://|mailto:", href) for href in page.xpath("//@href"))


def test_a_list_has_the_numbers_that_the_report_prints():
    labels = [("Another paragraph", "7."), ("agree the plan", "(a)"), ("note it", "(b)")]
    prose = Prose("1. agree **the** plan\n2. note it", Place("recommendations.md"))
    assert str(prose_html(prose, heading=3, labels=labels)) == (
        '<ol class="printed"><li><span class="label">(a)</span> agree <strong>the</strong> plan'
        '</li>\n<li><span class="label">(b)</span> note it</li>\n</ol>\n'
    )


@pytest.mark.parametrize("labels", [[("a", "1."), ("b", "2.")], [("a", "(i)")], []])
def test_a_list_numbered_as_usual_or_not_found_is_an_ordinary_list(labels):
    prose = Prose("1. a\n2. b", Place("recommendations.md"))
    assert str(prose_html(prose, heading=3, labels=labels)).startswith("<ol><li>a</li>")
