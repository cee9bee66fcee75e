"""Finds the reasons why a supplied Word document cannot be published as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from panel_papers.core import Place, Problem
from panel_papers.inputs.cleaning.results import named
from panel_papers.inputs.cleaning.word.fields import fields
from panel_papers.inputs.cleaning.word.names import n
from panel_papers.inputs.cleaning.word.package import Package, Relation
from panel_papers.inputs.cleaning.word.stories import Story, shortened
from panel_papers.inputs.cleaning.word.styles import is_fallback

_CHANGES = {
    "insertion": ("w:ins", "w:cellIns"),
    "deletion": ("w:del", "w:cellDel"),
    "move": ("w:moveFrom", "w:moveTo"),
    "change of format": (
        "w:rPrChange",
        "w:pPrChange",
        "w:sectPrChange",
        "w:tblPrChange",
        "w:tblPrExChange",
        "w:tblGridChange",
        "w:trPrChange",
        "w:tcPrChange",
        "w:numberingChange",
        "w:cellMerge",
    ),
    "conflict of two authors": (
        "w14:conflictIns",
        "w14:conflictDel",
    ),
}
CHANGE_OF = {n(name): what for what, names in _CHANGES.items() for name in names}
_AROUND_DELETED = (n("w:del"), n("w:moveFrom"), n("w14:conflictDel"))

_FETCHING = frozenset(
    [
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "INCLUDE",
        "IMPORT",
        "DDE",
        "DDEAUTO",
        "LINK",
        "RD",
        "DATABASE",
    ]
)
_PASTE = "paste what it shows into the document as a table or a picture, or list the file itself"
_REFUSED = {
    "oleObject": ("embedded-object", "an embedded object (such as a spreadsheet)", _PASTE),
    "package": ("embedded-object", "an embedded file (such as a spreadsheet)", _PASTE),
    "control": ("active-content", "an ActiveX control", "replace it by the text that it shows"),
    "activeXControlBinary": ("active-content", "an ActiveX control", "replace it by its text"),
    "vbaProject": ("word-macros", "macros", "save it as a Word Document (.docx)"),
    "aFChunk": ("foreign-text", "a document of another kind inside (altChunk)", _PASTE),
    "subDocument": ("linked-text", "a subdocument", "insert its text into the document"),
    "video": ("media-inside", "a video", "replace it by a picture, or cite where it can be seen"),
    "audio": ("media-inside", "a sound", "cite where it can be heard"),
    "media": ("media-inside", "a video or sound", "cite where it can be found"),
    "origin": (
        "signed-word",
        "a digital signature, which the pack would not keep",
        "supply an unsigned copy, or cite the signed original as a background paper",
    ),
}
# What a document can lead to and still be its own text, or what `relations` takes out.
EXTERNAL_STRIPPED = frozenset(
    [
        "hyperlink",
        "attachedTemplate",
        "mailMergeSource",
        "mailMergeHeaderSource",
        "recipientData",
        "externalLinkPath",
        "externalLink",
    ]
)


def reasons_to_refuse(
    package: Package, texts: Sequence[Story], place: Place, known: frozenset[str]
) -> list[Problem]:
    """Return every reason; `known` are the kinds of relationship that can be kept or taken out."""
    return [
        *_tracked_changes(texts, place),
        *_deleted_words(texts, place),
        *_fetching_fields(texts, place),
        *_relations(package, texts, place, known),
    ]


def _tracked_changes(texts: Sequence[Story], place: Place) -> Iterator[Problem]:
    kinds: Counter[str] = Counter()
    places: dict[str, None] = {}
    for story in texts:
        for element in story.root.iter(*CHANGE_OF):
            kinds[CHANGE_OF[str(element.tag)]] += 1
            places[story.where(element)] = None
    if kinds:
        total = sum(kinds.values())
        counted = ", ".join(f"{kind}: {count}" for kind, count in kinds.items())
        yield Problem(
            "tracked-changes",
            _at(place, list(places)),
            f"{total} tracked change{'s' * (total > 1)} ({counted})",
            "a text that is agreed: every change accepted or rejected",
            "in Word, choose Review, then Accept All Changes or Reject All Changes, and save",
        )


def _deleted_words(texts: Sequence[Story], place: Place) -> Iterator[Problem]:
    """Yield deleted words that lost the mark of their change: Word shows them nowhere."""
    for story in texts:
        for words in story.root.iter(n("w:delText")):
            if any(True for _ in words.iterancestors(*_AROUND_DELETED)):
                continue
            if is_fallback(words) or not (words.text or "").strip():
                continue
            yield Problem(
                "deleted-words",
                _at(place, [story.where(words)]),
                "deleted words that Word no longer shows and the file still holds",
                "a document without the words that were deleted",
                "copy the whole text into a new document in Word, which leaves them behind",
                quoted=f"“{shortened(words.text or '')}”",
            )


def _fetching_fields(texts: Sequence[Story], place: Place) -> Iterator[Problem]:
    for story in texts:
        for found in fields(story.root):
            if found.name in _FETCHING:
                yield Problem(
                    "linked-text",
                    _at(place, [story.where(found.start)]),
                    f"a field that fetches text or a picture from elsewhere ({found.name})",
                    "text and pictures that are in the document",
                    "click on it, press Ctrl+Shift+F9 to keep what it shows, and save",
                )


def _relations(
    package: Package, texts: Sequence[Story], place: Place, known: frozenset[str]
) -> Iterator[Problem]:
    charts = {r.target for r in package.every_relation() if r.kind in ("chart", "chartEx")}
    for relation in package.every_relation():
        if relation.source in charts:
            continue  # a chart shows what it has stored; the file behind it is taken out
        if not relation.external and relation.kind in known and relation.kind not in _REFUSED:
            continue
        where = _at(place, _uses(relation, texts))
        if relation.external and relation.kind == "image":
            if not _is_also_inside(relation, package):
                yield _linked_picture(where)
        elif relation.external and relation.kind not in EXTERNAL_STRIPPED:
            yield Problem(
                "linked-content",
                where,
                f"content that lies in another file ({relation.kind})",
                "a document that holds all its content",
                "in Word, break the link (File › Info › Edit Links to Files) and save",
            )
        elif relation.kind in _REFUSED:
            code, found, hint = _REFUSED[relation.kind]
            yield Problem(code, where, found, "text, tables, pictures and charts", hint)
        elif not relation.external:
            yield Problem(
                "unknown-content",
                where,
                f"content of a kind that is not known (“{relation.kind}”, “{relation.target}”)",
                "text, tables, pictures and charts",
                "save it as PDF and supply that",
            )


def _linked_picture(place: Place) -> Problem:
    return Problem(
        "linked-picture",
        place,
        "a picture that is linked and not in the file",
        "pictures that are in the document",
        "in Word, break the link (File › Info › Edit Links to Files), or insert the picture anew",
    )


def _is_also_inside(relation: Relation, package: Package) -> bool:
    """Tell whether every picture that has a link also has its copy in the file."""
    users = _users(relation, package.tree(relation.source))
    return bool(users) and all(e.get(n("r:embed")) for e in users)


def _users(relation: Relation, root: etree._Element) -> list[etree._Element]:
    prefix = n("r:id").removesuffix("id")
    return [
        element
        for element in root.iter()
        if isinstance(element.tag, str)
        and any(
            value == relation.id and str(name).startswith(prefix)
            for name, value in element.attrib.items()
        )
    ]


def _uses(relation: Relation, texts: Sequence[Story]) -> list[str]:
    """Return where in the text a relationship is used, each place once."""
    places = {
        story.where(element): None
        for story in texts
        if story.part == relation.source
        for element in _users(relation, story.root)
    }
    return list(places)


def _at(place: Place, places: list[str]) -> Place:
    return Place(place.file, place.line, place.column, named(places) or place.where)
