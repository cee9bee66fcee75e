"""References by name: `{{ ref.NAME }}`, and `{#NAME}`, which names a paragraph or a heading."""

from __future__ import annotations

import re

from msgspec import Struct

_NAME = r"[A-Za-z][A-Za-z0-9_-]{0,99}"
REFERENCE = re.compile(rf"(?<!\\)\{{\{{\s*ref\s*\.\s*({_NAME})\s*\}}\}}")
"""A tag that prints where something is; with a backslash before it, it prints as typed."""
NAMED = re.compile(rf"(?<!\\)[ \t]{{0,99}}\{{#({_NAME})\}}\s{{0,99}}$")
"""The name of a paragraph or a heading, at its end."""
PLAIN_NAME = re.compile(_NAME)

_JOINT = r"\s*(?:,|&|–|-|,?\s(?:and|or|to))\s*"
_BEFORE = {
    "paragraph": ("paragraph|para\\.?", "paragraphs|paras\\.?"),
    "Table": ("table", "tables"),
    "Figure": ("figure|fig\\.?|chart", "figures|figs\\.?|charts"),
    "section": ("section", "sections"),
    "recommendation": ("recommendation", "recommendations"),
    "appendix": ("appendix", "appendices"),
    "item": ("item", "items"),
}
"""The words before a number: one, and several with the numbers that follow."""
_SENTENCE = re.compile(r"(?:^|[.!?]\s+)[\"“‘(*_]*$")


class Reference(Struct, frozen=True):
    """What a name stands for: “paragraph” and “3.2”, “Table” and “2”; a heading has no kind."""

    name: str
    kind: str
    number: str

    def printed_after(self, before: str) -> str:
        """Return what a tag prints after the text `before` of its paragraph.

        The kind is not repeated: “paragraph {{ ref.costs }}”, “Tables {{ ref.a }} and {{ ref.b }}”.
        """
        if not self.kind:
            return f"“{self.number}”"
        said = REFERENCE.sub("0", before).replace("*", "")
        one, several = _BEFORE[self.kind]
        earlier = rf"(?:[\d.()a-zA-Z]{{1,12}}{_JOINT}){{0,20}}"
        named = rf"\b(?:(?:{one})\s+|(?:{several})\s+{earlier})$"
        if re.search(named, said[-300:], re.IGNORECASE):
            return self.number
        kind = self.kind[:1].upper() + self.kind[1:] if _SENTENCE.search(before) else self.kind
        return f"{kind} {self.number}"


def may_refer(text: str) -> bool:
    """Say whether a text has a reference by name."""
    return "{{" in text and REFERENCE.search(text) is not None
