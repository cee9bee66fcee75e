"""The files of a paper that was imported: paper.yaml, Markdown, pictures, data."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.core import (
    Block,
    Body,
    PictureBlock,
    Place,
    Prose,
    ProseTree,
    Span,
    TableBlock,
    plain,
    with_spans,
)
from panel_papers.inputs.importing.closing import Cited, appendix_of, cited, lines_of
from panel_papers.inputs.importing.cover import Cover
from panel_papers.inputs.importing.parts import Part, Parts
from panel_papers.inputs.word_sections.markdown import to_markdown

PICTURES = "pictures"
_GAP = "TBC"
_REQUIRED = ("title", "report_to", "author", "date", "for")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.()&’'/–-]*[A-Za-z0-9.)]")
_ODD = re.compile(r"(?:yes|no|true|false|null|on|off|~|none)", re.IGNORECASE)
_NUMBER = re.compile(
    r"[(\-−+]?\s{0,3}[£$€]?\s{0,3}\d[\d,]*(?:\.\d+)?\s{0,3}(?:%|m|k|bn)?\)?", re.IGNORECASE
)


class Written(Struct):
    """The files of a paper by their paths, and what could not be placed in them."""

    files: dict[str, bytes] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    """The text of each section, to be compared with what Markdown makes of it."""


def written(
    cover: Cover,
    parts: Parts,
    notes: Sequence[tuple[Block, ...]],
    pictures: Mapping[str, bytes],
    body: Body | None,
) -> Written:
    """Return the files that say what a report says."""
    made = Written()
    names: dict[str, str] = {}
    for number, (path, data) in enumerate(pictures.items(), 1):
        ending = path.rpartition(".")[2]
        names[path] = f"{PICTURES}/picture-{number}.{ending}"
        made.files[names[path]] = data
    for part in parts.sections:
        blocks = tuple(_renamed(each, names) for each in part.blocks)
        tree = with_notes(blocks, notes)
        text, spots = to_markdown(tree)
        place = Place(f"{part.name}.md", 1, 1)
        made.prose.append(Prose(text, place, spots=spots, tree=tree))
        made.files[f"{part.name}.md"] = text.encode()
        _tables(made, part, blocks)
    made.files["paper.yaml"] = _paper_yaml(made, cover, parts, body).encode()
    return made


def _renamed(block: Block, names: Mapping[str, str]) -> Block:
    return replace(block, path=names[block.path]) if isinstance(block, PictureBlock) else block


def with_notes(blocks: tuple[Block, ...], notes: Sequence[tuple[Block, ...]]) -> ProseTree:
    """Return a section's tree with the footnotes that it refers to, numbered from 1."""
    order: dict[int, int] = {}

    def spans(found: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(
            replace(each, note=order.setdefault(each.note, len(order) + 1)) if each.note else each
            for each in found
        )

    numbered = with_spans(blocks, spans)
    own: list[tuple[Block, ...]] = []
    while len(own) < len(order):  # a note may refer to another
        own.append(with_spans(notes[list(order)[len(own)] - 1], spans))
    return ProseTree(numbered, tuple(own))


def _tables(made: Written, part: Part, blocks: Sequence[Block]) -> None:
    """Write each table with numbers in it as a file of data, too."""
    number = 0
    for block in blocks:
        if not isinstance(block, TableBlock):
            continue
        number += 1
        rows = [[plain(cell).replace("\n", " ") for cell in row.cells] for row in block.rows]
        cells = [cell.strip() for row in rows[1:] for cell in row]
        is_simple = bool(rows) and all(rows[0]) and len(set(rows[0])) == len(rows[0])
        if not is_simple or not any(_NUMBER.fullmatch(cell) for cell in cells):
            continue
        csv.writer(packed := io.StringIO(), lineterminator="\n").writerows(rows)
        made.files[f"data/{part.name}-table-{number}.csv"] = packed.getvalue().encode()


def _paper_yaml(made: Written, cover: Cover, parts: Parts, body: Body | None) -> str:
    lines = ["# Imported from a Word report. What could not be placed is in not-placed.txt.\n"]
    lines += [f"body: {body.key}\n"] if body is not None else []
    for name in (*_REQUIRED, "divisions_affected"):
        if name in cover.fields:
            lines.append(f"{name}: {_value(cover.fields[name])}\n")
        elif name in _REQUIRED:
            lines.append(f"{name}: {_GAP}\n" if name != "date" else "# date: 2024-03-14\n")
            made.left.append(f"The report does not say its “{name}”: write it into paper.yaml.")
    lines.append("enquiries_to:\n")
    for name in ("name", "role", "email"):
        if name in cover.contact:
            lines.append(f"  {name}: {_value(cover.contact[name])}\n")
        else:
            made.left.append(f"The contact has no “{name}”: write it into paper.yaml.")
    if cover.rows:
        lines.append("cover:\n")
        lines += [f"  {_value(key)}: {_value(text)}\n" for key, text in cover.rows.items()]
    lines.append("sections:\n")
    for part in parts.sections:
        own = f"{{{part.name}: {_value(part.heading)}}}" if part.heading else part.name
        lines.append(f"  - {own}\n")
    lines += _background(parts)
    lines += _appendices(made, parts)
    return "".join(lines)


def _background(parts: Parts) -> list[str]:
    found = [cited(spans) for spans in lines_of(parts.background)]
    if not found:
        return ["background_papers: []\n"]
    return ["background_papers:\n", *(line for each in found for line in _cited(each))]


def _cited(each: Cited) -> list[str]:
    lines = [f"  - title: {_value(each.title)}\n"]
    lines += [f"    link_text: {_value(each.link_text)}\n"] if each.link_text else []
    lines += [f"    url: {_value(each.url)}\n"] if each.url else []
    return lines


def _appendices(made: Written, parts: Parts) -> list[str]:
    """Return the appendices as comments: their files are not in the report."""
    lines = []
    for spans in lines_of(parts.appendices):
        label, title = appendix_of(spans)
        if not label and title.endswith("."):  # a sentence below the list
            made.left.append(f"Below the list of appendices: {title}")
            continue
        lines.append(f"#  - {{title: {_value(title)}, file: appendices/FILE}}\n")
        named = f"Appendix {label} – {title}" if label else title
        made.left.append(
            f"{named}: put its file into “appendices”, write its name in paper.yaml, and take off "
            "the “#” marks."
        )
    return ["# appendices:\n", *lines] if lines else []


def _value(text: str) -> str:
    """Return a text as YAML reads it back."""
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and not _ODD.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
