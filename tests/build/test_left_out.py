"""A file that exceeds its budget is named, the rest of its paper checked, and nothing written.

What an attempt before found is given to the watch here; only the commands find it themselves, by
pictures of many pixels that ask for more memory than a low limit allows.
"""

from __future__ import annotations

import json
import shutil

import pytest
from PIL import Image

from panel_papers.build.check import check_paper
from panel_papers.core import (
    Attempt,
    FileBudget,
    FileWatch,
    InputsError,
    Limit,
    Overrun,
    PanelPapersError,
    Problem,
    Settings,
    Stage,
    TemplatesError,
    watching,
)
from panel_papers.core.file_budget import FileTask

from .conftest import SOURCE, Desk, set_desk

APPENDICES = """
  - title: Map of the beats
    file: appendices/beats.png
    alt: A map of the beats
  - title: Offers
    file: appendices/offers.md
    restricted: {paragraph: 3, reason: It holds the affairs of bidders, public_title: Tenders}
"""
ELSEWHERE = "dead-link"
"""The code of what is found in paper.yaml as it is."""


def with_appendices(desk: Desk, side: int = 40) -> Desk:
    """Add a picture and a restricted appendix."""
    Image.new("RGB", (side, side), (40, 80, 120)).save(desk.paper / "appendices" / "beats.png")
    (desk.paper / "appendices" / "offers.md").write_text("Larkhill offers less.\n", "utf-8")
    yaml = desk.paper / "paper.yaml"
    yaml.write_text(yaml.read_text("utf-8") + APPENDICES, "utf-8")
    return desk


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return with_appendices(set_desk(SOURCE.parent, tmp_path_factory.mktemp("left-out") / "desk"))


def problems(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, *over: tuple[str, Stage]
) -> tuple[type[PanelPapersError], tuple[Problem, ...]]:
    """What a check says that knows which files are too slow, by their paths, and where."""
    monkeypatch.chdir(desk.folder)
    known = tuple(Overrun(FileTask(file, stage), Limit.TIME, 60) for file, stage in over)
    with (
        watching(FileWatch(FileBudget(), Attempt(known, alone=True))),
        pytest.raises(PanelPapersError) as said,
    ):
        check_paper("march-2024", Settings())
    return said.type, said.value.problems


def slow(found: tuple[Problem, ...]) -> list[str]:
    return [each.place.file for each in found if each.code == "file-over-time"]


def test_slow_texts_and_appendices_are_named_and_all_else_is_checked(paper, monkeypatch):
    inputs = "inputs/march-2024"
    files = [
        (f"{inputs}/context.md", Stage.READING),
        (f"{inputs}/appendices/police-and-crime-plan.yaml", Stage.WRITING),
        (f"{inputs}/appendices/beats.png", Stage.CLEANING),
        (f"{inputs}/appendices/offers.md", Stage.CLEANING),
    ]
    error, found = problems(paper, monkeypatch, *files)
    assert error is InputsError
    assert slow(found) == [file for file, _ in files]
    assert [each.restricted for each in found if each.code == "file-over-time"] == [
        False,
        False,
        False,
        True,
    ]
    in_others = [each for each in found if each.place.file not in dict(files)]
    assert {each.code for each in in_others} >= {ELSEWHERE}
    assert len(found) == len(in_others) + len(files), "of what was left out nothing else is said"


def test_slow_template_is_named_and_the_texts_are_checked(paper, monkeypatch):
    template = "templates/word/purpose.docx"
    error, found = problems(paper, monkeypatch, (template, Stage.FILLING))
    assert error is TemplatesError
    assert slow(found) == [template]
    assert {each.code for each in found} >= {"abbreviation-not-spelled-out", "long-sentence"}


def test_slow_data_are_reported_like_data_that_cannot_be_read(paper, monkeypatch):
    files = [
        ("inputs/march-2024/data/headlines.csv", Stage.READING),
        ("inputs/march-2024/data/officers.csv", Stage.READING),
    ]
    error, found = problems(paper, monkeypatch, *files)
    assert error is InputsError
    assert sorted(slow(found)) == [file for file, _ in files]


@pytest.mark.parametrize("file", ["paper.yaml", "figures.yaml"])
def test_slow_yaml_is_named(paper, monkeypatch, file):
    path = f"inputs/march-2024/{file}"
    error, found = problems(paper, monkeypatch, (path, Stage.READING))
    assert error is InputsError
    assert slow(found) == [path]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose paper has a picture of 147 MB of pixels, and a restricted one too."""
    desk = with_appendices(
        set_desk(SOURCE.parent, tmp_path_factory.mktemp("large") / "desk"), side=7000
    )
    appendices = desk.paper / "appendices"
    shutil.copy(appendices / "beats.png", appendices / "sites.png")
    with (appendices / "sites.png").open("ab") as file:
        file.write(b"\0")  # no copy of a public file
    desk.edit("paper.yaml", "appendices/offers.md", "appendices/sites.png\n    alt: The sites")
    return desk


def test_commands_find_large_files_and_name_them_together(large, monkeypatch):
    monkeypatch.setenv("PANEL_PAPERS_FILE_MEGABYTES", "80")
    said = large.run("check", "march-2024", "--format", "json", program="panel_papers")
    told = json.loads(said.out)
    assert said.code == told["exit_code"] == 3
    files = [p["file"] for p in told["problems"] if p["code"] == "file-over-memory"]
    assert files == ["inputs/march-2024/appendices/beats.png"], "the restricted one is not here"
    assert {p["code"] for p in told["problems"]} >= {ELSEWHERE}
    assert "appendices/sites.png: This file takes more than 80 MB of memory to clean" in said.err


def test_build_without_a_large_file_is_not_written(large, monkeypatch):
    monkeypatch.setenv("PANEL_PAPERS_FILE_MEGABYTES", "100")
    large.outputs.mkdir(parents=True)
    said = large.make()
    assert said.code == 3
    assert "appendices/beats.png: This file takes more than 100 MB of memory to clean" in said.err
    assert f"[{ELSEWHERE}]" in said.err
    assert not list(large.outputs.iterdir())
