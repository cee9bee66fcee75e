"""Notes to the author, marks that print as typed, and what two versions leave behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_papers.checks.publication import author_notes, link_titles, merge_conflicts, typed_marks
from panel_papers.core.problems import InputsError

from ..rules_helpers import Case

PROSE = "inputs/budget/purpose.md"
HTML_COMMENT = """\
## Background

The lease ends soon. <!-- JS: ask legal, they say we may lose the case -->

<!-- our lawyer says we should settle at two million -->

A <u>very</u> long lease, ==to be agreed==.

| Option | For |
|---|---|
| Lease | Quick<br>Cheap |
"""


@pytest.fixture
def case(tmp_path: Path, monkeypatch) -> Case:
    monkeypatch.chdir(tmp_path)
    return Case(tmp_path)


# --- comments -------------------------------------------------------------------------------------


@pytest.mark.trigger("author-note")
def test_comments_are_errors_at_their_characters_and_quoted_to_the_user_alone(case: Case):
    case.prose(HTML_COMMENT)
    found = case.find(author_notes)
    assert [(p.code, str(p.place), p.quoted) for p in found] == [
        ("author-note", f"{PROSE}:3:22", "“JS: ask legal, they say we may lose the case”"),
        ("author-note", f"{PROSE}:5:1", "“our lawyer says we should settle at two million”"),
    ]
    assert {p.found for p in found} == {
        "A note to the author is left in the text; it is not printed, but is in the file"
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("One.\n\n<!-- two\n\nthree\n-->\n\nFour.\n", ":3:1"),
        ("- a\n- b <!-- secret -->\n", ":2:5"),
        ("> said <!-- secret --> so\n", ":1:8"),
        ("| a | b |\n|---|---|\n| c <!-- | --> | d |\n", ":3:5"),
        ("## Head <!-- secret -->\n", ":1:9"),
        ("A note.[^1]\n\n[^1]: Its text. <!-- secret -->\n", ":3:17"),
        ("Spread `code` <!-- over\nlines --> here.\n", ":1:15"),
        ("<!-- ```\nnot code\n``` -->\n\n`code`\n", ":1:1"),
        ("A *strong <!-- secret --> word*.\n", ":1:11"),
    ],
)
def test_comment_is_found_in_every_kind_of_block(case: Case, text: str, place: str):
    case.prose(text)
    assert [str(p.place) for p in case.find(author_notes)] == [PROSE + place]


def test_comment_that_is_never_closed_is_an_error_of_its_own(case: Case):
    case.prose("One.\n\nTwo <!-- three\n\nfour.\n")
    [problem] = case.find(author_notes)
    assert (str(problem.place), problem.quoted) == (f"{PROSE}:3:5", "“three four.”")
    assert "never closed" in problem.found


def test_comment_in_a_title_and_in_a_value_of_yaml_is_found(case: Case):
    case.yaml(title="Budget <!-- or Finance -->")
    case.write("card.yaml", "template: scorecard\nsummary: |\n  One.\n\n  <!-- ask -->\n")
    [problem] = case.find(author_notes)
    assert (str(problem.place), problem.quoted) == (
        "inputs/budget/paper.yaml, title",
        "“or Finance”",
    )


@pytest.mark.near_miss("author-note")
@pytest.mark.parametrize(
    "text",
    [
        "An empty one <!-- --> and <!----> and <!-->.\n",
        "- one\n\n<!-- -->\n\n- another list\n",
        "Write `<!-- a note -->` as code.\n",
        "```\n<!-- a note -->\n```\n",
        "~~~ html\n<!-- a note -->\n~~~\n",
        "Text.\n\n    <!-- indented code -->\n",
        "- item\n\n  ```\n  <!-- a note -->\n  ```\n",
        "Escaped: \\<!-- not a note -->.\n",
        "An arrow --> and a < b, <5%, 3 <!4.\n",
    ],
)
def test_empty_comments_and_code_are_no_notes(case: Case, text: str):
    case.prose(text)
    assert case.find(author_notes) == []


# --- marks of other programs ----------------------------------------------------------------------


@pytest.mark.trigger("typed-mark")
def test_marks_are_reported_with_what_to_write_instead(case: Case):
    case.prose(HTML_COMMENT)
    assert [(str(p.place), p.found, p.hint) for p in case.find(typed_marks)] == [
        (
            f"{PROSE}:7:3",
            "“<u>” is not understood, and would print as it is typed",
            "write **words**, as printed text is not underlined",
        ),
        (
            f"{PROSE}:7:27",
            "“==to be agreed==” is not understood, and would print as it is typed",
            "write the words alone, or **words**: nothing is highlighted before publication",
        ),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is ++new++ here.\n", ["++new++"]),
        ('<span style="color: red">Red</span>\n', ['<span style="color: red">']),
        ("<DIV>\n\n<font size=2>Small</font>\n", ["<DIV>", "<font size=2>"]),
        ("One<br/>two<BR />three</br>\n", ["</br>"]),
        ("</p>\n", ["</p>"]),
        ("<!DOCTYPE html>\n", ["<!DOCTYPE html>"]),
        ("- ==one==\n- [a ==link==](https://example.org)\n", ["==one==", "==link=="]),
    ],
)
def test_every_kind_of_mark_is_seen(case: Case, text: str, found: list[str]):
    case.prose(text)
    assert [p.found.split("”")[0].strip("“") for p in case.find(typed_marks)] == found


@pytest.mark.trigger("typed-note")
@pytest.mark.parametrize(
    "note",
    [
        "%%ask legal%%",
        "%% ask legal %%",
        "{>>ask legal<<}",
        "{--ask legal--}",
        "{# ask legal #}",
        "<span hidden>ask legal</span>",
        '<p style="color: red; display: none">ask legal</p>',
        '<abbr title="ask legal">LA</abbr>',
        "<details>ask legal</details>",
        "<script>ask legal</script>",
        "<?ask legal?>",
    ],
)
def test_note_that_another_program_would_hide_is_an_error(case: Case, note: str):
    case.prose(f"The lease ends. {note}\n")
    [problem] = [p for p in case.find(typed_marks) if p.code == "typed-note"]
    assert str(problem.place).startswith(f"{PROSE}:1")
    assert "legal" not in problem.found
    assert problem.acceptable


@pytest.mark.near_miss("typed-note")
@pytest.mark.parametrize(
    "text",
    [
        "Up 5% to 10%, and 100%%.",
        "A set {a, b} and {{ name }}.",
        "`%%note%%` and `<span hidden>`.",
        "If a < b then hidden > c.",
        "The rate was 5%%, then 6%%.",
    ],
)
def test_signs_of_ordinary_text_are_no_notes(case: Case, text: str):
    case.prose(f"{text}\n")
    assert [p for p in case.find(typed_marks) if p.code == "typed-note"] == []


def test_tag_in_a_title_is_seen(case: Case):
    case.yaml(title="A <b>bold</b> budget")
    assert [str(p.place) for p in case.find(typed_marks)] == ["inputs/budget/paper.yaml, title"]


@pytest.mark.near_miss("typed-mark")
@pytest.mark.parametrize(
    "text",
    [
        "If a < b and c > d, then <5% is left; 3<4>2.\n",
        "Write `<br>` or `==so==` as code.\n",
        "```\n<u>x</u> ==y== a^2^\n```\n",
        "Escaped \\<br> and \\==so==.\n",
        "About ~5 to ~6 days, ~~struck~~ out, and C++ or C++/C++.\n",
        "5 m^2^ of CO~2~, 1<sup>st</sup> and CO<sub>2</sub>.\n",
        "a == b == c, and a += b.\n",
        "A note[^1] and another.[^2]\n\n[^1]: One.\n\n[^2]: Two.\n",
        "See <https://example.org> and <name@example.org>.\n",
        "Title\n=====\n\nText\n\n====\n",
        "The path /~name/~other/ and 2^10 is 1,024.\n",
    ],
)
def test_signs_of_ordinary_text_are_no_marks(case: Case, text: str):
    case.prose(text)
    assert case.find(typed_marks) == []


# --- two versions side by side --------------------------------------------------------------------


def test_marks_of_a_merge_conflict_are_errors_at_their_lines(case: Case):
    case.prose("One.\n\n<<<<<<< HEAD\nTwo.\n=======\nThree.\n>>>>>>> other\n")
    with pytest.raises(InputsError) as caught:
        case.subject()
    assert [(p.code, str(p.place), p.found.split()[-1]) for p in caught.value.problems] == [
        ("merge-conflict", f"{PROSE}:3", "“<<<<<<<”"),
        ("merge-conflict", f"{PROSE}:5", "“=======”"),
        ("merge-conflict", f"{PROSE}:7", "“>>>>>>>”"),
    ]


@pytest.mark.trigger("merge-conflict-supplied")
def test_merge_conflict_in_a_table_of_data_and_in_a_pdf_is_found(case: Case):
    case.write("costs.csv", "Item,Cost\n<<<<<<< HEAD,\nA,1\n=======,\nA,2\n>>>>>>> b,\n")
    case.yaml("appendices:\n  - {title: Costs, file: costs.csv}\n")
    assert [found.split("”")[0] for _, _, found in case.say(merge_conflicts)] == [
        "“<<<<<<<",
        "“>>>>>>>",
    ]
    case.supply_pdf("<<<<<<< HEAD")
    assert [code for code, _, _ in case.say(merge_conflicts)] == ["merge-conflict-supplied"]


@pytest.mark.near_miss("merge-conflict-supplied")
@pytest.mark.parametrize(
    "text",
    [
        "Heading\n=======\n\nText.\n",
        "> A quotation.\n",
        "```\n<<<<<<< HEAD\n```\n",
        "<<<<<<<<<<<<<<<<\n\nText with >>>>>>>>>>> arrows.\n",
    ],
)
def test_headings_and_quotations_are_no_conflicts(case: Case, text: str):
    case.prose(text)
    assert case.say(merge_conflicts) == []


# --- titles of links ------------------------------------------------------------------------------


@pytest.mark.trigger("link-title")
def test_title_of_a_link_is_reported_and_quoted_to_the_user_alone(case: Case):
    case.prose('See [the plan](https://www.example.org/plan "as agreed"), and [it][1].\n\n'
               '[1]: https://www.example.org/ "once more"\n')  # fmt: skip
    found = case.find(link_titles)
    assert [(str(p.place), p.quoted) for p in found] == [
        (f"{PROSE}:1:6", "“as agreed”"),
        (f"{PROSE}:1:64", "“once more”"),
    ]
    assert not any("agreed" in p.found for p in found)


@pytest.mark.near_miss("link-title")
@pytest.mark.parametrize(
    "text",
    [
        "See [the plan](https://www.example.org/plan).\n",
        'See [the plan](https://www.example.org/plan "").\n',
        'He said [so] ("as agreed").\n',
    ],
)
def test_links_without_titles_are_none(case: Case, text: str):
    case.prose(text)
    assert case.find(link_titles) == []
