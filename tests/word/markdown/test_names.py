"""Names in Markdown and references to them: text and link, or what is wrong with them."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from panel_papers.core.reference_tags import Reference
from panel_papers.word.bookmarks import Bookmarks
from panel_papers.word.numbered_places import numbered_places
from panel_papers.word.ties import tie_names, without_fields

OFFERED = {"budget": (Reference("budget", "appendix", "B"), None)}


@pytest.fixture
def tied(write):
    """Return what writes Markdown and ties its names: the document, and what came of it."""

    def run(markdown: str):
        document, writer = write(markdown)
        assert writer.problems == []
        places = numbered_places(document, set(), paragraphs_numbered=False)
        found = tie_names(document, writer.names, places, OFFERED, Bookmarks(document))
        return document, found

    return run


def texts(document) -> list[str]:
    return [
        "".join(each.text for each in p.iter(qn("w:t")))
        for p in document.element.body.iter(qn("w:p"))
    ]


def test_a_name_is_not_printed_and_a_reference_prints_what_it_leads_to(tied):
    document, found = tied(
        "## Costs {#costs}\n\n1. one\n2. two {#two}\n\nSee {{ ref.two }}, {{ ref.costs }} "
        "and ({{ ref.budget }}).\n"
    )
    assert texts(document) == [
        "Costs",
        "one",
        "two",
        "See item 2, “Costs” and (appendix B).",
    ]
    assert found.problems == ()
    assert found.references == (
        Reference("two", "item", "2"),
        Reference("costs", "", "Costs"),
        Reference("budget", "appendix", "B"),
    )


def test_links_lead_to_bookmarks_of_their_own(tied):
    document, _ = tied("1. one {#a}\n2. two {#b}\n\n{{ ref.b }}, {{ ref.a }}, {{ ref.b }}\n")
    body = document.element.body
    marks = {
        start.get(qn("w:name")): "".join(t.text for t in start.getparent().iter(qn("w:t")))
        for start in body.iter(qn("w:bookmarkStart"))
    }
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert [marks[anchor] for anchor in anchors] == ["two", "one", "two"]


def test_engines_get_the_text_alone_in_one_run(tied):
    document, _ = tied("1. one {#a}\n\nSee {{ ref.a }}.\n")
    before = texts(document)
    without_fields(document)
    (link,) = document.element.body.iter(qn("w:hyperlink"))
    assert len(link) == 1 and texts(document) == before
    assert not list(document.element.body.iter(qn("w:fldChar")))


@pytest.mark.parametrize(
    ("markdown", "code", "line", "hint"),
    [
        (
            "1. one {#costs}\n\nSee {{ ref.cost }}.\n",
            "unknown-reference",
            3,
            "write “costs” if you mean that",
        ),
        ("1. one {#a}\n2. two {#a}\n", "reference-name-twice", 2, "give this one another name"),
        ("1. one {#budget}\n", "reference-name-twice", 1, "give this one another name"),
        ("Text. {#a}\n\nSee {{ ref.a }}.\n", "reference-without-number", 3, "move the name {#…}"),
    ],
)
def test_what_is_wrong_is_reported_at_its_line(tied, markdown, code, line, hint):
    _, found = tied(markdown)
    ((problem),) = found.problems
    assert (problem.code, problem.place.line) == (code, line)
    assert problem.hint.startswith(hint)


@pytest.mark.parametrize(
    "markdown",
    [
        "`{{ ref.a }}` in code\n",
        "A name {#a} within its text\n",
        "An escaped \\{{ ref.a }} and \\{#b}\n",
        "| a |\n|---|\n| x {#y} |\n",
    ],
)
def test_all_else_prints_as_typed(tied, markdown):
    document, found = tied(markdown)
    assert found.problems == () and found.references == ()
    assert "{" in "".join(texts(document))
