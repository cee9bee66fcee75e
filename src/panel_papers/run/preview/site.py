"""What the preview of a paper shows: the last pages and problems, and whether they are current."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from panel_papers.core import LimitsError
from panel_papers.run.preview.making import Shown, Unready, first_of, rest_of
from panel_papers.run.preview.page import fragment, page, script, style
from panel_papers.run.preview.view import State, View
from panel_papers.template_tools import News

Make = Callable[[str], Shown | Unready | None]
"""Makes what is to be shown of a paper, on request (`making.Maker`)."""
Paint = Callable[[str], bytes | None]
"""Paints a page (`making.Painter`)."""


class PaperSite:
    """Shows a paper, made again after each change; a thread of its own asks for that."""

    def __init__(self, paper: str, make: Make, paint: Paint, link: str) -> None:
        self._paper, self._make, self._paint, self._link = paper, make, paint, link
        self._view = View(paper, State.MAKING, None, ())
        self._news = News()
        self._changes = 1
        self._thread = threading.Thread(target=self._run, name="make", daemon=True)

    def __enter__(self) -> PaperSite:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self._thread.join()

    @property
    def version(self) -> int:
        """How often what is shown has changed."""
        return self._news.version

    def changed(self) -> None:
        """Take note that a file was saved."""
        with self._news.lock:
            self._changes += 1
            self._news.lock.notify_all()

    def close(self) -> None:
        """Make nothing more, and let those go who wait for news."""
        self._news.close()

    def news(self, known: int, seconds: float) -> int | None:
        """Return the version once it is not the `known` one, or after a time; None: closed."""
        return self._news.after(known, seconds)

    def page(self, _asked: Mapping[str, str]) -> bytes:
        """Return the whole page."""
        with self._news.lock:
            return page(self._view, self._news.version, self._link)

    def fragment(self, _asked: Mapping[str, str]) -> bytes:
        """Return the inside of its `main`."""
        with self._news.lock:
            return fragment(self._view, self._news.version, self._link)

    def style(self) -> bytes:
        """Return the style sheet."""
        return style()

    def script(self) -> bytes:
        """Return the script."""
        return script()

    def picture(self, key: str, number: int) -> bytes | None:
        """Return a page as PNG, None where there is none (any more)."""
        try:
            return self._paint(f"{key} {number}")
        except LimitsError:
            return None

    def _run(self) -> None:
        done = 0
        while True:
            with self._news.lock:
                while self._changes == done and self._news.open:
                    self._news.lock.wait()
                if not self._news.open:
                    return
                done = self._changes
            self._made(first_of(self._paper))
            self._made(rest_of(self._paper))

    def _made(self, request: str) -> None:
        try:
            came = self._make(request)
        except LimitsError as error:
            came = Unready(error.problems)
        with self._news.lock:
            if came is None or not self._news.open:
                return
            self._view = self._view.after(came)
            self._news.publish()
