"""Wrong forms of a verb after “has” or “was”, such as “has mean that”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.wording.wording import prose_of
from panel_papers.core import Level, Problem

VERB_FORM = Rule(
    "verb-form",
    Level.WARNING,
    "A verb has the wrong form after “has” or “was”",
    "A spelling checker passes it, because each word is spelled correctly.",
    "Our support has mean that more volunteers come forward.",
    "Our support has meant that more volunteers come forward.",
)
RULES: tuple[Rule, ...] = (VERB_FORM,)

# Only verbs that are no nouns: “has set hours” and “have need of” are right.
_PAST = {
    "began": "begun", "chose": "chosen", "did": "done", "gave": "given", "grew": "grown",
    "knew": "known", "saw": "seen", "spoke": "spoken", "took": "taken", "went": "gone",
    "wrote": "written", "be": "been",
}  # fmt: skip
# “The officers we have give their time” is right, so these are looked for after “has” alone.
_PRESENT = {
    "begin": "begun", "bring": "brought", "choose": "chosen", "give": "given", "grow": "grown",
    "know": "known", "provide": "provided", "see": "seen", "take": "taken", "teach": "taught",
    "tell": "told", "achieve": "achieved", "improve": "improved", "receive": "received",
}  # fmt: skip
_WRITTEN = "|".join(verb for verb in _PAST if verb != "be")
_RIGHT = {"mean": "meant", **_PAST, **_PRESENT}
_BETWEEN = r"(?:n’t|n't| not| also| now| already| since| recently)?"
_WRONG = re.compile(
    rf"\bha(?:s|ve|d){_BETWEEN} (?P<past>{'|'.join(_PAST)})\b(?![-’'])"
    rf"|\b(?:was|were|been|is|are){_BETWEEN} (?P<was>{_WRITTEN})\b(?![-’'])"
    rf"|\bhas{_BETWEEN} (?P<present>{'|'.join(_PRESENT)})\b(?![-’'])"
    rf"|\bha(?:s|ve|d){_BETWEEN} (?P<mean>mean)(?= (?:that|the|a|an|more|fewer|we|it)\b)",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:could|should|would|must|might) (of)\b(?! course\b)", re.IGNORECASE)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield each verb after “has”, “have” or “had” in a form that cannot follow it."""
    for passage in prose_of(subject):
        for match in _WRONG.finditer(passage.text):
            word = match["past"] or match["was"] or match["present"] or match["mean"]
            start, end = match.span()
            yield VERB_FORM.problem(
                passage.place(start),
                f"“{passage.text[start:end]}” has the wrong form of the verb",
                "",
                f"write “{passage.text[start : end - len(word)]}{_RIGHT[word.lower()]}”",
            )
        for match in _OF.finditer(passage.text):
            place, right = passage.place(match.start()), f"{match[0][:-2]}have"
            found = f"“{match[0]}” has the wrong form of the verb"
            yield VERB_FORM.problem(place, found, "", f"write “{right}”")
