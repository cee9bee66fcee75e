"""What is printed of workbooks made of chance is what LibreOffice shows of them, or is refused.

The same for 2,000 workbooks: `python benchmarks/workbooks.py 2000`.
"""

from __future__ import annotations

from collections import Counter

import pytest

from .random_workbooks import FORMATS, workbook
from .shown_cells import differences, shown_by_libreoffice

SEEDS = range(5000, 5016)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return workbooks by their files, each beside a .csv for each sheet by LibreOffice."""
    folder = tmp_path_factory.mktemp("workbooks")
    books = {folder / f"{seed}.xlsx": workbook(seed) for seed in SEEDS}
    for path, each in books.items():
        each.book.save(path)
    said = shown_by_libreoffice(folder, list(books))
    if not list(folder.glob("*.csv")):
        pytest.skip(f"needs LibreOffice Calc (libreoffice-calc): {said[-200:]}")
    return books


@pytest.mark.libreoffice
def test_every_cell_shows_the_same_or_is_named(made):
    told: Counter[str] = Counter()
    found = [line for path, each in made.items() for line in differences(path, each, told)]
    assert found == []
    assert told["table cells"] > 500
    assert told["appendix cells"] > 500
    assert told["figures"] > 30
    printed, refused = told["table printed"], told["table refused"]
    assert refused < (printed + refused) * 0.2, "to refuse is not the way out"


@pytest.mark.libreoffice
def test_a_cell_that_shows_another_text_is_found(made):
    path, each = next(iter(made.items()))
    sheet = each.sheets[0]
    file = path.with_name(f"{path.stem}-{sheet.title}.csv")
    shown = file.read_text(encoding="utf-8")
    lines = shown.split("\n")
    label, comma, rest = lines[sheet.body[0] - 1].partition(",")
    lines[sheet.body[0] - 1] = f"{label}!{comma}{rest}"
    file.write_text("\n".join(lines), encoding="utf-8")
    try:
        found = differences(path, each, Counter())
    finally:
        file.write_text(shown, encoding="utf-8")
    assert len(found) == 2, found  # in the table and in the appendix


def test_there_are_formats_of_every_kind():
    assert len(FORMATS) == len(set(FORMATS)) > 150
    for part in ("[$€-407]", "[Red]", "(#,##0)", ",,", "%", '"Dr "', "[>", "?/?", "E+00", "@"):
        assert any(part in each for each in FORMATS), part
