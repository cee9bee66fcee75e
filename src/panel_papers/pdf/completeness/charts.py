"""What charts and SmartArt say in words."""

from __future__ import annotations

from collections.abc import Iterable

from panel_papers.pdf.completeness.model import Form, Piece, Thing, shortened
from panel_papers.pdf.completeness.ooxml import DGM, A, C, Element
from panel_papers.pdf.completeness.story import Around, Reading

_MOST_LABELS = 8  # of an axis; of more, programs leave some out
_LONGEST_LABEL = 20  # characters; longer ones may be broken, turned or cut short
_DSP = "{http://schemas.microsoft.com/office/drawing/2008/diagram}"
_OFF = ("0", "false")
_MADE_UP = ("Chart Title", "Axis Title")  # for titles that nobody has worded


def read_chart(reading: Reading, thing: Thing, identifier: str | None, around: Around) -> None:
    """Read the words of a chart: titles, names of its series, labels of its axes.

    Numbers along an axis are each program's own choice, so they are not asked for.
    """
    part = reading.part.related(identifier)
    chart = None if part is None else part.root.find(f"{C}chart")
    if chart is None:
        return
    title = _title(chart)
    if not thing.name and title:
        thing.name = shortened(title)
    surely = [title] if title and not _is_on(chart, "autoTitleDeleted") else []
    surely += [_title(axis) for axis in chart.iterfind(f"{C}plotArea/*") if not _deleted(axis)]
    series = list(chart.iterfind(f"{C}plotArea/*/{C}ser"))
    if chart.find(f"{C}legend") is not None and len(series) <= _MOST_LABELS:
        surely += [_first(each.find(f"{C}tx")) for each in series]
    labels = _values(series[0].find(f"{C}cat")) if series else []
    short = all(len(label) <= _LONGEST_LABEL for label in labels)
    if _shows_categories(chart) and short and len(labels) <= _MOST_LABELS:
        surely += [label for label in labels if not _is_number(label)]
    _lines(reading, thing, around, [text for text in surely if text], Form.WORDS)
    perhaps = [v.text or "" for v in chart.iter(f"{C}v")]
    if any(title.find(f"{C}tx") is None for title in chart.iter(f"{C}title")):
        perhaps += _MADE_UP
    _lines(reading, thing, around, perhaps, Form.MAYBE)


def read_smart_art(reading: Reading, thing: Thing, identifier: str | None, around: Around) -> None:
    """Read the words of a SmartArt diagram: of its drawing, or of its data where it has none."""
    data = reading.part.related(identifier)
    if data is None:
        return
    link = next(
        (each.get("relId") for each in data.root.iter(f"{_DSP}dataModelExt")),
        None,
    )
    drawing = reading.part.related(link)
    if drawing is not None:
        bodies: Iterable[Element] = drawing.root.iter(f"{_DSP}txBody")
    else:
        bodies = data.root.iter(f"{DGM}t")
    texts = [
        "".join(t.text or "" for t in p.iter(f"{A}t")) for b in bodies for p in b.iter(f"{A}p")
    ]
    _lines(reading, thing, around, [text for text in texts if text.strip()], Form.WORDS)


def _lines(
    reading: Reading, thing: Thing, around: Around, texts: Iterable[str], form: Form
) -> None:
    for text in texts:
        line = reading.line(around, thing.kind)
        line.thing = thing
        line.pieces = [Piece(text, form)]
        reading.flow.lines.append(line)


def _title(element: Element) -> str:
    """Return the title that a chart or an axis was given; one that Word makes up is left out."""
    text = element.find(f"{C}title/{C}tx")
    if text is None:
        return ""
    return "".join(t.text or "" for t in text.iter(f"{A}t")) or _first(text)


def _first(element: Element | None) -> str:
    values = [] if element is None else _values(element)
    return values[0] if values else ""


def _values(element: Element | None) -> list[str]:
    if element is None:
        return []
    return [v.text or "" for v in element.iter(f"{C}v")]


def _shows_categories(chart: Element) -> bool:
    for axis in chart.iterfind(f"{C}plotArea/{C}catAx"):
        position = axis.find(f"{C}tickLblPos")
        if not _deleted(axis) and (position is None or position.get("val") != "none"):
            return True
    return False


def _deleted(axis: Element) -> bool:
    return _is_on(axis, "delete")


def _is_on(element: Element, name: str) -> bool:
    found = element.find(f"{C}{name}")
    return found is not None and found.get("val", "1") not in _OFF


def _is_number(text: str) -> bool:
    return not any(character.isalpha() for character in text)
