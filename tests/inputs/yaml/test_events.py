"""What is read of YAML is what ruamel.yaml reads: another parser, for YAML 1.2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings, strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from panel_papers.inputs.yaml.events import Kind, YamlSyntaxError, events

ROOT = Path(__file__).parents[3]
TEXTS = [
    path.read_text(encoding="utf-8")
    for folder in ("inputs", "templates", "tests", "src", "deploy", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.y*ml"))
    if path.parts[-2:] != ("starter_paper", "paper.yaml")  # a form: YAML once it is filled in
]
BITS = (
    *":-#{}[],&*!|>'\"%@`? \n~<=.\t\ufeff\u00a0é“",
    *("---\n", "...\n", ": ", "- ", "  ", "\n  ", "\\x41", "\\/", "|\n", ">-\n", "|2\n"),
    *("<<: ", "null", "&a ", "*a", "!x ", "!!str ", "# c", " #c", "? ", '"a', "'b", "%YAML 1.1\n"),
)
# Refused before it is parsed, or as an anchor, alias or tag, where the two read its name.
REFUSED = re.compile("[&*!\x85\u2028\u2029]|^\ufeff", re.MULTILINE)

Seen = list[tuple[str, int | None, str, str]]
"""Of each event: its kind, where it begins, a scalar's text and its quotes."""


def ours(text: str) -> Seen | None:
    try:
        return [
            (e.kind.name, None if e.kind is Kind.END else e.start, e.value, e.style)
            for e in events(text)
            if e.kind is not Kind.DOCUMENT
        ]
    except YamlSyntaxError:
        return None


def theirs(text: str) -> Seen | None:
    kinds = {"MappingStart": "MAPPING", "SequenceStart": "SEQUENCE", "Scalar": "SCALAR"}
    kinds |= {"Alias": "ALIAS", "MappingEnd": "END", "SequenceEnd": "END"}
    seen: Seen = []
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            name = type(event).__name__.removesuffix("Event")
            if name in kinds:
                start = None if name.endswith("End") else event.start_mark.index
                value, style = getattr(event, "value", ""), getattr(event, "style", "") or ""
                seen.append((kinds[name], start, value, style))
    except (YAMLError, ValueError):
        return None
    return seen


def placed(seen: Seen | None) -> Seen | None:
    """Leave out where nothing is: that has no place of its own."""
    return seen and [
        (kind, None if (kind, value, style) == ("SCALAR", "", "") else start, value, style)
        for kind, start, value, style in seen
    ]


@st.composite
def broken(draw: st.DrawFn) -> str:
    """Some lines of a real file, with a few bits put in or over what is there."""
    lines = draw(st.sampled_from(TEXTS)).split("\n")
    first = draw(st.integers(0, len(lines) - 1))
    text = "\n".join(lines[first : first + draw(st.integers(1, 14))])
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(BITS)) + text[at + draw(st.sampled_from([0, 1])) :]
    return text


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_every_file_of_ours_is_read_alike(number: int):
    assert placed(ours(TEXTS[number])) == placed(theirs(TEXTS[number])) is not None


@settings(max_examples=500)
@given(broken())
def test_what_both_read_they_read_alike(text: str):
    assume(not REFUSED.search(text))
    mine, other = ours(text), theirs(text)
    assert mine is None or other is None or placed(mine) == placed(other)


@pytest.mark.parametrize(
    "text",
    [
        *("a: b", "a: 'it''s'", 'a: "\\x41\\u00e9 \\U0001F600\\e\\/"', "a: [b, {c: d}, ]"),
        *(
            "a: |2-\n   b\n\n",
            "a: >+\n  b\n  c\n\n    d\n\n",
            "? a\n: b",
            "a: b\n  c\n\n  d",
            "a:\n- b",
        ),
        *(
            "a: b:c",
            "a: -b",
            "a: ?b",
            "a: http://x/#y",
            "a: b # c",
            "a: |  # c\n  b",
            "'a': b",
            "a:",
        ),
        *("--- |\n a", "a: b\n...\n", "%YAML 1.2\n---\na: b", "a: \U0001f600é", "{a: b, c: [d]}"),
    ],
)
def test_rare_ways_to_write_are_read_alike(text: str):
    assert placed(ours(text)) == placed(theirs(text)) is not None


def test_parser_in_python_takes_the_place_of_libyaml(monkeypatch: pytest.MonkeyPatch):
    text = "a: [b, 'c']\nd: |\n  é\n"
    by_libyaml = ours(text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert ours(text) == by_libyaml is not None
    assert ours("a: [") is None
