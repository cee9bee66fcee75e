"""What a killed run leaves, cleared away at once and not only by the next run."""

from __future__ import annotations

from contextlib import suppress

from panel_papers.core import PanelPapersError, Settings
from panel_papers.inputs import paper_folder
from panel_papers.output import paper_lock, sweep
from panel_papers.pdf import clear_dead


def clear_up(settings: Settings, name: str) -> None:
    """Remove the lock, the leftover and the private files of a paper whose run was killed.

    What the system refuses to remove stays for the next run, which reports it.
    """
    with suppress(PanelPapersError, OSError):
        paper = paper_folder(settings.inputs, name).name
        with paper_lock(settings.outputs, paper):
            sweep(settings.outputs, paper)
    with suppress(OSError):
        clear_dead()
