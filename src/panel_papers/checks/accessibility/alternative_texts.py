"""Pictures without an alternative text, or with a file's name in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import Block, documents_of
from panel_papers.core import Level, Problem
from panel_papers.word import Element, every, within

ALTERNATIVE = Rule(
    "no-alternative-text",
    Level.WARNING,
    "A picture has no alternative text",
    "Whoever cannot see the picture does not learn what it shows.",
    "Alt Text: image1.png",
    "Alt Text: Bar chart: incidents fell from 120 in 2021 to 80 in 2023",
    "WCAG 2.2, 1.1.1 Non-text Content",
)
RULES: tuple[Rule, ...] = (ALTERNATIVE,)

_FILE = re.compile(
    r".*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)"
    r"|(?:picture|image|graphic|chart|img[_-]?|dsc[_-]?|screenshot)\s*\d*",
    re.IGNORECASE,
)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each picture or chart without words; one marked as decorative needs none."""
    for document in documents_of(subject):
        for block in document.blocks:
            for drawing in _drawings(block):
                text = (drawing.get("descr") or drawing.get("title") or "").strip()
                if _is_decorative(drawing) or (text and not _FILE.fullmatch(text)):
                    continue
                name = f"The alternative text “{text}” is a file’s name, and says nothing"
                yield ALTERNATIVE.problem(
                    document.place(block.where),
                    name if text else "A picture has no alternative text",
                    "a sentence or two that say what the picture shows",
                    "right-click the picture in Word and choose View Alt Text, and type what "
                    "it shows; for an ornament, tick “Mark as decorative”",
                )


def _drawings(block: Block) -> list[Element]:
    return [
        each
        for each in every(block.element, "wp:docPr")
        if within(each, "w:p") is block.element and not _is_text_box(each)
    ]


def _is_text_box(properties: Element) -> bool:
    """Say whether a drawing is but a box around text, which speaks for itself."""
    holder = properties.getparent()
    return holder is not None and bool(every(holder, "w:txbxContent"))


def _is_decorative(properties: Element) -> bool:
    return any(
        str(each.tag).endswith("}decorative") and each.get("val") in {"1", "true"}
        for each in properties.iter()
    )
