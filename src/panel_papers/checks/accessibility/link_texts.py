"""Links whose words do not say where they lead: “click here”, a bare address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import documents_of, shortened
from panel_papers.core import Level, Place, Problem
from panel_papers.word import every, within

_SOURCE = "WCAG 2.2, 2.4.4 Link Purpose (In Context)"
VAGUE = Rule(
    "vague-link",
    Level.WARNING,
    "A link’s words do not say where it leads",
    "A screen reader can list a page’s links by their words alone: “click here” five times.",
    "[click here](https://example.org/plan)",
    "[Police and Crime Plan](https://example.org/plan)",
    _SOURCE,
)
BARE = Rule(
    "bare-address",
    Level.SUGGESTION,
    "A link’s words are its address",
    "A screen reader spells an address out, letter by letter.",
    "<https://example.org/plan?id=77>",
    "[Police and Crime Plan](https://example.org/plan?id=77)",
    _SOURCE,
)
RULES: tuple[Rule, ...] = (VAGUE, BARE)

_VAGUE = re.compile(
    r"(?:(?:click|press|tap|see|read|download|view|find it|available|go) )?(?:here|this(?: link)?)"
    r"|(?:(?:read|find out|learn|see|view) )?more|(?:more )?(?:details|info|information)"
    r"|link|website|page|download|document|pdf|click",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

_TITLE = "write the title of the page or document as the link’s words"


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each link of the prose, of the background papers, and of supplied documents."""
    for passage in subject.passages:
        for link in passage.links:
            text = passage.text[link.start : link.end]
            yield from _judged(text, passage.place(link.start))
    for index, each in enumerate(subject.paper.background_papers):
        if each.url:
            place = subject.at("background_papers", index, "link_text")
            hint = "write the title of the page or document as its “link_text”"
            yield from _judged(each.link_text or each.url, place, hint)
    for document in documents_of(subject):
        for block in document.blocks if document.supplied else ():
            for element in every(block.element, "w:hyperlink"):
                if within(element, "w:p") is block.element:
                    text = "".join(each.text or "" for each in every(element, "w:t"))
                    yield from _judged(text, document.place(block.where))


def _judged(text: str, place: Place, hint: str = _TITLE) -> Iterator[Problem]:
    plain = " ".join(text.split()).strip(" .:()[]>»→")
    if not plain:
        delete = "write words that say where the link leads, or delete the link"
        yield VAGUE.problem(place, "A link has no words", "", delete)
    elif _ADDRESS.fullmatch(plain):
        yield BARE.problem(
            place,
            f"The words of a link are only its address, “{shortened(plain)}”",
            "",
            hint,
        )
    elif _VAGUE.fullmatch(plain):
        yield VAGUE.problem(
            place,
            f"The link “{plain}” does not say where it leads",
            "words that make sense when they are read on their own",
            hint,
        )
