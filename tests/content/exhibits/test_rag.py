"""Ratings and marks of a finished table: every number by one rule, or the rules are refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from panel_papers.content.exhibits.rag import SYMBOLS
from panel_papers.content.exhibits.ranges import Range, check_ranges, read_range
from panel_papers.core.problems import Level
from panel_papers.core.values import CellMark

from .conftest import Show
from .test_right_numbers import outcome

BUDGET = """\
Service,Variance,Change,Rating
Waste,-£214200,-5.04%,R
Housing,£39000,1.9%,green
Leisure,-£30000,-1.7%,Amber
Fees,–,,n/a
Total,-£205200,0%,
"""
RULES = "{Green: 0% or more, Amber: -5% or more, Red: otherwise}"
RATED = f"rag: {{column: Status, of: Change, rules: {RULES}}}"
PRECISE = "formats: {Change: 5.99%}"


def looks(exhibit) -> list[tuple[int, int, str, str]]:
    return [(m.row, m.column, m.look, m.symbol) for m in exhibit.content.marks]


def test_rules_make_a_last_column_of_words_with_symbol_and_shade(show: Show):
    problems, exhibit = outcome(show, BUDGET, "columns: [Service, Change]", PRECISE, RATED)
    assert problems == ()
    table = exhibit.content
    assert table.header == ("Service", "Change", "Status")
    assert table.numeric == (False, True, False)
    assert table.rows == (
        ("Waste", "-5.04%", "Red"),
        ("Housing", "1.90%", "Green"),
        ("Leisure", "-1.70%", "Amber"),
        ("Fees", "", "–"),
        ("Total", "0.00%", "Green"),
    )
    assert looks(exhibit) == [
        (0, 2, "red", "■"),
        (1, 2, "green", "●"),
        (2, 2, "amber", "▲"),
        (4, 2, "green", "●"),
    ]


@pytest.mark.parametrize("asked", ["rag: Rating", "rag: {column: Rating}", "rag: [Rating]"])
def test_a_column_of_ratings_is_printed_in_words(show: Show, asked):
    problems, exhibit = outcome(show, BUDGET, "columns: [Service, Rating]", asked)
    assert problems == ()
    assert [row[1] for row in exhibit.content.rows] == ["Red", "Green", "Amber", "n/a", "–"]
    assert exhibit.content.marks == (
        CellMark(0, 1, "red", "■"),
        CellMark(1, 1, "green", "●"),
        CellMark(2, 1, "amber", "▲"),
    )


@pytest.mark.parametrize(
    "rules",
    [
        '{Green: "change >= 0", Amber: ">= -5%", Red: otherwise}',
        '{Green: "Change >= 0%", Amber: ">= -5%", Red: "< -5%"}',
        "{Red: less than -5%, Amber: -5% to 0%, Green: more than 0%}",
        "{Red: under -5%, Amber: -5 to 0%, Green: above 0}",
        "{Green: at least 0%, Amber: from -5%, Red: else}",
    ],
)
def test_rules_are_read_in_words_and_signs(show: Show, rules):
    of = "" if "hange" in rules else "of: Change, "
    asked = f"rag: {{column: Status, {of}rules: {rules}}}"
    problems, exhibit = outcome(show, BUDGET, "columns: [Service, Change]", PRECISE, asked)
    assert problems == ()
    assert [row[2] for row in exhibit.content.rows[:3]] == ["Red", "Green", "Amber"]


@pytest.mark.parametrize(
    ("asked", "code", "place"),
    [
        ("rag: Progress", "unknown-column", "context.md:4:6"),
        ("rag: Service", "not-a-rating", "data/a.csv:2:1"),
        ("rag: {colum: Rating}", "missing-field", "context.md:4:1"),
        ("rag: {column: Rating, of: Change}", "missing-field", "context.md:4:27"),
        ("rag: {column: Rating, rules: yes}", "wrong-kind", "context.md:4:30"),
        ("rag: {column: Status, of: Chang, rules: {Red: else}}", "unknown-column", ""),
        ("rag: {column: Status, rules: {Red: else}}", "unknown-column", ""),
        ("rag: {column: Change, rules: {Red: else}}", "rating-here", ""),
        ("rag: {column: S, of: Service, rules: {Red: else}}", "not-a-number", "data/a.csv:2:1"),
        ("rag: {column: S, of: Change, rules: {Purple: else}}", "not-a-rating", ""),
        ("rag: {column: S, of: Change, rules: {Red: bad}}", "bad-rule", "context.md:4:43"),
        (
            "rag: {column: S, of: Change, rules: {Red: 'Variance > 0', Green: else}}",
            "bad-rule",
            "context.md:4:43",
        ),
        (
            "rag: {column: S, of: Change, rules: {Red: 0% or more, Green: more than 5%}}",
            "rules-overlap",
            "context.md:4:62",
        ),
        (
            "rag: {column: S, of: Change, rules: {Red: else, Green: more than 5%}}",
            "rules-overlap",
            "context.md:4:56",
        ),
        (
            "rag: {column: S, of: Change, rules: {Red: 0% or more, Green: up to 5%}}",
            "rules-overlap",
            "context.md:4:62",
        ),
        (
            "rag: {column: S, of: Change, rules: {Red: 0% or more, Green: under -5%}}",
            "rules-leave-gap",
            "context.md:4:62",
        ),
        (
            "rag: {column: S, of: Change, rules: {Red: more than 0, Green: less than 0}}",
            "rules-leave-gap",
            "",
        ),
        ("rag: {column: S, of: Change, rules: {Red: 5 or more, Green: else}}", "rule-unit", ""),
        ("rag: {column: S, of: Change, rules: {Red: £5 or more, Green: else}}", "rule-unit", ""),
        (
            "rag: {column: S, of: Change, rules: {Red: 5% or more, Blue: £2 or more, Green: else}}",
            "rule-unit",
            "context.md:4:61",
        ),
        (
            "rag: {column: Rating, of: Change, rules: {Green: -2% or more, Red: else}}",
            "rating-contradicts",
            "data/a.csv:4:23",
        ),
        ("mark: {column: Chnge, beyond: 5%}", "unknown-column", "context.md:4:16"),
        ("mark: {column: Change}", "missing-field", "context.md:4:1"),
        ("mark: {column: Change, above: 1%, below: 0%}", "missing-field", ""),
        ("mark: {column: Change, beyond: lots}", "bad-rule", "context.md:4:32"),
        ("mark: {column: Change, beyond: -5%}", "bad-rule", ""),
        ("mark: {column: Change, beyond: 5}", "rule-unit", ""),
        ("mark: {column: Service, beyond: 5}", "not-a-number", "context.md:4:16"),
        ("mark: Change", "wrong-kind", "context.md:4:7"),
        ("mark: {column: Variance, beyond: £50,000}", "unknown-key", "context.md:4:38"),
    ],
)
def test_what_cannot_be_judged_is_an_error_at_its_place(show: Show, asked, code, place):
    problems, exhibit = outcome(show, BUDGET, asked)
    errors = [p for p in problems if p.level is Level.ERROR]
    assert code in [p.code for p in errors]
    assert exhibit is None
    first = next(p for p in errors if p.code == code).place
    where = f"{first.file}:{first.line}:{first.column}".removeprefix("inputs/june-2024/")
    assert not place or where == place


def test_a_number_that_prints_on_the_other_side_is_judged_unrounded_and_warned_of(show: Show):
    problems, exhibit = outcome(show, BUDGET, "formats: {Change: 5%}", RATED)
    assert exhibit.content.rows[0][2:] == ("-5%", "R", "Red")
    assert [(p.code, p.level, p.place.line) for p in problems] == [
        ("rounded-to-boundary", Level.WARNING, 2)
    ]
    assert problems[0].found == (
        "“-5%” (C2) is Red by its unrounded number and looks Amber as it prints (for the block "
        "“```table” at "
        "inputs/june-2024/context.md:1)"
    )


def test_rules_and_a_column_of_ratings_that_agree_print_once(show: Show):
    rules = "{Green: 0% or more, Amber: -5% or more, Red: otherwise}"
    asked = f"rag: {{column: Rating, of: Change, rules: {rules}}}"
    problems, exhibit = outcome(show, BUDGET, "columns: [Service, Change, Rating]", PRECISE, asked)
    assert problems == ()
    assert [row[2] for row in exhibit.content.rows] == ["Red", "Green", "Amber", "n/a", "Green"]


def test_numbers_in_thousands_are_judged_in_full(show: Show):
    data = "Service,Variance £000\nWaste,-214\nHousing,39\n"
    asked = "rag: {{column: S, of: Variance £000, rules: {{Green: '{} or more', Red: otherwise}}}}"
    problems, exhibit = outcome(show, data, asked.format("-£50,000"))
    assert (problems, [row[2] for row in exhibit.content.rows]) == ((), ["Red", "Green"])
    problems, _ = outcome(show, data, asked.format("-50"))
    assert [(p.code, p.hint) for p in problems] == [
        ("rule-unit", "write the amount in full, with its unit: “£50,000” where the column has 50")
    ]


def test_the_heading_of_a_format_is_found_by_its_own_name(show: Show):
    lines = ("formats: {Variance: £000}", "mark: {column: Variance, beyond: '£50,000'}")
    problems, exhibit = outcome(show, BUDGET, "columns: [Service, Variance]", *lines)
    assert problems == ()
    assert exhibit.content.header == ("Service", "Variance (£000)")
    assert [row[1] for row in exhibit.content.rows][:2] == ["*\N{NO-BREAK SPACE}-214", "39"]
    assert exhibit.notes == ("* Variance (£000): more than £50,000 above or below zero.",)


def test_marks_beyond_a_threshold_are_explained_below_each_with_its_sign(show: Show):
    lines = (
        "columns: [Service, Variance, Change]",
        "mark: [{column: Variance, below: '-£100,000'}, {column: Change, beyond: 1.8%}]",
    )
    problems, exhibit = outcome(show, BUDGET, *lines)
    assert problems == ()
    star, dagger = "*\N{NO-BREAK SPACE}", "†\N{NO-BREAK SPACE}"
    assert exhibit.content.rows == (
        ("Waste", f"{star}-£214200", f"{dagger}-5.04%"),
        ("Housing", "£39000", f"{dagger}1.9%"),
        ("Leisure", "-£30000", "-1.7%"),
        ("Fees", "–", ""),
        ("Total", f"{star}-£205200", "0%"),
    )
    assert exhibit.notes == (
        "* Variance: below -£100,000.",
        "† Change: more than 1.8% above or below zero.",
    )
    assert [m for m in exhibit.content.marks if m.symbol] == []
    assert {(m.row, m.column, m.look) for m in exhibit.content.marks} == {
        (0, 1, "bold"),
        (4, 1, "bold"),
        (0, 2, "bold"),
        (1, 2, "bold"),
    }


def test_a_table_without_a_number_beyond_has_no_line_below(show: Show):
    problems, exhibit = outcome(show, BUDGET, "mark: {column: Change, beyond: 50%}")
    assert (problems, exhibit.notes, exhibit.content.marks) == ((), (), ())


def test_a_chart_has_no_ratings(show: Show):
    lines = ("kind: bar", "x: Service", "series: Change", "rag: Rating")
    problems, _ = outcome(show, BUDGET, *lines, kind="chart")
    assert [p.code for p in problems] == ["unknown-key"]
    assert "```table" in problems[0].hint


def test_ratings_differ_in_their_symbols():
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("0 or more", [0, 1], [Fraction(-1, 100)]),
        ("more than £1.2m", [1200001], [1200000]),
        ("<= (5)", [-5, -6], [-4]),
        ("between 80% and 90%", [80, 90], [79, 91]),
        ("2 to 4 pp", [2, 4], [5]),
        ("= 3", [3], [4]),
        ("Otherwise", [0, -1000], []),
    ],
)
def test_a_range_holds_its_numbers_and_no_others(text, inside, outside):
    read = read_range(text)
    assert read is not None
    assert all(Fraction(each) in read for each in inside)
    assert not any(Fraction(each) in read for each in outside)


@pytest.mark.parametrize("text", ["", "soon", "5% to £6", "9 to 2", ">", "5 apples or more"])
def test_what_is_no_rule_is_none(text):
    assert read_range(text) is None


ENDS = st.one_of(st.none(), st.fractions(-5, 5, max_denominator=2))
RANGES = st.builds(
    lambda ends, low, high: Range("rule", *ends, low_closed=low, high_closed=high),
    st.tuples(ENDS, ENDS).filter(lambda e: None in e or e[0] <= e[1]),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(RANGES, min_size=1, max_size=4))
def test_rules_that_are_accepted_have_one_for_every_number(ranges):
    if check_ranges(ranges, ["x"] * len(ranges)) is None:
        tried = [Fraction(n, 4) for n in range(-48, 49)]
        assert all(any(value in each for each in ranges) for value in tried)


INCOME = "Service,Budget,Actual\nParks,300,310\nCar parks,-1105,-1068\n"
SHARE = 'columns: {Service: Service, Variance: Actual - Budget, "Change": Variance / Budget}'
JUDGED = [
    "rag: {column: Status, of: Change, rules: {Green: 0% or less, Red: otherwise}}",
    "mark: {column: Change, above: 5%}",
    "mark: {column: Change, below: 5%}",
]


@pytest.mark.parametrize("judged", JUDGED)
def test_a_value_with_the_opposite_sign_is_never_judged_in_silence(show: Show, judged: str):
    """Car parks took 37 less than planned: -3.3% would be green."""
    lines = (SHARE, "formats: {Change: 5.9%}", judged)
    problems, exhibit = outcome(show, INCOME, *lines)
    assert exhibit is None
    (wrong,) = [p for p in problems if p.level is Level.ERROR]
    assert (wrong.code, wrong.found) == (
        "judged-by-opposite-sign",
        "“Change” is rated by whether it is above or below zero, but in “-3.3%” ((C3 − B3) / "
        "B3) that is the wrong way round, because the difference was divided by a number "
        "below zero",
    )
    problems, exhibit = outcome(show, INCOME.replace("Parks,300,310\n", ""), *lines)
    assert exhibit is not None
    assert {p.code for p in problems} == {"share-of-negative", "judged-by-opposite-sign"}


@pytest.mark.parametrize("judged", JUDGED)
def test_shares_of_numbers_above_zero_are_judged(show: Show, judged: str):
    income = INCOME.replace("-1105,-1068", "1105,1068")
    problems, exhibit = outcome(show, income, SHARE, "formats: {Change: 5.9%}", judged)
    assert (problems, exhibit is None) == ((), False)


def test_the_size_of_a_share_and_the_difference_itself_are_judged(show: Show):
    for judged in (
        "mark: {column: Change, beyond: 3%}",
        "rag: {column: Status, of: Variance, rules: {Green: 0 or less, Red: otherwise}}",
    ):
        problems, exhibit = outcome(show, INCOME, SHARE, "formats: {Change: 5.9%}", judged)
        assert exhibit is not None
        assert [p.code for p in problems] == ["share-of-negative"]


@pytest.mark.parametrize(
    ("rules", "gap"),
    [
        (("0 or more", "less than -5"), "the numbers between -5 and 0"),
        (("more than 5%", "less than 5%"), "the number 5%"),
        (("0% or more",), "the numbers below 0%"),
        (("£0 or less",), "the numbers above £0"),
        (("0 to 5", "10 to 20"), "the numbers below 0"),
    ],
)
def test_the_numbers_for_which_there_is_no_rule_are_named(rules, gap):
    read = [read_range(each) for each in rules]
    verdict = check_ranges([each for each in read if each], ["Green", "Red"])
    assert verdict is not None
    assert (verdict.code, verdict.found) == ("rules-leave-gap", f"The rules leave out {gap}")


@pytest.mark.parametrize(
    ("column", "rule", "hint"),
    [
        ("Variance", "5% or more", "write “£5 or more” instead of “5% or more”"),
        ("Change", "10 or more", "write “10% or more” instead of “10 or more”"),
        ("Change", "£10 or more", "write “10% or more” instead of “£10 or more”"),
    ],
)
def test_a_rule_in_another_unit_is_shown_in_that_of_its_column(show: Show, column, rule, hint):
    asked = f"rag: {{column: Status, of: {column}, rules: {{Green: {rule}, Red: otherwise}}}}"
    problems, _ = outcome(show, BUDGET, f"columns: [Service, {column}]", asked)
    assert [(p.code, p.hint) for p in problems] == [("rule-unit", hint)]
