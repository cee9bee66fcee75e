"""The texts of a paper that are compared, public and restricted, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.checks.outputs.public_text import OF_NAME
from panel_papers.checks.outputs.reading import Kind, UnreadableError, texts_of
from panel_papers.checks.protocol import Subject
from panel_papers.checks.words import Origin, Words, words_of
from panel_papers.content import Passage, passages_of
from panel_papers.core import FromTemplate, Paper, PdfFile, Picture, Place, Prose, WordFile
from panel_papers.inputs import RestrictedFile

_CONTENT = ("its part word/", "its part xl/", "its part ppt/", "an attachment")
_DRAWN = ("its part word/charts/", "its part word/diagrams/", "its part word/embeddings/")
_BESIDE_CONTENT = ("theme", "styles", "settings", "fontTable", "numbering", "_rels/", "docProps")
_PIECE = re.compile(r"[^\W_]+")
_NOT_PRINTED = frozenset({"paper.yaml", "figures.yaml"})


class Part(Struct, frozen=True):
    """Texts of one file: public, by its path; or restricted, with the number of its appendix."""

    file: str
    texts: tuple[Words, ...]
    number: int = 0

    @property
    def is_page(self) -> bool:
        """Whether its texts are pages, each line of which may begin again."""
        return any(each.origin is Origin.PDF for each in self.texts)


def public_parts(subject: Subject) -> tuple[Part, ...]:
    """Return the public texts of a paper by the file that they are typed in."""
    paper = subject.paper
    subject = replace(subject, documents={})  # what is made of the inputs says nothing more
    yaml = subject.place().file
    texts = [*_printed(subject), *_beside(subject.passages, paper)]
    for path in (each.path for each in paper.files if each.path not in _NOT_PRINTED):
        place = Place(f"{subject.folder}/{path}", where="its name")
        texts.append(Words(_name(path), Origin.FIELD, partial(_same, place)))
    named = partial(_same, subject.place(OF_NAME))
    texts += (Words(text, Origin.FIELD, named) for text in as_named(paper.name))
    for number, cited in enumerate(paper.background_papers, 1):
        place = Place(yaml, where=f"background paper {number}, url")
        for text in _of_address(cited.url or ""):
            texts.append(Words(text, Origin.FIELD, partial(_same, place)))
    for entry in paper.accepted:
        texts.append(Words(entry.reason, Origin.FIELD, partial(_same, entry.place)))
    texts += _of_figures(paper)
    files: dict[str, list[Words]] = {}
    for each in texts:
        files.setdefault(each.place(0).file, []).append(each)
    return tuple(Part(file, tuple(found)) for file, found in files.items())


def texts_of_restricted(
    folder: str, paper: Paper, sources: Sequence[RestrictedFile]
) -> tuple[Part, ...]:
    """Return the texts of each restricted appendix: printed or not, and its file's own name."""
    parts = []
    for source in sources:
        appendix = paper.appendices[source.number - 1]
        only = replace(paper, sections=(), appendices=(appendix,), background_papers=())
        passages = tuple(
            each for each in passages_of(replace(paper, sections=())) if each.part == source.number
        )
        subject = Subject(folder, only, passages, {})
        path = f"{folder}/{source.path}"
        printed = [each for each in words_of(subject) if each.origin is not Origin.FIELD]
        printed += _beside(passages, only)
        said = {each.text for each in printed}
        place = partial(_same, Place(path))
        named = (source.title, _name(source.path), *source.alternative_texts)
        beside = [Words(text, Origin.FIELD, place) for text in named]
        beside += [
            Words(text, Origin.FIELD, partial(_same, Place(path, where=where)))
            for where, text in _hidden(source)
            if text not in said
        ]
        parts.append(Part(path, (*printed, *beside), source.number))
    return tuple(parts)


def part_of_values(file: str, values: Iterable[tuple[Place, str]]) -> Part:
    """Return values of a file as public texts, each with its place."""
    texts = (Words(text, Origin.FIELD, partial(_same, place)) for place, text in values)
    return Part(file, tuple(texts))


def _printed(subject: Subject) -> Iterator[Words]:
    """Yield what is printed, the values of paper.yaml by the name of their place."""
    for each in words_of(subject):
        where = each.place(0).where or ""
        restriction = each.origin is Origin.FIELD and where.endswith(", title")
        number = where.removeprefix("appendix ").partition(",")[0]
        withheld = {appendix.label for appendix, _ in subject.paper.withheld}
        if not (restriction and where.startswith("appendix ") and number in withheld):
            yield each
        else:
            yield replace(
                each, place=partial(_same, subject.place(where.replace("title", "public_title")))
            )


def _of_figures(paper: Paper) -> Iterator[Words]:
    """Yield what the figures register says of each figure: also the value that no page prints."""
    for each in paper.figures:
        said = (each.label, each.value, each.formula, each.source_note)
        yield from (Words(text, Origin.FIELD, partial(_same, each.place)) for text in said)


def _pictures(value: object) -> Iterator[Picture]:
    """Yield the pictures within a value: of a field, of a list, of the exhibits in a text."""
    if isinstance(value, Picture):
        yield value
    elif isinstance(value, Prose):
        for each in value.exhibits:
            if isinstance(each.content, Picture):
                yield each.content
            else:
                yield from (picture for _, _, picture in each.content.pictures)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _pictures(inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            yield from _pictures(inner)


def _beside(passages: Iterable[Passage], paper: Paper) -> Iterator[Words]:
    """Yield what is beside the printed words: addresses of links, alternative texts."""
    for passage in passages:
        for link in passage.links:
            place = partial(_shifted, passage.place(link.start))
            yield from (Words(text, Origin.PROSE, place) for text in _of_address(link.address))
    fields = [each.prose for each in paper.sections]
    made = [each.content for each in paper.appendices if isinstance(each.content, FromTemplate)]
    for picture in _pictures([*fields, *(each.fields for each in made)]):
        beside = replace(picture.place, where="an alternative text")
        yield Words(picture.alternative_text, Origin.FIELD, partial(_same, beside))
    for appendix in paper.appendices:
        content = appendix.content
        if isinstance(content, WordFile):
            yield from _of_word(appendix.place, content.data)
        elif isinstance(content, PdfFile):
            yield from _of_pdf(appendix.place, content)


def _of_word(place: Place, data: bytes) -> Iterator[Words]:
    """Yield what a Word file says beside its paragraphs: alternative texts, addresses, charts."""
    try:
        found = list(texts_of(place.file, data))
    except UnreadableError:
        return  # what cannot be read is reported elsewhere
    for text in found:
        beside = text.kind is Kind.PROSE and text.where.startswith(_DRAWN)
        if (beside or text.kind is Kind.LABEL) and _is_content(text.where, text.text):
            where = partial(_same, replace(place, where=text.where))
            yield Words(unquote(text.text), Origin.WORD, where)


def _of_pdf(place: Place, content: PdfFile) -> Iterator[Words]:
    """Yield the alternative texts, bookmarks and addresses of a PDF."""
    from panel_papers.checks.shared.pdf_texts import strings_of  # noqa: PLC0415 - loads a library

    said = content.alternative_text
    texts = [said] if isinstance(said, str) else list((said or {}).values())
    yield from (Words(text, Origin.FIELD, partial(_same, place)) for text in texts)
    for where, text in strings_of(content.data):
        yield Words(unquote(text), Origin.WORD, partial(_same, replace(place, where=where)))


def _hidden(source: RestrictedFile) -> Iterator[tuple[str, str]]:
    """Yield what a restricted file holds whether it is printed or not: hidden cells, comments."""
    if source.path.lower().endswith(".pdf"):
        return  # its pages, attachments aside, are read as they are printed
    try:
        texts = list(texts_of(source.path, source.data))
    except UnreadableError:
        return  # the search of the finished files reports it
    for text in texts[1:]:  # the first is the file's name
        if text.kind in (Kind.PROSE, Kind.LABEL) and _is_content(text.where, text.text):
            yield text.where, text.text


def _is_content(where: str, text: str) -> bool:
    if not where.startswith("its part"):
        return True
    if "_rels/" in where:
        return "//" in text or text.startswith("mailto:")
    return where.startswith(_CONTENT) and not any(each in where for each in _BESIDE_CONTENT)


def _of_address(address: str) -> tuple[str, str]:
    """Return an address as it is, and its words as a name is typed: “thistledown-27300”."""
    typed = unquote(address)
    return typed, _capitals(typed)


def as_named(name: str) -> tuple[str, ...]:
    """Return the name of a folder as it is, and as names are written; nothing of an empty one."""
    return tuple(each for each in dict.fromkeys((name, _capitals(name))) if each)


def _capitals(typed: str) -> str:
    """Return the words of an address or of a folder’s name as names are written."""
    return " ".join(each.capitalize() for each in _PIECE.findall(typed))


def _name(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0].replace("_", " ").replace("-", " ")


def _same(place: Place, _offset: int) -> Place:
    return place


def _shifted(place: Place, _offset: int) -> Place:
    return replace(place, where="an address")
