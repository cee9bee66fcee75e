"""References to paragraphs, tables, figures and annexes that the paper does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import documents_of
from panel_papers.content import Kind
from panel_papers.core import Level, PdfFile, Problem
from panel_papers.pdf import printed_labels

NOT_FOUND = Rule(
    "reference-not-found",
    Level.WARNING,
    "The text refers to a paragraph, table or annex that the paper does not have",
    "Readers look for it and find nothing; often the numbers moved when the text was edited.",
    "The costs are in Table 7. (The paper has two tables.)",
    "The costs are in Table 2.",
)
RULES: tuple[Rule, ...] = (NOT_FOUND,)

_B = "[ \u00a0]"
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){1,3}"
_REFERENCE = re.compile(
    rf"\b(?<!\b[Aa] )(?P<kind>[Pp]aragraphs?|[Pp]aras?\.?|[Tt]able|[Ff]igure|[Cc]hart|[Aa]nnexe?)"
    rf"{_B}(?P<number>{_NUMBER}|\d{{1,3}}|(?<=[Aa]nnex )[A-Z]|(?<=[Aa]nnexe )[A-Z])\b(?![.,:]\d|%)"
)
# “paragraph 5.1 of the Constitution”, “Schedule 12A, paragraph 3”, “table 2 in the plan”: another
# document's. “of this report” is ours.
_OF_ANOTHER = re.compile(
    r"(?:\([^)]{1,20}\)|,? and [\d.]+|,? to [\d.]+|[–-][\d.]+)*,?\s+(?:of|to|in|from)\s+"
    r"(?!(?:the|this)\s+(?:report|paper)\b)(?:the|that|its|their|his|her|an?|[A-Z])"
)
_AFTER_ANOTHER = re.compile(
    r"(?:\b(?:[Ss]chedule|[Ss]ection|[Pp]art|[Aa]ct|[Cc]ode|[Rr]egulations?|[Oo]rder|[Cc]onstitution"
    r"|[Pp]lan|[Ss]trategy|[Pp]olicy|[Ff]ramework|[Aa]ppendix|[Rr]ules?|[Aa]greement|[Mm]inutes)"
    r"\b[^.;]{0,60})$"
)
# “paragraphs 3.2, 3.4 and 3.9”, “paragraphs 2.1 to 2.4”
_MORE = re.compile(rf"(?:,?{_B}?(?:and|or|to|&|,|–|-){_B}?{_NUMBER})+")
_WORDS = {"para": "paragraph", "paras": "paragraph", "paragraphs": "paragraph", "annexe": "annex"}


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each reference of the report to what the paper nowhere has.

    A number is there if a caption, a heading or the beginning of a line has it, in the report or in
    an appendix; while there is no Word report, nothing is known. Where a PDF is an appendix,
    tables and annexes may be in it and are left alone.
    """
    if 0 not in subject.documents:
        return
    there = _numbers_in(subject)
    in_pdf = any(isinstance(each.content, PdfFile) for each in subject.paper.appendices)
    for passage in subject.passages:
        if passage.part or passage.kind is Kind.CODE:
            continue
        for match in _REFERENCE.finditer(passage.text):
            kind = _kind(match["kind"])
            if _is_foreign(passage.text, match) or match.start() == 0:
                continue
            if kind != "paragraph" and in_pdf:
                continue
            for at, number in _numbers(passage.text, match):
                if (kind, number) in there or (kind == "paragraph" and "." not in number):
                    continue
                named = match[0] if at == match.start() else f"{kind} {number}"
                yield NOT_FOUND.problem(
                    passage.place(at),
                    f"The text refers to “{named}”, which the paper does not have",
                    "",
                    "correct the number, or say which document it is in",
                )


def _numbers(text: str, match: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Yield the numbers of a reference and where they are: more than one after “paragraphs”."""
    yield match.start(), match["number"]
    more = _MORE.match(text, match.end()) if match["kind"].lower().endswith("s") else None
    for each in re.finditer(_NUMBER, more[0]) if more else ():
        yield match.end() + each.start(), each[0]


def _kind(typed: str) -> str:
    word = typed.lower().rstrip(".")
    return {"chart": "figure", **_WORDS}.get(word, word)


_AT_START = re.compile(
    rf"\s*(?P<kind>[Pp]aragraph|[Tt]able|[Ff]igure|[Cc]hart|[Aa]nnexe?){_B}"
    rf"(?P<number>{_NUMBER}|\d{{1,3}}|[A-Z])\b"
)
_TYPED_NUMBER = re.compile(rf"\s*({_NUMBER})[.)]?\s")


def _numbers_in(subject: Subject) -> set[tuple[str, str]]:
    """Return what the paper has, as kinds and numbers."""
    texts = [passage.text for passage in subject.passages]
    texts += [block.text for document in documents_of(subject) for block in document.blocks]
    found = set[tuple[str, str]]()
    for text in texts:
        if match := _AT_START.match(text):
            found.add((_kind(match["kind"]), match["number"]))
        elif match := _TYPED_NUMBER.match(text):
            found.add(("paragraph", match[1]))
    body = subject.paper.body
    if body is not None and body.numbered_paragraphs:
        printed = printed_labels(subject.documents.get(0, b""))
        found.update(("paragraph", label.rstrip(".")) for _, label in printed)
    return found


def _is_foreign(text: str, match: re.Match[str]) -> bool:
    """Say whether a reference is to another document, which is named after it or before it."""
    after, before = text[match.end() :], text[max(match.start() - 80, 0) : match.start()]
    return bool(_OF_ANOTHER.match(after) or _AFTER_ANOTHER.search(before))
