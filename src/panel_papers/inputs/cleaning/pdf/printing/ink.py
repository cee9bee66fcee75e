"""Draws the strokes of an ink annotation that has no picture (ISO 32000-1 12.5.6.13)."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from panel_papers.inputs.cleaning.pdf.objects import box_of

_PAINTS = {1: "G", 3: "RG", 4: "K"}


def strokes(pdf: Pdf, annotation: Object) -> Object | None:
    """Return the picture of an ink annotation, or None where it has no strokes."""
    paths = annotation.get(Name.InkList)
    lines = []
    for path in list(paths) if isinstance(paths, Array) else []:
        numbers = [f"{float(number):.2f}" for number in path]
        points = [f"{x} {y}" for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
        lines.append(" ".join(f"{point} {'l' if at else 'm'}" for at, point in enumerate(points)))
    if not lines:
        return None
    style = annotation.get(Name.BS)
    width = float(style.get(Name.W, 1)) if isinstance(style, Dictionary) else 1.0
    shades = [float(shade) for shade in annotation.get(Name.C, Array([0]))]
    paint = (
        " ".join(map(str, shades)) + f" {_PAINTS[len(shades)]}" if len(shades) in _PAINTS else ""
    )
    content = f"1 J 1 j {width} w {paint}\n" + "\n".join(lines) + "\nS"
    return Stream(
        pdf,
        content.encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([*box_of(annotation)]),
    )
