"""Footnotes and endnotes, numbered as Word numbers them (ISO/IEC 29500-1 17.11)."""

from __future__ import annotations

from typing import NamedTuple

from panel_papers.pdf.completeness.model import Section
from panel_papers.pdf.completeness.number_formats import written
from panel_papers.pdf.completeness.ooxml import Element, Part, W, number, value

_DEFAULT_FORM = {"footnote": "decimal", "endnote": "lowerRoman"}


class Note(NamedTuple):
    """One note that the text refers to; its mark is None where it cannot be known."""

    kind: str  # “footnote” or “endnote”
    content: Element
    part: Part
    mark: str | None
    place: int  # among the notes of its kind, from 1


class Notes:
    """Numbers notes as the text refers to them; `found` are those met, in order."""

    def __init__(
        self,
        parts: dict[str, Part | None],
        settings: Element | None,
        sections: tuple[Section, ...],
    ) -> None:
        self._parts = parts
        self._settings = settings
        self._sections = sections
        self._contents = {
            kind: {
                each.get(f"{W}id", ""): each
                for each in (part.root if part is not None else ())
                if each.get(f"{W}type") in (None, "normal")
            }
            for kind, part in parts.items()
        }
        self._counts: dict[str, int] = {}
        self._in_section: dict[str, int] = {}
        self.found: list[Note] = []
        self.current: Note | None = None

    def refer(self, reference: Element, kind: str, section: int) -> str | None:
        """Return the mark of a reference, “” where the author typed one, and note its note."""
        part = self._parts.get(kind)
        content = self._contents[kind].get(reference.get(f"{W}id", ""))
        if part is None or content is None:
            return ""
        custom = reference.get(f"{W}customMarkFollows") in ("1", "true", "on")
        mark = "" if custom else self._mark(kind, section)
        count = sum(note.kind == kind for note in self.found) + 1
        self.found.append(Note(kind, content, part, mark, count))
        return mark

    def _mark(self, kind: str, section: int) -> str | None:
        properties = self._sections[min(section, len(self._sections) - 1)].properties
        restart = self._property(properties, kind, "numRestart")
        if restart == "eachSect" and self._in_section.get(kind, section) != section:
            self._counts.pop(kind, None)
        self._in_section[kind] = section
        start = number(self._property(properties, kind, "numStart"), 1)
        count = self._counts.get(kind, start - 1) + 1
        self._counts[kind] = count
        if restart == "eachPage":
            return None
        form = self._property(properties, kind, "numFmt") or _DEFAULT_FORM[kind]
        return written(count, form)

    def _property(self, section: Element | None, kind: str, name: str) -> str | None:
        for source in (section, self._settings):
            if source is None:
                continue
            found = value(source.find(f"{W}{kind}Pr"), name)
            if found is not None:
                return found
        return None
