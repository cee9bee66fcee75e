"""What came of one paper, as plain values that travel between processes and into a cache."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from panel_papers.errors import ExitCode, PanelPapersError, Problem
from panel_papers.pipeline import Talk, make_paper
from panel_papers.record import manifest_of
from panel_papers.report import summary_text, told
from panel_papers.settings import Settings


@dataclass(frozen=True)
class Outcome:
    """What the user is told of a paper's run; pickles, and is as good as JSON.

    `problems` are all that the user is told, in order; `summary` is the text for a person, ""
    where nothing was built; `manifest` is for those who asked for JSON, None where nothing was
    built.
    """

    paper: str
    exit_code: ExitCode
    problems: tuple[Problem, ...]
    summary: str = ""
    manifest: Mapping[str, Any] | None = None


def run_paper(name: str, settings: Settings, talk: Talk = lambda _: None) -> Outcome:
    """Build a paper as `pipeline.make_paper` does, and return what came of it.

    Never raises PanelPapersError: a fault is an outcome too.
    """
    try:
        build = make_paper(name, settings, talk)
    except PanelPapersError as fault:
        return Outcome(name, fault.exit_code, fault.problems)
    paper = build.paper.name
    return Outcome(
        paper=paper,
        exit_code=ExitCode.GATE if build.gated else ExitCode.BUILT,
        problems=told(build),
        summary=summary_text(build, settings.outputs / paper),
        manifest=manifest_of(build),
    )
