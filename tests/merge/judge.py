"""What a Word file says, read by mammoth, which no part of the merging uses."""

import io
from itertools import groupby

import docx
from docx.oxml.ns import qn
from mammoth import documents
from mammoth.docx import read

_STRONG, _EMPHASIS = {"Strong"}, {"Emphasis"}


def said(data):
    """The paragraphs of a file with tracked changes accepted; cells row by row.

    Each is its kind, and its text in stretches of one look: letters, bold, italic, struck, raised,
    the address of a link; for a note its text in such stretches.
    """
    document = read(io.BytesIO(data)).value
    found = _paragraphs(document.children, document.notes, "")
    listed = _list_styles(data)
    return [
        (listed.get(kind, "") if kind.startswith("style ") else kind, pieces)
        for kind, pieces in found
    ]


def _list_styles(data):
    """What a style makes of a paragraph by itself, which mammoth does not see: a list's item."""
    document = docx.Document(io.BytesIO(data))
    formats = {}
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    levels = {
        each.get(qn("w:abstractNumId")): {
            level.get(qn("w:ilvl")): level.find(qn("w:numFmt")).get(qn("w:val"))
            for level in each.iter(qn("w:lvl"))
        }
        for each in numbering.iter(qn("w:abstractNum"))
    }
    for each in numbering.iter(qn("w:num")):
        formats[each.get(qn("w:numId"))] = levels[each.find(qn("w:abstractNumId")).get(qn("w:val"))]
    found = {}
    for style in document.styles.element.iter(qn("w:style")):
        own = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is None or own.find(qn("w:numId")) is None:
            continue
        level = own.find(qn("w:ilvl"))
        depth = "0" if level is None else level.get(qn("w:val"))
        look = formats.get(own.find(qn("w:numId")).get(qn("w:val")), {}).get(depth)
        name = style.find(qn("w:name")).get(qn("w:val")).lower()
        if look not in (None, "none") and not name.startswith("heading"):
            found[f"style {name}"] = f"{'bullet' if look == 'bullet' else 'number'} {depth}"
    return found


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
    return "quote" if "quote" in name else f"style {name}"


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
