"""One check of a paper within the budget of its files: where it takes too long, file by file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from panel_papers.checks.protocol import Check, Subject
from panel_papers.core import Place, Problem, Stage, excluded, working_on


def found_by(check: Check, subject: Subject) -> Sequence[Problem]:
    """Return what a check finds in a paper.

    Where that exceeded the budget in an attempt before, it finds nothing: it looks at each file by
    itself, so that the one which exceeds the budget alone is named.
    """
    name = check.RULES[0].code
    whole = Place(subject.folder)
    if not excluded(whole, Stage.TOGETHER, name):
        with working_on(whole, Stage.TOGETHER, part=name):
            return list(check.find(subject))
    for file, alone in _each_file(subject):
        if not excluded(Place(file), Stage.CHECKING, name):
            with working_on(Place(file), Stage.CHECKING, part=name):
                list(check.find(alone))
    return []


def _each_file(subject: Subject) -> Iterator[tuple[str, Subject]]:
    """Yield a subject for each text, then for each Word document, that holds nothing else."""
    bare = replace(subject, passages=(), documents={})
    for file in dict.fromkeys(each.start.file for each in subject.passages):
        passages = tuple(each for each in subject.passages if each.start.file == file)
        yield file, replace(bare, passages=passages)
    for number, document in subject.documents.items():
        kind = f"appendix-{number}" if number else "report"
        name = f"{subject.paper.name}-{kind}.docx"
        yield name, replace(bare, documents={number: document})
