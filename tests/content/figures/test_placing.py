"""`{{ figures.NAME }}` in a paper's texts: looked up, never run, and every place stays right."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from panel_papers.content.figures.mistyped import mistyped_tags
from panel_papers.content.passages import passages_of
from panel_papers.core.model import FromTemplate
from panel_papers.core.problems import Level
from panel_papers.core.values import Missing, PlacedText, Prose
from panel_papers.inputs import UnreadPaperError, read_paper

from .conftest import PAPER, Folder, told

TOTAL = "{{ figures.total }}"


def words(paper) -> list[str]:
    return [passage.text for passage in passages_of(paper)]


def test_a_figure_prints_in_every_kind_of_prose(folder: Folder):
    folder.write(
        context_dot_md=f"# About {TOTAL}\n\n**{TOTAL}** and *{TOTAL}*, [{TOTAL}](https://e.org)\n\n"
        f"- {TOTAL}\n\n| a | b |\n|---|---|\n| {TOTAL} | {{{{figures.total}}}} |\n\n"
        f"> {TOTAL}[^1]\n\n[^1]: {TOTAL}\n\n{{{{ figures.total\n}}}} over two lines\n"
    )
    paper, problems = folder.read()
    assert problems == ()
    assert words(paper) == [
        "About 905",
        "905 and 905, 905",
        "905",
        *("a", "b", "905", "905"),
        "905",
        "905 over two lines",
        "905",
    ]
    (figure,) = paper.figures
    assert [(place.line, place.column) for place in figure.uses] == [
        (1, 9),
        (3, 3),
        (3, 30),
        (3, 53),
        (5, 3),
        (9, 3),
        (9, 25),
        (11, 3),
        (15, 1),
        (13, 7),
    ]


def test_the_places_of_the_words_behind_a_figure_stay_right(folder: Folder):
    folder.write(context_dot_md=f"In 2016, {TOTAL} of 9 and {TOTAL} of 905.\n")
    (passage,) = passages_of(folder.read()[0])
    assert passage.text == "In 2016, 905 of 9 and 905 of 905."
    typed = f"In 2016, {TOTAL} of 9 and {TOTAL} of 905."
    for offset in (0, 3, 12, 16, 17, 18, 25, 29):
        word = passage.text[offset:]
        column = passage.place(offset).column
        assert column is not None
        assert typed[column - 1] == word[0]
    assert passage.place(9).column == 10
    assert passage.place(22).column == typed.rindex("{{") + 1
    assert passage.place(29).column == typed.rindex("905") + 1


def test_nothing_else_in_braces_is_evaluated(folder: Folder):
    typed = "{{ 7*7 }} {% if x %} {# no #} {{ sum }} {{ config }} \\{{ figures.total }}"
    paper, problems = folder.write(context_dot_md=typed).read()
    assert problems == ()
    assert words(paper) == [typed.replace("\\", "")]


def test_code_prints_as_typed_with_a_warning(folder: Folder):
    paper, problems = folder.write(context_dot_md=f"Text\nand `{TOTAL}`\n").read()
    assert words(paper) == [f"Text and {TOTAL}"]
    assert [(p.code, p.level, p.place.line, p.place.column) for p in problems] == [
        ("figure-in-code", Level.WARNING, 2, 6)
    ]


@pytest.mark.parametrize(
    "typed", ["{{ figures.total | upper }}", "{{ figures.total + 1 }}", "{{ figures }}",
              "{{ Figure.total }}", "{{ figures['total'] }}"]
)  # fmt: skip
def test_what_was_meant_as_a_figure_and_is_none_is_a_fault(folder: Folder, typed):
    _, problems = folder.write(context_dot_md=f"One\n\nTwo {typed}\n").read()
    assert told(problems) == [("bad-figure-tag", 3, 5)]
    assert problems[0].place.file.endswith("context.md")


RIGHT = "{{ figures.total }}"
MISTYPED = [
    "{{figures.total}", "{ figures.total }", "{figures.total}", "{{ figures.total }",
    "{{figures.total",
    "{{ figure.total }}", "{{ Figures.total }}", "{{ fgures.total }}", "{{ figuers.total }}",
    "{{{figures.total}}}", "{{{ figures.total }}}", "{{ figures.total }}}", "{% figures.total %}",
    "{%figures.total%}", "{# figures.total #}", "{ {figures.total} }", "{{ figures:total }}",
    "{{ figures-total }}", "{{ figures total }}", "{{ total }}", "{{ figur.total }}",
    "[[figures.total]]", "[[ figures.total ]]", "[figures.total]", "(figures.total)",
    "((figures.total))", "<<figures.total>>", "<figures.total>", "${figures.total}",
    "$figures.total", "<%= figures.total %>", "%figures.total%",
    "{ figures.totel }", "{{ figures.total | abs }", "{ figures.total | abs }",
]  # fmt: skip


@pytest.mark.parametrize("typed", MISTYPED)
def test_a_mistyped_tag_is_reported_with_its_place_and_what_was_meant(folder: Folder, typed):
    _, problems = folder.write(context_dot_md=f"One\n\nTwo {typed} three.\n").read()
    assert [p.code for p in problems] == ["bad-figure-tag"]
    place = problems[0].place
    assert (place.line, abs((place.column or 0) - 5) <= 1) == (3, True)
    if "}" in typed or not typed.startswith("{"):
        right = RIGHT.replace(" }", " | abs }") if "abs" in typed else RIGHT
        assert problems[0].hint == f"write “{right}” if you mean that"


@pytest.mark.parametrize(
    "typed",
    [
        "The figures. Total spend (figures below); see [figures](https://example.org/figures.csv).",
        "See (figures.xlsx), [figures.yaml] and `figures.yaml`; Figure 1 {and figures}.",
        "In these figures.The total is (Figure 2: total) as in [Fig. 3].",
        "{% if x %}{# figures below #} {a set} {{ 7*7 }} {total} (total) [total] {x: y}",
        "Typed: \\{{ figures.total }}, \\{ figures.total }, \\[[figures.total]]",
        "{Figure 1} [Figure 1] {{ config }} $total {{ user.name }}",
    ],
)
def test_what_is_no_mistyped_tag_is_not_reported(folder: Folder, typed):
    _, problems = folder.write(context_dot_md=typed + "\n").read()
    assert [p for p in problems if p.code != "figure-in-code"] == []


def test_mistyped_tags_are_found_in_cells_lines_captions_and_the_cover(folder: Folder):
    paper = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    folder.write(
        paper_dot_yaml=paper.replace("title: A title", "title: 'Outturn {figures.total}'"),
        context_dot_md="| A | B |\n|---|---|\n| x | [[figures.total]] |\n\n"
        "> Quoted {{ figures.total\n> }} three.\n> And { figures.total\n> } here.\n\n"
        "```table\nsource: data/officers.csv\ncaption: In {figures.total}\n```\n",
    )
    _, problems = folder.read()
    assert [(p.code, p.place.file.rpartition("/")[2], p.place.line) for p in problems] == [
        ("bad-figure-tag", "paper.yaml", 1),
        ("bad-figure-tag", "context.md", 3),
        ("bad-figure-tag", "context.md", 7),
        ("bad-figure-tag", "context.md", 12),
    ]


def test_a_long_line_of_braces_is_read_in_its_length():
    for each in ("{", "{ ", "{{figures", "[", "{{ figures.a } ", "{%", "figures.a_", "\n> {"):
        begun = time.process_time()
        list(mistyped_tags(each * (100_000 // len(each)), {"total"}))
        assert time.process_time() - begun < 2, each


def test_an_unknown_name_is_told_with_its_place_and_the_nearest(folder: Folder):
    _, problems = folder.write(context_dot_md="One\n\nTwo {{ figures.totl }}\n").read()
    assert told(problems) == [("unknown-figure", 3, 5)]
    assert problems[0].hint == "write “total” if you mean that"


def test_a_figure_without_figures_yaml_is_a_fault(folder: Folder):
    (folder.path / "figures.yaml").unlink()
    _, problems = folder.write(context_dot_md=TOTAL).read()
    assert told(problems) == [("unknown-figure", 1, 1)]


APPENDIX = """\
template: scorecard
heading: "In {{ figures.total }} words"
achievements:
  - >-
    First **{{ figures.total }}** and then
    {{ figures.total }} more {{
    figures.total }}
"""


def with_appendix(folder: Folder) -> Folder:
    return folder.write(
        paper_dot_yaml=f"{PAPER}appendices:\n  - {{title: '{TOTAL} words', file: a.yaml}}\n",
        a_dot_yaml=APPENDIX,
    )


def test_values_of_structured_appendices_print_figures(folder: Folder):
    paper, problems = with_appendix(folder).read()
    assert problems == ()
    content = paper.appendices[0].content
    assert isinstance(content, FromTemplate)
    (text,) = content.fields["achievements"]
    assert isinstance(text, PlacedText)
    assert str(text) == "First **905** and then 905 more 905"
    assert text.prose == Prose(
        "First **{{ figures.total }}** and then {{ figures.total }} more {{ figures.total }}",
        text.place,
        (("total", "905"),),
    )
    assert paper.appendices[0].title == "905 words"
    (figure,) = paper.figures
    assert [(p.file.rpartition("/")[2], p.line, p.column) for p in figure.uses] == [
        ("paper.yaml", 9, 14),
        ("a.yaml", 2, 14),
        ("a.yaml", 5, 13),
        ("a.yaml", 6, 5),
        ("a.yaml", 6, 30),
    ]
    assert [p.text for p in passages_of(paper)][1:] == [
        "In 905 words",
        "First 905 and then 905 more 905",
    ]


def test_texts_of_paper_yaml_print_figures(folder: Folder):
    folder.write(
        paper_dot_yaml=PAPER.replace("A title", f'"{TOTAL} officers"')
        + f"divisions_affected: '{TOTAL}'\nbackground_papers:\n  - title: 'Of {TOTAL}'\n"
    )
    paper, problems = folder.read()
    assert problems == ()
    assert (paper.title, paper.short_title) == ("905 officers", "905 officers")
    assert paper.divisions_affected == "905"
    assert paper.background_papers[0].title == "Of 905"
    assert [(p.line, p.column) for p in paper.figures[0].uses] == [(1, 9), (8, 22), (10, 16)]


def test_a_draft_prints_a_missing_figure_as_a_gap(folder: Folder):
    folder.write(
        paper_dot_yaml=PAPER.replace("A title", '"{{ figures.none }}"'),
        context_dot_md="Now {{ figures.none }}.\n",
    )
    paper, problems = folder.read(draft=True)
    assert [(p.code, p.level) for p in problems] == [("unknown-figure", Level.WARNING)] * 2
    assert paper.title == Missing("figures.none")
    assert words(paper) == ["Now [[figures.none missing]]."]


def test_faults_of_all_inputs_are_told_in_one_round(folder: Folder):
    folder.write(
        paper_dot_yaml=PAPER.replace("for: ", "fro: "),
        context_dot_md="{{ figures.totl }}\n",
        figures_dot_yaml="figures:\n  total: {source: data/officers.csv, colum: x}\n"
        "  other: {source: data/other.csv, column: N, aggregate: sum}\n",
        data__other_dot_csv='N,M\n"1,23",4\n',
    )
    from panel_papers.build.check import check_paper
    from panel_papers.core.problems import InputsError
    from panel_papers.core.settings import Settings

    root = folder.path.parent
    with pytest.raises(InputsError) as caught:
        check_paper("paper", Settings(inputs=root, templates=root, outputs=root))
    assert {p.code for p in caught.value.problems} >= {
        "unknown-key",
        "unknown-figure",
        "bad-number",
    }


def test_figures_are_read_though_paper_yaml_is_no_yaml(folder: Folder):
    folder.write(paper_dot_yaml="title: [")
    with pytest.raises(UnreadPaperError) as caught:
        read_paper(folder.path)
    assert sorted(caught.value.figures.files) == ["data/officers.csv", "figures.yaml"]


def test_data_and_figures_are_inputs_and_no_strays(folder: Folder):
    paper, problems = folder.write(context_dot_md=TOTAL).read()
    assert problems == ()
    assert [file.path for file in paper.files] == [
        *("context.md", "data/officers.csv", "figures.yaml", "paper.yaml")
    ]
    assert all(file.data for file in paper.files)


def test_a_link_out_of_the_folder_is_refused(folder: Folder, tmp_path):
    (tmp_path / "secret.csv").write_text("A,B\n1,2\n", encoding="utf-8")
    try:
        (folder.path / "data" / "link.csv").symlink_to(tmp_path / "secret.csv")
    except OSError:
        pytest.skip("this desk makes no links")
    with pytest.raises(UnreadPaperError) as caught:
        read_paper(folder.path)
    assert [p.code for p in caught.value.problems] == ["path-leaves-folder"]


def test_a_paper_without_data_loads_neither_pandas_nor_openpyxl(folder: Folder):
    for path in (folder.path / "figures.yaml", folder.path / "data" / "officers.csv"):
        path.unlink()
    code = f"""
import sys
from pathlib import Path
import panel_papers.build.pipeline
from panel_papers.content.figures import put_in, reckon
from panel_papers.inputs import read_paper
read = read_paper(Path({str(folder.path)!r}))
put_in(read.paper, reckon(read.figures))
print({{"pandas", "openpyxl"}} & set(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": "src"},
    )  # fmt: skip
    assert done.stdout == "set()\n"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("*_`#[]()<>|\\&1 .-~!{}:x", min_size=1, max_size=12))
def test_a_printed_figure_is_never_markdown_nor_a_tag(folder: Folder, printed):
    paper = folder.write(context_dot_md=f"w {TOTAL} w\n").read()[0]
    prose = paper.sections[0].prose
    assert isinstance(prose, Prose)
    wild = Prose(prose.markdown, prose.place, (("total", printed),))
    from msgspec.structs import replace

    (passage,) = passages_of(replace(paper, sections=(replace(paper.sections[0], prose=wild),)))
    assert passage.text == f"w {printed} w"
    assert passage.links == ()


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("A budget of £{{ figures.b }} thousand.", False),
        ("| | £000 |\n|---|---|\n| Net | {{ figures.b }} |", False),
        ("A budget of {{ figures.b }} is set.", True),
        ("All in £000.\n\nA budget of {{ figures.b }} is set.", True),
        ("A budget of {{ figures.full }} is set.", False),
    ],
)
def test_a_figure_in_thousands_says_so_where_it_is_printed(folder, text, warned):
    source = "source: data/t.csv, column: Budget £000"
    folder.write(
        context_dot_md=f"{text}\n",
        data__t_dot_csv="Line,Budget £000\nNet,52345\n",
        figures_dot_yaml=f"figures:\n  b: {{{source}}}\n  full: {{{source}, format: £52.3m}}\n",
    )
    _, problems = folder.read()
    assert [p.code for p in problems] == (["scale-not-said"] if warned else [])


@pytest.mark.parametrize("word", ["absolute", "absolute value", "abs()", "unsigned"])
def test_another_word_for_abs_is_answered_with_abs(folder: Folder, word):
    _, problems = folder.write(context_dot_md=f"{{{{ figures.total | {word} }}}}\n").read()
    assert [p.hint for p in problems] == ["write “{{ figures.total | abs }}” if you mean that"]


def test_the_same_mistyped_tag_is_reported_at_each_of_its_places(folder: Folder):
    text = "{{figures.total}}\n\n{figures.total}\n\n{{figures.total}\n\n${figures.total}\n"
    _, problems = folder.write(context_dot_md=text).read()
    assert sorted(p.place.line for p in problems) == [3, 5, 7]
