"""What meeting.yaml says of exempt items, checked against the law of the body's nation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from panel_papers.core import Place, Problem, Restriction
from panel_papers.inputs import Tree, YamlText, one_line, paragraph_problems
from panel_papers.meetings.meeting_yaml import Part2Fields
from panel_papers.meetings.model import ExclusionItem, ExemptItem, Item


def restriction_of(fields: Part2Fields) -> Restriction:
    """Return why an item is exempt; `exempt_item_problems` reports what is no paragraph."""
    paragraphs = sorted({int(each) for each in fields.paragraph if each.isdecimal()})
    return Restriction(tuple(paragraphs), fields.reason, fields.public_title)


def exempt_item_problems(
    document: YamlText, listed: Sequence[Tree], nation: str, meeting: date | None
) -> Iterator[Problem]:
    """Yield a problem for each paragraph that makes no item exempt, and where there is none."""
    for index, entry in enumerate(listed):
        part_2 = entry.get("part_2") if isinstance(entry, dict) else None
        given = part_2.get("paragraph") if isinstance(part_2, dict) else None
        path = ("items", index, "part_2", "paragraph")
        if given == []:
            hint = "write the number of the paragraph of the law that makes this item exempt"
            found = "“paragraph” is an empty list"
            yield Problem("missing-field", document.place(path), found, "", hint)
        for number, each in enumerate(given if isinstance(given, list) else [given]):
            if isinstance(each, str) and each.strip():
                place = document.place((*path, number) if isinstance(given, list) else path)
                yield from paragraph_problems(one_line(each), place, nation, meeting)


def exclusion_problems(items: Sequence[Item], *, withheld: bool, place: Place) -> Iterator[Problem]:
    """Yield what is wrong with the resolution to exclude the public.

    It is needed where an item is exempt or an appendix is `withheld`, once, and before the first
    exempt item; `place` is that of the agenda.
    """
    resolutions = [(at, each) for at, each in enumerate(items) if isinstance(each, ExclusionItem)]
    exempt = [(at, each) for at, each in enumerate(items) if isinstance(each, ExemptItem)]
    if not resolutions and (exempt or withheld):
        yield Problem(
            "exclusion-missing",
            exempt[0][1].place if exempt else place,
            "The meeting has exempt information, and its agenda has no resolution to exclude the "
            "public",
            "",
            "add “- standing: exclusion” to the items, before the first exempt one",
        )
    for _, repeated in resolutions[1:]:
        yield Problem(
            "exclusion-twice",
            repeated.place,
            "The resolution to exclude the public is on the agenda twice",
            "",
            "delete one of the two items; one resolution names everything that is exempt",
        )
    if resolutions:
        for _, early in ((at, each) for at, each in exempt if at < resolutions[0][0]):
            yield Problem(
                "exclusion-late",
                early.place,
                "The exempt item comes before the resolution to exclude the public",
                "",
                "move “- standing: exclusion” before the first exempt item",
            )
