"""Appendices cited and appendices supplied: the same ones, in order."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.references.citations import Citation, citations
from panel_papers.checks.wording.wording import told_places
from panel_papers.core import Level, Problem

NOT_SUPPLIED = Rule(
    "appendix-not-supplied",
    Level.WARNING,
    "The text cites an appendix that the paper does not have",
    "Members look for it in the pack, and what is decided may rest on it.",
    "Costs are set out in appendix 3. (The paper has two appendices.)",
    "Costs are set out in appendix 2.",
)
NOT_CITED = Rule(
    "appendix-not-cited",
    Level.WARNING,
    "The paper has an appendix that its text never cites",
    "Nobody learns what it is for; often it belongs to another paper, or a reference was lost.",
    "appendices: [Budget, Risk Register], and the text names appendix 1 alone",
    "The risks are in the Risk Register (appendix 2).",
)
OUT_OF_ORDER = Rule(
    "appendices-out-of-order",
    Level.WARNING,
    "Appendices are not numbered in the order in which the text first cites them",
    "The pack runs by number, so a reader who follows the text has to leaf back and forth.",
    "See the budget (appendix 2) and the risks (appendix 1).",
    "See the budget (appendix 1) and the risks (appendix 2).",
)
RULES: tuple[Rule, ...] = (NOT_SUPPLIED, NOT_CITED, OUT_OF_ORDER)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield what is wrong between the report's references and the paper's list of appendices.

    What an appendix says of appendices is left alone: it may have some of its own.
    """
    found = [each for each in citations(subject) if each.passage.part == 0 and not each.foreign]
    supplied = [each.label for each in subject.paper.appendices]
    yield from _not_supplied(subject, found, supplied)
    if any(each.part == 0 for each in subject.passages):
        cited = {each.number for each in found}
        cited |= {_meant(number, supplied) for number in cited}
        yield from _not_cited(subject, cited)
    yield from _out_of_order([each for each in found if each.number in supplied], supplied)


def _not_supplied(
    subject: Subject, found: list[Citation], supplied: list[str]
) -> Iterator[Problem]:
    missing = dict.fromkeys(each.number for each in found if each.number not in supplied)
    for number in missing:
        places = [each.place for each in found if each.number == number]
        count = len(supplied)
        one = f"only appendix {supplied[0]}" if supplied else "none"
        has = f"only {count} appendices" if count > 1 else one
        again = f" (also cited at {told_places(places[1:])})" if places[1:] else ""
        yield NOT_SUPPLIED.problem(
            places[0],
            f"The text cites appendix {number}, but the paper has {has}{again}",
            "",
            _other_label(subject, number, supplied)
            or "add the appendix under “appendices” in paper.yaml, or correct the reference",
        )


def _meant(number: str, supplied: list[str]) -> str:
    """Return the label of the appendix that “A” is where they have numbers; else the same."""
    if number in supplied or len(number) != 1 or not number.isalpha():
        return number
    at = ord(number.upper()) - ord("A")
    return supplied[at] if at < len(supplied) and supplied[at].isdecimal() else number


def _other_label(subject: Subject, number: str, supplied: list[str]) -> str | None:
    """Return what to write where an appendix is cited by a number and has a letter, or so."""
    if (meant := _meant(number, supplied)) != number:
        return f"write “appendix {meant}”: this body’s appendices have numbers"
    for each in subject.paper.appendices:
        if each.letter and number == str(each.number):
            return f"write “appendix {each.letter}”: this body’s appendices have letters"
    return None


def _not_cited(subject: Subject, cited: set[str]) -> Iterator[Problem]:
    for index, appendix in enumerate(subject.paper.appendices):
        if appendix.label not in cited and len(appendix.letter) < 2:  # “AA” is not searched for
            yield NOT_CITED.problem(
                subject.at("appendices", index, "title"),
                f"The text never cites appendix {appendix.label}, “{appendix.title}”",
                "",
                f"write “(appendix {appendix.label})” where the text relies on it, "
                "or take it out of the paper",
            )


def _out_of_order(found: list[Citation], supplied: list[str]) -> Iterator[Problem]:
    highest, seen = -1, set[str]()
    for each in found:
        if each.number in seen:
            continue
        seen.add(each.number)
        number = supplied.index(each.number)
        if number < highest:
            yield OUT_OF_ORDER.problem(
                each.place,
                f"Appendix {each.number} is first cited after appendix {supplied[highest]}",
                "appendices numbered in the order in which the text cites them",
                "change their order in paper.yaml, or the order in the text",
            )
            return
        highest = number
