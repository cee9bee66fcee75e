"""What may be withheld from the public, and in which words it is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from panel_papers.core import Paper, Restriction, long_date
from panel_papers.law.nations import LAW
from panel_papers.law.schedule_12a import FORMER, LISTS, STANDARDS, ExemptList

NATIONS = tuple(LAW)
"""The nations whose law is known."""

NOT_FOR_PUBLICATION = "Not for publication"


class ExemptPart(Struct, frozen=True):
    """Something exempt at a meeting: an item, or its appendix `label`, by its public title."""

    item: int
    label: str | None
    title: str
    restriction: Restriction

    @property
    def short_name(self) -> str:
        """What the resolution calls it after it has named it once."""
        return f"item {self.item}" + (f", Appendix {self.label}" if self.label else "")

    @property
    def name(self) -> str:
        """What the resolution calls it: “item 9, Appendix 2 (Tenders)”."""
        return f"{self.short_name} ({self.title})"


def exempt_list(nation: str, meeting: date | None = None) -> ExemptList | None:
    """Return the list in force on the day of the meeting, or the present one for no day.

    None for a meeting before the first list that is known here. Raises ValueError for a nation
    without any.
    """
    lists = [each for each in LISTS if each.nation == nation]
    if not lists:
        raise ValueError(f"no list of exempt information is known for {nation}")
    in_force = [each for each in lists if meeting is None or each.since <= meeting]
    return in_force[-1] if in_force else None


def why_not_exempt(number: str, nation: str, meeting: date | None = None) -> str | None:
    """Return why `number`, as it was typed, is no exempt paragraph, in words; None where it is one.

    LGA 1972 s100I and Schedule 12A.
    """
    listed = exempt_list(nation, meeting)
    numbers = listed.paragraphs if listed else {}
    if re.fullmatch(r"[0-9]{1,3}", number) and int(number) in numbers:
        return None
    if listed is None:
        since = min(each.since for each in LISTS if each.nation == nation)
        return f"the list of {nation} that is known here is in force since {long_date(since)}"
    reasons = [
        f"{number.upper()} belongs to the standards committees of {whose} {rule}"
        for whose, (own, rule) in STANDARDS.items()
        if number.upper() in own
    ]
    if number.isdecimal():
        reasons += [
            f"{_span(each.paragraphs)} are those of {each.nation}"
            for each in LISTS
            if each.nation != nation and int(number) in each.paragraphs
        ]
        if int(number) in FORMER.get(nation, ()):
            reasons.append(
                f"{_span(FORMER[nation])} belonged to a list that ended before "
                f"{long_date(listed.since)}"
            )
    return "; ".join([*reasons, f"in {nation} the paragraphs are {_span(numbers)}"])


def paragraphs_in_words(paragraphs: Sequence[int]) -> str:
    """Return “paragraph 3” or “paragraphs 1, 2 and 3”."""
    noun = "paragraph" if len(paragraphs) == 1 else "paragraphs"
    return f"{noun} {listing(str(each) for each in paragraphs)}"


def listing(items: Iterable[str]) -> str:
    """Return “a”, “a and b” or “a, b and c”."""
    *most, last = items
    return f"{', '.join(most)} and {last}" if most else last


def mark_of(restriction: Restriction) -> str:
    """Return what is printed beside a withheld appendix wherever it is listed."""
    return f"{NOT_FOR_PUBLICATION}: {paragraphs_in_words(restriction.paragraphs)}"


def authority_of(paper: Paper) -> str:
    """Return where the paragraphs are: “Part 1 of Schedule 12A to the … Act 1972”."""
    return _authority(paper.nation, _day(paper))


def _authority(nation: str, day: date | None) -> str:
    return f"Part {_known_list(nation, day).part} {LAW[nation].exempt}"


def statutory_words(paper: Paper, restriction: Restriction) -> list[tuple[int, str]]:
    """Return each paragraph of a restriction with what the Act says in it."""
    return paragraph_words(restriction, paper.nation, _day(paper))


def paragraph_words(
    restriction: Restriction, nation: str, day: date | None
) -> list[tuple[int, str]]:
    """Return each paragraph of a restriction with what the Act says in it on a day."""
    words = _known_list(nation, day).paragraphs
    return [(number, words[number]) for number in restriction.paragraphs]


def page_mark(paper: Paper, restriction: Restriction) -> str:
    """Return what every page of a restricted appendix is marked with (LGA 1972 s100B(5))."""
    which = paragraphs_in_words(restriction.paragraphs)
    return f"NOT FOR PUBLICATION by virtue of {which} of {authority_of(paper)}"


def exclusion_resolution(paper: Paper) -> str:
    """Return the resolution that the meeting needs before it turns to the withheld appendices.

    It names the report and every withheld appendix with its paragraphs (LGA 1972 s100A(4), (5)).
    An empty text where nothing is withheld.
    """
    withheld = paper.withheld
    if not withheld:
        return ""
    named = listing(f"Appendix {a.label} ({a.title})" for a, _ in withheld)
    grounds = listing(
        f"{paragraphs_in_words(paragraphs)} ({_appendices(labels)})"
        for paragraphs, labels in _by_paragraphs(paper)
    )
    reasons = " ".join(f"Appendix {a.label}: {_sentence(r.reason)}" for a, r in withheld)
    return (
        f"{LAW[paper.nation].exclusion} {named} to the report “{paper.title}”, "
        f"{_because(grounds, authority_of(paper))} {reasons}"
    )


def meeting_resolution(parts: Sequence[ExemptPart], nation: str, day: date) -> str:
    """Return the one resolution for all that is exempt at a meeting (LGA 1972 s100A(4), (5)).

    It names each part with its paragraphs; there is at least one.
    """
    named = listing(each.name for each in parts)
    shared: dict[tuple[int, ...], list[str]] = {}
    for each in parts:
        shared.setdefault(each.restriction.paragraphs, []).append(each.short_name)
    grounds = listing(
        f"{paragraphs_in_words(paragraphs)} ({'; '.join(names)})"
        for paragraphs, names in sorted(shared.items())
    )
    return f"{LAW[nation].exclusion} {named}, {_because(grounds, _authority(nation, day))}"


def _because(grounds: str, authority: str) -> str:
    """Return the grounds of a resolution and the test of the public interest."""
    return (
        "on the grounds that they involve the likely disclosure of exempt information as defined "
        f"in {grounds} of {authority}, and that in all the circumstances of the case the public "
        "interest in maintaining the exemption outweighs the public interest in disclosing the "
        "information."
    )


def _day(paper: Paper) -> date | None:
    return paper.date if isinstance(paper.date, date) else None


def _known_list(nation: str, day: date | None) -> ExemptList:
    listed = exempt_list(nation, day)
    if listed is None:
        raise ValueError("the inputs are refused before a paper can have a meeting without a list")
    return listed


def _by_paragraphs(paper: Paper) -> list[tuple[tuple[int, ...], list[str]]]:
    """Return what the withheld appendices are known by, under the paragraphs that they share."""
    found: dict[tuple[int, ...], list[str]] = {}
    for appendix, restriction in paper.withheld:
        found.setdefault(restriction.paragraphs, []).append(appendix.label)
    return sorted(found.items())


def _span(numbers: Iterable[int]) -> str:
    each = sorted(numbers)
    return f"{each[0]} to {each[-1]}"


def _appendices(labels: Sequence[str]) -> str:
    noun = "Appendix" if len(labels) == 1 else "Appendices"
    return f"{noun} {listing(labels)}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
