"""The sections of a report kept as Word files, where these say what the report says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from lxml import etree
from msgspec import Struct, field
from msgspec.structs import replace

from panel_papers.core import (
    Block,
    Body,
    InputsError,
    Level,
    PictureBlock,
    Place,
    ProseTree,
    without_places,
)
from panel_papers.inputs.appendices.supplied import Supplied
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Package, open_package
from panel_papers.inputs.cleaning.word.stories import main_part, part_of
from panel_papers.inputs.cleaning.word.styles import Styles
from panel_papers.inputs.importing.parts import Part, Parts
from panel_papers.inputs.importing.typed_numbers import typed_number
from panel_papers.inputs.importing.writing import with_notes
from panel_papers.inputs.word_sections.body import level_of
from panel_papers.inputs.word_sections.printed import forms_of
from panel_papers.inputs.word_sections.reading import ReadDocument, read_section

_USED_BY_ID = frozenset(("image", "hyperlink", "header", "footer"))
_LETTERS = tuple(map(n, ("w:t", "w:tab", "w:br", "w:cr")))


class WordFiles(Struct):
    """The sections as Word files by their names, and why others are Markdown."""

    files: dict[str, bytes] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def word_files(
    read: ReadDocument,
    parts: Parts,
    notes: Sequence[tuple[Block, ...]],
    taken: Set[str],
    body: Body | None,
) -> WordFiles:
    """Return a Word file of each section that reads as the section does.

    `taken` are the numbers that were taken off paragraphs. A section of which a Word file says
    something else, or which no section in Word may hold, is left to Markdown.
    """
    made = WordFiles()
    whole = read.package.to_bytes()
    places = _beginnings(read, parts)
    for part in parts.sections:
        begin, end = places.get(part.where, (0, 0))
        data = _cut(whole, begin, end, parts.level, taken) if begin else b""
        why = _unlike(data, part, notes, body) if begin else "its heading is not in the text"
        if why:
            made.left.append(f"The section “{part.name}” is written as Markdown: {why}.")
        else:
            made.files[part.name] = data
    return made


def _beginnings(read: ReadDocument, parts: Parts) -> dict[str, tuple[int, int]]:
    """Return where each section begins and ends among the children of the text, by its place.

    A place that two headings share has none: which of them it is cannot be said.
    """
    root = read.package.tree(main_part(read.package))
    holder = root.find(n("w:body"))
    children = list(holder) if holder is not None else []
    index = {child: at for at, child in enumerate(children)}
    at_place: dict[str, list[int]] = {}
    for block, source in zip(read.tree.blocks, read.sources, strict=True):
        around = () if source is None else (source, *source.iterancestors())
        for each in around:
            if each in index:
                at_place.setdefault(block.where, []).append(index[each])
    starts = [at_place.get(where, []) for where in parts.starts]
    if not starts or any(len(each) != 1 for each in starts):
        return {}
    ends = [*(each[0] for each in starts[1:]), len(children)]
    return {
        where: (each[0] + 1, end)
        for where, each, end in zip(parts.starts, starts, ends, strict=True)
    }


def _cut(whole: bytes, begin: int, end: int, level: int, taken: Set[str]) -> bytes:
    """Return a Word file with a part of the text, without what only the rest of it used."""
    package = open_package(whole, Place(""))
    main = main_part(package)
    root = package.tree(main)
    holder = root.find(n("w:body"))
    if holder is None:
        return b""
    for at, child in enumerate(list(holder)):
        if child.tag != n("w:sectPr") and not begin <= at < end:
            holder.remove(child)
    for reference in list(root.iter(n("w:headerReference"), n("w:footerReference"))):
        parent = reference.getparent()
        if parent is not None:
            parent.remove(reference)
    styles = Styles(package)
    for paragraph in holder.iterchildren(n("w:p")):
        _set_level(paragraph, styles, level)
        number = typed_number(_text(paragraph))
        if number and number[1] in taken:
            _drop_letters(paragraph, number.end())
    _drop_notes(package, root)
    for relation in package.relations(main):
        if relation.kind in _USED_BY_ID:
            package.drop_unused(main, relation)
    package.collect()
    return package.to_bytes()


def _set_level(paragraph: etree._Element, styles: Styles, level: int) -> None:
    """Give a heading the level that it has below the section's own heading."""
    found = level_of(paragraph, styles)
    properties = paragraph.find(n("w:pPr"))
    if found is None:
        return
    if properties is None:
        properties = paragraph.makeelement(n("w:pPr"), {})
        paragraph.insert(0, properties)
    said = properties.find(n("w:outlineLvl"))
    if said is None:
        said = etree.SubElement(properties, n("w:outlineLvl"))
    said.set(n("w:val"), str(max(2, found - level + 1) - 1))


def _text(paragraph: etree._Element) -> str:
    return "".join(
        (each.text or "") if each.tag == n("w:t") else " " for each in paragraph.iter(*_LETTERS)
    )


def _drop_letters(paragraph: etree._Element, count: int) -> None:
    """Take the first letters of a paragraph out; a tab is one."""
    for each in list(paragraph.iter(*_LETTERS)):
        parent = each.getparent()
        if count <= 0 or parent is None:
            return
        if each.tag == n("w:t"):
            text = each.text or ""
            each.text = text[count:]
            count -= len(text)
        else:
            parent.remove(each)
            count -= 1


def _drop_notes(package: Package, root: etree._Element) -> None:
    """Take out the notes that the text does not refer to."""
    for kind in ("footnote", "endnote"):
        name = part_of(package, f"{kind}s")
        if name is None:
            continue
        used = {each.get(n("w:id")) for each in root.iter(n(f"w:{kind}Reference"))}
        notes = package.tree(name)
        for note in list(notes.iterchildren(n(f"w:{kind}"))):
            if note.get(n("w:type")) is None and note.get(n("w:id")) not in used:
                notes.remove(note)


def _unlike(data: bytes, part: Part, notes: Sequence[tuple[Block, ...]], body: Body | None) -> str:
    """Return why a section's Word file cannot be taken; “” where it can."""
    path = f"{part.name}.docx"
    place = Place(path)
    try:
        found = read_section(Supplied(data, place, None, place), path, forms_of(body, part.name))
    except InputsError as error:
        return re.sub(r"^([A-Z])(?![A-Z])", lambda first: first[1].lower(), error.problems[0].found)
    wrong = [each for each in found.problems if each.level is Level.ERROR]
    if wrong:
        where = f" ({wrong[0].place.where})" if wrong[0].place.where else ""
        return f"{wrong[0].found[0].lower()}{wrong[0].found[1:]}{where}"
    expected = with_notes(part.blocks, notes)
    if found.prose.tree is None or _bare(found.prose.tree) != _bare(expected):
        return "its numbers, lists or captions would be read otherwise from Word"
    return ""


def _bare(tree: ProseTree) -> ProseTree:
    """Return a tree without places, and without where its pictures are."""
    plain = without_places(tree)
    return replace(
        plain,
        blocks=tuple(
            replace(each, path="") if isinstance(each, PictureBlock) else each
            for each in plain.blocks
        ),
    )


def in_place_of_markdown(
    files: Mapping[str, bytes], word: Mapping[str, bytes], pictures: str
) -> dict[str, bytes]:
    """Return the files of a paper with sections as Word files, without pictures in these alone."""
    kept = {path: data for path, data in files.items() if path.removesuffix(".md") not in word}
    texts = b"\n".join(data for path, data in kept.items() if path.endswith(".md"))
    return {
        path: data
        for path, data in kept.items()
        if not path.startswith(f"{pictures}/") or path.encode() in texts
    } | {f"{name}.docx": data for name, data in word.items()}
