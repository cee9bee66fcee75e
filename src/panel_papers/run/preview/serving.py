"""The preview of a paper, from its start to its end."""

from __future__ import annotations

import threading
from collections.abc import Callable

from msgspec.structs import replace

from panel_papers.core import Settings
from panel_papers.inputs import paper_folder
from panel_papers.pdf import work_folder
from panel_papers.run.kept_child import KeptChild
from panel_papers.run.limits import Limits
from panel_papers.run.preview.making import Maker, Painter
from panel_papers.run.preview.site import PaperSite
from panel_papers.template_tools import Addresses, Watch, port_taken, served

_INTERVAL = 0.1  # seconds between two looks at the files: those of one paper and the templates


def preview_paper(
    name: str,
    settings: Settings,
    limits: Limits,
    *,
    link: str,
    port: int,
    ready: Callable[[Addresses], None],
    until: threading.Event | None = None,
) -> None:
    """Serve the preview of a paper until interrupted, or until `until` is set.

    `link` is the form of a link to an editor, “” for none; `ready` gets the addresses of the page.
    Raises InputsError where there is no such paper, OutputsError where the port is taken.
    """
    folder = paper_folder(settings.inputs, name)
    until = until or threading.Event()
    with work_folder() as work:
        pictures = work / "pages"
        pictures.mkdir()
        if settings.cache is None:
            settings = replace(settings, cache=work / "cache")
        maker = KeptChild(Maker(settings, pictures), limits)
        painter = KeptChild(Painter(pictures), limits)
        site = PaperSite(folder.name, maker, painter, link)
        watched = [folder, settings.templates, settings.bodies, settings.fonts]
        try:
            with Watch(watched, site.changed, interval=_INTERVAL), site:
                _serve(site, port, ready, until)
        finally:
            maker.close()
            painter.close()


def _serve(
    site: PaperSite, port: int, ready: Callable[[Addresses], None], until: threading.Event
) -> None:
    try:
        with served(site, port) as addresses:
            ready(addresses)
            while not until.wait(0.5):  # without an end, Windows would not hear Ctrl+C
                pass
    except OSError as refused:
        raise port_taken(port, refused) from refused
