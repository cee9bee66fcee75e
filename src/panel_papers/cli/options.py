"""Options that several commands take, and what they read from the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from panel_papers.cli.project import default_folder
from panel_papers.core import EngineName, sentence

ENGINE_NAMES = [*get_args(EngineName)]
"""What `--engine` takes."""

DATES = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]
"""How a date may be typed; the day comes before the month, as in the United Kingdom."""


if TYPE_CHECKING:
    _DayType = click.ParamType[date]
else:  # click before 8.4 has no types in brackets
    _DayType = click.ParamType


class Day(_DayType):
    """A day as papers have it, 2027-05-06 or 6 May 2027, with what is wrong with another text."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day."""
        from panel_papers.inputs import ValueFault, as_date  # noqa: PLC0415 - where one is typed

        if isinstance(value, date):
            return value
        try:
            return as_date(str(value))
        except ValueFault as fault:
            advice = (fault.hint or fault.wanted).capitalize()
            self.fail(f"{sentence(fault.found)} {sentence(advice)}", param, ctx)


_Command = TypeVar("_Command", bound=Callable[..., None])


def folder_option(
    name: str, what: str, *, into: str | None = None
) -> Callable[[_Command], _Command]:
    """Return the option for a folder; the command knows it as `into`, or by the option's name."""
    return click.option(
        f"--{name}",
        into or name,
        type=click.Path(path_type=Path, file_okay=False),
        default=partial(default_folder, name),
        show_default=name,
        metavar="DIR",
        help=what,
    )


def with_options(*options: Callable[[Any], Any]) -> Callable[[_Command], _Command]:
    """Add options to a command, in the order in which its help lists them."""

    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How problems and the summary are reported: for people, or as JSON on standard output.",
)

CHECK_FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="How problems are reported: for people, or on standard output as JSON or SARIF 2.1.0.",
)


INCLUDE_RESTRICTED = click.option(
    "--include-restricted",
    is_flag=True,
    help="Also write to JSON or SARIF what was found in restricted files, and hidden words.",
)


def soffice_named() -> Path | None:
    """Return the LibreOffice that the user names, for those whose LibreOffice is nowhere usual."""
    named = os.environ.get("PANEL_PAPERS_SOFFICE")
    return Path(named) if named else None
