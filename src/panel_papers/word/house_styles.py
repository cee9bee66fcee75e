"""The house document's styles by name."""

from __future__ import annotations

import re
from typing import Literal

from docx.document import Document
from docx.oxml.styles import CT_Style
from docx.oxml.text.paragraph import CT_P

from panel_papers.core import Place, Problem, did_you_mean
from panel_papers.word.xml import qn

_BUILT_IN = re.compile(
    r"normal|title|subtitle|strong|emphasis|(intense )?quote|hyperlink|followedhyperlink|caption"
    r"|(foot|end)note (text|reference)|header|footer|(heading|toc|index) [1-9]|toc heading"
    r"|list( bullet| number| continue)?( [2-5])?|body text( [23])?|table grid|page number"
    r"|annotation (text|reference|subject)|balloon text|macro|plain text|no spacing",
)
"""Styles that Word has built in (ISO 29500-1, 17.7.4.9): it refuses a new style of such a name."""


class HouseStyles:
    """Looks styles up by name, as Word does without regard to case; reports each missing one once.

    `problems` are those of the house document (for a `TemplatesError`), in the order found.
    """

    def __init__(self, document: Document, place: Place) -> None:
        self._place = place
        self._by_name: dict[tuple[str, str], CT_Style] = {}
        self._by_id: dict[str, CT_Style] = {}
        for style in document.styles.element.iterfind(qn("w:style")):
            name = style.find(qn("w:name"))
            if name is not None:
                kind = style.get(qn("w:type"), "paragraph")
                self._by_name[kind, name.get(qn("w:val"), "").casefold()] = style
            self._by_id[style.get(qn("w:styleId"), "")] = style
        self.problems: list[Problem] = []
        self._told: set[str] = set()

    def paragraph(self, name: str) -> CT_Style | None:
        """Return the paragraph style, or None and a problem."""
        return self._wanted("paragraph", name)

    def character(self, name: str) -> CT_Style | None:
        """Return the character style, or None and a problem."""
        return self._wanted("character", name)

    def table(self, name: str) -> CT_Style | None:
        """Return the table style, or None and a problem."""
        return self._wanted("table", name)

    def optional(self, kind: str, name: str) -> CT_Style | None:
        """Return a style that the house may do without, or None."""
        return self._by_name.get((kind, name.casefold()))

    def by_id(self, style_id: str | None) -> CT_Style | None:
        """Return the style that a document's part refers to by `style_id`."""
        return self._by_id.get(style_id or "")

    def lineage(self, style: CT_Style | None) -> list[CT_Style]:
        """Return the style and those that it is based on, nearest first."""
        chain: list[CT_Style] = []
        while style is not None and style not in chain:
            chain.append(style)
            based_on = style.find(qn("w:basedOn"))
            style = None if based_on is None else self.by_id(based_on.get(qn("w:val")))
        return chain

    def indent(self, style: CT_Style | None) -> int:
        """Return how far a paragraph style is indented from the left, in twips."""
        for ancestor in self.lineage(style):
            left = ancestor.xpath("w:pPr/w:ind/@w:left | w:pPr/w:ind/@w:start")
            if left:
                return int(left[0])
        return 0

    def space(self, paragraph: CT_P, side: Literal["before", "after"]) -> int:
        """Return the space above or below a paragraph, in twips, as it or its style says."""
        for owner in [paragraph, *self.lineage(self.by_id(paragraph.style))]:
            said = owner.xpath(f"w:pPr/w:spacing/@w:{side}")
            if said:
                return int(said[0])
        return 0

    def tell(self, code: str, found: str, wanted: str, hint: str) -> None:
        """Add a problem of the house document, once."""
        if found not in self._told:
            self._told.add(found)
            self.problems.append(Problem(code, self._place, found, wanted, hint))

    def _wanted(self, kind: str, name: str) -> CT_Style | None:
        style = self.optional(kind, name)
        if style is None:
            known = [
                other.name_val or "" for (its, _), other in self._by_name.items() if its == kind
            ]
            self.tell(
                "missing-style",
                f"The template has no {kind} style “{name}”, which the paper’s text needs",
                "",
                _hint(name, known),
            )
        return style


def _hint(name: str, known: list[str]) -> str:
    """Return how a missing style comes into the template, in a way that Word allows."""
    own = [each for each in known if not _BUILT_IN.fullmatch(each.casefold())]
    if _BUILT_IN.fullmatch(name.casefold()):
        return did_you_mean(name, own) or (
            f"in Word’s Styles pane choose Manage Styles › Recommend, mark “{name}” and click "
            "Show, then use it once; or copy it from the house.docx that comes with the program: "
            "Manage Styles › Import/Export"
        )
    return did_you_mean(name, known) or (
        "add the style in Word (Styles pane › New Style), or copy it from the house.docx that "
        "comes with the program: Manage Styles › Import/Export"
    )
