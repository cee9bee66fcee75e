"""What paper.yaml says of its restricted appendices, checked against the law of the nation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from panel_papers.core import Place, Problem, did_you_mean
from panel_papers.inputs.yaml.document import Tree, YamlText
from panel_papers.inputs.yaml.schema import ValueFault, list_of, text_of
from panel_papers.inputs.yaml.value_types import LINE, as_date, one_line
from panel_papers.law import NATIONS, why_not_exempt


def _nation(text: str) -> str:
    if text not in NATIONS:
        wanted = " or ".join(f"“{nation}”" for nation in NATIONS)
        hint = did_you_mean(text.title(), NATIONS)
        raise ValueFault(
            "unknown-nation", f"“{text}” is not a nation whose law is known here", wanted, hint
        )
    return text


PARAGRAPHS = list_of(LINE, or_one=True)
NATION = text_of(one_line, _nation, schema={"enum": [*NATIONS]})


def restriction_faults(document: YamlText) -> Iterator[Problem]:
    """Yield each problem with a restriction that the schema of paper.yaml cannot see."""
    appendices = document.value.get("appendices")
    for index, entry in enumerate(appendices if isinstance(appendices, list) else []):
        path = ("appendices", index, "restricted")
        if not isinstance(entry, dict) or "restricted" not in entry or path in document.spoiled:
            continue
        restricted = entry["restricted"]
        if not restricted or (isinstance(restricted, str) and not restricted.strip()):
            # Elsewhere nothing typed is nothing said; here someone meant to keep it back.
            found, wanted = "“restricted” is empty", "the paragraph and the reason"
            hint = "write “restricted: {paragraph: 3, reason: …}”, or delete the line"
            yield Problem("missing-field", document.key_place(path), found, wanted, hint)
        elif isinstance(restricted, dict):
            yield from _paragraph_faults(document, index, restricted.get("paragraph"))


def _paragraph_faults(document: YamlText, index: int, given: Tree) -> Iterator[Problem]:
    nation, meeting = _law_of(document)
    path = ("appendices", index, "restricted", "paragraph")
    if nation is None or path in document.spoiled:
        return
    items = given if isinstance(given, list) else [given]
    if given == []:
        found, wanted = "“paragraph” is an empty list", "the number of a paragraph"
        hint = "write the number of the paragraph of the law that makes this file exempt"
        yield Problem("missing-field", document.place(path), found, wanted, hint)
    for number, item in enumerate(items):
        if not isinstance(item, str) or not item.strip():
            continue  # the schema reports it
        place = document.place((*path, number) if isinstance(given, list) else path)
        yield from paragraph_problems(one_line(item), place, nation, meeting)


def paragraph_problems(
    text: str, place: Place, nation: str, meeting: date | None
) -> Iterator[Problem]:
    """Yield the problem of a number, as it was typed, that is no exempt paragraph on that day."""
    why = why_not_exempt(text, nation, meeting)
    if why is None:
        return
    wanted = f"a paragraph that describes exempt information in {nation}"
    numbers = re.findall(r"[0-9]+", text)
    likely = [each for each in numbers if why_not_exempt(each, nation, meeting) is None]
    hint = None
    if likely and likely == numbers and not re.search(r"[0-9][A-Za-z]", text):
        hint = f"write “{numbers[0]}”" if len(numbers) == 1 else f"write “[{', '.join(numbers)}]”"
    yield Problem("not-exempt", place, f"Paragraph “{text}” cannot be used: {why}", wanted, hint)


def _law_of(document: YamlText) -> tuple[str | None, date | None]:
    """Return the nation and the day of the meeting, as far as paper.yaml says them rightly."""
    typed = document.value.get("nation")
    nation = one_line(typed) if isinstance(typed, str) and typed.strip() else "England"
    day = document.value.get("date")
    try:
        meeting = as_date(day) if isinstance(day, str) else None
    except ValueFault:
        meeting = None
    known = nation if nation in NATIONS and (typed is None or isinstance(typed, str)) else None
    return known, meeting
