"""What a problem says, and to whom: the user's own terminal, or files that others read."""

from __future__ import annotations

import json
from datetime import date

import pytest

from panel_papers.cli.sarif import sarif_text
from panel_papers.core.acceptance import acceptance_problems, judge
from panel_papers.core.model import Acceptance
from panel_papers.core.problem_formats import json_text, problem_of, problem_text
from panel_papers.core.problems import (
    ExitCode,
    Level,
    Place,
    Problem,
    as_restricted,
    distinct,
    in_full,
    published,
)

LETTER = Place("inputs/budget/appendices/letter.pdf", where="page 2")
COVERED = Problem("covered", LETTER, "words under a mark", "none", quoted="Hexley", acceptable=True)
OPEN = Problem("open", Place("inputs/budget/context.md", 3, 5), "“TBC”, a gap", "words")
KEPT = as_restricted([Problem("kept", Place("borrowdale.md", 1), "“Borrowdale”", "another")])[0]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("The link has no address", "The link has no address."),
        ("This is not the end…", "This is not the end…"),
        ("The text ends with “Is it so?”", "The text ends with “Is it so?”"),
        ("There is no “TBC”", "There is no “TBC”."),
        ("The file is damaged (it ends early)", "The file is damaged (it ends early)."),
    ],
)
def test_message_is_a_sentence_with_one_closing_mark(text: str, printed: str):
    line = problem_text(Problem("open", Place("context.md", 3), text))
    assert line == f"error: context.md:3: {printed} [open]"


def test_expected_is_left_out_where_the_sentence_makes_it_plain():
    plain = Problem("open", Place("context.md", 3), "The link is dead", hint="write one")
    assert problem_text(plain).splitlines() == [
        "error: context.md:3: The link is dead. [open]",
        "    fix:      write one",
    ]
    assert "Expected" not in sarif_text([plain])


def test_quoted_words_appear_on_the_terminal_alone():
    problems = [COVERED, OPEN]

    assert "Hexley" in problem_text(COVERED)
    assert "Hexley" not in json.dumps(problem_of(COVERED))
    assert "Hexley" not in json_text([], problems, ExitCode.GATE)
    assert "Hexley" not in sarif_text(problems)
    assert published(problems)[0].quoted is None


def test_restricted_problem_is_counted_but_not_written_into_json_or_sarif():
    problems = [OPEN, KEPT]

    told = json.loads(json_text([], problems, ExitCode.GATE))
    assert [each["code"] for each in told["problems"]] == ["open"]
    assert told["restricted_problems"] == 1
    [run] = json.loads(sarif_text(problems))["runs"]
    assert [each["ruleId"] for each in run["results"]] == ["open"]
    assert [each["id"] for each in run["tool"]["driver"]["rules"]] == ["open"]
    assert run["properties"] == {"restrictedProblems": 1}
    assert "orrowdale" not in json.dumps([told, run])


def test_user_who_asks_gets_everything_in_a_file():
    told = json.loads(json_text([], in_full([COVERED, KEPT]), ExitCode.GATE))

    assert [each["found"] for each in told["problems"]] == [
        "words under a mark: Hexley",
        "“Borrowdale”",
    ]
    assert told["restricted_problems"] == 0


def test_one_finding_is_one_problem_whatever_it_is_marked_as():
    assert distinct([OPEN, OPEN, *as_restricted([OPEN])]) == (OPEN,)
    assert distinct([OPEN, KEPT], known=[OPEN]) == (KEPT,)
    elsewhere = Problem("open", Place("inputs/budget/context.md", 4, 5), "“TBC”, a gap", "words")
    assert distinct([OPEN, elsewhere]) == (OPEN, elsewhere)


def entry(code: str, about: str | None) -> Acceptance:
    return Acceptance(code, "a reason", date(2027, 1, 4), about, Place("paper.yaml", 9))


@pytest.mark.parametrize("about", ["letter.pdf, page 2", "words under a mark"])
def test_acceptable_error_is_accepted_by_its_place_or_by_what_was_found(about: str):
    judged = judge([COVERED, OPEN], [entry("covered", about)])

    assert judged.open == (OPEN,)
    assert [each.problem for each in judged.accepted] == [COVERED]


@pytest.mark.parametrize("about", [None, "", "letter.pdf, page 3", "Hexley"])
def test_acceptable_error_stays_open_where_no_entry_says_which(about: str | None):
    assert judge([COVERED], [entry("covered", about)]).open == (COVERED,)


def test_entry_that_does_not_say_which_error_is_a_warning_of_its_own():
    [found] = acceptance_problems([COVERED], [entry("covered", None)])

    assert (found.code, found.level) == ("error-not-accepted", Level.WARNING)
    assert "does not say which error" in found.found


def test_other_errors_are_never_accepted():
    assert judge([OPEN], [entry("open", "TBC")]).open == (OPEN,)


def test_terminal_says_how_an_acceptable_error_is_accepted():
    line = '{code: covered, about: "letter.pdf, page 2", reason: …, date: YYYY-MM-DD}'

    assert line in " ".join(problem_text(COVERED).split())
    assert "accept:" not in problem_text(OPEN)
