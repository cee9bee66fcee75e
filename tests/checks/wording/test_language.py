"""Harper at the edge: where it stops dead, and what it is spared."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from panel_papers.checks.registry import body_words
from panel_papers.checks.wording import language
from panel_papers.checks.wording.grammar_rules import GRAMMAR_RULES
from panel_papers.content import spelling as speller
from panel_papers.content.spelling_process import slips


class PanicException(BaseException):
    """What Harper raises where it stops dead: of this name, and no Exception."""


@dataclass
class Span:
    start: int


@dataclass
class Lint:
    span: Span


class Stopping:
    """A linter that tells of each “slip”, and stops dead at a “boom”."""

    def organized_lints(self, text, *, language):
        assert language == "plaintext"
        if "boom" in text:
            raise PanicException
        return {"Rule": [Lint(Span(text.index("slip")))] if "slip" in text else []}


def test_sentences_beside_one_that_harper_stops_at_are_read():
    text = "a slip here and there a boom in the middle and then a slip"
    found = [(at, rule) for at, rule, _ in slips(Stopping(), text)]
    assert found == [(text.index("slip"), "Rule"), (text.rindex("slip"), "Rule")]


def test_harper_is_british_and_reads_our_rules_alone():
    text = "The color, less then an hour. We met the Police, Fire and Crime Panel in 2021-24."
    (told,) = speller.find_slips([*GRAMMAR_RULES, "SpellCheck"], [], [text])
    assert [(slip.rule, slip.words) for slip in told] == [
        ("SpellCheck", "color"),
        ("ThenThan", "then"),
    ]


def test_words_that_are_right_are_right_for_one_request():
    def told(*words: str) -> list[str]:
        (slips,) = speller.find_slips(["SpellCheck"], words, ["A frobnix and a blorbish met."])
        return [slip.words for slip in slips]

    for _ in range(2):
        assert told("frobnix") == ["blorbish"]
        assert told("frobnix") == ["blorbish"]
        assert told("blorbish") == ["frobnix"]
        assert told() == ["frobnix", "blorbish"]


def test_words_of_a_body_are_one_a_line_with_remarks(tmp_path):
    assert body_words(tmp_path) == frozenset()
    text = "\ufeff# ours\nreprovision\n\nECFRS  # Essex\n"
    (tmp_path / "words.txt").write_text(text, encoding="utf-8")
    assert body_words(tmp_path) == {"reprovision", "ECFRS"}


def test_our_own_list_of_words_can_be_read(root):
    assert body_words(root / "templates") == frozenset()


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put a program in the place of the one that reads."""

    def put(text):
        speller.stop_speller()
        path = tmp_path / "program.py"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(speller, "_PROGRAM", path)

    yield put
    speller.stop_speller()


SLIPS = {"context.md": "The report will effect all members of the comittee.\n"}


@pytest.mark.trigger("language-unchecked")
@pytest.mark.parametrize(
    "text",
    [
        "import os; os.abort()",
        "import time; time.sleep(60)",
        "input(); print('[[[1, \"Rule\"')",
        "raise SystemExit",
    ],
)
def test_reader_that_dies_or_hangs_costs_its_advice_alone(program, monkeypatch, subject_of, text):
    subject, sound = subject_of(SLIPS), speller._PROGRAM.read_text(encoding="utf-8")
    whole = [problem.code for problem in language.find(subject)]
    with monkeypatch.context() as impatient:
        impatient.setattr(speller, "_SECONDS", 2)
        program(text)
        assert [problem.code for problem in language.find(subject)] == ["language-unchecked"]

    program(sound)
    assert [problem.code for problem in language.find(subject)] == whole


@pytest.mark.near_miss("language-unchecked")
def test_what_was_asked_before_is_not_mixed_up_with_what_is_asked_now(subject_of):
    first, other = subject_of(SLIPS), subject_of({"context.md": "All is well then.\n"})
    language.begin(first)
    assert list(language.find(other)) == []
    language.begin(other)
    assert {problem.code for problem in language.find(first)} == {"grammar", "spelling"}
