"""The page of the templates' preview, as the web server asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from panel_papers.template_tools.preview.preview_page import fragment, page, script, style
from panel_papers.template_tools.preview.studio import Studio, View


class TemplateSite:
    """Shows what a studio draws; first the document `sheet`, filled with `data`."""

    def __init__(self, studio: Studio, sheet: str, data: str) -> None:
        self._studio, self._sheet, self._data = studio, sheet, data
        self.news, self.picture, self.close = studio.news, studio.picture, studio.close
        self.style, self.script = style, script

    @property
    def version(self) -> int:
        """How many states of the templates there were."""
        return self._studio.version

    def page(self, asked: Mapping[str, str]) -> bytes:
        """Return the whole page for the document and the data that are asked for."""
        version = self.version  # before it is drawn: what is saved meanwhile is news
        return page(self._view(asked), version)

    def fragment(self, asked: Mapping[str, str]) -> bytes:
        """Return what of the page changes when something was saved."""
        version = self.version
        return fragment(self._view(asked), version)

    def _view(self, asked: Mapping[str, str]) -> View:
        return self._studio.view(asked.get("document", self._sheet), asked.get("data", self._data))
