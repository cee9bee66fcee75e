"""The pages of a pack before it is finished: what a preview shows first after a save.

They look as those of the pack will, without what is not seen: documents that are new are neither
tagged nor checked against their PDFs. Nothing of it is kept or published.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from panel_papers.core import Cache, EngineError, Paper
from panel_papers.output.pack.attempts import Rendered
from panel_papers.output.pack.pack import ContentsPage, options_of, parts_of, render_pieces
from panel_papers.output.pack.parts import Piece
from panel_papers.output.pack.rendering import converted_only
from panel_papers.pdf import Choice, JoinError, join


def glimpse_of_pack(
    paper: Paper,
    pieces: Sequence[Piece],
    contents_page: ContentsPage,
    choice: Choice,
    *,
    draft: bool,
    cache: Cache,
) -> bytes | None:
    """Return the pack as a PDF that is only to be looked at, or None where that saves no time.

    What the `cache` holds is not made again. The engine that is asked first is taken to be the one
    that makes the finished pack; where its work is refused, the finished pages look otherwise.
    """
    if choice.engine.writes_tags:  # LibreOffice: to convert is nearly all that there is to do
        return None
    rendering = partial(converted_only, choice, cache=cache)
    try:
        rendered: list[Rendered] = render_pieces(paper, pieces, contents_page, choice, rendering)
        return join(parts_of(pieces, rendered), options_of(paper, "", draft=draft)).pdf
    except (EngineError, JoinError):  # the finished pack says why
        return None
