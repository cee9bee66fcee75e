"""A Word report as the folder of a paper: what was found in it, and what could not be placed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    Block,
    Body,
    CodeBlock,
    InputsError,
    ParagraphBlock,
    PictureBlock,
    Place,
    Problem,
    Prose,
    Span,
    canonical,
    is_paper_name,
    plain,
    with_spans,
)
from panel_papers.inputs.appendices.supplied import Supplied
from panel_papers.inputs.importing.closing import lines_of, says_none
from panel_papers.inputs.importing.cover import Cover, found_fields, is_cover, read_cover
from panel_papers.inputs.importing.dividing import divided_report
from panel_papers.inputs.importing.known_headings import bare
from panel_papers.inputs.importing.leftovers import words_left
from panel_papers.inputs.importing.parts import Parts
from panel_papers.inputs.importing.typed_numbers import numbered
from panel_papers.inputs.importing.word_files import WordFiles, in_place_of_markdown, word_files
from panel_papers.inputs.importing.writing import PICTURES, Written, written
from panel_papers.inputs.source import LARGEST_FILE
from panel_papers.inputs.word_sections.printed import forms_of
from panel_papers.inputs.word_sections.reading import ReadDocument, read_document

NOT_PLACED = "not-placed.txt"
_OF_COVERS = frozenset(
    (
        *("word-title-style", "word-header-row", "word-underlined", "word-merged-cells"),
        *("word-tab", "word-tabbed-table"),
    )
)
_LEFT_OUT = frozenset(
    (
        *("word-picture-in-text", "word-picture-kind", "word-drawing", "word-formula"),
        *("word-symbol", "word-unknown-content"),
    )
)


class Imported(Struct, frozen=True):
    """What came of a report: the files of its paper, the facts found, what was not placed."""

    files: Mapping[str, bytes]
    facts: tuple[str, ...]
    sections: tuple[str, ...]
    left: tuple[str, ...]
    prose: tuple[Prose, ...]


def import_file(
    path: Path,
    headings: Mapping[str, str],
    body: Body | None = None,
    numbered_headings: Set[str] | None = None,
    *,
    as_word: bool = False,
) -> Imported:
    """Return the paper that a Word report on the disk makes; raises as `import_report` does."""
    place = Place(path.as_posix())
    if not path.is_file():
        found = f"There is no file “{path.as_posix()}”"
        hint = "type the file’s name with its folder and ending, such as Documents/report.docx"
        raise InputsError([Problem("import-file-missing", place, found, "", hint)])
    if path.stat().st_size > LARGEST_FILE:
        found = f"“{path.name}” is larger than {LARGEST_FILE // 1_000_000} MB"
        hint = "save its pictures in a lower resolution"
        raise InputsError([Problem("file-too-large", place, found, "", hint)])
    data = path.read_bytes()
    return import_report(data, place, headings, body, numbered_headings, as_word=as_word)


def import_report(
    data: bytes,
    place: Place,
    headings: Mapping[str, str],
    body: Body | None = None,
    numbered_headings: Set[str] | None = None,
    *,
    as_word: bool = False,
) -> Imported:
    """Return the files of a paper that says what a Word report says.

    `headings` are those of the templates of sections, each with the section's name;
    `numbered_headings` the templates that print a number before it, None for all. With `as_word`
    sections are kept as Word files where these say the same. Raises InputsError where the file
    cannot be opened, or holds tracked changes.
    """
    supplied = Supplied(data, place, None, place)
    read = read_document(supplied, "report", forms_of(body), typing_numbers=True)
    notes = tuple(with_spans(each, _without_inner_links) for each in read.tree.notes)
    known = _known(headings, body)
    report = divided_report(
        with_spans(read.tree.blocks, _without_inner_links), known, lambda each: is_cover(each, body)
    )
    parts = report.parts
    rules = _take_rules(parts, body)
    numbers = numbered(
        parts.sections,
        frozenset(headings.values()),
        numbered_headings,
        paragraphs=body is not None and body.numbered_paragraphs,
    )
    parts.sections = numbers.sections
    cover = read_cover(parts.cover, body, read.tabbed, _titles(read))
    made = written(cover, parts, notes, read.pictures, body)
    if as_word:
        _keep_word(made, word_files(read, parts, notes, set(numbers.taken), body))
    placed = [*_placed(cover, parts, notes), *rules, *numbers.taken]
    left = [
        *(*report.said, *cover.left, *made.left, *numbers.left),
        *_said_of_headings(parts, known),
        *_said_of_findings(read, parts),
        *_said_of_pictures(parts, place.file),
        *words_left([*read.words, *read.numbers], placed, [cover.fields.get("title", "")]),
    ]
    return Imported(
        dict(sorted(made.files.items())),
        tuple(found_fields(cover)),
        tuple(each.name for each in parts.sections),
        tuple(each for each in left if each.strip("- ")),
        tuple(made.prose),
    )


def _known(headings: Mapping[str, str], body: Body | None) -> dict[str, str]:
    """Return the names of sections by their headings: the body's own, or those of templates."""
    own = {bare(each.text): name for name, each in body.headings.items()} if body else {}
    return {**headings, **own}


def _titles(read: ReadDocument) -> set[str]:
    """Return the places of paragraphs in the style Title."""
    problems = read.findings.problems
    return {each.place.where or "" for each in problems if each.code == "word-title-style"}


def _keep_word(made: Written, word: WordFiles) -> None:
    """Keep sections as Word files in place of their Markdown."""
    made.files = in_place_of_markdown(made.files, word.files, PICTURES)
    made.prose = [
        each for each in made.prose if each.place.file.removesuffix(".md") not in word.files
    ]
    made.left += word.left


def _said_of_headings(parts: Parts, known: Mapping[str, str]) -> list[str]:
    return [
        f"The heading “{each.typed}” of {each.name} is printed as its template has it."
        for each in parts.sections
        if each.heading is None and known.get(bare(each.typed)) != each.name
    ]


def _said_of_findings(read: ReadDocument, parts: Parts) -> list[str]:
    return [
        f"{each.place}: {each.found}{', and was left out' * (each.code in _LEFT_OUT)}; {each.hint}."
        for each in read.findings.problems
        if not _is_placed(each.code, each.place.where or "", parts)
    ]


def _said_of_pictures(parts: Parts, file: str) -> list[str]:
    """Return the pictures that no section has: on the cover sheet, in the closing lists."""
    blocks = [*parts.cover, *parts.background, *parts.appendices]
    return [
        f"{Place(file, where=each.where or None)}: A picture on the cover sheet or in a closing "
        f"list is printed nowhere{f' (“{each.alternative_text}”)' if each.alternative_text else ''}"
        "; its file is in “pictures”."
        for each in blocks
        if isinstance(each, PictureBlock)
    ]


def _without_inner_links(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return words without links within the report: a build makes those of references."""
    return canonical(replace(e, link="") if e.link.startswith("#") else e for e in spans)


def _take_rules(parts: Parts, body: Body | None) -> list[str]:
    """Take out of the closing lists what the body prints below them itself; return it."""
    said = {" ".join(each.split()) for each in body.statutory_texts} if body else set()
    found = []
    for blocks in (parts.background, parts.appendices):
        for block in [each for each in blocks if isinstance(each, ParagraphBlock)]:
            if (text := " ".join(plain(block.spans).split())) in said:
                found.append(text)
                blocks.remove(block)
    return found


def _is_placed(code: str, where: str, parts: Parts) -> bool:
    """Say whether a finding is about what the cover sheet took, or what no report keeps."""
    covered = {getattr(each, "where", "") for each in parts.cover}
    return code == "word-header-footer" or (code in _OF_COVERS and where in covered)


def _placed(cover: Cover, parts: Parts, notes: Sequence[tuple[Block, ...]]) -> Iterator[str]:
    """Yield the texts of the report that have a place, with what the templates print."""
    yield from cover.fields.values()
    yield from cover.contact.values()
    yield from cover.labels
    yield from (text for row in cover.rows.items() for text in row)
    yield from cover.left
    yield from parts.closing
    figures = 0
    for part in parts.sections:
        yield part.typed
        yield from _texts(part.blocks)
        for block in part.blocks:
            if isinstance(block, PictureBlock) and block.caption:
                figures += 1
                yield f"Figure {figures}"
    for blocks in (parts.background, parts.appendices):
        yield from (plain(spans) for spans in lines_of(blocks))
        paragraphs = [each for each in blocks if isinstance(each, ParagraphBlock)]
        yield from (plain(each.spans) for each in paragraphs if says_none(each.spans))
    for note in notes:
        yield from _texts(note)


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    """Return the words of blocks, line by line."""
    found: list[str] = []

    def noted(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        found.append(plain(spans))
        return spans

    with_spans(blocks, noted)
    for block in blocks:
        if isinstance(block, CodeBlock):
            found.append(block.text)
        elif isinstance(block, PictureBlock):
            found.append(block.caption)
    return found


def write_imported(inputs: Path, name: str, imported: Imported) -> Path:
    """Write an imported paper into a new folder, all its files or none; return the folder.

    What could not be placed is listed in a file of its own there. Raises InputsError where the
    name will not do or the folder exists, with nothing touched.
    """
    place = Place((inputs / name).as_posix())
    if not is_paper_name(name):
        wanted = "small letters, digits and hyphens, such as march-2024"
        found = f"“{name}” cannot be the name of a paper"
        raise InputsError([Problem("paper-name", place, found, wanted, "choose another name")])
    if os.path.lexists(inputs / name):
        found = f"A paper, folder or file named “{name}” exists already"
        hint = "choose another name, or move the old folder away"
        raise InputsError([Problem("paper-exists", place, found, "", hint)])
    unfinished = inputs / f".{name}.import"
    try:
        shutil.rmtree(unfinished, ignore_errors=True)  # of a run that was killed
        files = dict(imported.files)
        if imported.left:
            files[NOT_PLACED] = "\n".join([*imported.left, ""]).encode()
        for path, data in files.items():
            (unfinished / path).parent.mkdir(parents=True, exist_ok=True)
            (unfinished / path).write_bytes(data)
        unfinished.rename(inputs / name)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return inputs / name
