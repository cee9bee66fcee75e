"""Writes number trees and name trees that stay quick to read when they are large."""

from collections.abc import Iterable, Mapping

from pikepdf import Array, Dictionary, Object, Pdf, String


def write_number_tree(pdf: Pdf, entries: Mapping[int, Object]) -> Object:
    """Return a number tree whose leaves hold at most 128 entries (ISO 32000-1 7.9.7)."""
    numbers = sorted(entries)
    groups = [numbers[i : i + 128] for i in range(0, len(numbers), 128)]
    if len(groups) <= 1:
        return pdf.make_indirect(Dictionary(Nums=_flat((n, entries[n]) for n in numbers)))
    leaves = [
        pdf.make_indirect(
            Dictionary(
                Nums=_flat((n, entries[n]) for n in group), Limits=Array([group[0], group[-1]])
            )
        )
        for group in groups
    ]
    return pdf.make_indirect(Dictionary(Kids=Array(leaves)))


def write_name_tree(pdf: Pdf, entries: Mapping[bytes, Object]) -> Object:
    """Return a name tree whose leaves hold at most 128 entries (ISO 32000-1 7.9.6)."""
    names = sorted(entries)
    groups = [names[i : i + 128] for i in range(0, len(names), 128)]
    if len(groups) <= 1:
        return pdf.make_indirect(Dictionary(Names=_flat((String(n), entries[n]) for n in names)))
    leaves = [
        pdf.make_indirect(
            Dictionary(
                Names=_flat((String(n), entries[n]) for n in group),
                Limits=Array([String(group[0]), String(group[-1])]),
            )
        )
        for group in groups
    ]
    return pdf.make_indirect(Dictionary(Kids=Array(leaves)))


def _flat(pairs: Iterable[tuple[object, object]]) -> Array:
    return Array([value for pair in pairs for value in pair])
