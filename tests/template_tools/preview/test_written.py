"""Pages written by the preview: what stops publication is reported with them."""

from __future__ import annotations

import shutil
from pathlib import Path

from panel_papers.core.problems import Problem
from panel_papers.core.settings import Settings
from panel_papers.template_tools.preview.previewing import studio_of, write_pages

CASE = Path(__file__).parents[1] / "cases_of_editors" / "03" / "context.docx"


def written(desk, folder: Path) -> tuple[list[Path], list[Problem]]:
    reported: list[Problem] = []
    settings = Settings(inputs=desk.inputs, templates=desk.templates.parent, engine="embedded")
    studio = studio_of(settings, ["context"])
    files, error = write_pages(studio, ["shortest"], folder, report=reported.append)
    assert error is None
    return files, reported


def test_words_that_stop_publication_are_reported_with_the_pages(own_desk, tmp_path):
    files, reported = written(own_desk, tmp_path / "clean")
    assert (len(files) > 1, reported) == (True, [])
    shutil.copy(CASE, own_desk.templates / "context.docx")
    files, reported = written(own_desk, tmp_path / "pages")
    assert len(files) > 1
    assert [each.code for each in reported] == ["placeholder", "guidance-text", "guidance-text"]
    assert {Path(each.place.file).name for each in reported} == {"context.docx"}
