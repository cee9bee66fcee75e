"""What a Word file says, read by mammoth, which no part of the merging uses."""

import io
import re
from itertools import groupby

from mammoth import documents
from mammoth.docx import read

_STRONG, _EMPHASIS = {"Strong"}, {"Emphasis"}


def said(data):
    """The paragraphs of a file with tracked changes accepted; cells row by row.

    Each is its kind, and its text in stretches of one look: letters, bold, italic, struck, raised,
    the address of a link; for a note its text in such stretches.
    """
    document = read(io.BytesIO(data)).value
    return list(_paragraphs(document.children, document.notes, ""))


def _letters(children):
    for each in children:
        if isinstance(each, documents.Text):
            yield each.value
        elif hasattr(each, "children"):
            yield from _letters(each.children)


def _paragraphs(children, notes, cell):
    for each in children:
        if isinstance(each, documents.Paragraph):
            pieces = _joined(list(_pieces(each.children, notes, "")))
            if pieces:
                yield cell or _kind(each), tuple(pieces)
        elif isinstance(each, documents.Table):
            for number, row in enumerate(each.children):
                for column, inner in enumerate(row.children):
                    yield from _paragraphs(
                        inner.children, notes, f"row {number + 1}, column {column + 1}"
                    )
        elif hasattr(each, "children"):
            yield from _paragraphs(each.children, notes, cell)


def _kind(paragraph):
    name = (paragraph.style_name or "").lower()
    if name.startswith("heading"):
        return name
    if paragraph.numbering is not None:
        kind = "number" if paragraph.numbering.is_ordered else "bullet"
        return f"{kind} {paragraph.numbering.level_index}"
    listed = re.fullmatch(r"list (bullet|number) ?(\d?)", name)
    if listed:  # LibreOffice drops a numbering that the style gives; mammoth reads no style's
        return f"{listed[1]} {int(listed[2] or 1) - 1}"
    return "quote" if "quote" in name else ""


def _pieces(children, notes, link, look=()):
    for each in children:
        if isinstance(each, documents.Run):
            style = each.style_name or ""
            look = (
                "b" * bool(each.is_bold or style in _STRONG),
                "i" * bool(each.is_italic or style in _EMPHASIS),
                "s" * bool(each.is_strikethrough),
                (each.vertical_alignment or "baseline").replace("baseline", ""),
            )
            yield from _pieces(each.children, notes, link, look)
        elif isinstance(each, documents.Hyperlink):
            yield from _pieces(each.children, notes, (each.href or "").removesuffix("/"), look)
        elif isinstance(each, documents.Text):
            yield from ((letter, look, link) for letter in each.value)
        elif isinstance(each, documents.Tab):
            yield "\t", look, link
        elif isinstance(each, documents.Break):
            yield ("\n" if each.break_type == "line" else ""), look, link
        elif isinstance(each, documents.NoteReference):
            note = notes.resolve(each)
            said = [
                piece for each in note.body for piece in _joined(_pieces(each.children, {}, ""))
            ]
            yield f"[{said}]", (), ""
        elif isinstance(each, documents.Image):
            yield "[picture]", (), ""
        elif hasattr(each, "children"):
            yield from _pieces(each.children, notes, link, look)


def _joined(pieces):
    """Return stretches of one look; white space has none, and none is at the ends."""
    shown = [
        (" " if letter in " \t" else letter, *((look, link) if letter.strip() else ((), "")))
        for letter, look, link in pieces
        if letter
    ]
    out = []
    for letter, look, link in shown:
        if letter == " " and out and out[-1][0] in " \n":
            continue
        while letter == "\n" and out and out[-1][0] == " ":
            out.pop()
        out.append((letter, look, link))
    while out and not out[-1][0].strip():
        out.pop()
    while out and not out[0][0].strip():
        out.pop(0)
    for at, (letter, _, _) in enumerate(out):
        if not letter.strip() and at:  # a space looks like what is before it
            out[at] = letter, *out[at - 1][1:]
    return [
        ("".join(letter for letter, _, _ in group), *key)
        for key, group in groupby(out, lambda piece: piece[1:])
    ]
