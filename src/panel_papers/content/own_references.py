"""References in a text to parts of its own paper: “paragraph 3.2”, “Table 7”, “Fig. 4”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

_B = "[ \u00a0]"
_DOTTED = r"\d{1,3}(?:\.\d{1,3}){1,3}"
_PARTS = rf"(?:{_B}?\([a-z]{{1,4}}\)){{0,3}}"  # “paragraph 3.2(a)(i)”
_REFERENCE = re.compile(
    rf"\b(?<!\b[Aa] )(?:"
    rf"(?P<kind>[Pp]aragraphs?|[Pp]aras?\.?|[Tt]ables?|[Ff]igure|Figures|[Ff]igs?\.?|[Cc]hart"
    rf"|[Aa]nnexe?|[Ss]ection){_B}"
    rf"(?P<number>{_DOTTED}|\d{{1,3}}|(?<=[Aa]nnex )[A-Z]|(?<=[Aa]nnexe )[A-Z])"
    rf"\b(?![.,:]\d|%)(?P<parts>{_PARTS})"
    rf"|(?P<asked>[Rr]ecommendations?){_B}"
    rf"(?P<which>{_DOTTED}|\d{{1,3}}\b|\(\d{{1,3}}\))(?![.,:]\d|%)(?P<below>{_PARTS}))"
)
# “paragraph 5.1 of the Constitution”, “Schedule 12A, paragraph 3”, “table 2 in the plan”: another
# document's. “of this report” is ours.
_OF_ANOTHER = re.compile(
    r"(?:\([^)]{1,20}\)|,? and [\d.]+|,? to [\d.]+|[–-][\d.]+)*,?\s+(?:of|to|in|from)\s+"
    r"(?!(?:the|this)\s+(?:report|paper)\b)(?:the|that|its|their|his|her|an?|[A-Z])"
)
# What names a document does so with a capital letter (“the Plan, paragraph 4.2”), directly before
# the reference; “agreement to the actions in paragraph 3.4” is no document's.
_AFTER_ANOTHER = re.compile(
    r"(?:\b(?:[Ss]chedule|[Ss]ection|[Pp]art|[Rr]egulations?|[Rr]ules?|[Aa]ppendix|Act|Code|Order"
    r"|Constitution|Plan|Strategy|Policy|Framework|Agreement|Minutes|Guidance|Report)"
    r"(?:\s\d[\w()./-]{0,20}|\s[A-Z](?![\w])){0,2}[^\w.;!?]{0,3}(?:(?:at|under)\s)?\(?)$"
    r"|\b(?:Act|Code|Order|Constitution|Plan|Strategy|Policy|Framework|Agreement|Guidance|Rules)\b"
    r"[^.;]{0,40}\b(?:says?|provides?|requires?|states?|permits?|allows?|sets?\sout)\b[^.;]{0,20}$"
)
_OWN_SECTION = re.compile(r"\b[Ss]ection\s(\d{1,3})[^\w.;!?]{0,3}(?:and\s|at\s)?\(?$")
# “the Q1 report (para 4.7)”, “the auditor's letter, para 3.2”
_IN_REPORT = re.compile(r"\b(?:Q[1-4]|[’']s)\s(?:\w+\s){0,2}\w+[^\w.;!?]{1,3}$")
# “the Q1 report (para 4.7)”; “the report” and “this report” are ours
_BEHIND_ANOTHER = re.compile(
    r"(?<![\w’'.-])(?!(?:the|this|our|main|covering)\s)[\w’'.-]{1,30}\s{1,3}"
    r"(?:reports?|papers?|guidance|guide|manual|letter)\s{0,3}"
    r"(?:[(\[]\s{0,3}(?:(?:see|at)\s{1,3})?|\sat\s{1,3})$",
    re.IGNORECASE,
)
# Audits, inspections and reviews have recommendations of their own.
_OF_OTHERS = re.compile(
    r"\b(?:audit\w*|inspect\w*|peer|reviews?|inquir\w+|enquir\w+|Ofsted|CQC|HMI\w*|ombudsman)\b"
    r"[^.;]*$|(?:\b(?:previous|earlier|their|its|his|her)|[’']s?)\s+$",
    re.IGNORECASE,
)
# A “section 5” is mostly that of an Act (“a section 25 report”): ours are followed by these.
_OF_OURS = re.compile(
    r"(?:$|[.,;:)]|\s+(?:above|below|and|or|to|sets?|shows?|explains?|describes?|gives?|has|have|is"
    r"|are|contains?|covers?|lists?|of\s+(?:the|this)\s+(?:report|paper)))(?![\w-])"
)
# “section 12 of this report”, “paragraph 8 above”: surely this paper's
_SURELY_OURS = re.compile(
    r"(?:\s(?:and|to|or)\s\d{1,3})?,?\s+(?:above|below|(?:of|in|to)\sthis\s(?:report|paper))\b"
)
# “paragraphs 3.2, 3.4 and 3.9”, “paragraphs 2.1 to 2.4”, “Tables 1 and 2”
_JOINT = rf"(?:,?{_B}?(?:and|or|to|&|,|–|-){_B}?)"
_MORE = {
    True: re.compile(rf"(?:{_JOINT}{_DOTTED})+"),
    False: re.compile(rf"(?:{_JOINT}\(?\d{{1,3}}\b\)?(?![.,]\d|%))+"),
}
_NUMBER = {True: re.compile(_DOTTED), False: re.compile(r"\(?\d{1,3}\)?")}
_WORDS = {
    **{"para": "paragraph", "paras": "paragraph", "annexe": "annex", "chart": "figure"},
    **{"fig": "figure", "figs": "figure"},
}
RECOMMENDATION = "recommendation"


class InnerReference(Struct, frozen=True):
    """A reference to a part of the paper: what kind of part, its number, where it is typed.

    `kind` is “paragraph”, “table”, “figure”, “annex”, “section” or “recommendation”; the number is
    without brackets around it; `parts` are those of its list items that follow it, as “(a)(i)”.
    `ours` if the words themselves say that it is this paper’s: “section 12 of this report”.
    """

    kind: str
    number: str
    start: int
    end: int
    parts: str = ""
    ours: bool = False


def inner_references(text: str) -> Iterator[InnerReference]:
    """Yield each reference of a text to its own paper; those to other documents are left out."""
    for match in _REFERENCE.finditer(text):
        typed = match["kind"] or match["asked"]
        kind = kind_of(typed)
        ours = bool(_SURELY_OURS.match(text, match.end()))
        if not ours and _is_foreign(kind, text, match):
            continue
        number = (match["number"] or match["which"]).strip("()")
        parts = re.sub(r"\s", "", match["parts"] or match["below"] or "")
        yield InnerReference(kind, number, match.start(), match.end(), parts, ours)
        dotted = "." in number
        more = _MORE[dotted].match(text, match.end()) if typed.rstrip(".").endswith("s") else None
        for each in _NUMBER[dotted].finditer(more[0]) if more else ():
            start = match.end() + each.start()
            yield InnerReference(kind, each[0].strip("()"), start, start + len(each[0]))


def kind_of(typed: str) -> str:
    """Return the kind that a word such as “Paras.” or “Figures” names."""
    word = typed.lower().rstrip(".")
    return _WORDS.get(word) or _WORDS.get(word.removesuffix("s")) or word.removesuffix("s")


def _is_foreign(kind: str, text: str, match: re.Match[str]) -> bool:
    """Say whether a reference is to another document, which is named after it or before it."""
    after, before = text[match.end() :], text[max(match.start() - 80, 0) : match.start()]
    if _OF_ANOTHER.match(after):
        return True
    section, number = _OWN_SECTION.search(before), match["number"] or ""
    if section and number.startswith(f"{section[1]}."):
        return False  # “section 3, paragraph 3.8”: numbered as ours are
    if any(rule.search(before) for rule in (_AFTER_ANOTHER, _BEHIND_ANOTHER, _IN_REPORT)):
        return True
    if kind == "section":
        return not _OF_OURS.match(after)
    return kind == RECOMMENDATION and bool(_OF_OTHERS.search(before))
