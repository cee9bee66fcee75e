"""The one place that prints for people: what could steer a terminal is shown as its code point."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from panel_papers.core import Problem

# Controls but for tab and line feed (a file's name may hold “\x1b]0;…”, which renames the window),
# and those that turn the direction of the text behind them (Unicode TR 9).
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def say(text: str, *, err: bool = False) -> None:
    """Print a line, each control in it as its code point."""
    click.echo(visible(text), err=err)


def say_where_to_read_more(problems: Sequence[Problem]) -> None:
    """Print the command that explains the first of some problems, if there are any."""
    if problems:
        say(f"To read more about a problem: panel-papers explain {problems[0].code}", err=True)


def visible(text: str) -> str:
    """Return a text with each character that could steer a terminal as its code point.

    JSON stays the JSON that it was: it writes a character in a string in just this way.
    """
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
