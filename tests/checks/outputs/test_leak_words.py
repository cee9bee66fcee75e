"""From how many letters on a word is a leak: in texts, and in bytes that no reader shows."""

from __future__ import annotations

import pytest

from panel_papers.checks.outputs.leaks import LeakSearch, _Held
from panel_papers.checks.outputs.reading import Kind, Text
from panel_papers.checks.outputs.tokens import words_of

WORDS = ("bqx", "bqxa", "bqxal", "bqxald", "bqxaldr")


class Nothing:
    """What is known to the public: nothing."""

    runs = frozenset()

    def explains(self, _: object) -> bool:
        return False


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("march.html", True),
        ("march-draft.html", True),
        ("march-report.docx", True),
        ("march-handover.html", False),
        ("march-handover-draft.html", False),
        ("manifest.json", False),
    ],
)
def test_an_ordinary_word_is_a_leak_in_what_the_author_wrote(file: str, found: bool):
    search = LeakSearch.__new__(LeakSearch)
    search._known, search._held = Nothing(), _Held(words={"settlement": 3})
    title = Text("the title", "A settlement", Kind.PROSE)
    assert bool(list(search._in(title, file))) is found


@pytest.mark.parametrize(
    ("kind", "expected"), [(Kind.RAW, WORDS[3:]), (Kind.TECHNICAL, WORDS), (Kind.PROSE, WORDS)]
)
def test_words_of_a_restricted_appendix_are_found_by_their_length(kind: Kind, expected):
    search = LeakSearch.__new__(LeakSearch)  # without a build: only what is held counts here
    search._held = _Held(tokens=dict.fromkeys(WORDS, 3))
    for word in WORDS:
        text = Text("somewhere", word, kind)
        found = list(search._words_in(words_of(word), text))
        assert found == ([(word, 3)] if word in expected else [])
