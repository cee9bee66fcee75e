"""What a reviewer's file comes to: what is typed into the inputs so far, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from panel_papers.core import Place, Prose, Reference
from panel_papers.merge.aligning import aligned, in_order
from panel_papers.merge.captions import NewCaption
from panel_papers.merge.comparing import Old
from panel_papers.merge.inputs_text import InputTexts
from panel_papers.merge.notes import changed_notes
from panel_papers.merge.prose_text import ProseText
from panel_papers.merge.reading import Paragraph, WordFile
from panel_papers.merge.refusals import (
    Refusal,
    not_mapped,
    of_word_section,
)
from panel_papers.merge.typed_text import Change
from panel_papers.word import BlockOrigin, Origin

Later = tuple[str, tuple[str | int, ...], str | None, Paragraph]
"""A change of a list in YAML: the file, the way to an item, and what comes behind it or None."""
NOT_TYPED_HERE = (
    "change the value in paper.yaml, such as “date” or a background paper; template words: in "
    "Word, for all papers; or reject the change"
)


class Placed(Struct, frozen=True):
    """One change that was typed into the inputs: its place, and the text before and after."""

    place: Place
    old: str
    new: str


class Plan(Struct):
    """What a reviewer's file comes to: the changes, what is refused, and values printed twice.

    `follows` has each value that was changed as it was and is printed: it may be in other lines of
    the document too.
    """

    placed: list[Placed] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    follows: list[tuple[str, str]] = field(default_factory=list)


class Planned:
    """A reviewer's file beside the built document, and what is typed of it so far."""

    def __init__(
        self,
        base: WordFile,
        origins: Mapping[str, Origin],
        edited: WordFile,
        texts: InputTexts,
        references: tuple[Reference, ...] = (),
    ) -> None:
        self._references = references
        self._base, self._texts = base.paragraphs, texts
        self._edited: Sequence[Paragraph] = edited.paragraphs
        self._origins = [
            next((origins[name] for name in each.anchors if name in origins), None)
            for each in base.paragraphs
        ]
        self._found = aligned(self._base, self._edited)
        self._edited, self._notes = changed_notes(
            self._base, self._edited, self._found, base.notes, edited.notes
        )
        fixed = {n for n, each in enumerate(self._origins) if not isinstance(each, BlockOrigin)}
        self._order = in_order(self._found, fixed)
        self._stationery = [text for text in edited.stationery if without_numbers(text)]
        self._known = {without_numbers(text) for text in base.stationery}
        self._plan = Plan()
        self._later: list[Later] = []
        self._proses: dict[int, ProseText] = {}
        self._olds: dict[int, Old] = {}  # by the number of the built paragraph
        self._exhibits: dict[int, ProseText] = {}
        self._captions: list[tuple[ProseText, NewCaption]] = []

    def _put(self, prose: Prose, text: str, changes: Sequence[Change], olds: Sequence[Old]) -> None:
        """Put the new text of a piece of Markdown into its file."""
        path = self._texts.path(prose.place)
        if path.endswith(".md"):
            self._texts.put(path, text)
        elif path.endswith(".docx"):
            for each in changes:
                where = self._where(each)
                self._plan.refusals.append(of_word_section(where, each.old, each.new, path))
            return
        else:
            found = self._texts.at(prose.place)
            if found is None or not self._texts.set_value(*found, text):
                here = olds[0].paragraph if olds else self._base[0]
                self._plan.refusals.append(not_mapped(here, here))
                return
        for each in changes:
            place = prose.place.at(each.line)
            self._plan.placed.append(Placed(place, each.old, each.new))

    def _where(self, change: Change) -> str:
        """Return the place in the reviewer's file of a change that was typed."""
        new = (each.where for each in self._edited if each.text == change.new)
        old = (each.where for each in self._base if each.text == change.old)
        return next(new, None) or next(old, "")


def without_numbers(text: str) -> str:
    """Return the text of a header or footer without numbers: those of pages are the savers'."""
    return " ".join("".join(c for c in text if not c.isdigit()).split())
