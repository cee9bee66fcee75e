"""YAML is text with places; all that means more than its text is refused."""

from __future__ import annotations

import time
from contextlib import suppress
from types import SimpleNamespace

import pytest

from panel_papers.core.problems import InputsError, Level, Place, Problem
from panel_papers.inputs.yaml import document
from panel_papers.inputs.yaml.document import read_yaml


def refused(text: str) -> list[Problem]:
    with pytest.raises(InputsError) as caught:
        read_yaml(text, "f.yaml")
    return list(caught.value.problems)


def test_values_stay_as_typed_with_their_places():
    text = "title: 2024\nno: [yes, 1.10, ~]\nnested:\n  - {a: null, b: '', c: \"null\"}\nlast:\n"
    document = read_yaml(text, "f.yaml")
    assert document.value == {
        "title": "2024",
        "no": ["yes", "1.10", None],
        "nested": [{"a": None, "b": "", "c": "null"}],
        "last": None,
    }
    assert document.problems == ()
    assert document.values[("no", 1)] == Place("f.yaml", 2, 11)
    assert document.values[("nested", 0, "c")] == Place("f.yaml", 4, 25)
    assert document.keys[("nested", 0, "b")] == Place("f.yaml", 4, 15)


@pytest.mark.parametrize(
    ("text", "line", "column", "value"),
    [
        ("a: |\n  one\n  two\n", 2, 3, "one\ntwo\n"),
        ("a: |  # why\n\n   one\n", 2, 4, "\none\n"),
        ("a: >-\n  one\n  two\n", 2, 3, "one two"),
    ],
)
def test_block_of_text_stands_where_its_first_line_does(text, line, column, value):
    document = read_yaml(text, "f.yaml")
    assert document.value == {"a": value}
    assert document.values[("a",)] == Place("f.yaml", line, column)


@pytest.mark.parametrize(
    ("text", "line", "column", "found"),
    [
        ("title: Plan: part 2\n", 1, 12, "The line has a second colon, and its text has no quotes"),
        ("a:\n\t- b\n", 2, 1, "The line begins with a tab"),
        ("a: 1\n\tb: 2\n", 2, 1, "The line begins with a tab"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "This line does not fit the lines above it"),
        ('a: "abc\nb: 1\n', 1, 4, "A quotation mark is never closed"),
        ("a: [1, 2\nb: c\n", 1, 4, "The list that begins with “[” is not closed, or lacks a comma"),
        ("a: {b: c\n", 1, 4, "The list that begins with “{” is not closed, or lacks a comma"),
        ("a: ]\n", 1, 4, "The bracket “]” was never opened"),
        ("a: @x\n", 1, 4, "Text that begins with “@” has no quotes around it"),
        ("a: 'it's'\n", 1, 8, "There is text after the closing quotation mark"),
        ('a: "\\q"\n', 1, 5, "A backslash cannot be used in this way between double quotes"),
        ('a: "\\u12"\n', 1, 7, "A backslash cannot be used in this way between double quotes"),
        ('a: "\\ud800"\n', 1, 7, "A backslash cannot be used in this way between double quotes"),
        ("a: & co\n", 1, 5, "Text that begins with “&” or “*” has no quotes around it"),
        (
            'a: "\\UFFFFFFFF"\n',
            1,
            7,
            "A backslash cannot be used in this way between double quotes",
        ),
        ("a: *bold* text\n", 1, 4, "Text that begins with “*” has no quotes around it"),
        ("a: &co; ltd\n", 1, 4, "Text that begins with “&” has no quotes around it"),
        ("a: 1\n...\n\nb: 2\n", 4, 1, "This line follows “...”, which ends the file’s text"),
        ("a: |\n  \tb\n", 2, 3, "The line begins with a tab"),
        ("%FOO\n---\na: b\n", 1, 5, "This line, or the line above it, cannot be read"),
        (": b\n", 1, 1, "The colon does not follow a name"),
        ("a\nb: c\n", 2, 2, "The colon does not follow a name"),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words(text, line, column, found):
    (problem,) = refused(text)
    assert (problem.code, problem.place, problem.found) == (
        "yaml-syntax",
        Place("f.yaml", line, column),
        found,
    )
    assert problem.hint


def test_object_tag_is_refused_with_its_place():
    problems = read_yaml("a: !!python/object/apply:os.system [id]\nb: !x 1\n", "f.yaml").problems
    assert problems == (
        Problem(
            "yaml-tag",
            Place("f.yaml", 1, 4),
            "“tag:yaml.org,2002:python/object/apply:os.system” has a special meaning here (a "
            "tag), which is not allowed",
            "",
            'if it is text, put double quotes (") before and behind all of it',
        ),
        Problem(
            "yaml-tag",
            Place("f.yaml", 2, 4),
            "“!x” has a special meaning here (a tag), which is not allowed",
            "",
            'if it is text, put double quotes (") before and behind all of it',
        ),
    )


def test_anchor_bomb_is_refused_unexpanded():
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    problems = read_yaml("\n".join(lines), "f.yaml").problems
    assert problems[:2] == (
        Problem(
            "yaml-anchor",
            Place("f.yaml", 1, 5),
            "“&a0” has a special meaning here (an anchor), which is not allowed",
            "",
            'if it is text, put double quotes (") before and behind all of it',
        ),
        Problem(
            "yaml-anchor",
            Place("f.yaml", 2, 5),
            "“&a1” has a special meaning here (an anchor), which is not allowed",
            "",
            'if it is text, put double quotes (") before and behind all of it',
        ),
    )
    assert [p.code for p in problems].count("yaml-alias") == 81


def test_anchor_bomb_in_a_paper_tells_nothing_that_only_follows(folder):
    folder.add("sections: &a [purpose]\nappendices: *a\n")
    assert [p.code for p in folder.faults() if p.level is Level.ERROR] == [
        "yaml-anchor",
        "yaml-alias",
    ]


def test_name_given_twice_keeps_its_first_place():
    (problem,) = read_yaml("a: 1\nb: 2\na: 3\n", "f.yaml").problems
    assert problem == Problem(
        "duplicate-key",
        Place("f.yaml", 3, 1),
        "“a” is given twice, first in line 1",
        "",
        "delete this line or the other one",
    )


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("<<: {a: 1}\n", ["yaml-merge-key"]),
        ("? [a]\n: b\n", ["key-not-text"]),
        ("a: {{ title }}\n", ["key-not-text"]),
        ('a: "\\0\\x07"\n', ["control-character", "control-character"]),
        ('"\\ufffe": 1\n', ["control-character"]),
    ],
)
def test_other_hidden_meanings_are_refused_too(text, codes):
    assert [problem.code for problem in read_yaml(text, "f.yaml").problems] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "yaml-not-a-mapping"),
        ("# nothing\n", "yaml-not-a-mapping"),
        ("- a\n", "yaml-not-a-mapping"),
        ("a: 1\n---\nb: 2\n", "yaml-many-documents"),
        ("a: " + "[" * 100_000, "yaml-too-deep"),
        ("a:\n" + "".join(" " * n + "- \n" for n in range(1, 100)), "yaml-too-deep"),
        ("".join(f"k{n}: 1\n" for n in range(60_000)), "yaml-too-long"),
        ("a:\n" + "- b\n" * 120_000, "yaml-too-long"),
    ],
)
def test_what_is_no_paper_stops_the_reading(text, code):
    assert [problem.code for problem in refused(text)] == [code]


def test_number_sign_that_was_perhaps_text_is_a_warning():
    (problem,) = read_yaml("a: Report #3\nb: Noting   # Noting | Decision\n", "f.yaml").problems
    assert problem == Problem(
        "comment-in-value",
        Place("f.yaml", 1, 11),
        "“#3” is a comment and does not print",
        "text in quotes where “#” is part of it, or “# ” before a comment",
        'write “"Report #3"” if it is text, or put a space after the “#”',
        Level.WARNING,
    )


def test_syntax_fault_comes_after_the_faults_before_it():
    assert [p.code for p in refused("a: &x 1\na: 2\nb: 'c\n")] == [
        "yaml-anchor",
        "duplicate-key",
        "yaml-syntax",
    ]


def test_braces_without_quotes_in_a_paper_are_told_once(folder):
    folder.add("divisions_affected: {{ all }}\n")
    fault = folder.fault()
    assert (fault.code, fault.place.line, fault.place.column) == ("key-not-text", 10, 22)


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x85", "U+0085 (a C1 control)"),
        ("\u2028", "U+2028 (LINE SEPARATOR)"),
        ("\u2029", "U+2029 (PARAGRAPH SEPARATOR)"),
    ],
)
@pytest.mark.parametrize("text", ["b: 1\na: b{}c", 'b: 1\na: "{}"', "b: 1\na: |\n  b{}"])
def test_end_of_a_line_that_nobody_sees_is_refused(text: str, character: str, name: str):
    (problem,) = refused(text.format(character))
    line = text[: text.index("{")].count("\n") + 1
    assert (problem.code, problem.place.line) == ("control-character", line)
    assert problem.found == f"The text has an invisible character that cannot be printed: {name}"


def test_byte_order_mark_at_the_start_of_a_line_is_refused_and_inside_it_is_text():
    (problem,) = refused("a: b\n\ufeffc: d\n")
    assert problem.place == Place("f.yaml", 2, 1)
    assert (
        problem.found
        == "The text has an invisible character that cannot be printed: U+FEFF (ZERO WIDTH "
        "NO-BREAK SPACE)"
    )
    assert read_yaml("a: b\ufeffc\n", "f.yaml").value == {"a": "b\ufeffc"}


def test_tabs_between_words_are_text():
    text = "a: b\tc \n\nd:\te\t\nf: |\n  g\n  \th\ni: [j,\tk]\n"
    document = read_yaml(text, "f.yaml")
    assert document.value == {"a": "b\tc", "d": "e", "f": "g\n\th\n", "i": ["j", "k"]}
    assert document.values[("d",)] == Place("f.yaml", 3, 4)


@pytest.mark.parametrize(
    "typed", ["yes", "010", "0o10", "1_000", "12:30:00", "=", "2024-03-14", ".inf"]
)
def test_what_the_versions_of_yaml_mean_differently_is_text(typed: str):
    assert read_yaml(f"a: {typed}\n{typed}: b\n", "f.yaml").value == {"a": typed, typed: "b"}


def test_directive_for_tags_is_refused():
    (problem,) = refused("%TAG ! tag:example.org,2024:\n---\na: !b c\n")
    assert (problem.code, problem.place) == ("yaml-tag", Place("f.yaml", 1, 1))
    assert read_yaml("%YAML 1.2\n---\na: b\n", "f.yaml").value == {"a": "b"}


ENDLESS = {
    "directives": "%TAG !a! b:\n" * 100_000 + "---\na: b\n",
    "lists": "a: " + "[" * 100_000,
    "anchors": "".join(f"k{n}: &a{n} b\n" for n in range(20_000)),
    "blocks of text": "".join(f"k{n}: |\n  b\n" for n in range(20_000)),
    "lines after a quotation mark": "a: '" + "b\n  " * 100_000,
    "empty lines in a block": "a: |\n" + "\n" * 100_000 + "b: c\n",
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_wild_text_takes_no_time_to_speak_of(kind: str):
    started = time.process_time()
    with suppress(InputsError):
        read_yaml(ENDLESS[kind], "f.yaml")
    assert time.process_time() - started < 3


def test_thousands_of_names_for_the_second_time_are_few_problems():
    text = "a: 1\n" * 20_000
    problems = read_yaml(text, "f.yaml").problems
    assert [problem.code for problem in problems] == ["duplicate-key"] * 21
    assert problems[19].place.line == 21
    assert problems[20].found == "There are 19,979 more names that are given twice"


def test_lines_before_a_block_of_text_are_not_counted_for_each_block():
    class Text(str):
        """A text whose lines nobody may count from its beginning."""

        __slots__ = ()

        def count(self, *_):
            raise AssertionError

    reader = document._Reader(Text("a: b\n" * 500 + "k: |\n  a\n"), "a.yaml")
    place = reader._first_line_of_block(SimpleNamespace(start=5 * 500 + 3))
    assert (place.line, place.column) == (502, 3)
