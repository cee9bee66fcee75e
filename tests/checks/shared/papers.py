"""Papers as their texts, without folders and files: what is public, what is restricted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from panel_papers.checks.protocol import Subject
from panel_papers.checks.shared.sharing import shared_problems
from panel_papers.content.passages import passages_of
from panel_papers.core.model import (
    Acceptance,
    Appendix,
    BackgroundPaper,
    Contact,
    Content,
    FromTemplate,
    InputFile,
    Paper,
    Restriction,
    Section,
    Withheld,
)
from panel_papers.core.problems import Place, Problem
from panel_papers.core.values import Prose
from panel_papers.inputs.results import RestrictedFile

FOLDER = "inputs/paper"


def place(file: str) -> Place:
    return Place(f"{FOLDER}/{file}", 1, 1)


def prose(file: str, text: str) -> Prose:
    return Prose(text, place(file))


def public_paper(
    sections: Mapping[str, str],
    *,
    title: str = "Award of a contract",
    public_title: str = "Commercial terms",
    reason: str = "Publication would harm the council in the next tender.",
    appendices: Mapping[str, Content] | None = None,
    background: tuple[BackgroundPaper, ...] = (),
    accepted: tuple[str, ...] = (),
) -> Paper:
    """A paper whose last appendix is withheld."""
    supplied = [
        Appendix(number, "Further papers", content, place(file))
        for number, (file, content) in enumerate((appendices or {}).items(), 1)
    ]
    restriction = Restriction((3,), reason, public_title)
    number = len(supplied) + 1
    withheld = Appendix(
        number, public_title, Withheld(restriction), place("paper.yaml"), restriction
    )
    names = [*(f"{name}.md" for name in sections), *(appendices or {})]
    return Paper(
        name="paper",
        title=title,
        short_title=title,
        report_to="Environment and Place Committee",
        author="Director of Environment",
        date=date(2027, 5, 6),
        report_for="Decision",
        enquiries_to=Contact("Democratic Services", "Committee Team", "committees@example.org"),
        divisions_affected=None,
        language="en-GB",
        sections=tuple(Section(k, prose(f"{k}.md", v)) for k, v in sections.items()),
        background_papers=background,
        appendices=(*supplied, withheld),
        files=tuple(InputFile(name, b"") for name in names),
        accepted=tuple(
            Acceptance(rule, "The public may know it.", date(2027, 4, 1), code, place("paper.yaml"))
            for code in accepted
            for rule in ("shared-with-restricted", "restricted-text-copied")
        ),
    )


def compared(
    paper: Paper,
    restricted: str = "",
    *,
    file: str = "appendices/offers.md",
    title: str = "Offers",
    content: Content | None = None,
    data: bytes | None = None,
    words: frozenset[str] = frozenset(),
) -> tuple[Problem, ...]:
    """Return what a paper shares with its restricted appendix: Markdown, or other content."""
    withheld = paper.appendices[-1]
    made = content or FromTemplate("appendix", {"body": prose(file, restricted)})
    appendix = replace(withheld, title=title, content=made, place=place(file))
    source = RestrictedFile(
        withheld.number, title, file, restricted.encode() if data is None else data, ()
    )
    whole = replace(paper, appendices=(*paper.appendices[:-1], appendix))
    subject = Subject(FOLDER, paper, passages_of(paper), {}, words=words)
    return shared_problems(subject, whole, (source,), ())


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Return of each problem its place and the public words that it quotes."""
    return [
        (
            str(each.place).removeprefix(f"{FOLDER}/"),
            (each.quoted or "").partition("”")[0].removeprefix("“"),
        )
        for each in problems
    ]
