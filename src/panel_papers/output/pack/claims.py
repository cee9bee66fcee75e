"""What a pack may claim: PDF/UA-1 only where a validator finds nothing in the finished file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import Level, Place, Problem
from panel_papers.output.pack.parts import CONTENTS, Piece
from panel_papers.output.pack.rendering import Rendered
from panel_papers.pdf import (
    Barrier,
    Failure,
    Joined,
    JoinError,
    Judge,
    Options,
    Part,
    PartReport,
    Rule,
    claim_pdf_ua,
    join,
    rule_of,
)

_MOST_PAGES = 5
_AGAIN = "tick “Document structure tags for accessibility” in the options of Save As > PDF"
_AUTOTAG = "run Accessibility > Autotag Document, and correct the tags by hand"
_BARRIERS = {
    Barrier.UNTAGGED: Rule(
        "7.1",
        "it has no accessibility tags: a screen reader reads each page as one paragraph",
        _AGAIN,
        _AUTOTAG,
    ),
    Barrier.PARTLY_TAGGED: Rule(
        "7.1", "its accessibility tags leave out too much of its text", _AGAIN, _AUTOTAG
    ),
    Barrier.DAMAGED: Rule(
        "7.1",
        "a page of it is damaged and cannot be read to its end",
        _AGAIN,
        "save it with File > Save As Other > Optimized PDF",
    ),
    Barrier.NO_LANGUAGE: Rule(
        "7.2",
        "it does not say its language",
        "set the language of the text (Review > Language > Set Proofing Language)",
        "set the language in File > Properties > Advanced",
    ),
}

_TAGS_LACKING = (Barrier.UNTAGGED, Barrier.PARTLY_TAGGED)


class Obstacle(Struct, frozen=True):
    """Why a pack does not claim to be PDF/UA-1.

    `part` is the index of the part in the pack, None where no part by itself shows it; `pages`
    are the page numbers in the pack, as far as they are known. `rule` says in plain English what
    is wrong and what to do.
    """

    code: str
    part: int | None
    rule: Rule
    pages: tuple[int, ...] = ()
    count: int = 1

    @property
    def found(self) -> str:
        """What is wrong, and how often."""
        return self.rule.found + (f" ({self.count} times)" if self.count > 1 else "")

    @property
    def where(self) -> str | None:
        """The pages in words: “pages 3 and 5 of the pack”."""
        if not self.pages:
            return None
        shown = [str(page) for page in self.pages[:_MOST_PAGES]]
        if more := len(self.pages) - len(shown):
            shown.append(f"{more} more")
        *before, last = shown
        if not before:
            return f"page {last} of the pack"
        return f"pages {', '.join(before)} and {last} of the pack"


class Claim(Struct, frozen=True):
    """The finished pack, which claims to be PDF/UA-1 where nothing stands in the way."""

    pdf: bytes
    obstacles: tuple[Obstacle, ...] = ()


def claim_if_true(
    joined: Joined,
    parts: Sequence[Part],
    reports: Sequence[PartReport],
    options: Options,
    judge: Judge,
) -> Claim:
    """Return the pack with the claim in it, if a validator finds nothing wrong with just that file.

    `parts` are what it was joined from, with the `options`; `reports` say how accessible each was.
    """
    obstacles = [
        Obstacle(
            "untagged" if barrier in _TAGS_LACKING else "not-pdf-ua", index, _BARRIERS[barrier]
        )
        for index, report in enumerate(reports)
        for barrier in report.barriers
    ]
    try:
        claimed = claim_pdf_ua(joined.pdf)
    except ValueError as error:
        return Claim(joined.pdf, (*obstacles, _unchecked(str(error))))
    verdict = judge(claimed)
    if verdict.unread is not None:
        obstacles.append(_unchecked(f"the validator could not read the pack: {verdict.unread}"))
    if verdict.failures:
        obstacles += _culprits(verdict.failures, joined, parts, options, judge)
    return Claim(joined.pdf, tuple(obstacles)) if obstacles else Claim(claimed)


def _unchecked(why: str) -> Obstacle:
    rule = Rule(
        "",
        f"it could not be checked against PDF/UA-1 ({why})",
        _AGAIN,
        "save the supplied PDFs with File > Save As Other > Optimized PDF",
    )
    return Obstacle("pdf-ua-not-checked", None, rule)


def _culprits(
    failures: Sequence[Failure],
    joined: Joined,
    parts: Sequence[Part],
    options: Options,
    judge: Judge,
) -> Iterator[Obstacle]:
    """Yield the broken rules of a pack, each with the part that breaks it also by itself."""
    alone = replace(options, odd_starts=False, link_base=None)
    seen = set()
    for index, (part, pages) in enumerate(zip(parts, joined.ranges, strict=True)):
        try:
            single = claim_pdf_ua(join([replace(part, continues=False)], alone).pdf)
        except (JoinError, ValueError):
            continue
        for failure in judge(single).failures:
            seen.add(failure.rule)
            yield _obstacle(failure, index, pages.first)
    for failure in failures:
        if failure.rule not in seen:
            yield _obstacle(failure, None, options.first_page)


def _obstacle(failure: Failure, part: int | None, first: int) -> Obstacle:
    pages = tuple(first + page for page in failure.pages)
    return Obstacle("not-pdf-ua", part, rule_of(failure), pages, failure.count)


def claim_problems(
    pieces: Sequence[Piece], obstacles: Sequence[Obstacle], rendered: Sequence[Rendered]
) -> tuple[Problem, ...]:
    """Return a warning for each reason why the pack does not claim to be PDF/UA-1.

    Pieces that were made for another pack are left out: their warnings are given there. `rendered`
    are the PDFs of the pieces.
    """
    return tuple(
        _problem(each, pieces, rendered)
        for each in obstacles
        if not each.part or not isinstance(pieces[each.part - 1].content, Rendered)
    )


def _problem(obstacle: Obstacle, pieces: Sequence[Piece], rendered: Sequence[Rendered]) -> Problem:
    rule, engine, reason = obstacle.rule, "", ""
    if obstacle.part is None:
        place = Place("pack")
    elif obstacle.part == 0:
        place = Place(CONTENTS)
    else:
        place = pieces[obstacle.part - 1].place
        made = rendered[obstacle.part - 1]
        engine, reason = made.engine, f" ({made.untagged})" if made.untagged else ""
    hint = f"in Word, {rule.word}, and save it as PDF again; or in Acrobat, {rule.acrobat}"
    if engine:
        hint = (
            f"in Word, {rule.word}; if that does not help, build with another --engine, or save "
            "the document as PDF in Word and list that PDF"
        )
    clause = f" (ISO 14289-1, {rule.clause})" if rule.clause else ""
    return Problem(
        obstacle.code,
        replace(place, where=obstacle.where or place.where),
        f"{obstacle.found}{reason}: the pack does not claim to be accessible",
        f"a document that is accessible as PDF/UA-1 asks{clause}",
        hint,
        Level.WARNING,
    )
