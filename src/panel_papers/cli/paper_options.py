"""The options of the commands that read papers, in the order in which their help lists them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import click

from panel_papers.cli.options import DATES, ENGINE_NAMES, folder_option
from panel_papers.cli.project import project_default

INPUTS = folder_option("inputs", "The papers, one folder each.")
TEMPLATES = folder_option("templates", "The templates; those for Word are in its folder “word”.")
STRICT = click.option(
    "--strict",
    is_flag=True,
    default=partial(project_default, "strict", False),
    help="Let a warning count as an error.",
)
TODAY = click.option(
    "--today",
    type=click.DateTime(DATES),
    metavar="YYYY-MM-DD",
    help="The day to use as today when checking the time left to publish.",
)
ENGINE = click.option(
    "--engine",
    type=click.Choice(ENGINE_NAMES),
    default=partial(project_default, "engine", "auto"),
    show_default="auto",
    help="What turns Word into PDF. “auto” asks rdocx, then dxpdf, then LibreOffice where it "
    "is installed, until a document is printed completely with tags; “embedded” keeps to the "
    "first two where they print all.",
)
NO_CACHE = click.option(
    "--no-cache",
    is_flag=True,
    help="Build everything again, without the cache of earlier builds.",
)
DRAFT = click.option(
    "--draft",
    is_flag=True,
    help="Build with what is there: gaps are marked, and DRAFT is on every page.",
)
RUN_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    STRICT,
    TODAY,
    INPUTS,
    TEMPLATES,
    folder_option("outputs", "What is built, one folder a paper."),
    click.option("-v", "--verbose", is_flag=True, help="Report each step."),
    click.option("-q", "--quiet", is_flag=True, help="Report errors only."),
)
"""What every command that builds or checks takes."""

BUILD_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option("--all", "every", is_flag=True, help="Build every paper under the inputs."),
    click.option(
        "--jobs",
        type=click.IntRange(1),
        default=partial(project_default, "jobs", 1),
        show_default="1",
        metavar="N",
        help="Build N papers at the same time, each in its own process.",
    ),
    click.option(
        "--scheduler",
        metavar="ADDRESS",
        help="Build on the dask cluster whose scheduler is there, such as tls://scheduler:8786; "
        "see deploy/.",
    ),
    click.option(
        "--insecure-scheduler",
        is_flag=True,
        help="Allow a scheduler beyond this computer without TLS (tcp://): whoever is between "
        "reads all papers and can run programs on the workers.",
    ),
    ENGINE,
    click.option(
        "--cross-check",
        is_flag=True,
        help="Also make each document with two engines, and report where they differ widely.",
    ),
    click.option(
        "--parts",
        is_flag=True,
        default=partial(project_default, "parts", False),
        help="Write the report and each public appendix as a PDF of its own too, to the folder "
        "“parts”.",
    ),
    click.option(
        "--html/--no-html",
        default=partial(project_default, "html", True),
        help="Write the paper as a web page too, one accessible file that needs nothing else, as "
        "is usual, or leave the page out.",
    ),
    click.option(
        "--large-print",
        is_flag=True,
        default=partial(project_default, "large-print", False),
        help="Write the pack a second time in large print (20 point), for readers who ask for it.",
    ),
    NO_CACHE,
    click.option(
        "--discard-edits",
        is_flag=True,
        help="Replace built files that somebody has edited in the outputs; their edits are lost.",
    ),
    DRAFT,
)
"""What every command that builds takes as well."""
