"""Templates that papers ask for and that are not there, and files that no paper can ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from panel_papers.core import Level, Place, Problem
from panel_papers.inputs import asked_templates
from panel_papers.word import (
    Templates,
    kind_of,
    misnamed_template,
    of_another_kind,
    save_as_hint,
)

_GENERAL = "section.docx"
_BODIES = "bodies"


def missing_templates(
    folder: Path, inputs: Path | None, body: str | None = None
) -> Iterator[Problem]:
    """Yield each template that papers ask for and that is not there, in the words of the build.

    `body` is that of papers that name none. A section that has a heading in the inputs does without
    a template of its own. Where that is not known, only a file that is meant as one is named.
    """
    if inputs is None:
        return
    templates, asked = Templates(folder), asked_templates(inputs, folder.parent / _BODIES, body)
    general = (folder / _GENERAL).is_file()
    sure = {*asked.sections, *asked.appendices}
    for name in dict.fromkeys((*asked.sections, *asked.perhaps, *asked.appendices)):
        fault = templates.missing(name, Place(templates.path(name)), asked=False)
        may_lack = general and name not in sure
        if fault is None or (may_lack and misnamed_template(folder, name) is None):
            continue
        yield from fault.problems


def unread_files(folder: Path) -> Iterator[Problem]:
    """Yield each file that Word opens and no build reads, where a template of its name is there.

    Without one, the missing template names it.
    """
    for path in of_another_kind(folder):
        wanted = f"{path.stem}.docx"
        if (folder / wanted).is_file() or misnamed_template(folder, path.stem) != path:
            yield Problem(
                "template-not-docx",
                Place(path.as_posix()),
                f"The file is {kind_of(path.name)}, and no paper is made with it",
                "a Word document (.docx)",
                save_as_hint(path.name, wanted) + ", or delete it",
                Level.WARNING,
            )
