"""Finds notes that an author or a template left for the author in a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from panel_papers.core import Level, Place, Problem
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.stories import Story, shortened, style_of, styles, text_of
from panel_papers.inputs.cleaning.word.styles import is_fallback

_MOST = 20  # a draft full of notes is reported once, not a hundred times
_NOTE = re.compile(
    r"\[\s*(?:insert|delete|enter|add|name|date|tb[ac]|to be (?:confirmed|added|completed)|xx+)\b"
    r"[^\]]*\]?"
    r"|\b(?:TBC|TBA)\b"
    r"|\bXXX+\b"
    r"|\b(?:delete|remove) (?:this|these) (?:note|text|guidance|paragraph|section|box)s?\b"
    r"|\bclick or tap here to enter text\b|\bclick here to enter\b"
    r"|\bguidance note to (?:the )?authors?\b"
    r"|\blorem ipsum\b",
    re.IGNORECASE,
)
_CAPITALS = ("TBC", "TBA", "XXX")  # “tba” may be a name or a Welsh word
_NOTE_STYLE = re.compile(r"guidance|instruction|note to author", re.IGNORECASE)


def leftover_notes(package: Package, texts: Sequence[Story], place: Place) -> tuple[Problem, ...]:
    """Return a warning for each note, of which at most twenty are reported."""
    found = [
        Problem(
            "leftover-note",
            Place(place.file, place.line, place.column, where),
            f"“{shortened(note)}” seems to be a note to the author",
            "",
            "write what belongs there, or delete it",
            Level.WARNING,
        )
        for where, note in _notes(package, texts)
    ]
    return tuple(found[:_MOST])


def _notes(package: Package, texts: Sequence[Story]) -> Iterator[tuple[str, str]]:
    guiding = {
        str(style.get(n("w:styleId")))
        for style in styles(package)
        if (name := style.find(n("w:name"))) is not None
        and _NOTE_STYLE.search(str(name.get(n("w:val"))))
    }
    for story in texts:
        yield from _drawn(story)
        for paragraph in story.root.iter(n("w:p")):
            text = text_of(paragraph)
            match = _note_in(text)
            unfilled = next(paragraph.iterancestors(n("w:sdt")), None)
            if match:
                yield story.where(paragraph), text[match.start() :]
            elif text.strip() and (
                style_of(paragraph) in guiding
                or (
                    unfilled is not None and unfilled.find(f".//{n('w:showingPlcHdr')}") is not None
                )
            ):
                yield story.where(paragraph), text


def _drawn(story: Story) -> Iterator[tuple[str, str]]:
    """Yield the notes in watermarks and other WordArt, whose words are an attribute."""
    for drawn in story.root.iter(n("v:textpath")):
        text = str(drawn.get("string", ""))
        match = None if is_fallback(drawn) else _note_in(text)
        if match:
            yield f"{story.where(drawn)}, WordArt", text[match.start() :]


def _note_in(text: str) -> re.Match[str] | None:
    return next((m for m in _NOTE.finditer(text) if _is_note(m[0])), None)


def _is_note(found: str) -> bool:
    capitals = found.upper()[:3] in _CAPITALS and found.isalpha()
    return found.isupper() if capitals else True
