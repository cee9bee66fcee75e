"""YAML as events: its flat form, in which nothing is expanded or built yet.

PyYAML reads it, by libyaml in C. Its events give each value as the text that was typed, so that it
makes no difference that libyaml knows YAML 1.1 and not 1.2: what “yes” or “010” is, nobody asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from msgspec import Struct


class Kind(Enum):
    """What an event begins, or that a mapping or a sequence ends."""

    DOCUMENT = auto()
    MAPPING = auto()
    SEQUENCE = auto()
    SCALAR = auto()
    ALIAS = auto()
    END = auto()


_KINDS = {
    "DocumentStartEvent": Kind.DOCUMENT,
    "MappingStartEvent": Kind.MAPPING,
    "SequenceStartEvent": Kind.SEQUENCE,
    "ScalarEvent": Kind.SCALAR,
    "AliasEvent": Kind.ALIAS,
    "MappingEndEvent": Kind.END,
    "SequenceEndEvent": Kind.END,
}
"""PyYAML's names of what counts here."""


class Event(Struct, frozen=True):
    """One event: what it is of, and the characters of the text from which to which it goes.

    `value` and `style` are a scalar's; the style is its quotes, `|` or `>`, or "" for none.
    """

    kind: Kind
    start: int
    end: int
    value: str = ""
    style: str = ""
    anchor: str | None = None
    tag: str | None = None


class YamlSyntaxError(Exception):
    """The text is not YAML: where that shows, and where what is wrong began; None if unknown."""

    def __init__(self, index: int | None, begun: int | None) -> None:
        super().__init__(index, begun)
        self.index, self.begun = index, begun


def events(text: str) -> Iterator[Event]:
    """Yield the events of a YAML text in order; raises YamlSyntaxError where it stops being YAML.

    Where PyYAML was built without libyaml its own parser reads: it refuses some tabs that libyaml
    reads, and says the same of all else.
    """
    import yaml  # noqa: PLC0415 - not for `--help`

    parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=parser):
            if ours := _ours(event):
                yield ours
    except yaml.MarkedYAMLError as error:
        mark, begun = error.problem_mark or error.context_mark, error.context_mark
        places = (mark.index if mark else None, begun.index if begun else None)
        raise YamlSyntaxError(*places) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # characters that cannot be
        raise YamlSyntaxError(None, None) from error


def _ours(event: object) -> Event | None:
    """Return a parser's event as ours; None for those that say nothing."""
    kind = _KINDS.get(type(event).__name__)
    if kind is None:
        return None
    start, end = event.start_mark.index, event.end_mark.index  # type: ignore[attr-defined]
    return Event(
        kind,
        start,
        end,
        getattr(event, "value", "") if kind is Kind.SCALAR else "",
        (getattr(event, "style", None) or "") if kind is Kind.SCALAR else "",
        getattr(event, "anchor", None),
        getattr(event, "tag", None),
    )
