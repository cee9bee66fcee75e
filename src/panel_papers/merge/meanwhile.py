"""Inputs that have changed since a reviewer's file was built: three versions of each paragraph.

The reviewer's file names the build that it was. Each merge keeps what the paper said before it, so
that the files of other reviewers find the text that they were made from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.merge.aligning import aligned, in_order
from panel_papers.merge.reading import Paragraph, WordFile
from panel_papers.merge.refusals import Refusal, changed_meanwhile

Base = Mapping[str, str]
"""What a build said: the text of each paragraph, by its anchor."""


class Rebased(Struct):
    """A reviewer's file as if it were made from today's inputs.

    `ours` and `theirs` are the texts of paragraphs that the inputs have changed since, as they are
    now and as they were: the proof finds them. `refusals` are those that both have changed.
    """

    file: WordFile
    ours: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def base_of(built: WordFile) -> dict[str, str]:
    """Return what a build says, by anchors."""
    return {name: each.text for each in built.paragraphs for name in each.anchors}


def rebased(built: WordFile, edited: WordFile, base: Base) -> Rebased:
    """Return a reviewer's file with the paragraphs put in that the inputs have changed since.

    `base` is what the file said when it was built.
    """
    now = {name for each in built.paragraphs for name in each.anchors}
    homes = aligned(built.paragraphs, edited.paragraphs)
    found = Rebased(edited)
    kept: list[tuple[int | None, Paragraph]] = []
    for number, each in enumerate(edited.paragraphs):
        name = each.anchors[0] if each.anchors else ""
        home = homes[number]
        if not name or name in now or name not in base:
            kept.append((home, each))
            continue
        here = built.paragraphs[home] if home is not None else None
        if base[name] == each.text:  # the reviewer left it: today's text counts
            found.theirs.append(each.text)
            if here is not None:
                found.ours.append(here.text)
                kept.append((home, here))
        elif here is not None and here.text == each.text:
            kept.append((home, here))
        else:
            found.refusals.append(changed_meanwhile(each, here, base[name]))
            kept.append((home, each))
    found.file = replace(edited, paragraphs=_with_new(built.paragraphs, kept, base, found.ours))
    return found


def _with_new(
    built: Sequence[Paragraph],
    kept: Sequence[tuple[int | None, Paragraph]],
    base: Base,
    ours: list[str],
) -> tuple[Paragraph, ...]:
    """Return the paragraphs with those that the inputs have got since the file was built."""
    there = {home for home, _ in kept if home is not None}
    new = [
        number
        for number, each in enumerate(built)
        if number not in there and each.anchors and each.anchors[0] not in base
    ]
    order = in_order([home for home, _ in kept])
    out: list[Paragraph] = []
    for number, (home, each) in enumerate(kept):
        if number in order and home is not None:
            while new and new[0] < home:
                out.append(built[new[0]])
                ours.append(built[new.pop(0)].text)
        out.append(each)
    for number in new:
        out.append(built[number])
        ours.append(built[number].text)
    return tuple(out)


def unknown_base(built: WordFile, edited: WordFile) -> list[Refusal]:
    """Return what cannot be merged where it is not known what the file said when it was built."""
    now = {name for each in built.paragraphs for name in each.anchors}
    homes = aligned(built.paragraphs, edited.paragraphs)
    there = {home for home in homes if home is not None}
    refusals = []
    for number, each in enumerate(edited.paragraphs):
        home = homes[number]
        here = built.paragraphs[home] if home is not None else None
        known = bool(each.anchors) and each.anchors[0] in now
        if not known and (here is None or here.text != each.text):
            refusals.append(changed_meanwhile(each, here, ""))
    for number, each in enumerate(built.paragraphs):
        if number not in there:
            refusals.append(changed_meanwhile(each, each, ""))
    return refusals
