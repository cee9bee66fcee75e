"""The pages of packs that were issued before, for the search of leaks."""

from __future__ import annotations

from collections.abc import Iterable

from panel_papers.checks.outputs.leaks import Secret
from panel_papers.checks.outputs.public_text import KnownTexts
from panel_papers.checks.outputs.reading import Kind, Text


def secret_of_pages(pages: Iterable[tuple[str, str]], called: str, digest: bytes) -> Secret:
    """Return what the pages of a pack for members say, each behind what its page is called."""
    texts = tuple(Text(where, text, Kind.PROSE) for where, text in pages)
    return Secret(called, "of its item in meeting.yaml", texts, digest)


def known_of_pages(texts: Iterable[str]) -> KnownTexts:
    """Return what pages say that are public by now."""
    return KnownTexts(public=(), fields=(), own=(), printed=tuple(texts), facts=(), pdfs=())
