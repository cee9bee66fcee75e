"""What a pack may claim: only what a validator finds no rule broken of, in the finished file.

It claims PDF/UA-1, and with it PDF/A-2a where that is true as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

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
    Verdict,
    archival_rule_of,
    claim_pdf_ua,
    join,
    rule_of,
)

_MOST_PAGES = 5
_AGAIN = "tick “Document structure tags for accessibility” in the options of Save As > PDF"
_AUTOTAG = "run Accessibility > Autotag Document, and correct the tags by hand"
_OPTIMISE = "save each supplied PDF with File > Save As Other > Optimized PDF"
_BARRIERS = {
    Barrier.UNTAGGED: Rule(
        "7.1",
        "the PDF has no accessibility tags, so a screen reader reads each page as one paragraph",
        _AGAIN,
        _AUTOTAG,
    ),
    Barrier.PARTLY_TAGGED: Rule(
        "7.1",
        "the PDF’s accessibility tags do not cover all of its text; the rest is read out at the "
        "end of each page",
        _AGAIN,
        "tag the rest (Accessibility tags, Find > Unmarked content)",
    ),
    Barrier.DAMAGED: Rule(
        "7.1",
        "a page of the PDF is damaged and cannot be read to its end",
        _AGAIN,
        "save it with File > Save As Other > Optimized PDF",
    ),
    Barrier.NO_LANGUAGE: Rule(
        "7.2",
        "the PDF does not say its language",
        "set the language of the text (Review > Language > Set Proofing Language)",
        "set the language in File > Properties > Advanced",
    ),
}

_NOT_LOOKED_AT = Verdict(unread="the validator did not look at it")
_CODES = {Barrier.UNTAGGED: "untagged", Barrier.PARTLY_TAGGED: "partly-tagged"}


class _Standard(Struct, frozen=True):
    """What a pack may claim to be, the codes of what is in the way, and words for its rules."""

    name: str
    broken: str
    not_checked: str
    rule_of: Callable[[Failure], Rule]
    pdf_a: bool


_PDF_UA = _Standard("PDF/UA-1", "not-pdf-ua", "pdf-ua-not-checked", rule_of, pdf_a=False)
_PDF_A = _Standard("PDF/A-2a", "not-pdf-a", "pdf-a-not-checked", archival_rule_of, pdf_a=True)


class Obstacle(Struct, frozen=True):
    """Why a pack does not claim to be PDF/UA-1, or not to be PDF/A-2a.

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
    def archival(self) -> bool:
        """Whether it is only PDF/A-2a that it is in the way of."""
        return self.code in (_PDF_A.broken, _PDF_A.not_checked)

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
    """A finished pack: how it was joined, and its bytes, which claim PDF/UA-1 if that is true.

    `reports` say of each part how accessible it is, `obstacles` why there is no claim. Without
    obstacles, `archival_obstacles` say why it does not claim PDF/A-2a beside it.
    """

    joined: Joined
    pdf: bytes
    reports: tuple[PartReport, ...]
    obstacles: tuple[Obstacle, ...] = ()
    archival_obstacles: tuple[Obstacle, ...] = ()


class _Pack(Struct, frozen=True):
    """A joined pack, with what it was joined from and who judges it."""

    joined: Joined
    parts: Sequence[Part]
    options: Options
    judge: Judge


def join_and_claim(
    parts: Sequence[Part], earlier: Sequence[PartReport | None], options: Options, judge: Judge
) -> Claim:
    """Join a pack, and write into it that it is PDF/UA-1 if a validator says so of just that file.

    That it is PDF/A-2a is written beside it if that is true as well, and never by itself. What
    breaks PDF/UA-1 is repaired where there is one right way. `earlier` are reports on parts that
    were joined before, which hides what they lack. Raises JoinError.
    """
    joined = join(parts, options)
    claimed, verdict = _judged(joined.pdf, judge)
    if verdict.failures:
        options = replace(options, repairs=True)
        joined = join(parts, options)
        claimed, verdict = _judged(joined.pdf, judge)
    reports = tuple(
        before or _with_own_languages(part, report, judge)
        for part, before, report in zip(parts, earlier, joined.reports, strict=True)
    )
    pack = _Pack(joined, parts, options, judge)
    obstacles = (*_barriers(reports), *_broken(_PDF_UA, verdict, pack))
    if obstacles:
        return Claim(joined, joined.pdf, reports, obstacles)
    archival = tuple(_broken(_PDF_A, verdict.archival or _NOT_LOOKED_AT, pack))
    if archival and verdict.withdrawn:  # it passed without the claim of PDF/A
        claimed = claim_pdf_ua(joined.pdf)
    elif archival:
        claimed, verdict = _judged(joined.pdf, judge, pdf_a=False)
        obstacles = tuple(_broken(_PDF_UA, verdict, pack))
    return Claim(joined, joined.pdf if obstacles else claimed, reports, obstacles, archival)


def worse_of(divider: PartReport, content: PartReport) -> PartReport:
    """Return how accessible an appendix is with its divider: as the worse of the two."""
    return PartReport(
        tagged=divider.tagged and content.tagged,
        coverage=min(divider.coverage, content.coverage),
        notes=content.notes,
        barriers=tuple(dict.fromkeys((*content.barriers, *divider.barriers))),
    )


def _judged(pdf: bytes, judge: Judge, *, pdf_a: bool = True) -> tuple[bytes, Verdict]:
    """Return the PDF with the claims in it, and what the validator says of that."""
    try:
        claimed = claim_pdf_ua(pdf, pdf_a=pdf_a)
    except ValueError as error:
        return pdf, Verdict(unread=str(error))
    return claimed, judge(claimed)


def _with_own_languages(part: Part, report: PartReport, judge: Judge) -> PartReport:
    """Return the report without the barrier of a part that gives a language to each of its texts.

    Only the part as it was supplied shows that: in the pack, all texts inherit the pack's language.
    """
    if Barrier.NO_LANGUAGE not in report.barriers:
        return report
    verdict = judge(part.pdf)
    if verdict.unread is not None or any("LANGUAGE" in each.rule for each in verdict.failures):
        return report
    rest = tuple(each for each in report.barriers if each is not Barrier.NO_LANGUAGE)
    return replace(report, barriers=rest)


def _barriers(reports: Sequence[PartReport]) -> Iterator[Obstacle]:
    """Yield the obstacles that the join knows of and no validator can see."""
    for index, report in enumerate(reports):
        for barrier in report.barriers:
            yield Obstacle(_CODES.get(barrier, "not-pdf-ua"), index, _BARRIERS[barrier])


def _broken(standard: _Standard, verdict: Verdict, pack: _Pack) -> Iterator[Obstacle]:
    """Yield the broken rules of a pack, each with the parts that break it.

    Where the pack does not show that a part breaks a rule, the part is judged by itself: of some
    rules, a validator names only the first page that breaks them.
    """
    if verdict.unread is not None:
        yield _unread(standard, verdict.unread, verdict.remedy or _OPTIMISE)
    rules = {failure.rule for failure in verdict.failures}
    before, seen = pack.options.first_page, set()
    for index, pages in enumerate(pack.joined.ranges):
        within = range(pages.first - before, pages.last - before + 1)
        shown = list(filter(None, (_within(each, within) for each in verdict.failures)))
        for failure in shown:
            yield _obstacle(standard, failure, index, before)
        rest = rules - {failure.rule for failure in shown}
        for failure in _broken_alone(standard, pack, index) if rest else ():
            if failure.rule in rest:
                seen.add(failure.rule)
                yield _obstacle(standard, failure, index, pages.first)
        seen |= rules - rest
    for failure in verdict.failures:
        if failure.rule not in seen:
            yield _obstacle(standard, failure, None, before)


def _within(failure: Failure, pages: range) -> Failure | None:
    """Return what is known of a failure on some pages; None where it does not occur there."""
    found = [each for each in failure.occurrences if any(n in pages for n in each.pages)]
    if not found:
        return None
    names = {each.subject for each in found if each.subject}
    return replace(
        failure,
        pages=tuple(sorted({page for each in found for page in each.pages if page in pages})),
        count=len(found),
        subject=names.pop() if len(names) == 1 else None,
        occurrences=tuple(found),
    )


def _broken_alone(standard: _Standard, pack: _Pack, index: int) -> Sequence[Failure]:
    """Return the rules that a part breaks by itself."""
    alone = replace(pack.options, odd_starts=False, link_base=None)
    try:
        single = join([replace(pack.parts[index], continues=False)], alone).pdf
        claimed = claim_pdf_ua(single, pdf_a=standard.pdf_a)
    except (JoinError, ValueError):
        return ()
    found = pack.judge(claimed)
    return (found.archival or found if standard.pdf_a else found).failures


def _unread(standard: _Standard, why: str, remedy: str) -> Obstacle:
    rule = Rule(
        "",
        f"the pack could not be checked against {standard.name} ({why})",
        _AGAIN,
        remedy,
    )
    return Obstacle(standard.not_checked, None, rule)


def _obstacle(standard: _Standard, failure: Failure, part: int | None, first: int) -> Obstacle:
    pages = tuple(first + page for page in failure.pages)
    return Obstacle(standard.broken, part, standard.rule_of(failure), pages, failure.count)
