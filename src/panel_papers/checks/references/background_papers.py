"""The list of background papers against what the law wants in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.wording.wording import joined, plain
from panel_papers.core import Level, Problem

PUBLISHED = Rule(
    "background-paper-published",
    Level.SUGGESTION,
    "A background paper is published elsewhere",
    "The law's list is of documents that are relied on and not published: “published works” are "
    "left out of it. Naming them is a courtesy; the list must not seem to be complete by them.",
    "background_papers: [{title: Police and Crime Plan, url: https://…}], and nothing else",
    "also list the unpublished documents that the report relies on, or say that there are none",
    "Local Government Act 1972, section 100D(5)",
)
CONFIDENTIAL = Rule(
    "background-paper-confidential",
    Level.WARNING,
    "A background paper is exempt or confidential",
    "Whoever reads the list may ask to see what is on it. Exempt papers need not be listed, and "
    "nothing authorises the listing of a confidential one.",
    "background_papers: [{title: Counsel's advice (exempt)}]",
    "leave it out of the list",
    "Local Government Act 1972, section 100D(4)",
)
IS_APPENDIX = Rule(
    "background-paper-is-appendix",
    Level.SUGGESTION,
    "A background paper is an appendix of the same paper",
    "An appendix is part of the report and published with it; it is no background paper.",
    "“Risk Register” under background papers, and as appendix 1",
    "“Risk Register” as appendix 1 alone",
    "Local Government Act 1972, section 100D",
)
RULES: tuple[Rule, ...] = (PUBLISHED, CONFIDENTIAL, IS_APPENDIX)

_SECRET = re.compile(
    r"\b(?:exempt|confidential|restricted|not for publication|official[- ]sensitive"
    r"|part (?:2|ii|b))\b",
    re.IGNORECASE,
)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield one finding for all that are published, and one for each other problem."""
    paper = subject.paper
    withheld = {plain(each.title) for each, _ in paper.withheld}
    appendices = {plain(each.title): each.label for each in paper.appendices}
    published: list[int] = []
    for index, each in enumerate(paper.background_papers):
        place = subject.at("background_papers", index, "title")
        name = plain(each.title)
        if name in withheld or _SECRET.search(f"{each.title} {each.link_text or ''}"):
            yield CONFIDENTIAL.problem(
                place,
                f"“{each.title}” seems to be confidential, and is on the public list of "
                "background papers",
                "",
                "take it off the list, or ask the monitoring officer if you are in doubt",
            )
        elif name in appendices:
            yield IS_APPENDIX.problem(
                place,
                f"The background paper “{each.title}” is appendix {appendices[name]} of this paper",
                "",
                "take it off the list of background papers",
            )
        elif each.url or each.link_text:
            published.append(index)
    if published and len(published) == len(paper.background_papers):
        names = [f"“{paper.background_papers[index].title}”" for index in published]
        many = len(names) > 1
        yield PUBLISHED.problem(
            subject.at("background_papers", published[0], "title"),
            f"All background papers listed are published ({joined(names)} "
            f"{'have links' if many else 'has a link'}), but the list is for unpublished documents",
            "",
            "list here the unpublished documents that the report relies on; if there are "
            "none, change nothing",
        )
