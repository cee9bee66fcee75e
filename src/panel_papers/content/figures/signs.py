"""Words chosen by the sign of a figure, and numbers printed without their sign.

The sign is that of the number as it prints: £40 as “£0.0m” is zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from panel_papers.content.figures.senses import sense_of, sense_of_words
from panel_papers.core import FIGURE, FigureTag, Level, Place, Problem, figure_tag

_NAME = re.compile(r"[A-Za-z_]\w*")
_BESIDE = 25  # characters in which the other of two words is
_NEAR = 60  # characters before a tag in which its word is
# “an overspend of”, “rose by”, “down by”: words for a direction right before a number.
_TYPED = re.compile(
    r"\b(?:(?P<up>over-?sp(?:end|ent)|increased?|increases|rises?|risen|rose|grew|growth|surplus"
    r"|gains?|excess|up|over|above)|(?P<down>under-?sp(?:end|ent)|decreased?|decreases|reduction|reduced|falls?"
    r"|fallen|fell|drop(?:ped)?|decline|shortfall|deficit|cuts?|down|savings?|under|below))"
    r"\s+(?:(?:in|on)\s+(?:\w+\s+){1,3})?(?:of|by)\s+(?:(?:about|around|some|just|only|over|nearly)"
    r"\s+)?$",
    re.IGNORECASE,
)
# “£50 underspent”, “5% more than”: such words right behind a number
_BEHIND = re.compile(
    r"\s+(?P<word>over-?sp(?:end|ent)|under-?sp(?:end|ent)|(?:over|under|above|below) (?:the )?"
    r"(?:budget|target)|increase|rise|reduction|decrease|fall|higher|lower|more|less|fewer)\b",
    re.IGNORECASE,
)
_EITHER = re.compile(r"[/(]|\bor\b", re.IGNORECASE)
_BOTH = re.compile(r"[/(]|\bor\b|\band\b", re.IGNORECASE)

if TYPE_CHECKING:
    from panel_papers.content.figures.calculated import Calculated


def printed_by(tag: FigureTag, made: Calculated) -> str:
    """Return what a tag prints; where it has no word for zero, that for numbers above it."""
    if not tag.words:
        return made.unsigned if tag.absolute else made.printed
    above, below, *zero = tag.words
    if made.sign:
        return above if made.sign > 0 else below
    return zero[0] if zero else above


def wordless_zero(tag: FigureTag, made: Calculated, place: Place) -> Problem | None:
    """Return the error of a figure that is zero and has words for the two signs only."""
    if len(tag.words) != 2 or made.sign:
        return None
    above, below = tag.words
    found = f"“{made.printed}” is zero, and there are words for “{above}” and “{below}” only"
    hint = "write a third word for zero here: "
    hint += f'{{{{ figures.{tag.name} | direction("{above}", "{below}", "on budget") }}}}'
    return Problem("no-word-for-zero", place, found, "", hint)


def sign_problems(
    text: str, places: Mapping[str, Place], values: Mapping[str, Calculated]
) -> Iterator[Problem]:
    """Yield signs that a paragraph with tags leaves out, or says twice.

    `places` has where each tag is, by its key.
    """
    matches = list(FIGURE.finditer(text))
    tags = [figure_tag(match[1]) for match in matches]
    known = [tag for tag in tags if tag.name in values and tag.key in places]
    said = {tag.name: values[tag.name] for tag in known if tag.words}
    for tag in dict.fromkeys(known):
        made = values[tag.name]
        unsigned = tag.absolute or made.printed == made.unsigned
        if made.sign < 0 and unsigned and not tag.words and not _is_said(made, said):
            yield _unsaid(tag, made, places[tag.key])
        if tag.words and (problem := _turned_words(tag, values, places[tag.key])):
            yield problem
    chosen = {tag.name: printed_by(tag, values[tag.name]) for tag in known if tag.words}
    for match, tag in zip(matches, tags, strict=True):
        if tag in known:
            before, after = text[: match.start()], text[match.end() :]
            problem = (
                _by_typed_word(before, after, tag, values, chosen, places[tag.key])
                if tag.absolute
                else _by_typed_words(before, tag, values[tag.name], places[tag.key])
            )
            yield from [problem] if problem else []
    for (first, left), (second, right) in pairwise(zip(matches, tags, strict=True)):
        joined = text[first.end() : second.start()].strip() in {"of", "by"}
        if not joined or not left.words or right.words or left.name != right.name:
            continue
        signed = right in known and values[right.name].sign < 0
        if signed and not right.absolute and values[right.name].printed[:1] in "-−(":
            yield _twice(left, right, values[right.name], places[right.key])


def _by_typed_words(text: str, tag: FigureTag, made: Calculated, place: Place) -> Problem | None:
    """Return what is wrong with a figure behind a typed word for its direction, or None.

    `text` is what comes before the tag.
    """
    found = _TYPED.search(text[-_NEAR:])
    if found is None or tag.words or not made.sign or _BOTH.search(text[-_NEAR:]):
        return None
    up, word = bool(found["up"]), found["up"] or found["down"]
    if made.printed[:1] not in "-−(+":
        return None  # a reduction of 3 may be right; a sign that is left out is reported as such
    if up and made.sign > 0:
        return None  # “an increase of +3”
    if not up and made.sign < 0:
        text = f"“{word}” and “{made.printed}” both say that the number is below zero"
        hint = f"write {{{{ figures.{tag.name} | abs }}}} to print the number without sign, or "
        hint += "delete the word"
        return Problem("sign-said-twice", place, text, "", hint, Level.WARNING)
    text = f"“{word}” is typed before “{made.printed}”, which has the opposite sign"
    name = f"figures.{tag.name}"
    hint = (
        f'for the word, write {{{{ {name} | direction("increase", "reduction") }}}}, with the word '
    )
    hint += f"for each sign; for the number, {{{{ {name} | abs }}}}"
    return Problem("sign-contradicts-word", place, text, "a word that agrees with the sign", hint)


def _by_typed_word(  # noqa: PLR0917 - what a word may contradict
    before: str,
    after: str,
    tag: FigureTag,
    values: Mapping[str, Calculated],
    chosen: Mapping[str, str],
    place: Place,
) -> Problem | None:
    """Return the error of a number without sign whose typed word says the opposite, or None.

    `chosen` are the words that tags of the same paragraph print by the sign of a figure.
    """
    near, made = FIGURE.sub("…", before)[-_NEAR:], values[tag.name]
    found = _TYPED.search(near)
    behind = None if found else _BEHIND.match(after)
    word = (found["up"] or found["down"]) if found else behind["word"] if behind else ""
    typed = sense_of_words(word)
    beside = near[max(0, found.start() - _BESIDE) :] if found else near[-_BESIDE:]
    if typed is None or not made.sign or _EITHER.search(beside):
        return None
    other = sense_of_words(chosen.get(tag.name, ""))
    if other is not None and other.is_more != typed.is_more:
        found_text = f"“{word}” is typed with “{made.unsigned}”, which “{chosen[tag.name]}” in the "
        found_text += "same paragraph contradicts"
    else:
        sense = sense_of(tag.name, values)
        if sense is None or not typed.contradicts(sense if made.sign > 0 else sense.opposite):
            return None
        now = sense if made.sign > 0 else sense.opposite
        found_text = f"“{word}” is typed with “{made.unsigned}”, which is {now.value}"
    name = f"figures.{tag.name}"
    hint = f'in place of “{word}”, write {{{{ {name} | direction("ABOVE", "BELOW") }}}}, with the '
    hint += "word for "
    hint += "each sign"
    return Problem("sign-contradicts-word", place, found_text, "", hint)


def _turned_words(tag: FigureTag, values: Mapping[str, Calculated], place: Place) -> Problem | None:
    """Return the error of words for the two signs that are the wrong way round, or None."""
    sense = sense_of(tag.name, values)
    above, below = (sense_of_words(each) for each in tag.words[:2])
    if sense is None:
        return None
    wrong = (above is not None and above.contradicts(sense)) or (
        below is not None and below is sense
    )
    if not wrong:
        return None
    words = ", ".join(f'"{each}"' for each in (tag.words[1], tag.words[0], *tag.words[2:]))
    text = f"“{tag.words[0]}” is printed for numbers above zero, and “{tag.name}” above zero is "
    text += sense.value
    hint = f"here, write the words the other way round: direction({words})"
    return Problem("sign-contradicts-word", place, text, "", hint)


def _is_said(made: Calculated, said: Mapping[str, Calculated]) -> bool:
    """Say whether a word gives the sign of a number: its own, or that of one it is a share of.

    “An underspend of £75,000, which is 0.5% of the budget”: the share is `variance / budget`.
    """
    names = _NAME.findall(made.formula)
    for each in said.values():
        alike = each.sign == made.sign or (
            made.entry.formula is not None and set(_NAME.findall(each.formula)) == set(names)
        )
        if each.name == made.name or (alike and abs(each.value) == abs(made.value)):
            return True
    return any(name in names and each.sign == made.sign for name, each in said.items())


def _unsaid(tag: FigureTag, made: Calculated, place: Place) -> Problem:
    found = f"“{made.unsigned}” is a number below zero that prints without its sign"
    hint = "have a word say the direction, here: "
    hint += f'{{{{ figures.{tag.name} | direction("increase", "reduction") }}}} of '
    hint += f"{{{{ figures.{tag.name} | abs }}}}"
    return Problem("sign-not-said", place, found, "", hint)


def _twice(word: FigureTag, tag: FigureTag, made: Calculated, place: Place) -> Problem:
    found = f"“{printed_by(word, made)}” and “{made.printed}” both say the sign"
    hint = f"write {{{{ figures.{tag.name} | abs }}}} to print the number without its sign"
    return Problem("sign-said-twice", place, found, "", hint, Level.WARNING)
