"""The name of a draft: “Budget v0.3 FINAL (2).docx”, as a file's name or as a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.core import Level, Place, Problem, Withheld

FILE_NAME = Rule(
    "draft-file-name",
    Level.WARNING,
    "A supplied file has the name of a draft",
    "The name may be right and the file not the last; published lists of contents have shown such "
    "names.",
    "appendices/Budget v0.3 FINAL (2).docx",
    "appendices/budget.docx",
)
TITLE = Rule(
    "draft-title",
    Level.WARNING,
    "A title reads as the name of a draft’s file",
    "Titles are printed in the contents page, the bookmarks and the agenda.",
    "Special Measures update v2.0.docx",
    "Special Measures update",
)
RULES: tuple[Rule, ...] = (FILE_NAME, TITLE)

_END = r"(?=$|[\s_.-]*\(?\d{0,2}\)?$)"
# “draft-budget” and “final-accounts” are names of things; “budget-draft” and “accounts_FINAL” not
_FILE = re.compile(
    r"(?:^|[\s_.-])v(?:er(?:sion)?)?[\s_.]?\d+(?:\.\d+)*(?=$|[\s_.()-])"
    rf"|(?:^|[\s_-])(?:draft|final|clean|tracked|amended|latest){_END}"
    r"|^copy(?: \(\d+\))? of\b|[\s_-]+copy(?: \(\d+\))?$|\(\d{1,2}\)$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\.(?:docx?|xlsx?|pdf|pptx?|rtf|odt)$|\bv\d+(?:\.\d+)+\b|\bv\d+$|\bFINAL\b(?=$|[\s_]+(?:v\d|\())"
    r"|\w_\w|\s\(\d\)$"
)
_ALL_CAPITALS = re.compile(r"[^a-z]*")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each file and title that is named like a draft; files of restricted appendices not."""
    for appendix in subject.paper.appendices:
        if isinstance(appendix.content, Withheld):
            continue
        name = appendix.place.file.rpartition("/")[2]
        match = _FILE.search(name.rpartition(".")[0])
        if match:
            yield FILE_NAME.problem(
                Place(appendix.place.file),
                f"The file name “{name}” looks like that of a draft (“{match[0].strip(' _-.')}”)",
                "",
                "if it is the last version, rename the file without these letters, and write "
                "the new name at "
                f"{subject.at('appendices', appendix.number - 1, 'file').without_column()}",
            )
    for where, title in _titles(subject):
        match = _TITLE.search(title)
        if match and not (match[0] == "FINAL" and _ALL_CAPITALS.fullmatch(title)):
            yield TITLE.problem(
                subject.place(where),
                f"The title “{title}” looks like a file name (“{match[0].strip()}”)",
                "",
                "write the title in words, without a version or a file ending",
            )


def _titles(subject: Subject) -> Iterator[tuple[str, str]]:
    paper = subject.paper
    yield "title", str(paper.title)
    if paper.short_title != paper.title:
        yield "short_title", str(paper.short_title)
    for appendix in paper.appendices:
        yield f"appendix {appendix.label}, title", appendix.title
    for number, each in enumerate(paper.background_papers, 1):
        yield f"background paper {number}, title", each.title
