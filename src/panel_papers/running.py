"""A paper's run as its user sees it: what came of it, told from memory where nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

from panel_papers import speller
from panel_papers.cache import Cache
from panel_papers.engines import Choice, ready_engine
from panel_papers.errors import ExitCode, PanelPapersError
from panel_papers.outcome import Outcome
from panel_papers.settings import Settings
from panel_papers.unchanged import former_outcome, key_of_run, remember


def run_paper(
    name: str,
    settings: Settings,
    talk: Callable[[str], None] = lambda _: None,
    choice: Choice | None = None,
) -> Outcome:
    """Build a paper as `pipeline.make_paper` does, and return what came of it.

    With a cache, a paper whose inputs, templates, engine and outputs are as they were after its
    last build is not built again. `choice` is an engine that is ready; without one, what the
    settings ask for is started. Never raises PanelPapersError: a fault is an outcome too.
    """
    cache = Cache(settings.cache) if settings.cache else None
    key = key_of_run(name, settings) if cache else None
    if cache and key and (known := former_outcome(cache, key, settings.outputs)):
        talk(f"{known.paper}: nothing has changed since it was built")
        return known
    outcome = _built(name, settings, talk, choice)
    # files that were changed meanwhile may have been read before or after
    if cache and key and key == key_of_run(name, settings):
        remember(cache, key, outcome, settings.outputs)
    return outcome


def check_paper(name: str, settings: Settings) -> Outcome:
    """Check a paper as `pipeline.check_paper` does; what stops it is an outcome too."""
    _start_speller(settings, name)
    from panel_papers.pipeline import check_paper as check  # noqa: PLC0415 - behind the speller

    try:
        return Outcome(name, ExitCode.BUILT, check(name, settings))
    except PanelPapersError as fault:
        return Outcome(name, fault.exit_code, fault.problems)


def _start_speller(settings: Settings, name: str) -> None:
    """Let the dictionary be loaded on another core while this one loads all else."""
    if (settings.inputs / name / "paper.yaml").is_file():
        speller.start()


def _built(
    name: str, settings: Settings, talk: Callable[[str], None], choice: Choice | None
) -> Outcome:
    _start_speller(settings, name)
    try:
        with ExitStack() as stack:
            if choice is None:
                engine = ready_engine(settings.engine, soffice=settings.soffice)
                choice = stack.enter_context(engine)
            # Loaded here, not above: an unchanged paper needs none of it, and what was started
            # meanwhile goes on.
            from panel_papers.pipeline import make_paper  # noqa: PLC0415

            build = make_paper(name, settings, talk, choice)
    except PanelPapersError as fault:
        return Outcome(name, fault.exit_code, fault.problems)
    from panel_papers.record import manifest_of  # noqa: PLC0415 - as above
    from panel_papers.report import summary_text, told  # noqa: PLC0415 - as above

    paper = build.paper.name
    return Outcome(
        paper=paper,
        exit_code=ExitCode.GATE if build.gated else ExitCode.BUILT,
        problems=told(build),
        summary=summary_text(build, settings.outputs / paper),
        manifest=manifest_of(build),
    )
