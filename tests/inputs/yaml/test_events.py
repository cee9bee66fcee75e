"""Two parsers of YAML: the quick one says the same as the sure one, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from panel_papers.inputs.yaml.events import Event, Kind, YamlSyntaxError, quick_events, sure_events

ROOT = Path(__file__).parents[3]
TEXTS = [
    path.read_text(encoding="utf-8")
    for folder in ("inputs", "templates")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
]
BITS = (
    *":-#{}[],&*!|>'\"%@`? \n~<=.\t\x85\u2028\ufeff\u00a0é“",
    *("---\n", "...\n", ": ", "- ", "  ", "\n  ", "\\x41", "\\/", "\r\n", "|\n", ">-\n", "|2\n"),
    *("<<: ", "null", "&a ", "*a", "!x ", "!!str ", "# c", " #c", "? ", '"a', "'b", "%YAML 1.1\n"),
)


def sure(text: str) -> list[Event] | None:
    try:
        return list(sure_events(text))
    except YamlSyntaxError:
        return None


def told(events: list[Event] | None) -> list[object] | None:
    """What is read of events: not the ends of mappings, nor where nothing is."""
    if events is None:
        return None
    return [
        (
            each.kind,
            None if each.kind is Kind.END or is_nothing(each) else each.start,
            each.end if each.kind is Kind.SCALAR and each.value and not each.style else None,
            each.value,
            each.style,
        )
        for each in events
    ]


def is_nothing(event: Event) -> bool:
    return event.kind is Kind.SCALAR and not event.value and not event.style


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


@pytest.mark.parametrize("text", TEXTS)
def test_files_are_read_by_the_quick_parser(text: str):
    assert told(quick_events(text)) == told(sure(text)) is not None


@settings(max_examples=600)
@given(broken())
def test_what_the_quick_parser_reads_the_sure_one_reads_too(text: str):
    quick = quick_events(text)
    assert quick is None or told(quick) == told(sure(text))


@pytest.mark.parametrize(
    "text",
    [
        "a: b\tc",
        "a: b\x85c",
        "a: b\u2028c",
        "\ufeffa: b",
        "a: &b c",
        "a: *b",
        "a: !b c",
        "- a",
        "a: [",
    ],
)
def test_what_is_read_in_two_ways_is_left_to_the_sure_parser(text: str):
    assert quick_events(text) is None
