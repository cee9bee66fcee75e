"""Which files of a folder are its Word templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from panel_papers.inputs import template_files, templates_among


@pytest.mark.parametrize(
    ("names", "templates"),
    [
        (["house.docx", "house - problems.docx"], ["house.docx"]),
        (["house - problems.docx"], ["house - problems.docx"]),  # all that there is of it
        (["house.docx", "~$house.docx", "notes.txt"], ["house.docx"]),
        (["b.docx", "a.docx", "a - problems of old.docx"], None),
    ],
)
def test_copies_with_comments_and_lock_files_are_no_templates(
    tmp_path: Path, names: list[str], templates: list[str] | None
):
    for name in names:
        (tmp_path / name).touch()
    assert templates_among(names) == (templates or sorted(names))
    assert [path.name for path in template_files(tmp_path)] == (templates or sorted(names))
