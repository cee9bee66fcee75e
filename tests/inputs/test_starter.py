"""`panel-papers new`: a starter appears whole or not at all, and holds what an author needs."""

import re
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from panel_papers.core.problems import InputsError, Place, Problem
from panel_papers.inputs.starter import write_starter

SCHEMAS = Path(__file__).parents[2] / "src/panel_papers/inputs/schemas"
FILES = ["appendices/progress.yaml", "context.md", "paper.yaml", "purpose.md", "recommendations.md"]


def everything_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def faults(inputs: Path, name: str, meeting: date | None = None) -> tuple[Problem, ...]:
    with pytest.raises(InputsError) as caught:
        write_starter(inputs, name, meeting)
    return caught.value.problems


def test_a_starter_holds_a_whole_paper(tmp_path):
    written = write_starter(tmp_path / "inputs", "june-2024", None)
    assert written == [tmp_path / "inputs" / "june-2024" / name for name in FILES]
    there = sorted(everything_in(tmp_path / "inputs"))
    assert [name for name in there if not name.startswith(".schemas/")] == [
        f"june-2024/{name}" for name in FILES
    ]


def test_first_line_of_each_yaml_file_leads_to_its_schema_as_shipped(tmp_path):
    write_starter(tmp_path, "june-2024", None)
    for name, schema in {"paper.yaml": "paper", "appendices/progress.yaml": "appendix"}.items():
        path = tmp_path / "june-2024" / name
        first = path.read_text(encoding="utf-8").splitlines()[0]
        said = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert said
        found = (path.parent / said[1]).read_bytes()
        assert found == (SCHEMAS / f"{schema}.schema.json").read_bytes()


def test_schemas_of_an_older_version_are_replaced_by_the_next_starter(tmp_path):
    write_starter(tmp_path, "june-2024", None)
    for path in (tmp_path / ".schemas").iterdir():
        path.write_bytes(b"{}")
    write_starter(tmp_path, "july-2024", None)
    there = {path.name: path.read_bytes() for path in (tmp_path / ".schemas").iterdir()}
    assert there == {path.name: path.read_bytes() for path in SCHEMAS.iterdir()}
    assert len(there) == 5


def test_paper_yaml_says_what_the_cover_sheet_needs(tmp_path):
    write_starter(tmp_path, "june-2024", None)
    text = (tmp_path / "june-2024/paper.yaml").read_text(encoding="utf-8")
    assert YAML(typ="safe").load(text) == {
        "title": "Sample Report: Progress in the First Quarter",
        "report_to": "Police, Fire and Crime Panel",
        "author": "Police, Fire and Crime Commissioner",
        "date": date(2024, 6, 6),
        "for": "Noting",
        "enquiries_to": {
            "name": "Performance Team",
            "role": "Policy and Performance",
            "email": "performance@example.org",
        },
        "divisions_affected": "All divisions",
        "sections": ["purpose", "recommendations", "context"],
        "background_papers": [
            {
                "title": "Sample Plan 2024-27",
                "link_text": "Read the Sample Plan 2024-27",
                "url": "https://example.org/sample-plan",
            }
        ],
        "appendices": [{"title": "Sample Progress Report", "file": "appendices/progress.yaml"}],
    }
    assert "make-paper june-2024\n" in text


def test_every_field_of_paper_yaml_has_a_comment_above_it(tmp_path):
    write_starter(tmp_path, "june-2024", None)
    lines = (tmp_path / "june-2024/paper.yaml").read_text(encoding="utf-8").splitlines()
    fields = [n for n, line in enumerate(lines) if re.match(r"[a-z]", line)]
    assert len(fields) == 10
    assert [lines[n] for n in fields if not lines[n - 1].startswith("# ")] == []


def test_the_appendix_is_a_progress_report_with_every_field(tmp_path):
    write_starter(tmp_path, "june-2024", None)
    path = tmp_path / "june-2024/appendices/progress.yaml"
    appendix = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    assert sorted(appendix) == ["chapters", "introduction", "template"]
    assert appendix["template"] == "progress-report"
    assert [sorted(chapter) for chapter in appendix["chapters"]] == [
        ["areas_for_improvement", "successes", "summary", "title"]
    ] * 2


def test_the_context_shows_each_mark_of_markdown(tmp_path):
    write_starter(tmp_path, "june-2024", None)
    text = (tmp_path / "june-2024/context.md").read_text(encoding="utf-8")
    marks = [
        r"^## ",
        r"^### ",
        r"^- ",
        r"^    - ",
        r"^1\. ",
        r"^\|---",
        r"\[\^quarter\]:",
        r"\]\(https",
    ]
    assert [mark for mark in marks if not re.search(mark, text, re.MULTILINE)] == []


def test_the_text_is_fit_to_print_and_names_nobody(tmp_path):
    write_starter(tmp_path, "june-2024", None)
    texts = everything_in(tmp_path / "june-2024")
    assert len(texts) == 5
    for name, data in texts.items():
        text = data.decode("utf-8")
        left_over = re.search(r"TBC|TODO|lorem|\[insert|\{\{|xxx", text, re.IGNORECASE)
        assert left_over is None, name
        assert b"\r" not in data, name
        assert text.endswith("\n"), name
        for mailbox in re.findall(r"\S+@(\S+)", text):
            assert mailbox == "example.org", name


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("june-2024", "2024-06-06"),  # the 1st is a Saturday
        ("march-2029", "2029-03-01"),  # the 1st is a Thursday
        ("january-2026", "2026-01-08"),  # the first Thursday is New Year's Day
        ("june-2022", "2022-06-09"),  # the first Thursday is the spring bank holiday
        ("june-2024-supplement", "2024-06-06"),
    ],
)
def test_a_month_in_the_name_means_its_first_thursday_that_is_a_working_day(tmp_path, name, day):
    write_starter(tmp_path, name, None)
    assert f"\ndate: {day}  # Thursday " in (tmp_path / name / "paper.yaml").read_text(
        encoding="utf-8"
    )


def test_a_date_that_is_given_wins_over_the_name(tmp_path):
    write_starter(tmp_path, "june-2024", date(2024, 6, 19))
    text = (tmp_path / "june-2024/paper.yaml").read_text(encoding="utf-8")
    assert "\ndate: 2024-06-19  # Wednesday 19 June 2024\n" in text


@pytest.mark.parametrize("name", ["budget", "2024-06", "junes-2024", "june-20245", "june"])
def test_a_name_without_a_month_needs_the_date(tmp_path, name):
    assert faults(tmp_path, name) == (
        Problem(
            code="meeting-date-needed",
            place=Place((tmp_path / name).as_posix()),
            found=f"The name “{name}” does not say when the meeting is",
            wanted="a name such as june-2024, or the date of the meeting",
            hint=f"add the date: panel-papers new {name} --date 2024-06-06",
        ),
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("June 2024", "june-2024"),
        ("june_2024", "june-2024"),
        ("../june-2024", "june-2024"),
        ("-june-2024", "june-2024"),
        ("june--2024", "june-2024"),
        ("Réunion 2024", "reunion-2024"),
        ("con", "con-paper"),
        ("nul", "nul-paper"),
        ("", "june-2024"),
        ("六月", "june-2024"),
        ("a" * 61, "a" * 60),
    ],
)
def test_a_name_that_will_not_do_gets_one_that_will(tmp_path, name, hint):
    found = faults(tmp_path / "inputs", name, date(2024, 6, 6))
    assert [(p.code, p.hint) for p in found] == [("paper-name", f"try: panel-papers new {hint}")]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_not_touched(tmp_path):
    (tmp_path / "june-2024").mkdir()
    (tmp_path / "june-2024/notes.txt").write_bytes(b"mine")
    assert [p.code for p in faults(tmp_path, "june-2024")] == ["paper-exists"]
    assert everything_in(tmp_path) == {"june-2024/notes.txt": b"mine"}


def test_an_inputs_folder_that_is_a_file_is_a_fault_in_words(tmp_path):
    (tmp_path / "inputs").write_bytes(b"")
    assert [p.code for p in faults(tmp_path / "inputs", "june-2024")] == ["starter-not-written"]


def test_two_starters_of_one_name_and_date_are_the_same_bytes(tmp_path):
    write_starter(tmp_path / "a", "june-2024", None)
    write_starter(tmp_path / "b", "june-2024", None)
    assert everything_in(tmp_path / "a") == everything_in(tmp_path / "b")
