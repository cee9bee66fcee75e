"""YAML as events: its flat form, in which nothing is expanded or built yet.

Two parsers read it. ruamel.yaml knows YAML 1.2 and says where a fault lies; libyaml knows 1.1 and
takes a twentieth of the time. They agree on all but a few rare things, and where one of these
stands in a text, or any fault, ruamel.yaml has the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto

from msgspec import Struct

DEEPEST = 50
"""How many levels of lists and groups are read; people write four or five."""
# YAML 1.1 ends lines where 1.2 does not (5.4), and the parsers differ on tabs inside of text, on
# “#” behind “>” or “|”, and on lines of blanks at the head of what follows these.
_READ_IN_TWO_WAYS = re.compile("[\t\x85\u2028\u2029\ufeff]|[|>][-+0-9]{0,4} *(?:#|\r?\n +\r?\n)")


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
"""Both parsers' names of what counts here."""
_DEEPER = {Kind.MAPPING: 1, Kind.SEQUENCE: 1, Kind.END: -1}


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
    """The text is no YAML: where that shows, and where what is wrong began; None if unknown."""

    def __init__(self, index: int | None, begun: int | None) -> None:
        super().__init__(index, begun)
        self.index, self.begun = index, begun


def events(text: str) -> Iterable[Event]:
    """Return the events of a YAML text in order; going through them may raise YamlSyntaxError."""
    return quick_events(text) or sure_events(text)


def quick_events(text: str) -> list[Event] | None:
    """Return the events as libyaml has them; None where the other parser is to say.

    That is for faults, and for what the two read in two ways: some characters, anchors, aliases,
    tags, and texts that are no mapping.
    """
    if _READ_IN_TWO_WAYS.search(text):
        return None
    try:
        from yaml.cyaml import CParser  # noqa: PLC0415 - not where PyYAML was built without libyaml
    except ImportError:
        return None
    found: list[Event] = []
    parser = CParser(text)
    depth = 0
    try:
        while (event := parser.get_event()) is not None and depth <= DEEPEST:
            if ours := _ours(event):
                found.append(ours)
                depth += _DEEPER.get(ours.kind, 0)
    except Exception:  # noqa: BLE001 - whatever it is, the other parser says it better
        return None
    odd = any(e.kind is Kind.ALIAS or e.anchor is not None or e.tag is not None for e in found)
    mapping = [each.kind for each in found[:2]] == [Kind.DOCUMENT, Kind.MAPPING]
    return found if mapping and not odd and not depth else None


def sure_events(text: str) -> Iterator[Event]:
    """Yield the events as ruamel.yaml has them; raises YamlSyntaxError where it stops."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - for the few texts that need it
    from ruamel.yaml.error import MarkedYAMLError  # noqa: PLC0415

    parser = YAML(typ="safe", pure=True).parse(text)
    while True:
        try:
            event = next(parser)
        except StopIteration:
            return
        except MarkedYAMLError as error:
            mark, begun = error.problem_mark or error.context_mark, error.context_mark
            places = (mark.index if mark else None, begun.index if begun else None)
            raise YamlSyntaxError(*places) from error
        except Exception as error:  # whatever the parser makes of wild text is the text's fault
            raise YamlSyntaxError(None, None) from error
        if ours := _ours(event):
            yield ours


def _ours(event: object) -> Event | None:
    """Return a parser's event as ours; None for those that say nothing."""
    kind = _KINDS.get(type(event).__name__)
    if kind is None:
        return None
    start, end = event.start_mark.index, event.end_mark.index  # type: ignore[attr-defined]
    tag = getattr(event, "tag", None)
    return Event(
        kind,
        start,
        end,
        getattr(event, "value", "") if kind is Kind.SCALAR else "",
        (getattr(event, "style", None) or "") if kind is Kind.SCALAR else "",
        getattr(event, "anchor", None),
        None if tag is None else str(tag),
    )
