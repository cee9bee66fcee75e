"""Spelling and grammar, by Harper, in British English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.wording.grammar_rules import GRAMMAR_RULES
from panel_papers.checks.wording.word_lists import sector_words
from panel_papers.checks.wording.wording import prose_of, told_places
from panel_papers.content import Passage, Slip, UnreadError, ask_speller, find_slips
from panel_papers.core import Level, Place, Problem

SPELLING = Rule(
    "spelling",
    Level.SUGGESTION,
    "A word is not in the dictionary",
    "It may be misspelled. A right word that the dictionary lacks goes into templates/words.txt.",
    "The comittee met in Febuary.",
    "The committee met in February.",
)
GRAMMAR = Rule(
    "grammar",
    Level.SUGGESTION,
    "A slip of grammar or a word taken for another",
    "Each word is spelled correctly, so that a spelling checker passes it.",
    "The report will effect all members.",
    "The report will affect all members.",
)
UNREAD = Rule(
    "language-unchecked",
    Level.SUGGESTION,
    "Spelling and grammar were not checked",
    "The library that checks them broke off, or came to no end, on the words of this paper.",
    "A text on which the library stops.",
    "The same text, read again by a person.",
)
RULES: tuple[Rule, ...] = (SPELLING, GRAMMAR, UNREAD)

_Piece = tuple[Passage, int, int]
"""A passage, and where what is read of it begins and ends."""

_BREAK = "\n\n"
# Harper looks for words near to a misspelled one in memory that grows with the square of its
# length: 100,000 letters without a blank ask for 30 GB. And a sign that no paper has can stop it.
_UNREADABLE = re.compile(r"\S{40,}|[^\w .,;:!?'’\"“”()–—/%£&-]|[_ªº²³¹]|[^\x00-\u024f‘’“”–—€]")
_ITEMS = re.compile(r"(?<=[\d)])(?:\([a-z]{1,4}\))+")  # “paragraph 3.2(a)(i)”: no articles
_LONGEST = 2_000  # characters that Harper reads in one go
_PLAIN_WORD = re.compile(r"[a-z][a-z’'-]*")
_SMALL = re.compile(r"\b[a-z][\w’'-]*")
_NAME = re.compile(r"\b[A-Z][\w’'-]*")


def find(subject: Subject) -> Iterator[Problem]:
    """Yield one finding for each misspelled word, and each slip of grammar.

    Only words in small letters are looked up in the dictionary: a name is not in it. Where Harper
    does not read to the end, that is all that is reported: half a list would depend on chance.
    """
    try:
        yield from list(_found(subject))
    except UnreadError:
        yield UNREAD.problem(
            subject.place(),
            "Spelling and grammar were not checked, because the checker (Harper) stopped early",
            "",
            "run the command again, or check them in Word (Review › Editor)",
        )


def _found(subject: Subject) -> Iterator[Problem]:
    passages = list(prose_of(subject))
    known = sector_words() | subject.words
    misspelled: dict[str, list[Place]] = {}
    right: dict[str, str] = {}
    for passage, start, slip in _lints(passages, known):
        place = passage.place(start)
        if slip.words == "A" and _is_letter(passage.text, start):
            continue
        if slip.words == "a" and passage.text[start + 1 : start + 2] in {")", "."}:
            continue  # the letter of an item that was typed: “a) approves”
        if slip.rule != "SpellCheck":
            yield _grammar(slip, place)
        elif _is_slip(slip, known):
            misspelled.setdefault(slip.words, []).append(place)
            right[slip.words] = _suggested(slip)
    for word, places in misspelled.items():
        again = told_places(places[1:])
        yield SPELLING.problem(
            places[0],
            f"“{word}” is not in the dictionary" + (f" (also at {again})" if again else ""),
            "",
            f"{right[word]}, or add “{word}” to templates/words.txt if it is right",
        )


def begin(subject: Subject) -> None:
    """Have the words of a paper read already, in a process beside this one."""
    passages = list(prose_of(subject))
    ask_speller(*_request(passages, _pieces(passages), sector_words() | subject.words))


def _lints(passages: list[Passage], known: frozenset[str]) -> Iterator[tuple[Passage, int, Slip]]:
    """Yield each slip with its passage and its offset in the passage's text."""
    texts = _pieces(passages)
    for pieces, slips in zip(texts, find_slips(*_request(passages, texts, known)), strict=True):
        index, at = 0, 0  # the piece that a slip is in, and where it begins
        for slip in slips:
            while slip.at >= at + (length := pieces[index][2] - pieces[index][1] + len(_BREAK)):
                index, at = index + 1, at + length
            passage, start, _ = pieces[index]
            yield passage, start + slip.at - at, slip


def _request(
    passages: list[Passage], texts: list[list[_Piece]], known: frozenset[str]
) -> tuple[list[str], list[str], list[str]]:
    """Return what Harper is asked: rules, right words, and texts of some passages each."""
    joined = [
        _BREAK.join(_readable(passage.text[start:end]) for passage, start, end in pieces)
        for pieces in texts
    ]
    return [*GRAMMAR_RULES, "SpellCheck"], sorted(_names(passages) | known), joined


def _pieces(passages: list[Passage]) -> list[list[_Piece]]:
    """Return the passages in pieces, as many together as Harper reads in one go."""
    texts: list[list[_Piece]] = [[]]
    size = 0
    for passage in passages:
        for start, end in _cuts(passage.text):
            if texts[-1] and size + end - start > _LONGEST:
                texts.append([])
                size = 0
            texts[-1].append((passage, start, end))
            size += end - start
    return texts


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the pieces of a text begin and end, cut at spaces if it is long.

    Harper's time grows with the square of what it reads at once.
    """
    start = 0
    while len(text) - start > _LONGEST:
        end = text.rfind(" ", start, start + _LONGEST)
        end = start + _LONGEST if end <= start else end
        yield start, end
        start = end
    yield start, len(text)


def _readable(text: str) -> str:
    """Return a text as long as this one, with spaces for what Harper cannot read."""
    text = _ITEMS.sub(lambda match: " " * len(match[0]), text)
    return _UNREADABLE.sub(lambda match: " " * len(match[0]), text)


def _names(passages: list[Passage]) -> set[str]:
    """Return the words that are written with a capital only, so that Harper need not guess."""
    small = {word for each in passages for word in _SMALL.findall(each.text)}
    names = {name for each in passages for name in _NAME.findall(_readable(each.text))}
    return {name for name in names if name.lower() not in small}


def _is_slip(slip: Slip, known: frozenset[str]) -> bool:
    """Return whether a word that the dictionary lacks is a slip: a word of it is a letter off.

    A name or a code is none, and a word unlike all others is more likely a term of the trade.
    """
    word = slip.words.replace("’", "'")
    if not _PLAIN_WORD.fullmatch(word) or len(word) < 4:
        return False
    if {word, word.removesuffix("'s"), word.removesuffix("s")} & known:
        return False
    near = [each.replace("’", "'") for each in slip.suggestions]
    return any(_letters_off(word, each) for each in near if not _other_spelling(word, each))


def _other_spelling(word: str, other: str) -> bool:
    """Return whether two words are one: “organise” and “organize”, “well-being” and “wellbeing”."""
    same = [re.sub(r"[-' ]", "", each.lower()).replace("z", "s") for each in (word, other)]
    return same[0] == same[1]


def _letters_off(word: str, other: str) -> bool:
    """Return whether one letter is wrong, missing, too many or in its neighbour's place.

    In a long word it may be two, behind the first.
    """
    if " " in other or word[0] != other[0].lower():
        return False
    allowed = 2 if len(word) >= 9 else 1
    start = 0
    shorter = min(len(word), len(other))
    while start < shorter and word[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and word[-1 - end] == other[-1 - end]:
        end += 1
    middle, right = word[start : len(word) - end], other[start : len(other) - end]
    swapped = len(middle) == 2 and middle == right[::-1]
    return swapped or max(len(middle), len(right)) <= allowed


def _is_letter(text: str, at: int) -> bool:
    """Say whether a capital A is a name or a grade: within a sentence, or in “A and B”."""
    before, after = text[:at].rstrip(" \u00a0“‘(*"), text[at + 1 :]
    within = bool(before) and before[-1] not in ".!?:;…"
    return within or re.match(r"[,)/’]|\s+(?:and|or|to|is|was|has|&)\b", after) is not None


def _suggested(slip: Slip) -> str:
    near = slip.suggestions[:1]
    return (
        f"write “{near[0]}”"
        if near and near[0]
        else "type the word as it should be; if it is right, add it to templates/words.txt"
    )


def _grammar(slip: Slip, place: Place) -> Problem:
    near = slip.suggestions[:1]
    return GRAMMAR.problem(
        place,
        f"“{slip.words}” may be a slip of grammar: {_said(slip.message)}",
        "",
        f"write “{near[0]}”"
        if near and near[0]
        else "if the sentence is wrong, type it as it should be; if it is right, change nothing",
    )


def _said(message: str) -> str:
    """Return what Harper says of a slip as the end of a sentence."""
    said = re.sub(r"`([^`]*)`", r"“\1”", message).rstrip(".")
    return said[:1].lower() + said[1:]
