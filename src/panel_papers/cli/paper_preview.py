"""The command `panel-papers preview`: a paper's pages in the browser, new after each save.

As in `cli`, nothing heavy is imported until the command runs.
"""

from __future__ import annotations

import re
import signal
import sys
from typing import TYPE_CHECKING, Unpack

import click

from panel_papers.cli.in_child import limits_of_run
from panel_papers.cli.run import Run, RunOptions
from panel_papers.cli.terminal import say

if TYPE_CHECKING:
    from panel_papers.core import Settings
    from panel_papers.template_tools import Addresses

EDITOR = "vscode://file{path}:{line}:{column}"
_LINK = re.compile(r"[a-z][a-z0-9+.-]*:[^{}]*(?:\{(?:path|line|column)\}[^{}]*)+", re.IGNORECASE)


def serve_paper(paper: str, port: int, editor: str, **options: Unpack[RunOptions]) -> None:
    """Serve the page of a paper until the user stops it."""
    link = "" if editor == "none" else editor
    if link and not (_LINK.fullmatch(link) and "{path}" in link):
        raise click.UsageError(
            f"--editor {editor}: This is no form of a link to a file. Write it as "
            f"“{EDITOR}”, or “none”."
        )
    run = Run(**options)
    settings: Settings = run.settings
    limits = limits_of_run()
    # Whoever ends the terminal ends this too, and then its processes and files are cleared away.
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    with run:
        from panel_papers.run import preview_paper  # noqa: PLC0415 - heavy

        try:
            preview_paper(paper, settings, limits, link=link, port=port, ready=open_page)
        except KeyboardInterrupt:
            sys.exit(0)  # how one stops looking
    run.end()


def open_page(addresses: Addresses) -> None:
    """Print the address of the page, and open it for somebody who sits at the terminal."""
    say(addresses.page)
    if sys.stdout.isatty():
        click.launch(addresses.once)
        say("The page follows each save. Stop with Ctrl+C.", err=True)
