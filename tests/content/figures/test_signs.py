"""Words chosen by the sign of a figure as it prints, and numbers printed without their sign."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from panel_papers.content.exhibits import show_exhibits
from panel_papers.content.hand_typed import typed_numbers
from panel_papers.content.passage import Kind
from panel_papers.content.passages import passages_of
from panel_papers.core.model import Section
from panel_papers.core.problems import Level
from panel_papers.core.values import Prose, with_figures
from panel_papers.inputs import FigureFiles

from .conftest import Folder

FIGURES = """\
figures:
  over: {value: "-1234567", note: ledger, format: £1.2m}
  under: {value: "1234567", note: ledger, format: £1.2m}
  tiny: {value: "-40000", note: ledger, format: £1.2m}
  size: {value: "-1234567", note: ledger, format: abs £1.2 million}
  budget: {value: "20000000", note: ledger}
  part: {formula: over / budget, format: 5.9%}
"""
WORDS = '| direction("underspend", "overspend")'
THREE = '| direction("underspend", "overspend", "on budget")'


def section(folder: Folder, markdown: str):
    """The section's prose and problems, without the warning about “£0.0m”."""
    paper, problems = folder.write(figures_dot_yaml=FIGURES, context_dot_md=markdown).read()
    return paper.sections[0].prose, [p for p in problems if p.code != "prints-as-nothing"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (
            f"an {{{{ figures.over {WORDS} }}}} of {{{{ figures.over | abs }}}}",
            "an overspend of £1.2m",
        ),
        (
            f"an {{{{ figures.under {WORDS} }}}} of {{{{ figures.under | abs }}}}",
            "an underspend of £1.2m",
        ),
        (f"{{{{ figures.tiny {THREE} }}}}", "on budget"),
        (f"{{{{ figures.over {THREE} }}}}", "overspend"),
        ("{{figures.over|direction('an underspend','an overspend')}}", "an overspend"),
        ("{{ figures.over | direction(“under”, “over”) }}", "over"),
        ("{{ figures.over | direction('the council’s', “isn't”) }}", "isn't"),
        ('{{ figures.over | direction("**bold** {", "over") }}', None),
        ('{{ figures.under | direction("**not bold**", "& <b>") }}', "**not bold**"),
        ('{{ figures.over | direction("**not bold**", "& <b>") }}', "& <b>"),
        (f"{{{{ figures.size {WORDS} }}}} of {{{{ figures.size }}}}", "overspend of £1.2 million"),
        ("a change of {{ figures.under | abs }}", "a change of £1.2m"),
        ("a change of {{ figures.tiny | abs }}", "a change of £0.0m"),
    ],
)
def test_a_word_or_a_number_without_sign_prints_by_the_printed_sign(folder, typed, printed):
    prose, problems = section(folder, f"It is {typed} so far.\n")
    assert isinstance(prose, Prose)
    if printed is None:  # a brace is no part of a word
        assert [p.code for p in problems] == ["bad-figure-tag"]
        return
    assert (str(prose), problems) == (f"It is {printed} so far.\n", [])


@pytest.mark.parametrize(
    ("typed", "code", "column"),
    [
        (f"{{{{ figures.tiny {WORDS} }}}}", "no-word-for-zero", 1),
        ("Down by {{ figures.over | abs }}", "sign-not-said", 9),
        ("Down by {{ figures.size }}", "sign-not-said", 9),
        (f"An {{{{ figures.tiny {THREE} }}}} of {{{{ figures.part | abs }}}}", "sign-not-said", 78),
        (f"An {{{{ figures.over {WORDS} }}}} of {{{{ figures.over }}}}", "sign-said-twice", 65),
        ("{{ figures.over | direction('one') }}", "bad-figure-tag", 1),
        ("{{ figures.over | direction('', 'over') }}", "bad-figure-tag", 1),
        ("{{ figures.over | upper }}", "bad-figure-tag", 1),
        ("{{ figures.over | abs | abs }}", "bad-figure-tag", 1),
        ("{{ figures.nowhere | abs }}", "unknown-figure", 1),
    ],
)
def test_a_sign_that_is_lost_or_said_twice_is_reported(folder, typed, code, column):
    _, problems = section(folder, f"Text.\n\n{typed}\n")
    assert [(p.code, p.place.line, p.place.column) for p in problems] == [(code, 3, column)]


@pytest.mark.parametrize(
    "markdown",
    [
        f"An {{{{ figures.over {THREE} }}}} ({{{{ figures.over }}}}).\n",
        f"An {{{{ figures.over {THREE} }}}} of {{{{ figures.under | abs }}}}.\n",
        f"- A {{{{ figures.over {WORDS} }}}}\n  of {{{{ figures.over | abs }}}}.\n",
        "> An {{ figures.over | direction('under',\n> 'over') }}.\n",
        "A change of {{ figures.over }}.\n",
        f"An {{{{ figures.over {THREE} }}}}, {{{{ figures.part | abs }}}} of the budget.\n",
        "Typed: \\{{ figures.over | abs }}.\n",
        "| Service | Position | Amount |\n|---|---|---|\n"
        "| Roads | {{ figures.over \\| direction('under', 'over') }} "
        "| {{ figures.over \\| abs }} |\n",
    ],
)
def test_ordinary_sentences_pass(folder, markdown):
    _, problems = section(folder, markdown)
    assert problems == []


def test_a_bar_that_cuts_a_tag_in_two_cells_is_an_error(folder):
    table = "| Service | Amount | |\n|---|---|---|\n| Roads | {{ figures.over | abs }} |\n"
    _, problems = section(folder, table)
    assert [(p.code, p.place.line, p.level) for p in problems] == [
        ("bad-figure-tag", 3, Level.ERROR)
    ]
    assert "\\|" in problems[0].hint


def test_the_cover_has_direction_words_and_the_register_each_use(folder):
    paper_yaml = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    title = f"title: 'Outturn: {{{{ figures.over {WORDS} }}}}'"
    folder.write(paper_dot_yaml=paper_yaml.replace("title: A title", title))
    text = f"- An {{{{ figures.over {WORDS} }}}} of\n  {{{{ figures.over | abs }}}}.\n"
    folder.write(figures_dot_yaml=FIGURES, context_dot_md=text)
    paper, _ = folder.read()
    assert paper.title == "Outturn: overspend"
    (figure,) = paper.figures
    assert figure.printed == "-£1.2m"
    assert [(p.file.rpartition("/")[2], p.line, p.column) for p in figure.uses] == [
        ("paper.yaml", 1, 18),
        ("context.md", 1, 6),
        ("context.md", 2, 3),
    ]


def test_a_draft_prints_a_missing_figure_as_a_gap_in_the_place_of_its_word(folder):
    folder.write(context_dot_md=f"An {{{{ figures.nowhere {WORDS} }}}}.\n")
    paper, _ = folder.read(draft=True)
    assert str(paper.sections[0].prose) == "An [[figures.nowhere missing]].\n"


def test_a_tag_of_another_name_stays_as_it_is():
    assert with_figures("{{ figures.x | abs }}", (("x", "5"),)) == "{{ figures.x | abs }}"


def test_captions_print_figures_and_words_which_the_register_does_not_call_typed(folder):
    text = (
        "Text.\n\n```table\nsource: data/officers.csv\n"
        f"caption: 'The {{{{ figures.over {WORDS} }}}} of {{{{ figures.over | abs }}}}'\n"
        "columns: [Period, Officers]\n"
        "filter: {Period: '{{ figures.x }}'}\n```\n"
    )
    prose, problems = section(folder, text)
    assert dict(prose.figures) == {
        "over | direction(“underspend”, “overspend”)": "overspend",
        "over | abs": "£1.2m",
    }
    assert [(p.code, p.place.line) for p in problems] == [("figure-in-code", 7)]
    files = FigureFiles("inputs/paper", {"data/officers.csv": b"Period,Officers\nbefore,500\n"})
    prose = replace(prose, markdown=text.replace("{{ figures.x }}", "before"))
    paper, _ = folder.read()
    paper = replace(paper, sections=(Section("context", prose),), figures=())
    shown = show_exhibits(paper, files)
    assert shown.problems == ()
    caption = next(each for each in passages_of(shown.paper) if each.kind is Kind.CAPTION)
    assert caption.text == "The overspend of £1.2m"
    assert [caption.text[f.start : f.end] for f in caption.figures] == ["overspend", "£1.2m"]
    assert list(typed_numbers([caption])) == []


def test_a_sentence_has_no_scale_of_a_heading(folder):
    figures = 'figures:\n  over: {value: "-1234567", note: ledger, format: £000}\n'
    _, problems = folder.write(figures_dot_yaml=figures).read()
    assert [(p.code, p.place.line, p.place.column) for p in problems] == [("bad-format", 2, 51)]
    assert problems[0].hint == "write “format: £1.2m”, or “£1,234 thousand”"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("an overspend of {{ figures.over }}", "sign-contradicts-word"),
        ("an increase in net spending of {{ figures.over }}", "sign-contradicts-word"),
        ("Costs rose by about {{ figures.over }}", "sign-contradicts-word"),
        ("an underspend of {{ figures.over }}", "sign-said-twice"),
        ("Costs fell by {{ figures.over }}", "sign-said-twice"),
        ("an overspend of {{ figures.over | abs }}", "sign-not-said"),
        ("an underspend of {{ figures.over | abs }}", "sign-not-said"),
        ("an overspend of {{ figures.under }}", None),
        ("a reduction of {{ figures.under }}", None),
        ("an overspend/(underspend) of {{ figures.over }}", None),
        ("an increase or decrease of {{ figures.over }}", None),
        ("a variance of {{ figures.over }}", None),
        ("the overspend is explained below. The change is {{ figures.over }}", None),
        ("an overspend of {{ figures.tiny }}", None),
    ],
)
def test_a_typed_word_agrees_with_the_sign_of_its_figure(folder, typed, code):
    _, problems = section(folder, f"Text.\n\n{typed}.\n")
    assert [p.code for p in problems] == ([code] if code else [])


BUDGET = """\
figures:
  parks_budget: {value: "200", note: x}
  parks_forecast: {value: "150", note: x}
  waste_budget: {value: "100", note: x}
  waste_forecast: {value: "150", note: x}
  parks: {formula: parks_forecast - parks_budget}
  parks_left: {formula: parks_budget - parks_forecast}
  waste: {formula: waste_forecast - waste_budget}
  share: {formula: parks / parks_budget, format: 5.0%}
  q: {label: "Parks, budget less forecast", value: "50", note: x}
  fees_income_budget: {value: "90", note: x}
  fees_income_forecast: {value: "80", note: x}
  fees: {formula: fees_income_budget - fees_income_forecast}
"""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "Parks saw {{ figures.parks | direction('an increase', 'a decrease') }}. "
            "They rose by {{ figures.parks | abs }}",
            ["sign-contradicts-word"],
        ),
        (
            "Parks spent {{ figures.parks | direction('more', 'less') }} and so an overspend of "
            "{{ figures.parks | abs }}",
            ["sign-contradicts-word"],
        ),
        ("An underspend of {{ figures.waste | abs }}", ["sign-contradicts-word"]),
        ("{{ figures.waste | abs }} under budget", ["sign-contradicts-word"]),
        ("An overspend of {{ figures.parks_left | abs }}", ["sign-contradicts-word"]),
        ("{{ figures.q | direction('an overspend', 'an underspend') }}", ["sign-contradicts-word"]),
        ("{{ figures.parks | direction('under', 'over') }}", ["sign-contradicts-word"]),
        ("{{ figures.parks_left | direction('over', 'under') }}", ["sign-contradicts-word"]),
        (
            "{{ figures.waste | direction('over', 'under') }} by {{ figures.waste | abs }}, and "
            "parks by {{ figures.parks | abs }}",
            ["sign-not-said"],
        ),
        ("{{ figures.parks | direction('over', 'under') }} by {{ figures.parks | abs }}", []),
        (
            "{{ figures.parks | direction('an overspend', 'an underspend') }} of "
            "{{ figures.parks_left | abs }}, or {{ figures.share | abs }}",
            [],
        ),
        ("An underspend of {{ figures.parks_left | abs }}", []),
        ("An overspend of {{ figures.waste | abs }}", []),
        ("{{ figures.waste | abs }} over budget", []),
        ("{{ figures.waste | abs }} over the last year", []),
        ("{{ figures.q | direction('an underspend', 'an overspend') }}", []),
        ("{{ figures.parks_left | direction('higher', 'lower') }} than forecast", []),
        ("{{ figures.fees | direction('an overspend', 'an underspend') }}", []),
        ("{{ figures.waste | direction('worse', 'better') }}", []),
        ("An overspend or underspend of {{ figures.parks_left | abs }}", []),
    ],
)
def test_words_agree_with_what_a_figure_is(folder, typed, expected):
    folder.write(figures_dot_yaml=BUDGET, context_dot_md=f"{typed}.\n")
    _, problems = folder.read()
    assert [p.code for p in problems] == expected
