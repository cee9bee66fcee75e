"""Comments in Markdown: what is left of the text is as if they had never been there."""

from __future__ import annotations

from time import process_time

import pytest

from panel_papers.content import plain_text, prose_html
from panel_papers.content.markdown.parser import parse
from panel_papers.core.problems import Place
from panel_papers.core.values import Prose

PLACE = Place("context.md", 1, 1)


def blocks(text: str) -> list[tuple[str, str]]:
    found = parse(Prose(text, PLACE)).blocks
    return [(b.type, plain_text(b.children) if b.children else b.content) for b in found]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Soon. <!-- secret --> Next.", "Soon. Next."),
        ("<!-- secret -->", ""),
        ("One.\n\n<!-- secret\n\nsecret -->\n\nTwo.", "One.\n\nTwo."),
        ("<!-- secret\n\n```\nsecret\n```\n-->\nText", "Text"),
        ("<!-- secret --> Text", "Text"),
        ("Text <!-- secret", "Text"),
        ("# Head <!-- secret -->\n\ntext", "# Head\n\ntext"),
        ("**b <!-- secret --> c**", "**b c**"),
        ("- a <!-- secret -->\n- b", "- a\n- b"),
        ("| a <!-- se|cret --> |\n|---|\n| b |", "| a |\n|---|\n| b |"),
        ("`a` <!-- `secret --> `b`", "`a` `b`"),
        ("[x <!-- secret -->](https://example.org)", "[x](https://example.org)"),
        ("a <!-- secret --> b <!-- secret --> c", "a b c"),
        ("> a <!-- secret -->\n> b", "> a\n> b"),
    ],
)
def test_text_without_its_comments_reads_as_if_they_were_not_there(text: str, same: str):
    assert [(kind, " ".join(words.split())) for kind, words in blocks(text)] == blocks(same)
    assert "secret" not in str(prose_html(Prose(text, PLACE), heading=2))


def test_empty_comment_parts_two_lists():
    assert [kind for kind, _ in blocks("- a\n\n<!-- -->\n\n- b")] == ["bullet_list"] * 2


@pytest.mark.parametrize(
    "text", ["`<!-- code -->`", "```\n<!-- code -->\n```", "    <!-- code -->", "\\<!-- no -->"]
)
def test_comment_in_code_or_escaped_is_text(text: str):
    source = parse(Prose(text, PLACE))
    assert source.comments == []
    assert "<!-- " in blocks(text)[0][1]


def test_places_after_a_comment_are_those_of_the_file():
    source = parse(Prose("One <!-- a\nb --> [x](y).\n\nTwo [z](y).\n", PLACE))
    links = [node for block in source.blocks for node in block.walk() if node.type == "link"]
    assert [str(source.place(node)) for node in links] == ["context.md:2:7", "context.md:4:5"]


def test_many_comments_and_open_marks_take_no_quadratic_time():
    texts = (
        "a\n\n<!-- ` -->\n\n" * 2_000,
        "<!--" * 30_000,
        "` <!-- x " * 5_000,
        "`" * 999 + "<!--",
    )
    for text in texts:
        start = process_time()
        parse(Prose(text, PLACE))
        assert process_time() - start < 15  # each takes less than 1 second where nothing else runs
