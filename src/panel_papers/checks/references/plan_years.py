"""One plan, one year form: “2021-24” here and “2021-2024” there, or no years at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.wording.wording import cover, joined, plain, prose_of, told_places
from panel_papers.content import Passage
from panel_papers.core import Level, Place, Problem

FORMS = Rule(
    "year-forms",
    Level.WARNING,
    "One plan bears its years in several forms",
    "It looks like two plans, and a search for the one form does not find the other.",
    "the Police and Crime Plan 2021-24 … the Police and Crime Plan 2021-2024",
    "the Police and Crime Plan 2021-24, in that form everywhere",
)
WITHOUT = Rule(
    "name-without-years",
    Level.SUGGESTION,
    "A plan is first named without its years",
    "The first mention shows a reader which plan is meant; later ones can be short.",
    "the Fire and Rescue Plan … the Fire and Rescue Plan 2019-24",
    "the Fire and Rescue Plan 2019-24 … the Fire and Rescue Plan",
)
RULES: tuple[Rule, ...] = (FORMS, WITHOUT)

_YEARS = re.compile(r"\b((?:19|20)\d\d)(\s?(?:[-–/]|to)\s?)(\d\d(?:\d\d)?)\b")
_ONE_YEAR = re.compile(r"\b((?:19|20)\d\d) ([A-Za-z]+)\b")
# “Annual Governance Statement (AGS) for 2025/26”
_YEARS_FOLLOW = r"(?:\s+\([A-Z&]+\))?(?:\s+(?:for|of|covering))?\s+\(?(?:19|20)\d\d"
_JOINERS = frozenset({"and", "of", "for", "&", "on", "to"})
_SHORTEST = 2  # words of a name


class _Plan(Struct):
    """A name with years: what it was typed as in each form, and where."""

    name: str
    forms: dict[str, list[Place]] = field(default_factory=dict)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield one finding for each plan whose years differ, and each first named without them."""
    texts = (*cover(subject), *prose_of(subject))
    plans = _plans(texts)
    _add_single_years(plans, texts)
    for plan in plans.values():
        if len(plan.forms) > 1:
            yield _forms(plan)
    yield from _without(subject, plans)


def _forms(plan: _Plan) -> Problem:
    usual, *others = sorted(plan.forms, key=lambda form: -len(plan.forms[form]))
    rest = [f"“{form}” ({told_places(plan.forms[form])})" for form in others]
    count = len(plan.forms[usual])
    times = "once" if count == 1 else f"{count} times"
    return FORMS.problem(
        plan.forms[others[0]][0],
        f"The years of “{plan.name}” are written in {len(plan.forms)} ways: "
        f"{joined([f'“{usual}” ({times})', *rest])}",
        "",
        f"write “{plan.name} {usual}” everywhere",
    )


def _plans(texts: tuple[Passage, ...]) -> dict[tuple[str, str, str], _Plan]:
    """Return each name with years, by its words in small letters and its first and last year."""
    plans: dict[tuple[str, str, str], _Plan] = {}
    for passage in texts:
        for match in _YEARS.finditer(passage.text):
            name = _name_before(passage.text, match.start())
            last = match[3] if len(match[3]) == 4 else match[1][:2] + match[3]
            if name is None or int(last) <= int(match[1]):
                continue
            key = _same(plans, name, match[1], last) or (plain(name), match[1], last)
            plan = plans.setdefault(key, _Plan(name))
            plan.forms.setdefault(match[0], []).append(passage.place(match.start()))
    return plans


def _same(
    plans: dict[tuple[str, str, str], _Plan], name: str, first: str, last: str
) -> tuple[str, str, str] | None:
    """Return the key of a known plan whose name ends this one, or is ended by it."""
    said = plain(name)
    for key in plans:
        if key[1:] != (first, last) or min(len(said.split()), len(key[0].split())) < 3:
            continue
        if f" {said}".endswith(f" {key[0]}") or f" {key[0]}".endswith(f" {said}"):
            return key
    return None


def _name_before(text: str, end: int) -> str | None:
    """Return the words with capitals that are right before `end`; None without enough."""
    words = text[max(0, end - 150) : end].split()
    found: list[str] = []
    for word in reversed(words):
        bare = word.strip("“‘\"'(")
        if not re.fullmatch(r"[\w’'&-]+", bare) or not (bare[0].isupper() or bare in _JOINERS):
            break
        found.insert(0, bare)
        if bare != word:
            break
    while found and (found[0] in _JOINERS or found[0] == "The"):
        found.pop(0)
    if not found or found[-1] in _JOINERS or sum(w[0].isupper() for w in found) < _SHORTEST:
        return None
    return " ".join(found)


def _add_single_years(plans: dict[tuple[str, str, str], _Plan], texts: tuple[Passage, ...]) -> None:
    """Add “the 2021 plan” to the one plan whose first year and last word it gives."""
    for passage in texts:
        for match in _ONE_YEAR.finditer(passage.text):
            meant = [
                plan
                for (name, first, _), plan in plans.items()
                if first == match[1] and name.split()[-1] == match[2].lower()
            ]
            if len(meant) == 1:
                place = passage.place(match.start())
                meant[0].forms.setdefault(match[0], []).append(place)


def _without(subject: Subject, plans: dict[tuple[str, str, str], _Plan]) -> Iterator[Problem]:
    """Yield each plan whose first mention in the report's text lacks the years that others bear."""
    report = [each for each in prose_of(subject) if each.part == 0]
    names = {plan.name for plan in plans.values()}
    for plan in plans.values():
        if sum(each.name == plan.name for each in plans.values()) > 1:
            continue  # a plan and the one after it: which is meant needs the years, or does not
        named = re.compile(rf"\b{re.escape(plan.name)}\b(?!{_YEARS_FOLLOW})")
        bare = next(((each, m) for each in report if (m := named.search(each.text))), None)
        first = next((each for each in report if plan.name in each.text), None)
        if (
            bare is None
            or first is not bare[0]
            or any(
                plan.name in other and plan.name != other and other in first.text for other in names
            )
        ):
            continue
        at = bare[1].start()
        if first.text.index(plan.name) == at and _dated(report, plan.name):
            usual = max(plan.forms, key=lambda form: len(plan.forms[form]))
            yield WITHOUT.problem(
                first.place(at),
                f"The first mention of “{plan.name}” leaves out its years",
                "",
                f"write “{plan.name} {usual}”",
            )


def _dated(report: list[Passage], name: str) -> bool:
    """Return whether the report's own text gives the name with years at least once."""
    dated = re.compile(rf"\b{re.escape(name)}{_YEARS_FOLLOW}")
    return any(dated.search(each.text) for each in report)
