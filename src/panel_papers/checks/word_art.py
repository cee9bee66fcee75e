"""The words that a Word document draws: watermarks, other WordArt and text in drawings."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from panel_papers.word import Element, Story, every, is_draft_mark, where, within

_ART = "{urn:schemas-microsoft-com:vml}textpath"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Art(Struct, frozen=True):
    """The words of one drawing, and its place in words; `is_ours` is the DRAFT that we print."""

    text: str
    where: str
    is_ours: bool = False


def art_of(story: Story) -> Iterator[Art]:
    """Yield the watermarks and WordArt of a story, then the paragraphs of its drawings.

    WordArt of the old kind (VML), of which Word makes its watermarks, holds its words in an
    attribute. That of the new kind holds paragraphs of Word's, but for a locked canvas. What is
    there twice, for old readers too, is yielded once.
    """
    for drawn in story.root.iter(_ART):
        text = " ".join((drawn.get("string") or "").split())
        shape = drawn.getparent()
        if text and shape is not None and not _is_second(drawn):
            yield Art(text, _where(drawn, story), is_draft_mark(shape))
    for paragraph in every(story.root, "a:p"):
        text = "".join(each.text or "" for each in every(paragraph, "a:t"))
        if text.strip() and not _is_second(paragraph):
            yield Art(text, _where(paragraph, story))


def _is_second(element: Element) -> bool:
    return next(element.iterancestors(_FALLBACK), None) is not None


def _where(drawn: Element, story: Story) -> str:
    if story.is_stationery:
        return f"{story.name}, the watermark"
    paragraph = within(drawn, "w:p")
    return "WordArt" if paragraph is None else f"{where(paragraph, story)}, WordArt"
