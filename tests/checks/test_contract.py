"""What every check keeps to; a new one is held to it at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from panel_papers.checks.registry import CHECKS, Subject, check
from panel_papers.content.passages import passages_of
from panel_papers.core.model import Section
from panel_papers.core.problems import Level, Place
from panel_papers.core.values import Prose

from ..tries import tries

HERE = Path(__file__).parent
RULES = [(each, rule) for each in CHECKS for rule in each.RULES]
CODES = [rule.code for _, rule in RULES]


def marked(kind: str) -> set[str]:
    """Return the codes of tests in Python: `@pytest.mark.trigger("code")`, `near_miss`."""
    paths = [path for path in HERE.rglob("test_*.py") if path.name != "test_contract.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in paths)
    calls = re.findall(rf"mark\.{kind}\(([^)]*)\)", text)
    return {code for call in calls for code in re.findall(r'"([a-z0-9-]+)"', call)}


def test_every_code_is_one_rules_own():
    assert len(CODES) > 20
    assert sorted(CODES) == sorted(set(CODES))


@pytest.mark.parametrize(("module", "rule"), RULES, ids=CODES)
def test_rule_is_worded_for_its_page(module, rule):
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+|[a-z]+", rule.code)
    assert rule.title and not rule.title.endswith(".")
    assert rule.why.endswith((".", ")"))
    assert rule.wrong and rule.right and rule.wrong != rule.right


@pytest.mark.parametrize(("module", "rule"), RULES, ids=CODES)
def test_rule_has_a_trigger_and_a_near_miss(module, rule):
    kind, check_name = module.__name__.split(".")[-2:]
    by_example = (HERE / kind / check_name / f"{rule.code}.yaml").is_file()
    assert by_example or rule.code in marked("trigger") & marked("near_miss")


def test_every_example_is_of_a_rule_that_is_there():
    told = {path.stem for path in HERE.glob("*/*/*.yaml")} | marked("trigger") | marked("near_miss")
    assert told - set(CODES) == set()


@pytest.fixture
def plain_paper(subject_of):
    return subject_of(
        {"context.md": "See (appendix 1).\n", "appendices/plan.md": "The Plan 2021-24.\n"},
        title="The Fire and Rescue Plan 2019-24",
        paper=(
            "background_papers:\n  - title: Fire and Rescue Plan 2019-24\n"
            "appendices:\n  - title: Report for the Plan\n    file: appendices/plan.md\n"
        ),
    )


def saying(subject: Subject, markdown: str) -> Subject:
    from msgspec.structs import replace

    sections = tuple(
        Section(name, Prose(markdown, Place(f"inputs/paper/{name}.md", 1, 1)))
        for name in ("recommendations", "context")
    )
    paper = replace(subject.paper, sections=sections)
    return replace(subject, paper=paper, passages=passages_of(paper))


WORDS = st.sampled_from(
    [
        *("the", "The", "a", "of", "(appendix", "1)", "appendices", "1,", "2", "to", "9"),
        *("Appendix", "A", "Fire", "and", "Rescue", "Plan", "2019-24", "2019-2024", "2021", "plan"),
        *("report", "for", "(VUU)", "VUU", "ASB", "anti-social", "behaviour", "&", "COVID-19"),
        *("has", "mean", "that", "should", "their", "there", "an", "effect", "chapters:", "note"),
        *(":", "-", "#", "##", ">", "*", "**", "[a](#b)", "|", "---", "\n", "\n\n", ".", ",", ";"),
        *("(", ")", "“", "”", "’", "5%", "£86m", "\u00a0", "\u202e", "😀", "é", "999"),
    ]
)
WILD = st.one_of(
    st.lists(WORDS, max_size=60).map(" ".join), st.text(max_size=300), st.lists(WORDS).map("".join)
)


@settings(
    max_examples=tries(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(markdown=WILD)
def test_any_text_is_checked_without_a_crash_and_placed(plain_paper, markdown):
    subject = saying(plain_paper, markdown)
    for problem in check(subject):
        assert problem.code in CODES
        assert problem.place.file.startswith("inputs/paper/")
        assert problem.place.line is None or problem.place.line >= 1
        assert problem.found and (problem.wanted or problem.hint)


LONG = {
    "words": "the Fire and Rescue Plan 2019-24 (appendix 1) has, in the ASB chapter, gone on. "
    * 1200,
    "paragraphs": "One plan (VUU) of the unit & its work: 5% more.\n\n" * 2000,
    "one word": "a" * 100_000,
    "capitals": "ABC " * 25_000,
    "names": "Fire and " * 11_000,
    "brackets": "(" * 50_000,
    "blanks": "a" + " \u00a0" * 50_000,
    "years": "Plan 2019-24 " * 8_000,
    "references": "appendices 1, 2, 3 and 4 " * 4_000,
    "hyphens": "anti-" * 20_000,
    "items": "Chapters:\n\n" + "- Plan\n" * 12_000,
    "headings": "# Plan\n\n" * 5_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", LONG)
def test_long_text_does_not_hold_a_check_up(plain_paper, kind):
    from time import process_time

    subject = saying(plain_paper, LONG[kind])
    for each in CHECKS:
        started = process_time()
        list(each.find(subject))
        assert process_time() - started < 20, each.__name__  # squares take hours


def test_both_worked_examples_can_be_built(root, monkeypatch):
    from .rules_helpers import paper_of

    monkeypatch.chdir(root)
    for name in ("march-2024", "first-term-scorecard"):
        folder = Path("inputs") / name
        paper = paper_of(folder)
        found = check(Subject(folder.as_posix(), paper, passages_of(paper), {}))
        assert found
        assert [each for each in found if each.level is Level.ERROR] == []
