"""A paper's run as its user sees it: its result, from memory where nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from panel_papers.content import start_speller
from panel_papers.core import ExitCode, PanelPapersError, Settings
from panel_papers.run.result import Outcome

if TYPE_CHECKING:
    from panel_papers.core import Cache
    from panel_papers.pdf import Choice


def run_paper(
    name: str,
    settings: Settings,
    talk: Callable[[str], None] = lambda _: None,
    choice: Choice | None = None,
) -> Outcome:
    """Build a paper as `build.make_paper` does, and return what came of it.

    With a cache, a paper whose inputs, templates, engine and outputs are as they were after its
    last build is not built again. `choice` is an engine that is ready; without one, what the
    settings ask for is started. Never raises PanelPapersError: a problem is an outcome too.
    """
    memory = Memory(name, settings)
    if known := memory.known():
        talk(f"{known.paper}: nothing has changed since it was built")
        return known
    return memory.kept(_built(name, settings, talk, choice))


class Memory:
    """What is known of a paper’s last build, and is to be known of its next, by the cache."""

    def __init__(self, name: str, settings: Settings) -> None:
        self.name, self._settings = name, settings
        self._cache: Cache | None = None
        self._key: str | None = None
        if settings.cache:
            from panel_papers.core import Cache  # noqa: PLC0415 - a check keeps nothing
            from panel_papers.run.unchanged import key_of_run  # noqa: PLC0415 - as above

            self._cache, self._key = Cache(settings.cache), key_of_run(name, settings)

    def known(self) -> Outcome | None:
        """Return the result of the last build, if it is still valid."""
        if self._cache is None or self._key is None:
            return None
        from panel_papers.run.unchanged import former_outcome  # noqa: PLC0415 - as above

        return former_outcome(self._cache, self._key, self._settings)

    def kept(self, outcome: Outcome) -> Outcome:
        """Return what came of a build that is published, known from now on."""
        if self._cache is None or self._key is None:
            return outcome
        from panel_papers.run.unchanged import key_of_run, remember  # noqa: PLC0415 - as above

        # files that were changed meanwhile may have been read before or after
        if self._key == key_of_run(self.name, self._settings):
            remember(self._cache, self._key, outcome, self._settings)
        return outcome


def check_paper(name: str, settings: Settings) -> Outcome:
    """Check a paper as `build.check_paper` does; what stops it is an outcome too."""
    _start_speller(settings, name)
    from panel_papers.build import check_paper as check  # noqa: PLC0415 - behind the speller

    try:
        return Outcome(name, ExitCode.BUILT, check(name, settings))
    except PanelPapersError as fault:
        return Outcome(name, fault.exit_code, fault.problems)


def _start_speller(settings: Settings, name: str) -> None:
    """Let the dictionary be loaded on another core while this one loads all else."""
    if (settings.inputs / name / "paper.yaml").is_file():
        start_speller()


def _built(
    name: str, settings: Settings, talk: Callable[[str], None], choice: Choice | None
) -> Outcome:
    _start_speller(settings, name)
    from panel_papers.pdf import read_fonts, ready_engine  # noqa: PLC0415 - behind the speller

    try:
        with ExitStack() as stack:
            if choice is None:
                fonts, _ = read_fonts(settings.fonts)
                engine = ready_engine(settings.engine, soffice=settings.soffice, fonts=fonts)
                choice = stack.enter_context(engine)
            # Loaded here, not above: an unchanged paper needs none of it, and what was started
            # meanwhile continues.
            from panel_papers.build import make_paper  # noqa: PLC0415

            build = make_paper(name, settings, talk, choice)
    except PanelPapersError as fault:
        return Outcome(name, fault.exit_code, fault.problems)
    from panel_papers.output import (  # noqa: PLC0415 - as above
        manifest_of,
        summary_text,
        told,
    )

    paper = build.paper.name
    return Outcome(
        paper=paper,
        exit_code=ExitCode.GATE if build.gated else ExitCode.BUILT,
        problems=told(build),
        summary=summary_text(build, settings.outputs / paper),
        manifest=manifest_of(build),
    )
