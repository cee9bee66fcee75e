"""The bodies' profiles: every fault with its line; a paper that names a body."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from panel_papers.core.body import LABELS, Body
from panel_papers.core.problems import InputsError, Place, Problem, TemplatesError
from panel_papers.inputs import read_paper
from panel_papers.inputs.bodies import read_body
from panel_papers.inputs.sections import DEFAULT_SECTIONS
from panel_papers.word.documents import Templates
from panel_papers.word.fields import paper_fields

ROOT = Path(__file__).parents[2]
ASKED = Place("inputs/march-2024/paper.yaml", 10, 7)
HEAD = "name: Example Council\nnation: England\n"


@pytest.fixture
def profile(tmp_path: Path, monkeypatch):
    """Write a profile as council.yaml and read it."""
    monkeypatch.chdir(tmp_path)
    folder = Path("templates/bodies")
    folder.mkdir(parents=True)

    def read(text: str) -> Body:
        (folder / "council.yaml").write_text(text, encoding="utf-8")
        return read_body(folder, "council", ASKED)

    return read


def faults(profile, text: str) -> list[tuple[str, str, str, str | None]]:
    with pytest.raises(TemplatesError) as caught:
        profile(text)
    return [(p.code, str(p.place), p.found, p.hint) for p in caught.value.problems]


def test_a_profile_of_two_lines_asks_for_nothing(profile):
    assert profile(HEAD) == Body(
        key="council",
        name="Example Council",
        nation="England",
        path="templates/bodies/council.yaml",
        data=HEAD.encode(),
    )


def test_a_profile_with_everything(profile):
    text = HEAD + (
        "days_of_notice: 7\n"
        "labels: {author: Report of}\n"
        "sections: [purpose]\n"
        "implications: [legal-implications]\n"
        "statutory_texts: [Papers are open.]\n"
        'upload_name: "{date} {part}"\n'
        "numbered_paragraphs: yes\n"
        "appendices: letters\n"
        "numbered_recommendations: (1)(a)(i)\n"
        "most_words: 2500\n"
    )
    assert profile(text) == Body(
        key="council",
        name="Example Council",
        nation="England",
        path="templates/bodies/council.yaml",
        data=text.encode(),
        days_of_notice=7,
        labels={**LABELS, "author": "Report of"},
        sections=("purpose",),
        implications=("legal-implications",),
        statutory_texts=("Papers are open.",),
        upload_name="{date} {part}",
        numbered_paragraphs=True,
        lettered_appendices=True,
        numbered_recommendations="(1)",
        most_words=2500,
    )


def test_a_way_of_numbering_that_there_is_not_is_reported_with_those_there_are(profile):
    text = HEAD + "appendices: roman\nnumbered_recommendations: (a)\n"
    path = "templates/bodies/council.yaml"
    assert faults(profile, text) == [
        (
            "bad-choice",
            f"{path}:3:13",
            "“roman” cannot be written here",
            "write that after “appendices:” on this line",
        ),
        (
            "bad-choice",
            f"{path}:4:27",
            "“(a)” is no way to number recommendations",
            "write “1” for 1, 2, 3; “(1)” for (1), (2), (3); or “1.1” for the number of the "
            "section and one of its own",
        ),
    ]


def test_all_faults_are_told_together_at_their_places(profile):
    text = (
        "name: Example Council\n"
        "nation: Englnd\n"
        "days_of_notice: five\n"
        "labels: {auther: Report of}\n"
        "sectons: [purpose]\n"
        "implications: Legal\n"
        "most_words: 0\n"
    )
    path = "templates/bodies/council.yaml"
    assert faults(profile, text) == [
        (
            "unknown-nation",
            f"{path}:2:9",
            "“Englnd” is not a nation whose law is known here",
            "write “England” if you mean that",
        ),
        (
            "bad-number",
            f"{path}:3:17",
            "“five” is not a number that can be used here",
            "write that after “days_of_notice:” on this line",
        ),
        (
            "unknown-key",
            f"{path}:4:10",
            "“auther” is not a label that can be changed",
            "write “author” if you mean that",
        ),
        (
            "unknown-key",
            f"{path}:5:1",
            "“sectons” is not a name that is known here",
            "write “sections” if you mean that",
        ),
        (
            "wrong-kind",
            f"{path}:6:15",
            "What follows “implications:” is of another kind than is expected",
            "write each item on a line of its own below “implications:”, beginning with “- ”",
        ),
        (
            "bad-number",
            f"{path}:7:13",
            "“0” is not a number that can be used here",
            "write that after “most_words:” on this line",
        ),
    ]


def test_name_and_nation_are_needed(profile):
    assert [found for _, _, found, _ in faults(profile, "most_words: 5\n")] == [
        "“name” is missing",
        "“nation” is missing",
    ]


def test_text_that_is_no_yaml_is_a_fault_of_the_templates(profile):
    [(code, place, _, _)] = faults(profile, "name: [a\n")
    assert (code, place) == ("yaml-syntax", "templates/bodies/council.yaml:1:7")


@pytest.mark.parametrize(
    ("nation", "days", "right"),
    [("England", 4, False), ("England", 5, True), ("Wales", 2, False), ("Wales", 3, True)],
)
def test_a_body_cannot_shorten_the_notice_of_the_law(profile, nation, days, right):
    text = f"name: A\nnation: {nation}\ndays_of_notice: {days}\n"
    if right:
        assert profile(text).days_of_notice == days
        return
    [(code, place, found, hint)] = faults(profile, text)
    assert (code, place) == ("notice-too-short", "templates/bodies/council.yaml:3:17")
    assert found.startswith(f"{days} clear days of notice are fewer than the law requires")
    assert hint and "or more" in hint


@pytest.mark.parametrize(
    ("pattern", "found", "hint"),
    [
        (
            "{date} {prat}",
            "The pattern has “{prat}”, which is not a known field",
            "write “part” if you mean that",
        ),
        (
            "{date}",
            "The pattern “{date}” gives all files of a paper the same name",
            "write {part} into it, such as “{date}-{part}”",
        ),
        ("{part", "The pattern “{part” has a brace that is not closed", "close each “{” with “}”"),
        (
            "{part}/x",
            "The pattern “{part}/x” has a character that names of files cannot have",
            'leave out < > : " / \\ | ? * and !',
        ),
        (
            "{part!r}",
            "The pattern “{part!r}” has a character that names of files cannot have",
            'leave out < > : " / \\ | ? * and !',
        ),
        (
            "{part.x}",
            "The pattern has “{part.x}”, which is not a known field",
            "write “part” if you mean that",
        ),
    ],
)
def test_a_pattern_that_names_no_files(profile, pattern: str, found: str, hint: str):
    assert faults(profile, f"{HEAD}upload_name: '{pattern}'\n") == [
        ("bad-pattern", "templates/bodies/council.yaml:3:14", found, hint)
    ]


def test_a_body_without_a_profile_is_a_fault_of_the_paper(profile):
    profile(HEAD)
    with pytest.raises(InputsError) as caught:
        read_body(Path("templates/bodies"), "counsil", ASKED)
    assert caught.value.problems == (
        Problem(
            "unknown-body",
            ASKED,
            "The body “counsil” has no profile in templates/bodies",
            "one of council",
            "write “council” if you mean that",
        ),
    )


def test_a_new_body_needs_no_code(profile, folder):
    profile("name: Gwent\nnation: Wales\n")
    folder.add("body: council\n")
    paper = read_paper(folder.path, bodies=Path("templates/bodies")).paper
    assert paper.body is not None
    assert (paper.body.name, paper.nation) == ("Gwent", "Wales")


def test_the_nation_of_the_paper_is_that_of_its_body(profile, folder):
    profile(HEAD)
    folder.add("body: council\nnation: Wales\n")
    with pytest.raises(InputsError) as caught:
        read_paper(folder.path, bodies=Path("templates/bodies"))
    [problem] = caught.value.problems
    assert (problem.code, problem.place.line, problem.found) == (
        "nation-of-body",
        11,
        "The nation “Wales” is not that of Example Council (templates/bodies/council.yaml)",
    )


def test_exempt_paragraphs_are_those_of_the_bodys_nation(profile, folder):
    profile("name: Gwent\nnation: Wales\n")
    entry = "{title: A, file: purpose.md, restricted: {paragraph: 14, reason: R}}"
    folder.add(f"body: council\nappendices:\n  - {entry}\n")
    (folder.path / "secret.md").write_text("Secret.\n", encoding="utf-8")
    text = (folder.path / "paper.yaml").read_text(encoding="utf-8")
    folder.write("paper.yaml", text.replace("file: purpose.md", "file: secret.md"))
    paper = read_paper(folder.path, bodies=Path("templates/bodies")).paper
    assert [each.restriction.paragraphs for each in paper.appendices] == [(14,)]


def test_faults_of_paper_and_body_are_told_together(folder, tmp_path):
    folder.add("body: none-such\ncolour: red\n")
    with pytest.raises(InputsError) as caught:
        read_paper(folder.path, bodies=tmp_path)
    assert [p.code for p in caught.value.problems] == ["unknown-body", "unknown-key"]


def test_reasons_of_a_late_report_come_in_pairs(folder):
    folder.add("late: {urgency: The grant lapses.}\n")
    with pytest.raises(InputsError) as caught:
        read_paper(folder.path)
    assert [(p.code, p.found) for p in caught.value.problems] == [
        ("missing-field", "“lateness” is missing")
    ]


def test_a_paper_without_body_is_as_before(folder):
    paper = read_paper(folder.path, bodies=ROOT / "templates" / "bodies").paper
    assert (paper.body, paper.late, paper.nation) == (None, None, "England")


@pytest.mark.parametrize("key", ["council", "fire-authority", "panel"])
def test_the_shipped_profiles_are_right_and_their_sections_have_templates(key: str):
    body = read_body(ROOT / "templates" / "bodies", key, ASKED)
    templates = Templates(ROOT / "templates" / "word")
    for name in (*body.sections, *body.implications):
        assert templates[name]
    assert list(body.sections) == DEFAULT_SECTIONS


WELSH = HEAD.replace("England", "Wales") + "language: cy-GB\n"


@pytest.mark.parametrize(
    ("profile_says", "paper_says", "language"),
    [(WELSH, "", "cy-GB"), (WELSH, "language: en-GB\n", "en-GB"), (HEAD, "", "en-GB")],
)
def test_a_paper_has_the_language_of_its_body_unless_it_says_another(
    tmp_path, profile, profile_says, paper_says, language
):
    profile(profile_says)
    folder = tmp_path / "inputs" / "march-2024"
    shutil.copytree(ROOT / "inputs" / "march-2024", folder)
    text = (folder / "paper.yaml").read_text(encoding="utf-8")
    said = f"{text}\nbody: council\n{paper_says}"
    (folder / "paper.yaml").write_text(said, encoding="utf-8")
    paper = read_paper(folder, bodies=Path("templates/bodies")).paper
    assert paper.language == language
    day = {"cy-GB": "14 Mawrth 2024", "en-GB": "14 March 2024"}[language]
    assert paper_fields(paper)["date"] == day


def test_the_language_of_a_profile_is_a_language(profile):
    ((code, place, _, _),) = faults(profile, HEAD + "language: Welsh\n")
    assert (code, place) == ("bad-language", "templates/bodies/council.yaml:3:11")


@pytest.mark.parametrize("key", ["borough-council", "policing-board"])
def test_each_section_of_the_other_shipped_profiles_has_a_heading_or_a_template(key: str):
    body = read_body(ROOT / "templates" / "bodies", key, ASKED)
    templates = Templates(ROOT / "templates" / "word")
    without = [n for n in (*body.sections, *body.implications) if n not in body.headings]
    assert [n for n in without if not templates[n].data] == []
    assert len(body.headings) == (4 if key == "borough-council" else 3)
    assert next(each.name for each in body.cover if each.required) == "agenda_item"
