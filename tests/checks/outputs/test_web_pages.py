"""The texts of a web page that the search for leaks reads, and who words each."""

from __future__ import annotations

import base64

import pytest

from panel_papers.checks.outputs.leaks import LeakSearch, _Held
from panel_papers.checks.outputs.reading import texts_of
from panel_papers.checks.outputs.web_pages import Origin, texts_of_page

DATA = base64.b64encode("\ufeffBidder,Price\n“Ash”,7".encode()).decode()
SAVE = f'<a download="t.csv" href="data:text/csv;charset=utf-8;base64,{DATA}">Save</a>'
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head>
<meta name="viewport" content="width=device-width">
<title>Depot</title><style>p {{ width: 9rem }}</style></head><body>
<a class="skip ours" href="#main">Skip to the main content</a><!-- a note -->
<p>A sum<sup><a href="#note-1">1</a></sup> of <em>money</em>.<span class="ours">Ours</span> More</p>
<img alt="The yard" src="data:image/png;base64,QUJDREVG">
<p class="extra ours">{SAVE}</p>
<p><a href="https://example.org/plan">the plan</a></p></body></html>"""


def test_each_text_has_who_words_it():
    found = list(texts_of_page(PAGE.encode()))
    assert [text for origin, text in found if origin is Origin.AUTHOR] == [
        "Depot",
        "A sum1 of money.",
        "More",
        "the plan",
        *("Bidder", "Price", "“Ash”", "7"),
    ]
    assert [text for origin, text in found if origin is Origin.PROGRAM] == [
        "p { width: 9rem }",
        "Skip to the main content",
        "Ours",
        "Save",
        "width=device-width",
        " a note ",
    ]
    assert [text for origin, text in found if origin is Origin.LABEL] == [
        "en-GB",
        "#main",
        "#note-1",
        "The yard",
        "t.csv",
        "https://example.org/plan",
    ]


class Nothing:
    """What is known to the public: nothing."""

    runs = frozenset()

    def explains(self, _: object) -> bool:
        return False


@pytest.mark.parametrize(
    ("word", "leaks"),
    [
        ("money", True),
        ("yard", True),
        ("ash", True),
        ("depot", True),
        ("width", False),  # of the style
        ("content", False),  # of the link that skips to it
        ("device", False),  # of the settings for phones
    ],
)
def test_a_word_of_the_page_itself_is_no_leak_and_one_of_the_author_is(word: str, leaks: bool):
    search = LeakSearch.__new__(LeakSearch)  # without a build: only what is held counts here
    search._known, search._held = Nothing(), _Held(words={word: 3})
    texts = texts_of("paper.html", PAGE.encode())
    assert any(list(search._in(each, "paper.html")) for each in texts) is leaks


def test_what_only_the_source_holds_is_searched_too():
    search = LeakSearch.__new__(LeakSearch)
    search._known, search._held = Nothing(), _Held(tokens={"quillfeather": 3})
    page = PAGE.replace("<p>A sum", "<p data-by='Quillfeather'>A sum").encode()
    assert any(list(search._in(each, "paper.html")) for each in texts_of("paper.html", page))


def test_the_page_of_a_paper_that_is_called_handover_is_the_authors():
    search = LeakSearch.__new__(LeakSearch)
    search._known, search._held = Nothing(), _Held(words={"money": 3})
    search._pages = frozenset({"depot-handover.html"})
    texts = list(texts_of("depot-handover.html", PAGE.encode()))
    assert any(list(search._in(each, "depot-handover.html")) for each in texts)
