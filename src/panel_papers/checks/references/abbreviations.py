"""Abbreviations: spelled out once, before they are used, in letters that match their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.references.letters_of_names import first_names, nearly, words_of
from panel_papers.checks.wording.word_lists import known_abbreviations, long_names
from panel_papers.checks.wording.wording import cover, prose_of, told_places
from panel_papers.content import Passage
from panel_papers.core import Level, Place, Problem

LETTERS = Rule(
    "abbreviation-letters",
    Level.WARNING,
    "An abbreviation's letters are not those of its words",
    "A reader does not know whether the letters or the words are wrong.",
    "the Violence and Vulnerability Unit (VUU)",
    "the Violence and Vulnerability Unit (VVU)",
)
NEVER = Rule(
    "abbreviation-not-spelled-out",
    Level.WARNING,
    "An abbreviation is never spelled out",
    "Members of the public read the paper too. List what every reader knows in words.txt.",
    "In total, the PFCC has increased the investment.",
    "In total, the Police, Fire and Crime Commissioner (PFCC) has increased the investment.",
    "GOV.UK style guide, abbreviations and acronyms",
)
BEFORE = Rule(
    "abbreviation-before-words",
    Level.WARNING,
    "An abbreviation is used before it is spelled out",
    "The reader needs the words at the first mention, not at a later one.",
    "ASB is falling. Anti-social behaviour (ASB) is …",
    "Anti-social behaviour (ASB) is falling. ASB is …",
)
TWICE = Rule(
    "abbreviation-twice",
    Level.SUGGESTION,
    "An abbreviation is spelled out twice",
    "The second time, a reader stops to compare it with the first.",
    "anti-social behaviour (ASB) … anti-social behaviour (ASB)",
    "anti-social behaviour (ASB) … ASB",
)
RULES: tuple[Rule, ...] = (LETTERS, NEVER, BEFORE, TWICE)

_ROMAN = re.compile(r"[IVXLC]+")
# Gaps to be filled in: `placeholders.py` reports them.
_GAP = re.compile(r"TB[ACD]|TODO|FIXME|X{2,}")
_SHORT = r"[A-Z][A-Z&]{1,7}(?:-\d+)?"
_USED = re.compile(rf"(?<![\w/.@#-])({_SHORT})(s|’s|'s)?(?![\w/@]|\.\w|-\w)")
_BRACKETED = re.compile(rf"[(\[][“\"‘']?({_SHORT})s?[”\"’']?[)\]]")
_REVERSED = re.compile(r"\s\(([A-Z]?[a-z][\w’'-]*(?:,? [\w’'&-]+){1,9})\)")


# A list of indicators or standards names its items so: NI 157b, ISO 14001.
_NUMBERED = re.compile(r"(?:NI|BVPI|BV|PI|ISO|IEC|BS|EN|PAS)(?= \d)")
_CAPITALS = re.compile(r"(?<![\w-])[A-Z]{2,}(?:[ ,]+[A-Z]{2,})*(?![\w-])")
_EMPHASIS = re.compile(
    r"\b(?:[A-Z]{9,}|AND|ARE|BE|BY|FOR|FROM|IN|IS|MUST|NOT|OF|ON|OR|SHALL|THAT|THE|THIS|TO|WITH"
    r"|AGREE[DS]?|APPROVE[DS]?|COUNCIL|CABINET|COMMITTEE|DRAFT|NOTE[DS]?|ONLY|RESOLVE[DS]?)\b"
)


class _Abbreviation(Struct):
    """Where one is spelled out and where it is used, each in reading order."""

    spelled: list[tuple[int, Place, int]] = field(default_factory=list)  # order, place, part
    used: list[tuple[int, Place]] = field(default_factory=list)


class _Reading:
    """All abbreviations of a paper, read once in order."""

    def __init__(self, subject: Subject) -> None:
        self.words = known_abbreviations() | subject.words
        self.found: dict[str, _Abbreviation] = {}
        self.wrong: list[tuple[str, str, str, Place]] = []
        self.subject = subject
        for order, passage in enumerate(_in_order(subject)):
            self._read(order, passage)

    def _read(self, order: int, passage: Passage) -> None:
        text, told = passage.text, set[int]()
        for match in _BRACKETED.finditer(text):
            before = text[max(0, match.start() - 150) : match.start()].rstrip()
            words = words_of(match[1], before)
            place = passage.place(match.start(1))
            if words is None and (near := nearly(match[1], before)):
                self.wrong.append((match[1], *near, place))
            elif words is None:
                continue
            told.add(match.start(1))
            entry = self.found.setdefault(match[1], _Abbreviation())
            entry.spelled.append((order * 10_000 + match.start(1), place, passage.part))
        if _shouted(text):
            return
        loud = _emphasised(text)
        for match in _USED.finditer(text):
            name = match[1]
            if match.start(1) in told or name in self.words or not self._sure(name):
                continue
            if _NUMBERED.match(text, match.start(1)) or match.start(1) in loud:
                continue
            entry = self.found.setdefault(name, _Abbreviation())
            place = passage.place(match.start(1))
            spelled = _REVERSED.match(text, match.end())
            if spelled and words_of(name, spelled[1]):
                entry.spelled.append((order * 10_000 + match.start(1), place, passage.part))
            else:
                entry.used.append((order * 10_000 + match.start(1), place))

    def _sure(self, name: str) -> bool:
        """Return whether capitals are an abbreviation, not a numeral or a known code."""
        return not _ROMAN.fullmatch(name) and f"{name}s" not in self.words

    @cached_property
    def names_here(self) -> Mapping[str, str]:
        """The words of the paper that make an abbreviation's letters, of those without any."""
        paper = self.subject.paper
        known = [paper.author, paper.report_to, paper.title, paper.short_title]
        texts = [each.text for each in prose_of(self.subject)]
        never = [short for short, entry in self.found.items() if not entry.spelled]
        return first_names(never, [each for each in (*known, *texts) if isinstance(each, str)])


def find(subject: Subject) -> Iterator[Problem]:
    """Yield findings by abbreviation, one of each kind at most."""
    reading = _Reading(subject)
    seen = set()
    for short, words, right, place in reading.wrong:
        if short not in seen:
            seen.add(short)
            yield LETTERS.problem(
                place,
                f"“{words} ({short})”: the letters do not match the words",
                f"letters such as “{right}”",
                "either change the words here, or write the right letters in place of "
                f"“{short}” wherever it is used",
            )
    for short, entry in reading.found.items():
        yield from _of_one(short, entry, reading)


def _of_one(short: str, entry: _Abbreviation, reading: _Reading) -> Iterator[Problem]:
    if not entry.spelled:
        if _GAP.fullmatch(short):
            return
        here = entry.used[0][1]
        again = told_places(
            p for _, p in entry.used[1:] if (p.file, p.line) != (here.file, here.line)
        )
        words = reading.names_here.get(short) or long_names().get(short)
        yield NEVER.problem(
            here,
            f"“{short}” is never explained" + (f" (also used at {again})" if again else ""),
            "",
            f"write “{words or '…'} ({short})” at the first mention, or add “{short}” to "
            "templates/words.txt if every reader knows it",
        )
        return
    first = entry.spelled[0]
    early = [place for order, place in entry.used if order < first[0]]
    if early:
        yield BEFORE.problem(
            early[0],
            f"“{short}” is used before it is explained, at {told_places([first[1]])}",
            "",
            f"write the words with “({short})” here, and “{short}” alone from then on",
        )
    twice = [place for _, place, part in entry.spelled[1:] if part == first[2]]
    if twice:
        yield TWICE.problem(
            twice[0],
            f"“{short}” is explained again; it was explained at {told_places([first[1]])}",
            "",
            f"write “{short}” alone here",
        )


def _in_order(subject: Subject) -> Iterator[Passage]:
    """Yield what is read in its order: the report's text, its lists of papers, the appendices."""
    passages = list(prose_of(subject))
    yield from (each for each in passages if each.part == 0)
    yield from (each for each in cover(subject) if each.section != "title")
    yield from (each for each in passages if each.part)


def _emphasised(text: str) -> set[int]:
    """Return where words in capitals are plain words: “RECOMMENDS TO COUNCIL that …”."""
    found: set[int] = set()
    for run in _CAPITALS.finditer(text):
        if _EMPHASIS.search(run[0]):
            found |= set(range(run.start(), run.end()))
    return found


def _shouted(text: str) -> bool:
    """Return whether a text is set in capitals, so that they say nothing."""
    letters = [each for each in text if each.isalpha()]
    return len(letters) > 8 and sum(each.isupper() for each in letters) > 0.7 * len(letters)
