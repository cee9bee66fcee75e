"""The web page and the pack say the same: lxml reads the one, pypdf and pdfminer the other.

No reader shares code with what wrote either of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from lxml import html

from ..listener.speech import Element, Speech

_NUMBER = re.compile(r"[-−(]?£?\d[\d,]*(?:\.\d+)?[%m)]?")
STAMPED = {("first-term-scorecard", "appendix-1"): "Appendix1FirstTermScorecard"}
"""What the pack prints above an appendix that does not say itself which one it is."""
SUPPLIED = "This appendix is a supplied"


def page_texts(element: html.HtmlElement) -> Iterator[str]:
    """The texts of an article in order, pictures as their alternative texts."""
    if not isinstance(element.tag, str) or element.tag == "nav":
        return
    if "extra" in (element.get("class") or "").split():
        return
    if element.tag == "img":
        yield f" {element.get('alt')} "
    inline = element.tag in {"a", "code", "em", "mark", "s", "span", "strong", "sub", "sup"}
    yield ("" if inline else " ") + (element.text or "")
    for child in element:
        yield from page_texts(child)
        yield child.tail or ""
    yield "" if inline else " "


def pdf_texts(element: Element) -> Iterator[str]:
    """The texts of a part in order, pictures as their alternative texts."""
    if element.actual or (element.alt and element.kind in {"Figure", "Formula"}):
        yield f" {element.actual or element.alt} "
        return
    inline = element.kind in {"Span", "Link", "Reference", "Code", "Quote"}
    yield "" if inline else " "
    for kid in element.kids:
        if isinstance(kid, str):
            yield kid
        else:
            yield from pdf_texts(kid)
    yield "" if inline else " "


def parts(built, paper: str) -> list[tuple[str, list[str], list[str]]]:
    """Each part: its name on the page, the words of the page, those of the pack."""
    folder, page = built(paper)
    _, *heard = Speech(folder / f"{paper}-pack.pdf").document.all("Part")
    articles = list(page.iter("article"))
    assert len(heard) == len(articles) > 1
    return [
        (article.get("id"), "".join(page_texts(article)).split(), "".join(pdf_texts(part)).split())
        for article, part in zip(articles, heard, strict=True)
        if SUPPLIED not in article.text_content()
    ]


def letters(words: list[str]) -> str:
    """All letters, digits and signs of numbers; those of lists are none."""
    return "".join(re.findall(r"[\w%£$€().,−-]", "".join(words)))


@pytest.mark.parametrize(
    "paper",
    ["march-2024", "first-term-scorecard", "budget-monitoring-2026", "leisure-contract-2026"],
)
def test_the_same_words_in_the_same_order(built, paper):
    for name, page, pdf in parts(built, paper):
        head = STAMPED.get((paper, name), "")
        assert head + letters(page) == letters(pdf), name
        assert len(letters(page)) > 50


def test_a_paper_with_every_feature_has_the_same_letters_and_figures(built):
    """Footnotes are elsewhere on the page, so that the order is not the same."""
    for name, page, pdf in parts(built, "every"):
        assert Counter(letters(page)) == Counter(letters(pdf)), name
        ours, theirs = (Counter(_NUMBER.findall(" ".join(words))) for words in (page, pdf))
        assert ours == theirs, name
