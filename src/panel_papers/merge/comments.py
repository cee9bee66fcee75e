"""The comments in a reviewer's file, as a list; those that are resolved are left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from panel_papers.core import Level, Place, Problem
from panel_papers.merge.reading import WordFile
from panel_papers.merge.refusals import quoted


def comments_of(docx: bytes, read: WordFile, place: Place) -> Iterator[Problem]:
    """Yield each open comment and each reply to one: who says what about which words.

    They are for the terminal of who merges, and go into no file.
    """
    if not _has_comments(docx):
        return
    import rdocx  # noqa: PLC0415 - only where something is merged

    comments = rdocx.Document.from_bytes(docx).comments
    resolved = {each.id for each in comments if each.resolved}
    for each in comments:
        if each.id in resolved or each.parent_id in resolved:
            continue
        about = quoted(each.anchor_text or "")
        where = next((p.where for p in read.paragraphs if about and about in p.text), None)
        said = f" about “{about}”" if about else ""
        author = each.author or "Somebody"
        verb = "answers" if each.parent_id is not None else "says"
        yield Problem(
            "reviewer-comment",
            Place(place.file, where=where),
            f"{author} {verb}{said}: {' '.join(each.text.split())}",
            "",
            "answer it, or resolve it in Word",
            Level.SUGGESTION,
        )


def _has_comments(docx: bytes) -> bool:
    """Say whether a file has a part of comments: by its kind, whatever it is called."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        kinds = etree.fromstring(package.read("[Content_Types].xml"), parser)
    return any("comments" in each.get("ContentType", "") for each in kinds.iter("{*}*"))
