"""What engines made of a Word document: what each PDF lacks of it, and which is the best."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    EngineError,
    Place,
    Problem,
    Stage,
    working_on,
)
from panel_papers.pdf import (
    COVERED,
    CUT_OFF,
    LOOKS,
    MARGIN,
    Missing,
    WordDocument,
)

if TYPE_CHECKING:
    from panel_papers.pdf import PartReport  # loads the join


Check = Callable[[bytes, bytes], Sequence[Missing]]
"""Says what a PDF lacks of a Word document: the document's bytes, then the PDF's."""


class Rendered(Struct, frozen=True):
    """A PDF, and how it came about.

    `engine` is the version of the engine that made it, `reason` why another than the first one
    did, `untagged` why it has no accessibility tags; None where there is no such thing to report.
    `unprinted` are the characters that appear in it as empty boxes or not at all, U+FFFD one that
    is not known. `unlike_word` says in what its pages look unlike Word's, a sentence each: only
    looks, never content. `covered` and `cut_off` are words that nobody can see, each with its place
    in the Word document: under something else, or beyond the exact height of their row or line,
    which Word cuts off too. `report` says how accessible it was found before it was joined to its
    divider, which hides that; None where it has none. `described` are the author's words for the
    pages, by their numbers from 1, that are one picture. `tagged_here` says that we tagged it,
    throughout.
    """

    pdf: bytes
    engine: str
    reason: str | None = None
    untagged: str | None = None
    unprinted: str = ""
    unlike_word: tuple[str, ...] = ()
    covered: tuple[tuple[str, str], ...] = ()
    cut_off: tuple[tuple[str, str], ...] = ()
    report: PartReport | None = None
    described: Mapping[int, str] = {}
    tagged_here: bool = False


class Attempt(Struct, frozen=True):
    """What one engine made of a document.

    `problems` are why there is no PDF (`pdf` is then None), or what the PDF lacks.
    """

    rendered: Rendered | None
    problems: tuple[Problem, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether there is a PDF that lacks no content."""
        return self.rendered is not None and not self.problems

    @property
    def good(self) -> bool:
        """Whether no other engine needs to be asked."""
        return (
            self.rendered is not None
            and self.complete
            and self.rendered.untagged is None
            and not self.rendered.unlike_word
            and not self.rendered.covered
            and not self.rendered.cut_off
        )


def checked(check: Check, document: WordDocument, rendered: Rendered) -> Attempt:
    """Return a PDF with what it lacks of its document."""
    with working_on(Place(document.name), Stage.CONVERTING, EngineError):
        found = check(document.data, rendered.pdf)
    lost = [each for each in found if each.kind not in LOOKS | {COVERED, CUT_OFF}]
    looks = tuple(str(each) for each in found if each.kind in LOOKS)
    covered = tuple((each.place, each.words) for each in found if each.kind == COVERED)
    cut_off = tuple((each.place, each.words) for each in found if each.kind == CUT_OFF)
    return Attempt(
        replace(rendered, unlike_word=looks, covered=covered, cut_off=cut_off),
        tuple(_not_printed(document, each, rendered.engine) for each in lost),
    )


_LACKS = "The PDF would not show all that Word shows: "
"""How `_not_printed` begins, which writes it out for the docs; a reason goes without it."""


def _not_printed(document: WordDocument, lost: Missing, engine: str) -> Problem:
    problem = _incomplete(document, lost, engine)
    if lost.kind != MARGIN:
        return problem
    side = "top" if lost.words == "header" else "bottom"
    return replace(
        problem,
        hint=f"make the {side} margin larger than the {lost.words}; or install LibreOffice, which "
        "the build then tries for this document",
    )


def _incomplete(document: WordDocument, lost: Missing, engine: str) -> Problem:
    return Problem(
        code="engine-document-incomplete",
        place=Place(document.name, where=lost.place),
        found=f"The PDF would not show all that Word shows: {lost.what} ({engine})",
        wanted="",
        hint="write it in another way; or save the document as PDF in Word and list that PDF "
        "instead; or install LibreOffice, which the build then tries for this document",
    )


def best_of(attempts: Sequence[Attempt]) -> Rendered | EngineError:
    """Return the best of the complete PDFs, with why another engine than the first made it.

    Without one, the error names what the PDF that comes closest lacks, or why there is none.
    """
    complete = [
        (made.rendered, attempts[:number])
        for number, made in enumerate(attempts)
        if made.rendered is not None and not made.problems
    ]
    if not complete:
        printed = [made.problems for made in attempts if made.rendered is not None]
        every = [problem for made in attempts for problem in made.problems]
        return EngineError(min(printed, key=len) if printed else every)
    best, before = min(complete, key=lambda each: _shortcomings(each[0]))
    if best.unprinted and attempts[-1].rendered is None:
        return EngineError(attempts[-1].problems)
    return replace(best, reason=_reason(before)) if before else best


def _shortcomings(rendered: Rendered) -> tuple[bool, int, bool, int]:
    """Return what a complete PDF falls short in, the worst first."""
    return (
        bool(rendered.unprinted),
        len(rendered.covered),  # words that another engine shows were covered by this one
        rendered.untagged is not None,
        len(rendered.unlike_word) + len(rendered.cut_off),
    )


def _reason(before: Sequence[Attempt]) -> str:
    """Return why the engines that were asked before did not make a document."""
    reasons = []
    for made in before:
        if made.problems:
            reasons += [each.found.removeprefix(_LACKS) for each in made.problems[:_NAMED]]
            if len(made.problems) > _NAMED:
                reasons.append(f"and {len(made.problems) - _NAMED} more")
        elif made.rendered and made.rendered.untagged:
            reasons.append(
                f"{made.rendered.engine} cannot tag it exactly: {made.rendered.untagged}"
            )
        elif made.rendered and made.rendered.covered:
            reasons.append(f"{made.rendered.engine} shows something over words")
        elif made.rendered and made.rendered.unlike_word:
            reasons += made.rendered.unlike_word[:_NAMED]
        elif made.rendered:
            reasons.append(f"{made.rendered.engine} cuts off more words")
    return "; ".join(reasons)


_NAMED = 3
"""How many things that an engine leaves out are named as the reason for taking another."""
