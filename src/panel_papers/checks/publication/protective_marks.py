"""A mark that says a document is not public, or not final: “OFFICIAL-SENSITIVE”, “DRAFT”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.words import Origin, Words, words_of
from panel_papers.core import Level, PdfFile, Place, Problem

NOT_PUBLIC = Rule(
    "marked-not-public",
    Level.ERROR,
    "A public part is marked as not public",
    "Whoever wrote it meant it to stay inside; a mark may also be one that nobody took off.",
    "OFFICIAL-SENSITIVE: NOT FOR PUBLICATION",
    "an appendix with “restricted:”, or the version that may be published",
    "Government Security Classifications Policy 2023",
    acceptable=True,
)
DRAFT = Rule(
    "marked-draft",
    Level.ERROR,
    "A public part is marked as a draft",
    "It may be the wrong file: the final one was never put in its place.",
    "DRAFT v0.3",
    "the final version",
    acceptable=True,
)
RULES: tuple[Rule, ...] = (NOT_PUBLIC, DRAFT)

_KIND = r"(?:commercial|personal|policy|staff|management|legal|locsen|recipients only)"
_CLOSED = re.compile(
    rf"(?:uk )?official[\s–—-]*sensitive(?:[\s:\[(–—-]+{_KIND}[\])]?)*"
    rf"|(?:top )?secret|(?:restricted|protect)[\s:–—-]+{_KIND}"
    r"|(?:strictly |highly )?(?:private (?:and|&) )?confidential"
    r"|(?:commercial(?:ly)?[\s-]+|strictly )in[\s-]+confidence|commercial(?:ly)?[\s-]+sensitive"
    r"|(?:strictly )?not for (?:publication|(?:onward |wider |general |external )?"
    r"(?:circulation|distribution|release|disclosure))"
    r"|do not (?:publish|copy|circulate|distribute|disclose|forward)"
    r"|(?:for )?internal (?:use )?only|(?:for )?official use only|restricted circulation"
    r"|exempt (?:from publication|report|appendix)"
    r"|legally privileged(?: and confidential)?|embargoed(?: until .{1,40})?"
    r"|without prejudice(?: and subject to contract)?",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"(?:(?:first|second|third|final|working|initial|early|rough|latest|officer|internal) )?draft"
    r"(?:\s+(?:copy|document|report|version|only|paper))?"
    r"(?:\s*(?:v(?:er(?:sion)?)?\.?\s*)?\d+(?:\.\d+)*[a-z]?)?"
    r"(?:\s+(?:for|–|-)\s*(?:internal )?(?:comments?|discussion|review|information only))?",
    re.IGNORECASE,
)
_PARTS = (
    *("official", "secret", "restricted", "protect", "confiden", "sensitive", "not for", "do not"),
    *("internal", "exempt", "privileged", "embargoed", "prejudice", "draft"),
)
"""Every mark has one of these in it."""
_DRAFT_TOO = re.compile(r"^draft\s{1,5}|\s{1,5}draft$", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\bthis (?:report|document|appendix|letter|paper|briefing|file|note) is (?:strictly )?"
    r"(?:private and |exempt and )?(?:confidential|not for publication|exempt from publication"
    r"|official[- ]sensitive|not to be (?:published|circulated|copied|disclosed))\b"
    r"|^[ \t]*not for publication (?:by virtue of|because|under|as it|in accordance)\b",
    re.IGNORECASE | re.MULTILINE,
)
# “OFFICIAL-SENSITIVE | Page 1 of 3”, “CONFIDENTIAL – 4 May 2027”: what else a line of marks holds
_BESIDE = re.compile(
    r"(?:page|p\.)?\s*\d+(?:\s*(?:of|/)\s*\d+)?|\d{1,2}\s+[A-Z]\w+\s+\d{4}|\d{1,2}/\d{1,2}/\d{2,4}"
    r"|v(?:ersion)?\s*[\d.]+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[|\t•·;/]|\s[–—-]\s|[:–—](?=\s)|\s{3,}|,(?=\s))\s*")
_HYPHENED = re.compile(r"(official)\s*(?:[-–—:]\s*)?(sensitive)", re.IGNORECASE)
_PAGE = re.compile(r"(?<!\s)\s*\bpage\s*(?:\d+\s*)?(?:of\s*\d*)?$", re.IGNORECASE)
_CAPITALS = re.compile(r"[A-Z]{4}")  # each of those marks has a word as long
_HEAD, _TOP, _FOOT = 10, 4, 3  # paragraphs of a document; lines of a PDF's page
_AROUND = " \t*_.!()[]{}<>“”\"'–—-|"
_LONGEST = 120
_MOST_CELLS = 2  # in a table: more of them are its data, such as a register of documents


class _Mark(Struct, frozen=True):
    rule: Rule
    words: str
    at: int


class _Seen(Struct):
    """One mark of one file: where it is first, and how often in all and in tables."""

    mark: _Mark
    place: Place
    count: int = 0
    cells: int = 0


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each mark once a file; a text that speaks of such marks has none.

    “Appendix 1 is not for publication” is a sentence about another document, and “the draft Local
    Plan” is a name. What is restricted is marked, and rightly so. A mark that is struck through is
    taken back.
    """
    restricted = _restricted(subject)
    found: dict[tuple[str, Rule, str], _Seen] = {}
    before: Counter[str] = Counter()  # the paragraphs of each file that came before
    for words in _apart(subject):
        file = words.place(0).file
        if words.origin is Origin.CODE or file in restricted:
            continue
        if words.origin is Origin.TEMPLATE and words.is_drawn:
            continue  # a watermark of the house is the body's own decision, and is printed
        before[file] += 1
        marks = list(_marks(words, at_head=before[file] <= _HEAD))
        for mark in marks if marks and not words.is_struck() else ():
            seen = found.setdefault(
                (file, mark.rule, mark.words.casefold()), _Seen(mark, words.place(mark.at))
            )
            seen.count += 1
            seen.cells += words.in_table
    for seen in found.values():
        if seen.cells <= _MOST_CELLS:
            yield _problem(seen)


def _apart(subject: Subject) -> Iterator[Words]:
    """Yield all words; on pages of supplied PDFs turned text, as of watermarks, by itself.

    PDFium's text may have it at the end of a line. Only pages that hold a mark are looked at.
    """
    turned = _turned(subject)
    for words in words_of(subject):
        text = words.text
        for each in turned.get(words.place(0), ()) if words.origin is Origin.PDF else ():
            text = "\n".join(text.rsplit(each, 1))
            yield replace(words, text=each, is_drawn=True)
        yield words if text == words.text else replace(words, text=text)


def _turned(subject: Subject) -> dict[Place, tuple[str, ...]]:
    found = {}
    for appendix in subject.paper.appendices:
        if isinstance(appendix.content, PdfFile):
            from panel_papers.pdf import page_texts, turned_texts  # noqa: PLC0415 - loads PDFium

            data = appendix.content.data
            marked = [at for at, text in enumerate(page_texts(data)) if _holds_mark(text)]
            for at, texts in turned_texts(data, marked).items():
                found[Place(appendix.place.file, where=f"page {at + 1}")] = texts
    return found


def _holds_mark(text: str) -> bool:
    if not _has_part(text):
        return False  # to look for each mark at each letter of 1,000 pages takes half a second
    return bool(_CLOSED.search(text) or _DRAFT.search(text))


def _has_part(text: str) -> bool:
    """Say whether a text may hold a mark; regular expressions take the Turkish i for ours too."""
    plain = text.casefold().replace("\u0131", "i").replace("\u0307", "")
    return any(part in plain for part in _PARTS)


def _problem(seen: _Seen) -> Problem:
    more = f" ({seen.count} times in this file)" if seen.count > 1 else ""
    if seen.mark.rule is DRAFT:
        return DRAFT.problem(
            seen.place,
            f"The file is marked as a draft: “{seen.mark.words}”{more}",
            "",
            "ask its author for the last version without the mark, and put that in place of "
            "this file",
        )
    return NOT_PUBLIC.problem(
        seen.place,
        f"The file is marked as not public: “{seen.mark.words}”{more}",
        "",
        "ask its author whether it may be published: if so, supply a copy without the mark; if "
        "not, add “restricted: {paragraph: …, reason: …}” to this appendix in paper.yaml",
    )


def _restricted(subject: Subject) -> frozenset[str]:
    """Return the files of restricted appendices, as places name them."""
    name = subject.paper.name
    return frozenset(
        file
        for each in subject.paper.appendices
        if each.restriction is not None
        for file in (each.place.file, f"{name}-appendix-{each.number}.docx")
        if file != f"{subject.folder}/paper.yaml"
    )


def _marks(words: Words, *, at_head: bool) -> Iterator[_Mark]:
    """Yield what marks the document in a line that holds nothing else, or in a sentence of it.

    A mark in small letters counts at the head of the document or page, or in a page header: further
    down “Confidential” may be an item of a list, and “Draft” a word in a table.
    """
    lines = [line for line in re.finditer(r"[^\n]+", words.text) if line[0].strip()]
    at_head = at_head or words.origin is Origin.FIELD or words.is_drawn or _is_stationery(words)
    for number, line in enumerate(lines):
        if words.origin is Origin.PDF and not words.is_drawn:
            at_head = number < _TOP or number >= len(lines) - _FOOT
        yield from _in_line(line[0], line.start(), words, at_head=at_head)
    if not words.in_table:
        for match in _SENTENCE.finditer(words.text):
            yield _Mark(NOT_PUBLIC, " ".join(match[0].split()), match.start())


def _is_stationery(words: Words) -> bool:
    return (words.place(0).where or "").startswith(("page header", "page footer"))


def _in_line(line: str, start: int, words: Words, *, at_head: bool) -> Iterator[_Mark]:
    text = line.strip(_AROUND)
    if not text or len(text) > _LONGEST:
        return
    in_capitals = words.in_table or not at_head
    if in_capitals and not _CAPITALS.search(text):
        return  # as nearly all lines of a long PDF do
    at = start + line.index(text)
    plain = _PAGE.sub("", _HYPHENED.sub(r"\1-\2", text))
    pieces = [piece.strip(_AROUND) for piece in _BETWEEN.split(plain)]
    closed = [piece for piece in pieces if _CLOSED.fullmatch(_DRAFT_TOO.sub("", piece))]
    drafts = [piece for piece in pieces if _DRAFT.fullmatch(piece) and not words.in_table]
    others = [
        piece
        for piece in pieces
        if piece and piece not in closed and piece not in drafts and not _BESIDE.fullmatch(piece)
    ]
    if others:  # “CONFIDENTIAL: the bids” is marked in capitals; “Confidential: the vote” is not
        closed = [piece for piece in (*closed, *drafts) if piece == pieces[0] and piece.isupper()]
        drafts = []
    if in_capitals:
        closed = [piece for piece in closed if piece.isupper()]
        drafts = [piece for piece in drafts if piece.isupper()]
    if closed:
        rule = DRAFT if all(_DRAFT.fullmatch(piece) for piece in closed) else NOT_PUBLIC
        yield _Mark(rule, closed[0] if others else text, at)
    elif drafts:
        yield _Mark(DRAFT, text, at)
