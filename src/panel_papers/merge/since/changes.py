"""What changed between two versions of a paper's documents: each place, and Word redlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from panel_papers.core import InputsError, Place, Problem, Settings
from panel_papers.inputs import paper_folder
from panel_papers.merge.aligning import aligned, in_order
from panel_papers.merge.comparing import same
from panel_papers.merge.documents import Document, built_documents
from panel_papers.merge.proof import lines_unlike, read_words
from panel_papers.merge.reading import Paragraph, WordFile
from panel_papers.merge.since.versions import Earlier, earlier_documents
from panel_papers.template_tools import redline

_LEAST = 0.2  # of its paragraphs; an appendix that shares less is another one


class Changed(Struct, frozen=True):
    """One change: in which document and where, and the text before and after.

    `kind` is “changed”, “new”, “deleted”, “moved” or, where the words are the same, “look”.
    """

    document: str
    where: str
    kind: str
    old: str
    new: str


class Since(Struct, frozen=True):
    """What changed in a paper: the changes in order, and a Word file a document that changed.

    `not_compared` are appendices that are not made in Word.
    """

    paper: str
    changes: tuple[Changed, ...]
    files: Mapping[str, bytes]
    not_compared: tuple[str, ...]


def changed_since(name: str, old: str, settings: Settings) -> Since:
    """Return what changed in a paper's Word documents since an earlier version.

    Raises InputsError where there is no such version, or it or the paper cannot be read.
    """
    folder = paper_folder(settings.inputs, name)
    paper, now = built_documents(folder, settings)
    earlier = earlier_documents(old, folder, settings, now)
    if Path(old).is_file():  # a single document: the others are not meant
        now = [each for each in now if each.number == earlier[0].number]
    changes: list[Changed] = []
    files: dict[str, bytes] = {}
    taken: set[int] = set()
    for document in now:
        before = _before(document, earlier, taken)
        if before is None:
            changes.append(Changed(document.name, "", "new", "", _first(document.read)))
            continue
        taken.add(before.number)
        found = list(_changes(document.name, before.read, document.read))
        if found:
            line = _redline(before.docx, document.docx, document.name)
            files[f"{folder.name}-{document.name.replace(' ', '-')}-changes.docx"] = line
        changes += found
    for gone in earlier:
        if gone.number not in taken:
            named = f"appendix {gone.number}" if gone.number else "report"
            changes.append(Changed(named, "", "deleted", _first(gone.read), ""))
    made = {each.number for each in now}
    others = [f"appendix {a.label}" for a in paper.appendices if a.number not in made]
    not_compared = () if Path(old).is_file() else tuple(others)
    return Since(folder.name, tuple(changes), files, not_compared)


def _first(read: WordFile) -> str:
    return read.paragraphs[0].text if read.paragraphs else ""


def _before(document: Document, earlier: Sequence[Earlier], taken: set[int]) -> Earlier | None:
    """Return the earlier version of a document: appendices may have another number now."""
    if not document.number:
        return next((each for each in earlier if not each.number), None)
    texts = {each.text for each in document.read.paragraphs}

    def alike(each: Earlier) -> tuple[float, bool]:
        count = sum(p.text in texts for p in each.read.paragraphs)
        share = count / max(1, len(each.read.paragraphs))
        return share, each.number == document.number

    free = [each for each in earlier if each.number and each.number not in taken]
    best = max(free, key=alike, default=None)
    return best if best is not None and alike(best)[0] >= _LEAST else None


def _changes(name: str, old: WordFile, new: WordFile) -> Iterator[Changed]:
    """Yield the changes in a document, in its order."""
    homes = aligned(old.paragraphs, new.paragraphs)
    order = in_order(homes)
    there = {home for home in homes if home is not None}
    gone = [n for n in range(len(old.paragraphs)) if n not in there]
    for number, home in enumerate(homes):
        paragraph = new.paragraphs[number]
        if home is None:
            yield Changed(name, paragraph.where, "new", "", paragraph.text)
            continue
        while number in order and gone and gone[0] < home:
            yield _gone(name, old.paragraphs[gone.pop(0)])
        before = old.paragraphs[home]
        if _words(before) != _words(paragraph):
            yield Changed(name, paragraph.where, "changed", before.text, paragraph.text)
        elif number not in order:
            yield Changed(name, paragraph.where, "moved", before.text, paragraph.text)
        elif not same(before, paragraph) or before.style != paragraph.style:
            yield Changed(name, paragraph.where, "look", before.text, paragraph.text)
    for each in gone:
        yield _gone(name, old.paragraphs[each])
    for note in new.notes.keys() - old.notes.keys():
        yield Changed(name, "the footnotes", "new", "", new.notes[note].text)
    for note in old.notes.keys() - new.notes.keys():
        yield Changed(name, "the footnotes", "deleted", old.notes[note].text, "")


def _gone(name: str, paragraph: Paragraph) -> Changed:
    return Changed(name, paragraph.where, "deleted", paragraph.text, "")


def _words(paragraph: Paragraph) -> str:
    return " ".join(paragraph.text.split())


def _redline(old: bytes, new: bytes, name: str) -> bytes:
    """Return a document with tracked changes; raises InputsError where they are not exact."""
    line = redline(old, new).docx
    try:
        pairs = [
            (read_words(line), read_words(new)),
            (read_words(line, rejected=True), read_words(old)),
        ]
    except ValueError as error:
        raise InputsError([_not_exact(name, str(error))]) from error
    for one, other in pairs:
        for each in lines_unlike(one, other):
            theirs, ours = " / ".join(each.theirs), " / ".join(each.ours)
            raise InputsError([_not_exact(name, f"“{theirs}” is “{ours}” in the document itself")])
    return line


def _not_exact(name: str, found: str) -> Problem:
    return Problem(
        "diff-not-exact",
        Place(name),
        f"The tracked changes would not be exact: {found}",
        "",
        "compare the two versions in Word (Review › Compare), and send this message to "
        "whoever looks after Panel Papers (usually IT)",
    )
