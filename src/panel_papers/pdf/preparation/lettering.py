"""Struck-through text and capitals: said by each run itself, not by a style.

No reader of the document has to follow styles to know that text is struck through. Capitals become
letters of the text: dxpdf prints `w:caps` and `w:smallCaps` as typed, silently, and the words of
Word's own PDF are in capitals too. A search finds them, since it ignores case; a screen reader
reads words in capitals as words. To leave them and take another engine would change nothing of
that, and without LibreOffice there is no other engine.
"""

from __future__ import annotations

from itertools import groupby

from panel_papers.pdf.preparation.package import WordParts
from panel_papers.pdf.preparation.styles import Styles
from panel_papers.pdf.preparation.xml import (
    XmlElement,
    is_on,
    n,
    new,
    new_text,
    remove,
    replace,
    run_like,
    set_run_property,
)

_SMALLER = 4  # half points: small capitals are 2 points smaller (ECMA-376 part 1, 17.3.2.33)
_NAMES = n("w:caps"), n("w:smallCaps")
_USUAL_SIZE = 20  # half points, where no style says one (17.3.2.38)


def strike_runs(parts: WordParts) -> None:
    """Let each run that a style strikes through say so itself (17.3.2.37, 17.3.2.9)."""
    styles = Styles(parts)
    if not styles.mention("strike", "dstrike"):
        return
    for story in parts.stories():
        for run in list(story.root.iter(n("w:r"))):
            if not styles.may_set(run, "strike", "dstrike"):
                continue
            struck = {
                "strike": styles.toggle(run, "strike"),
                "dstrike": is_on(styles.value(run, "dstrike")),
            }
            for name, is_struck in struck.items():
                if is_struck and run.find(f"{n('w:rPr')}/{n(f'w:{name}')}") is None:
                    set_run_property(run, new(f"w:{name}"))
                    parts.touch(story.part)


def write_capitals(parts: WordParts) -> None:
    """Write capitals and small capitals as letters (17.3.2.5, 17.3.2.33)."""
    styles = Styles(parts)
    for story in parts.stories():
        for run in list(story.root.iter(n("w:r"))):
            properties = run.find(n("w:rPr"))
            own = properties is not None and any(
                properties.find(name) is not None for name in _NAMES
            )
            if not own and not styles.may_set(run, "caps", "smallCaps"):
                continue
            if styles.toggle(run, "caps"):
                for text in run.iter(n("w:t")):
                    text.text = (text.text or "").upper()
            elif styles.toggle(run, "smallCaps"):
                _write_small(run, styles)
                parts.touch(story.part)
                continue
            else:
                continue
            _switch_off(run, styles)
            parts.touch(story.part)


def _switch_off(run: XmlElement, styles: Styles) -> None:
    for name in ("caps", "smallCaps"):
        own = run.find(f"{n('w:rPr')}/{n(f'w:{name}')}")
        if own is not None:
            remove(own)
        if styles.by_style(run, name):
            set_run_property(run, new(f"w:{name}", val="0"))


def _write_small(run: XmlElement, styles: Styles) -> None:
    """Write the small letters of a run as smaller capitals, in runs of their own."""
    size = _half_points(styles.value(run, "sz"))
    _switch_off(run, styles)
    result = []
    for child in [child for child in run if child.tag != n("w:rPr")]:
        if child.tag != n("w:t"):
            result.append(run_like(run, child))
            continue
        for is_small, letters in groupby(child.text or "", key=lambda c: c != c.upper()):
            piece = run_like(run, new_text("".join(letters).upper()))
            if is_small:
                set_run_property(piece, new("w:sz", val=str(max(2, size - _SMALLER))))
            result.append(piece)
    replace(run, result)


def _half_points(size: XmlElement | None) -> int:
    value = "" if size is None else size.get(n("w:val"), "")
    return int(value) if value.isdecimal() and len(value) < 5 else _USUAL_SIZE
