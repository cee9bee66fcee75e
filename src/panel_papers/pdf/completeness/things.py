"""Pictures, charts, drawings, watermarks and rules checked against what is drawn on the pages."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.completeness.furniture import Owned, furniture_things, on_pages
from panel_papers.pdf.completeness.letters import letters
from panel_papers.pdf.completeness.model import Expected, Thing
from panel_papers.pdf.completeness.painted import Image, Page
from panel_papers.pdf.completeness.regions import Region, clusters, regions
from panel_papers.pdf.completeness.sheet import Sheet
from panel_papers.pdf.completeness.sought import Sought
from panel_papers.pdf.completeness.visible import Box

_SLACK = 3.0  # points
_SHARE = 0.06  # of a side
_LOOSE = 0.3
_TURN = 10.0  # degrees
_LETTER_LIKE = 12  # segments of a path that may be letters drawn as outlines
_PARTS = 3  # lines or areas, of which the smallest chart has more
_RULE = 6.0  # points: thicker than any rule


def check_things(
    expected: Expected, sheet: Sheet, lines: Sequence[Sought], owned: Mapping[int, Owned]
) -> Iterator[tuple[Thing, Missing]]:
    """Yield what is no text and is not on the pages, each with its finding."""
    images = [list(page.images) for page in sheet.pages]
    for thing, pages in furniture_things(expected, owned):
        if pages and (finding := _furniture_thing(sheet, images, thing, pages)):
            yield thing, finding
    everywhere = range(len(sheet.pages))
    shown = expected.body.things
    pictures = [thing for thing in shown if thing.kind is Kind.PICTURE]
    for thing, how in _pictures(images, pictures, everywhere):
        if how != "is not printed" or not (
            thing.vector and _is_drawn(sheet, regions(sheet, lines, thing.after), thing)
        ):
            yield thing, _finding(thing, how)
    drawn = [thing for thing in shown if thing.kind is Kind.DRAWING]
    lost = {id(thing) for thing in _without_a_box(sheet, drawn)}
    for thing in shown:
        if thing.kind is Kind.PICTURE:
            continue
        if id(thing) in lost or not _is_there(sheet, lines, thing):
            yield thing, _finding(thing, "is not printed")


def _without_a_box(sheet: Sheet, things: Sequence[Thing]) -> list[Thing]:
    """Return the shapes that are too many for what is drawn of their sizes, each box for one."""
    boxes = [box for page in sheet.pages for box in _shapes(page)]
    fitting = {
        id(thing): [at for at, box in enumerate(boxes) if _fits(box, *_box_of(thing), _SHARE)]
        for thing in things
    }
    holders: dict[int, Thing] = {}

    def seat(thing: Thing, asked: set[int]) -> bool:
        for at in fitting[id(thing)]:
            if at not in asked:
                asked.add(at)
                if at not in holders or seat(holders[at], asked):
                    holders[at] = thing
                    return True
        return False

    return [thing for thing in things if fitting[id(thing)] and not seat(thing, set())]


def _shapes(page: Page) -> list[Box]:
    """Return the boxes of what is drawn on a page; an outline is not counted beside its area."""
    filled = [each.box for each in page.drawn if each.fill is not None]
    outlined = [
        each.box
        for each in page.drawn
        if each.fill is None
        and not any(
            all(abs(one - other) <= _SLACK for one, other in zip(each.box, box, strict=True))
            for box in filled
        )
    ]
    return [*filled, *outlined, *(each.box for each in page.images)]


def _is_there(sheet: Sheet, lines: Sequence[Sought], thing: Thing) -> bool:
    if thing.kind is Kind.RULE:
        return _has_rule(sheet, regions(sheet, lines, thing.after))
    if thing.kind is Kind.WATERMARK:
        return any(_has_watermark(sheet, page, thing) for page in range(len(sheet.pages)))
    words = [line for line in lines if line.line.thing is thing and line.letters]
    if words and not any(line.found for line in words):
        return False
    strips = regions(sheet, lines, thing.after)
    if thing.floating:
        strips = [Region(n, page.box.top, page.box.bottom) for n, page in enumerate(sheet.pages)]
    if _is_drawn(sheet, strips, thing):
        return True
    if thing.kind is Kind.CHART:
        return any(_has_parts(sheet.pages[strip.page], strip, thing) for strip in strips)
    return bool(words) and thing.kind is Kind.SMART_ART


def _has_parts(page: Page, strip: Region, thing: Thing) -> bool:
    """Return whether several lines or areas are drawn as wide as a good part of a chart.

    Engines leave other margins within its frame.
    """
    boxes = [each.box for each in page.drawn if _in(each.box, strip)]
    if len(boxes) < _PARTS:
        return False
    across = max(box.right for box in boxes) - min(box.left for box in boxes)
    up = max(box.top for box in boxes) - min(box.bottom for box in boxes)
    return across > thing.width / 3 and up > thing.height / 3


def _furniture_thing(
    sheet: Sheet, images: list[list[Image]], thing: Thing, pages: Sequence[int]
) -> Missing | None:
    """Return the finding of a picture or drawing of a header that is not on all its pages."""
    lacking = []
    how = "is not printed"
    for page in pages:
        box = sheet.pages[page].box
        whole = [Region(page, box.top, box.bottom)]
        if thing.kind is Kind.PICTURE:
            wrong = [how for _, how in _pictures(images, [thing], range(page, page + 1))]
            if wrong and not (thing.vector and _is_drawn(sheet, whole, thing)):
                how = wrong[0]
                lacking.append(page)
        elif thing.kind is Kind.WATERMARK:
            if not _has_watermark(sheet, page, thing):
                lacking.append(page)
        elif thing.kind is Kind.RULE:
            if not _has_rule(sheet, whole):
                lacking.append(page)
        elif not _is_drawn(sheet, whole, thing):
            lacking.append(page)
    if not lacking:
        return None
    return _finding(thing, how, on_pages(lacking, pages))


def _finding(thing: Thing, how: str, more: str = "") -> Missing:
    sort = "SmartArt diagram" if thing.kind is Kind.SMART_ART else thing.kind.value
    named = f"the {sort} “{thing.name}”" if thing.name else f"a {sort}"
    kind = Kind.ROTATION if how.endswith("turned as in Word") else thing.kind
    return Missing(kind, f"{named} {how}", f"{thing.place}{more}")


def _pictures(
    images: list[list[Image]], things: Sequence[Thing], pages: range
) -> Iterator[tuple[Thing, str]]:
    """Yield the pictures that no image on the pages can be, and those that are not turned.

    The image of the same size is taken first; then, for what an engine crops or fits otherwise,
    one of like proportions, and at last any.
    """
    open_things = list(things)
    for fits in (_same, _turned_before, _alike, _any):
        for thing in list(open_things):
            found = next(
                ((page, each) for page in pages for each in images[page] if fits(each, thing)),
                None,
            )
            if found is None:
                continue
            page, image = found
            images[page].remove(image)
            open_things.remove(thing)
            if fits is _same and not _is_turned(image, thing):
                yield thing, "is not turned as in Word"
    for thing in open_things:
        yield thing, "is not printed"


def _near(one: float, other: float, share: float = _SHARE) -> bool:
    return abs(one - other) <= max(_SLACK, share * other)


def _same(image: Image, thing: Thing) -> bool:
    if not thing.width or not thing.height:
        return False
    return _near(image.width, thing.width) and _near(image.height, thing.height)


def _turned_before(image: Image, thing: Thing) -> bool:
    """Return whether an image is the picture, its dots turned already, seen by its box."""
    turn = math.radians(thing.angle)
    cosine, sine = abs(math.cos(turn)), abs(math.sin(turn))
    across = thing.width * cosine + thing.height * sine
    up = thing.width * sine + thing.height * cosine
    width, height = image.box.right - image.box.left, image.box.top - image.box.bottom
    return bool(across and up) and _near(width, across) and _near(height, up)


def _alike(image: Image, thing: Thing) -> bool:
    across, up = _box_of(thing)
    width, height = image.box.right - image.box.left, image.box.top - image.box.bottom
    if not (across and up and width and height):
        return False
    return 0.5 < width / across < 2 and 0.5 < height / up < 2


def _any(image: Image, thing: Thing) -> bool:
    return (thing.cropped or not thing.width) and image.width > 1


def _is_turned(image: Image, thing: Thing) -> bool:
    painted = (-image.angle) % 360  # PDF turns against the clock, Word with it
    off = abs((painted - thing.angle + 180) % 360 - 180)
    if off <= _TURN:
        return True
    return _turned_before(image, thing) and thing.angle % 180 not in (0, 90)


def _box_of(thing: Thing) -> tuple[float, float]:
    """Return the width and height of the box around a thing that is turned by quarters."""
    if 45 < thing.angle % 180 < 135:
        return thing.height, thing.width
    return thing.width, thing.height


def _is_drawn(sheet: Sheet, strips: Sequence[Region], thing: Thing) -> bool:
    """Return whether something of about a thing's size is drawn in one of the strips."""
    across, up = _box_of(thing)
    for strip in strips:
        page = sheet.pages[strip.page]
        boxes = [each.box for each in page.drawn] + [each.box for each in page.images]
        if any(_fits(box, across, up, _SHARE) and _in(box, strip) for box in boxes):
            return True
        if any(_fits(box, across, up, _LOOSE) and _in(box, strip) for box in clusters(page)):
            return True
    return False


def _fits(box: Box, across: float, up: float, share: float) -> bool:
    return _near(box.right - box.left, across, share) and _near(box.top - box.bottom, up, share)


def _in(box: Box, strip: Region) -> bool:
    middle = (box.top + box.bottom) / 2
    return strip.bottom - _SLACK <= middle <= strip.top + _SLACK


def _has_watermark(sheet: Sheet, page: int, thing: Thing) -> bool:
    """Return whether a page has WordArt: as text, as a picture, or as outlines of letters."""
    found = sheet.pages[page]
    if letters(thing.name) in found.letters or _outlined(found):
        return True
    return any(image.box.right - image.box.left > thing.width / 3 for image in found.images)


def _outlined(page: Page) -> bool:
    return any(
        each.segments >= _LETTER_LIKE
        and each.box.right - each.box.left > 20
        and each.box.top - each.box.bottom > 20
        for each in page.drawn
    )


def _has_rule(sheet: Sheet, strips: Sequence[Region]) -> bool:
    for strip in strips:
        page = sheet.pages[strip.page]
        for box in [each.box for each in page.drawn] + [each.box for each in page.images]:
            if box.top - box.bottom <= _RULE < box.right - box.left and _in(box, strip):
                return True
    return False
