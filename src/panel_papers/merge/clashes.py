"""Changes of two versions that do not agree, though they are in different paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from panel_papers.merge.comparing import operations
from panel_papers.merge.reading import Paragraph
from panel_papers.merge.refusals import Refusal, changed_meanwhile, typed_elsewhere
from panel_papers.merge.versions import Shared, Version, alike

_LEAST = 2  # words that are looked for inside other paragraphs


def clashes(shared: Shared) -> Iterator[Refusal]:
    """Yield what two versions come to together only by losing words, or by having them twice."""
    yield from map(typed_elsewhere, shared.elsewhere)
    yield from _inside_others(shared)
    ours, theirs = shared.ours, shared.theirs
    yield from _torn(shared)
    by_us, by_them = dict(_joined(shared.base, ours)), dict(_joined(shared.base, theirs))
    for home, number in by_them.items():
        if home in by_us:
            continue
        if home not in (here := ours.of()):
            yield changed_meanwhile(theirs.paragraphs[number], None, shared.base[home].text)
        elif here[home] in ours.moved():
            now = ours.paragraphs[here[home]]
            yield changed_meanwhile(theirs.paragraphs[number], now, shared.base[home].text)
    for home, number in by_us.items():
        now, there = ours.paragraphs[number], theirs.of()
        moved = home in there and there[home] in theirs.moved()
        deleted = home not in there and home not in by_them
        if moved or deleted:
            new = theirs.paragraphs[there[home]] if moved else now
            yield changed_meanwhile(new, now, shared.base[home].text)


def _torn(shared: Shared) -> Iterator[Refusal]:
    """Yield the paragraphs that one version has split and the other has moved."""
    for one, other in ((shared.ours, shared.theirs), (shared.theirs, shared.ours)):
        there, moved = other.of(), set(other.moved())
        for home in _split(shared.base, one):
            if there.get(home) in moved:
                ours, theirs = (each.paragraphs[each.of()[home]] for each in _both(shared))
                yield changed_meanwhile(theirs, ours, shared.base[home].text)


def _both(shared: Shared) -> tuple[Version, Version]:
    return shared.ours, shared.theirs


def _split(base: Sequence[Paragraph], version: Version) -> Iterator[int]:
    """Yield the paragraphs of the base of which a part became a paragraph of its own."""
    new = [
        _words(each)
        for home, each in zip(version.homes, version.paragraphs, strict=True)
        if home is None
    ]
    for home, number in version.of().items():
        was, now = _words(base[home]), _words(version.paragraphs[number])
        if was != now and any(each in was and each not in now for each in new):
            yield home


def _inside_others(shared: Shared) -> Iterator[Refusal]:
    """Yield what the reviewer has typed that the inputs have got as a part of another paragraph."""
    own = list(_own(shared.base, shared.ours))
    here = shared.ours.of()
    for home, each in zip(shared.theirs.homes, shared.theirs.paragraphs, strict=True):
        at = None if home is None else here.get(home)
        if home is None:
            typed = [_words(each)]
        elif alike(shared.base[home], each) or (
            at is not None and alike(shared.ours.paragraphs[at], each)
        ):
            continue
        else:
            typed = _added(shared.base[home], each)
        for words in typed:
            if len(words.split()) >= _LEAST and any(
                number != at and words in text and words not in was for number, was, text in own
            ):
                yield typed_elsewhere(each)
                break


def _added(base: Paragraph, version: Paragraph) -> list[str]:
    """Return the words that a paragraph has got, stretch by stretch."""
    found = operations(base.text, version.text)
    texts = (version.text[j1:j2] for tag, _, _, j1, j2 in found if tag != "equal")
    return [f" {' '.join(each.split())} " for each in texts]


def _own(base: Sequence[Paragraph], version: Version) -> Iterator[tuple[int, str, str]]:
    """Yield what a version has changed or added: number, words as built, words as they are."""
    for number, (home, each) in enumerate(zip(version.homes, version.paragraphs, strict=True)):
        if home is None:
            yield number, "", _words(each)
        elif not alike(base[home], each):
            yield number, _words(base[home]), _words(each)


def _joined(base: Sequence[Paragraph], version: Version) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of the base that became part of another, and the number of that one."""
    kept = version.of()
    own = list(_own(base, version))
    for home, each in enumerate(base):
        if home in kept or each.cell is not None:
            continue
        words = _words(each)
        number = next((n for n, was, now in own if words in now and words not in was), None)
        if number is not None:
            yield home, number


def _words(paragraph: Paragraph) -> str:
    """Return the words of a paragraph between spaces, so that only whole ones are found in it."""
    return f" {' '.join(paragraph.text.split())} "
