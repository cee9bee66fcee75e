"""Footnotes whose text was changed in Word: which note each was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.merge.comparing import NOTE
from panel_papers.merge.reading import Paragraph


class NoteChange(Struct, frozen=True, eq=False):
    """A footnote with another text: as it was built, and as the reviewer left it.

    Its mark is the one with the number `mark`, from 0, in the built paragraph `home`.
    """

    home: int
    mark: int
    old: Paragraph
    new: Paragraph


def changed_notes(
    base: Sequence[Paragraph],
    edited: Sequence[Paragraph],
    homes: Sequence[int | None],
    old_notes: Mapping[str, Paragraph],
    new_notes: Mapping[str, Paragraph],
) -> tuple[list[Paragraph], list[NoteChange]]:
    """Return the edited paragraphs as if no footnote had changed, and the changes of footnotes.

    A mark whose paragraph does not have as many marks as before is left as it is.
    """
    out: list[Paragraph] = []
    changes: list[NoteChange] = []
    for paragraph, home in zip(edited, homes, strict=True):
        pairs = [] if home is None else _pairs(base[home], paragraph)
        chars = list(paragraph.chars)
        for (mark, old), (at, new) in pairs:
            if home is None or old not in old_notes or new not in new_notes:
                continue
            chars[at] = replace(chars[at], note=old)
            changes.append(NoteChange(home, mark, old_notes[old], new_notes[new]))
        out.append(replace(paragraph, chars=tuple(chars)) if pairs else paragraph)
    return out, changes


def _pairs(old: Paragraph, new: Paragraph) -> list[tuple[tuple[int, str], tuple[int, str]]]:
    """Return the marks of notes that changed: number and note of the old, place and note of new."""
    before = [each.note for each in old.chars if each.text == NOTE]
    after = [(n, each.note) for n, each in enumerate(new.chars) if each.text == NOTE]
    kept = Counter(before) & Counter(note for _, note in after)
    left = _without(list(enumerate(before)), kept)
    right = _without(after, kept)
    return list(zip(left, right, strict=True)) if len(left) == len(right) else []


def _without(marks: Sequence[tuple[int, str]], kept: Counter[str]) -> list[tuple[int, str]]:
    """Return marks without those of notes that stayed."""
    kept = kept.copy()
    found = []
    for number, note in marks:
        if kept[note]:
            kept[note] -= 1
        else:
            found.append((number, note))
    return found
