"""figures.yaml: what each figure is, and what is wrong with it, at its line."""

from __future__ import annotations

import pytest

from panel_papers.core.problems import Level

from .conftest import figures, printed, told

ROWS = "filter: {Period: [before, during]}, column: Officers"


def one(text: str) -> str:
    return f"figures:\n  it: {{source: data/officers.csv, {text}}}\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("filter: {Period: before}, column: Officers", "500"),
        (f"{ROWS}, aggregate: sum", "905"),
        (f"{ROWS}, aggregate: count", "2"),
        (f"{ROWS}, aggregate: mean, format: '452.5'", "452.5"),
        (f"{ROWS}, aggregate: min", "405"),
        (f"{ROWS}, aggregate: max", "500"),
        (f"{ROWS}, aggregate: first", "500"),
        (f"{ROWS}, aggregate: last", "405"),
        (f"{ROWS}, aggregate: change", "-95"),
        (f"{ROWS}, aggregate: percentage_change, format: 5%", "-19%"),
        ("filter: {Period: [before, during]}, column: Rate, aggregate: last", "5.9%"),
        ("filter: {Officers: '405'}, column: Rate, format: 6%", "6%"),
        ("aggregate: count", "3"),
    ],
)
def test_a_figure_is_taken_from_cells(text, wanted):
    assert printed(one(text)) == {"it": wanted}


def test_a_figure_knows_its_cells():
    made = figures(one(f"{ROWS}, aggregate: sum")).values["it"]
    (source,) = made.sources
    assert (source.file, source.sheet, source.cells) == ("data/officers.csv", None, "B2:B3")
    assert made.formula == "sum of “Officers” where “Period” is “before” or “during”"


def test_formulas_reckon_with_unrounded_values_whatever_their_order():
    text = """\
figures:
  total: {formula: part + part}
  part: {value: "0.45", note: the annual report, format: "5"}
"""
    assert printed(text) == {"total": "0.9", "part": "0"}


def test_a_typed_value_has_its_unit_and_a_note():
    assert printed("figures: {it: {value: £86m, note: the treasurer, format: £86m}}") == {
        "it": "£86m"
    }


FAULTS = {
    "figures:\n  it: {}\n": [("which-source", 2, 3)],
    "figures:\n  it:\n": [("wrong-kind", 2, 3)],
    "figures: [a]\n": [("wrong-kind", 1, 10)],
    "total: {value: '1'}\n": [("unknown-key", 1, 1)],
    "figures:\n  it: {value: '5', formula: it}\n": [("which-source", 2, 3)],
    "figures:\n  it: {value: '5'}\n": [("missing-note", 2, 15)],
    "figures:\n  it: {value: five, note: x}\n": [("not-a-number", 2, 15)],
    "figures:\n  It: {value: '5', note: x}\n": [("bad-figure-name", 2, 3)],
    "figures:\n  in: {value: '5', note: x}\n": [("bad-figure-name", 2, 3)],
    "figures:\n  it: {value: '5', note: x, fromat: '5'}\n": [("unknown-key", 2, 29)],
    "figures:\n  it: {value: '5', note: x, format: 5 officers}\n": [("bad-format", 2, 37)],
    "figures:\n  it: {value: '5', note: x, sheet: A}\n": [("unused-field", 2, 29)],
    "figures:\n  it: {value: '5', note: x, period: {from: 2020-01-01}}\n": [("bad-period", 2, 37)],
    "figures:\n  it: {value: '5', note: x, period: {from: 2020-02-01, to: 2020-01-01}}\n": [
        ("bad-period", 2, 37)
    ],
    "figures:\n  it: {formula: that}\n": [("unknown-figure", 2, 17)],
    "figures:\n  it: {formula: it.real}\n": [("bad-formula", 2, 17)],
    "figures:\n  it: {formula: it + 1}\n": [("figure-circle", 2, 17)],
    "figures:\n  a: {formula: b}\n  b: {formula: c}\n  c: {formula: a}\n": [
        ("figure-circle", 4, 16)
    ],
    "figures:\n  it: {formula: 1 / 0}\n": [("division-by-zero", 2, 17)],
    "figures:\n  it: {formula: 1 / 3}\n": [("missing-format", 2, 3)],
    "assertions: x\n": [("wrong-kind", 1, 13)],
    "assertions:\n  - 1 + 1\n": [("bad-assertion", 2, 5)],
    "assertions:\n  - 1 == 2\n": [("assertion-failed", 2, 5)],
    "assertions:\n  - 1 == 1 / 0\n": [("division-by-zero", 2, 5)],
    "figures:\n  it: {value: '1', note: x}\n  it: {value: '2', note: x}\n": [
        ("duplicate-key", 3, 3)
    ],
    "figures: {a: \x00}\n": [("control-character", 1, 14)],
    one("column: Oficers, filter: {Period: before}"): [("no-such-column", 2, 43)],
    one("column: Officers"): [("which-row", 2, 43)],
    one("column: Officers, aggregate: total"): [("bad-aggregate", 2, 64)],
    one("filter: {Period: x}"): [("missing-field", 2, 16)],
    one("column: Period, filter: {Period: before}"): [("not-a-number", 2, 1)],
    one("column: Rate, filter: {Period: Total}"): [("blank-cell", 4, 11)],
    one("column: Officers, filter: {Perid: before}"): [("no-such-column", 2, 62)],
    one("column: Officers, filter: {Period: befor}"): [("no-rows", 2, 61)],
    one("column: Rate, filter: {Period: before}, format: £5"): [("wrong-unit", 2, 83)],
    one("column: Officers, filter: {Period: before}, aggregate: change"): [("which-row", 2, 90)],
    "figures:\n  it: {source: data/oficers.csv, column: x}\n": [("file-not-found", 2, 16)],
    "figures:\n  it: {source: ../secret.csv, column: x}\n": [("path-leaves-folder", 2, 16)],
}


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: FAULTS[text][0][0])
def test_each_fault_has_its_place(text):
    assert told(figures(text).problems) == FAULTS[text]


def test_numbers_of_two_kinds_are_not_added():
    data = "Measure,Value\nGrant,£86m\nOfficers,905\n"
    text = "figures:\n  it: {source: data/mix.csv, column: Value, aggregate: sum}\n"
    made = figures(text, mix=data)
    assert told(made.problems) == [("mixed-units", 3, 10)]
    assert made.problems[0].place.file == "inputs/paper/data/mix.csv"


def test_a_percentage_of_nothing_is_told_at_its_cell():
    data = "Year,N\n2020,0\n2021,5\n"
    text = "figures:\n  it: {source: data/n.csv, column: N, aggregate: percentage_change}\n"
    assert told(figures(text, n=data).problems) == [("division-by-zero", 2, 6)]


def test_a_failed_assertion_shows_both_sides_with_their_values():
    text = """\
figures:
  total: {source: data/officers.csv, column: Officers, filter: {Period: Total}}
  before: {source: data/officers.csv, column: Officers, filter: {Period: before}}
assertions:
  - total == before + 400
"""
    (problem,) = figures(text).problems
    assert (problem.place.line, problem.place.column) == (5, 5)
    assert problem.found == (
        "“total == before + 400” is not true: total is 905, but before + 400 is 900"
    )
    assert "before is 500" in str(problem.hint)


def test_assertions_that_hold_are_confirmed_with_their_values():
    text = """\
figures:
  total: {source: data/officers.csv, column: Officers, filter: {Period: Total}}
  before: {source: data/officers.csv, column: Officers, filter: {Period: before}}
assertions:
  - total == 905
  - total > before
  - total == before
  - total > unknown
"""
    made = figures(text)
    assert [(each.words, each.figures) for each in made.confirmed if each.assertion] == [
        ("“total == 905”: total is 905", {"total"}),
        ("“total > before”: total is 905, before is 500", {"total", "before"}),
    ]
    assert len(made.problems) == 2, "one that does not hold, one that says nothing"


ROW = "figures:\n  it: {source: data/officers.csv, column: Officers, filter: {Period: Total}}\n"


def test_a_total_that_a_figure_is_taken_from_is_compared_with_its_parts():
    (confirmed,) = figures(ROW).confirmed
    assert confirmed.words == (
        "“Total” of data/officers.csv adds up: “Officers”, B2:B3, 905 (figure it)"
    )
    made = figures(ROW, officers="Period,Officers\nbefore,500\nduring,405\nTotal,950\n")
    assert [(p.code, p.level, p.place.line) for p in made.problems] == [
        ("total-not-sum", Level.WARNING, 4)
    ]
    assert "is 950 (B4), but the 2 rows (B2 to B3) make 905: a difference of 45" in (
        made.problems[0].found
    )
    assert (made.values["it"].printed, made.confirmed) == ("950", ())


@pytest.mark.parametrize(
    "data",
    [
        "Period,Officers\nbefore,n/a\nduring,405\nTotal,950\n",
        "Period,Officers\nbefore,8%\nduring,4%\nTotal,6%\n",
        "Period,Officers\nTotal,950\n",
    ],
)
def test_a_total_whose_parts_nobody_can_add_up_is_taken_as_it_is(data):
    made = figures(ROW, officers=data)
    assert (made.problems, made.confirmed) == ((), ())


def test_near_names_are_offered():
    text = "figures:\n  it: {formula: totl + 1}\n  total: {value: '5', note: x}\n"
    assert figures(text).problems[0].hint == "write “total” if you mean that"
    wrong_row = figures(one("column: Officers, filter: {Period: befor}"))
    assert wrong_row.problems[0].hint == "write “before” if you mean that"


def test_faults_of_figures_and_of_data_are_told_together():
    text = """\
figures:
  a: {source: data/one.csv, column: N, aggregate: sum}
  b: {source: data/two.csv, column: N, aggregate: sum}
  c: {formula: a +}
  d: {formula: a + b}
"""
    made = figures(text, one='N,M\n"1,23",1\n', two="N,N\n1,2\n")
    assert [p.code for p in made.problems] == ["bad-formula", "bad-number", "duplicate-header"]
    assert dict(made.values) == {}


def test_a_row_of_totals_that_is_added_up_is_a_warning():
    made = figures(one("column: Officers, aggregate: sum"))
    assert [(p.code, p.level, p.place.line) for p in made.problems] == [
        ("total-row", Level.WARNING, 4)
    ]


def test_a_unit_that_is_not_printed_and_a_number_that_rounds_to_nothing_are_reported():
    made = figures(one("column: Rate, filter: {Period: before}, format: '5'"))
    assert [(p.code, p.level) for p in made.problems] == [("wrong-unit", Level.WARNING)]
    made = figures("figures:\n  it: {value: '86', note: x, format: £86m}\n")
    assert [(p.code, p.level) for p in made.problems] == [("prints-as-nothing", Level.ERROR)]
    made = figures("figures:\n  it: {value: '40000', note: x, format: £1.2m}\n")
    assert [(p.code, p.level) for p in made.problems] == [("prints-as-nothing", Level.WARNING)]


def test_a_formula_of_one_period_has_it_and_one_of_several_tells_them():
    text = """\
figures:
  a: {value: "5", note: x, period: 12 months to June 2020}
  b: {value: "6", note: x, period: 12 months to June 2020}
  c: {value: "6", note: x, period: 12 months to March 2020}
  same: {formula: b - a}
  other: {formula: c - a}
"""
    made = figures(text).values
    assert made["same"].period is not None
    assert made["same"].period.text == "12 months to June 2020"
    assert [p.text for p in made["other"].compared] == [
        "12 months to March 2020",
        "12 months to June 2020",
    ]


def test_in_a_draft_missing_data_are_warnings_and_wrong_data_are_not():
    text = "figures:\n  it: {source: data/none.csv, column: x}\n  bad: {formula: 1 +}\n"
    assert [(p.code, p.level) for p in figures(text, draft=True).problems] == [
        ("bad-formula", Level.ERROR),
        ("file-not-found", Level.WARNING),
    ]


def test_figures_that_wait_for_each_other_without_end_are_an_error_once():
    lines = [f"  f{n}: {{formula: f{n + 1} + 1}}\n" for n in range(3_000)]
    text = "figures:\n" + "".join(lines) + "  f3000: {value: '1', note: x}\n"
    (problem,) = figures(text).problems
    assert (problem.code, problem.place.line) == ("figures-too-deep", 2)


def test_thousands_of_figures_each_from_the_one_above_are_calculated():
    lines = [f"  f{n + 1}: {{formula: f{n} + 1}}\n" for n in range(2_000)]
    assert figures("figures:\n  f0: {value: '1', note: x}\n" + "".join(lines)).problems == ()


@pytest.mark.parametrize(
    "formula",
    [
        "(actual - budget) / budget",
        "variance / budget",
        "100 * (actual - budget) / budget",
        "share * 100",
        "actual / budget - 1",
        "1 - actual / budget",
    ],
)
@pytest.mark.parametrize(("budget", "warned"), [("-1105", True), ("1105", False)])
def test_a_difference_divided_by_an_income_budget_is_reported(formula, budget, warned):
    """A shortfall of 37 on an income of 1,105 would print as if more had come in."""
    made = figures(
        "figures:\n"
        f'  budget: {{value: "{budget}", note: ledger}}\n'
        '  actual: {value: "-1068", note: ledger}\n'
        "  variance: {formula: actual - budget}\n"
        "  share: {formula: variance / budget, format: 5.9%}\n"
        f"  asked: {{formula: {formula}, format: '5.99'}}\n"
    )
    found = [p for p in made.problems if "“asked”" in p.found]
    assert [(p.code, p.level, p.place.line) for p in found] == (
        [("share-of-negative", Level.WARNING, 6)] if warned else []
    )
    assert not warned or "“budget”, which is -1,105" in found[0].found


def test_other_ratios_of_negative_numbers_are_right():
    made = figures(
        "figures:\n"
        '  budget: {value: "-1105", note: ledger}\n'
        '  actual: {value: "-1068", note: ledger}\n'
        "  spent: {formula: actual / budget, format: 5.9%}\n"
        "  turned: {formula: (actual - budget) / -budget, format: 5.9%}\n"
        "  less: {formula: actual - budget}\n"
        "  none: {formula: (budget - budget) / budget, format: 5.9%}\n"
    )
    assert made.problems == ()
