"""The summary of a build, for people."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from panel_papers.core import Missing, Problem, counted, in_words, sentence
from panel_papers.output.built_paper import Build, Proof
from panel_papers.output.manifest import MANIFEST, RESTRICTED
from panel_papers.output.pack.claims import Obstacle
from panel_papers.output.pack.finished import Pack, PackedPart

_WIDTH = 96


def summary_text(build: Build, folder: Path) -> str:
    """Return what was built and where, page by page, and by when it must be published."""
    return "\n\n".join("\n".join(block) for block in _summary(build, folder) if block)


def _summary(build: Build, folder: Path) -> Iterator[list[str]]:
    pack, draft = build.pack, "a draft of " if build.draft else ""
    if build.gated:
        yield [
            f"{build.paper.name} must not be published yet: the checks found errors, listed above.",
            "What was built is a draft, marked as one on every page.",
        ]
    yield [
        f"Built {draft}{build.paper.name}, {pack.pages} pages, in {folder.as_posix()}/",
        *(f"  {name:<48}{_size(len(data)):>9}" for name, data in build.files.items()),
        f"  {MANIFEST}",
    ]
    yield [f"In {next(n for n in build.files if n.endswith('.pdf'))}:"] + [
        f"  {_pages(part):<8}{textwrap.shorten(part.title, _WIDTH - 10, placeholder=' …')}"
        for part in pack.parts
    ]
    yield list(_restricted(build))
    yield [_rendered(build), *_untagged(build)]
    if build.deadline is not None and not isinstance(build.paper.date, Missing):
        days = (
            "one clear working day"
            if build.deadline.clear_days == 1
            else (f"{build.deadline.clear_days} clear working days")
        )
        yield [
            f"Publish by {in_words(build.deadline.date)}: {days} before the meeting "
            f"on {in_words(build.paper.date)} ({build.deadline.nation})."
        ]
    if problems := told(build):
        yield [f"With {counted(problems)}, listed above."]


def told(build: Build) -> tuple[Problem, ...]:
    """Return the problems of a build that its user sees, also those kept out of its files."""
    restricted = build.restricted.problems if build.restricted else ()
    return (*build.problems, *restricted, *build.told)


def _restricted(build: Build) -> Iterator[str]:
    if build.restricted is None:
        return
    count = len(build.restricted.sources)
    what = "1 appendix is" if count == 1 else f"{count} appendices are"
    yield f"{what} not for publication; for those who may see all, {RESTRICTED}/ holds:"
    for name, data in build.restricted.files.items():
        yield f"  {name:<48}{_size(len(data)):>9}"
    yield f"  {MANIFEST}"
    yield from textwrap.wrap(_searched(build.restricted.proof), _WIDTH)


def _searched(proof: Proof | None) -> str:
    """Say what the public files were searched for; what is accepted counts as found."""
    if proof is None:
        return "The other files were not searched for what is restricted."
    what = (
        f"{proof.sequences:,} sequences of 4 words, {proof.phrases:,} names of 2 or 3 and "
        f"{proof.words:,} single words and numbers that only the restricted part holds"
    )
    where = f"{len(proof.files)} public files were searched for {what}"
    if proof.shared:
        things = "1 thing" if proof.shared == 1 else f"{proof.shared} things"
        return (
            f"The public inputs share {things} with the restricted part, accepted in paper.yaml. "
            f"Nothing else was found: the {where}."
        )
    return (
        f"Nothing restricted was found: the {where}, and the public inputs were compared with the "
        "restricted files and share nothing that a reader would not expect."
    )


def _pages(part: PackedPart) -> str:
    if part.first_page == part.last_page:
        return str(part.first_page)
    return f"{part.first_page}–{part.last_page}"


def _rendered(build: Build) -> str:
    choice = build.choice
    return f"Rendered by {choice.engine.version()}: {choice.reason}."


def _obstacles(pack: Pack, obstacles: Sequence[Obstacle]) -> Iterator[str]:
    for obstacle in obstacles:
        number = obstacle.part
        title = "The pack" if number is None else pack.parts[number].title
        place = f"{title}, {obstacle.where}" if obstacle.where else title
        yield f"  {place}: {sentence(obstacle.found)}"


def _untagged(build: Build) -> Iterator[str]:
    """Say which parts are not accessible, and that the pack is therefore not."""
    for part in build.pack.parts:
        if part.engine_reason not in (None, build.choice.reason):
            yield f"  {part.title} was rendered by {part.engine}: {part.engine_reason}."
        if not part.tagged:
            yield f"  {part.title} has no accessibility tags of its own."
    if not build.pack.accessible:
        yield "The pack does not claim to be accessible (PDF/UA)."
        yield from _obstacles(build.pack, build.pack.obstacles)
    elif not build.pack.archival:
        yield "The pack does not claim to be fit for an archive (PDF/A)."
        yield from _obstacles(build.pack, build.pack.archival_obstacles)


def _size(count: int) -> str:
    return f"{max(count / 1000, 1):,.0f} kB"
