"""References to paragraphs, tables, figures and annexes that the paper does not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import documents_of
from panel_papers.content import (
    RECOMMENDATION,
    InnerReference,
    Kind,
    Passage,
    inner_references,
    kind_of,
)
from panel_papers.core import RECOMMENDATIONS, Level, PdfFile, Problem
from panel_papers.pdf import printed_labels

NOT_FOUND = Rule(
    "reference-not-found",
    Level.WARNING,
    "The text refers to a paragraph, table or annex that the paper does not have",
    "Readers look for it and find nothing; often the numbers moved when the text was edited.",
    "The costs are in Table 7. (The paper has two tables.)",
    "The costs are in Table 2.",
)
MISPLACED = Rule(
    "misplaced-name",
    Level.WARNING,
    "A name for references prints as typed",
    "It is a name only at the end of a paragraph, a heading or an item of a list; elsewhere it is "
    "printed.",
    "The reserve {#reserve} falls by a fifth.",
    "The reserve falls by a fifth. {#reserve}",
)
RULES: tuple[Rule, ...] = (NOT_FOUND, MISPLACED)

_NAME = re.compile(r"\{#[A-Za-z][A-Za-z0-9_-]*\}")

_ITEM = "item"
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_IN_FILES = frozenset({"table", "figure", "annex"})
"""What a PDF that is an appendix may have, too."""


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each reference of the report to what the paper nowhere has, and each name that prints.

    A number is there if a caption, a heading or the beginning of a line has it, in the report or in
    an appendix. Where a PDF is an appendix, tables and annexes may be in it and are left alone.
    With restricted appendices alone there is no report to look into.
    """
    yield from _misplaced(subject)
    if subject.documents and 0 not in subject.documents:
        return
    there = _numbers_in(subject)
    items = [number for kind, number in there if kind == _ITEM]
    in_pdf = any(isinstance(each.content, PdfFile) for each in subject.paper.appendices)
    for passage in subject.passages:
        if passage.part or passage.kind is Kind.CODE:
            continue
        for each in inner_references(passage.text):
            if each.start == 0 or _is_behind_link(each, passage):
                continue
            if not _is_checked(each, there, passage):
                continue
            if each.kind in _IN_FILES and in_pdf:
                continue
            typed = passage.text[each.start : each.end]
            if (each.kind, each.number) in there:
                if not _lacks_item(each, items):
                    continue
            else:
                typed = typed.removesuffix(each.parts)
            named = f"{each.kind} {typed}" if typed[:1].isdigit() else typed
            yield NOT_FOUND.problem(
                passage.place(each.start),
                f"The text refers to “{named}”, which the paper does not have",
                "",
                "write the number of a part that this paper has, or name the document that it "
                "is in: “paragraph 4 of the Plan”",
            )


def _misplaced(subject: Subject) -> Iterator[Problem]:
    """Yield each name that is printed; one after a backslash is meant to be."""
    for passage in subject.passages:
        if passage.kind is Kind.CODE or "\\{#" in passage.typed:
            continue
        for match in _NAME.finditer(passage.text):
            yield MISPLACED.problem(
                passage.place(match.start()),
                f"“{match[0]}” prints as typed, as it is not at the end of its paragraph",
                "",
                "write it at the end of the paragraph, heading or list item that it names; in a "
                "table or chart from data write “name:” beside its caption",
            )


def _is_checked(
    reference: InnerReference, there: Collection[tuple[str, str]], passage: Passage
) -> bool:
    """Say whether a number that the paper does not have is a slip, and no other document’s.

    Whole numbers of paragraphs and sections are those of Acts unless the text says that they are
    ours; recommendations are our own where the paper has numbered ones.
    """
    if any(each.start <= reference.start < each.end for each in passage.references):
        return False  # {{ ref.NAME }}
    if reference.ours:
        return reference.kind != "section" or ("paragraph", reference.number) not in there
    match reference.kind:
        case "paragraph":
            return "." in reference.number
        case "section":
            return False
        case "recommendation":
            return any(kind == RECOMMENDATION for kind, _ in there)
    return True


def _lacks_item(reference: InnerReference, items: Collection[str]) -> bool:
    """Say whether a paragraph has numbered items, and not the one that is referred to."""
    if not reference.parts:
        return False
    own = {each for each in items if each.startswith(f"{reference.number}(")}
    return bool(own) and reference.number + reference.parts not in own


_BEHIND_LINK = re.compile(r"[\s,(\[]{0,5}(?:(?:see|at|in)\s{1,3})?")


def _is_behind_link(reference: InnerReference, passage: Passage) -> bool:
    """Say whether a reference follows a link to another document: “[Q1 forecast](…) (para 4.7)”."""
    return not reference.ours and any(
        _BEHIND_LINK.fullmatch(passage.text, link.end, reference.start)
        for link in passage.links
        if not link.address.startswith("#")
    )


_B = "[ \u00a0]"
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){1,3}"
_AT_START = re.compile(
    rf"\s*(?P<kind>[Pp]aragraph|[Tt]able|[Ff]igure|[Cc]hart|[Aa]nnexe?){_B}"
    rf"(?P<number>{_NUMBER}|\d{{1,3}}|[A-Z])\b"
)
_TYPED_NUMBER = re.compile(rf"\s*({_NUMBER}(?=[.)]?\s)|\d{{1,3}}(?=[.)]\s))")


def _numbers_in(subject: Subject) -> set[tuple[str, str]]:
    """Return what the paper has, as kinds and numbers."""
    texts = [passage.text for passage in subject.passages]
    texts += [block.text for document in documents_of(subject) for block in document.blocks]
    found = set[tuple[str, str]]()
    for text in texts:
        if match := _AT_START.match(text):
            found.add((kind_of(match["kind"]), match["number"]))
        elif match := _TYPED_NUMBER.match(text):
            found.add(("paragraph", match[1]))
    body = subject.paper.body
    numbered = body is not None and body.numbered_paragraphs
    asked = any("ecommendation" in text or "ection" in text for text in texts)
    printed = printed_labels(subject.documents.get(0, b"")) if numbered or asked else ()
    found.update(("paragraph", label.rstrip(".")) for _, label in printed)
    found.update((_ITEM, number) for number in _items(label for _, label in printed))
    own = {_letters(each.text) for each in subject.passages if each.section == RECOMMENDATIONS}
    for text, label in printed:
        number = label.strip("().")
        if number[:1].isdigit() and _letters(text) in own:
            found.add((RECOMMENDATION, number))
    return found


def _items(labels: Iterable[str]) -> Iterator[str]:
    """Yield the numbers of the items below numbered paragraphs: “3.2(a)”, “3.2(a)(ii)”."""
    number, letter, inner = "", "", 0
    for label in labels:
        plain = label.strip("().")
        if plain[:1].isdigit():
            number, letter, inner = plain, "", 0
        elif number and plain in _ROMANS and _goes_on(plain, letter, inner):
            inner += 1
            yield f"{number}({letter})({plain})"
        elif number:
            letter, inner = plain, 0
            yield f"{number}({letter})"


def _goes_on(roman: str, letter: str, inner: int) -> bool:
    """Say whether a label counts on below a letter: (i) does below all but (h)."""
    return letter not in {"", "h" if not inner else ""} and _ROMANS.index(roman) == inner


def _letters(text: str) -> str:
    return "".join(text.split())
