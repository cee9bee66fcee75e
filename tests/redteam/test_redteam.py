"""No secret comes out, whatever way it was left in: 150 ways and more, and how each must end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from panel_papers.build.pipeline import make_paper

from . import (
    still_open,
    ways_excel,
    ways_pdf_covered,
    ways_pdf_stored,
    ways_pictures,
    ways_text,
    ways_word,
    ways_word_package,
)
from .attack import HEAD, Supplied, attack, leaks, not_planted, public_files, unlike, write_paper
from .model import Ends, Way
from .sheets import pdf_of
from .ways_excel import xlsx_of
from .ways_pictures import jpg_of, png_of
from .ways_text import BESIDE_WAYS, beside, md_of
from .words import docx_of


def grouped(ways: list[Way], ending: str, make, most: int = 99) -> list[Supplied]:
    """Return files of up to so many ways; those that must be stopped have one each."""
    named = [way for way in ways if way.ends is Ends.STOPPED or way.keys or way.alone]
    others = [way for way in ways if way not in named]
    files = [
        Supplied(
            f"together-{at}.{ending}",
            make(others[at : at + most]),
            others[at : at + most],
            "",
            make,
        )
        for at in range(0, len(others), most)
    ]
    return [*files, *Supplied(f".{ending}", b"", named, "", make).apart()] if named else files


def covered_pdfs() -> list[Supplied]:
    return grouped(ways_pdf_covered.WAYS, "pdf", pdf_of)


def stored_pdfs() -> list[Supplied]:
    return grouped(ways_pdf_stored.WAYS, "pdf", pdf_of)


def word_texts() -> list[Supplied]:
    return grouped(ways_word.WAYS, "docx", docx_of)


def word_packages() -> list[Supplied]:
    return grouped(ways_word_package.WAYS, "docx", docx_of)


def workbooks() -> list[Supplied]:
    return grouped(ways_excel.WAYS, "xlsx", xlsx_of)


def pictures() -> list[Supplied]:
    keys = ", alt: The depot in green"
    files = Supplied("x.png", b"", ways_pictures.PNG_WAYS, keys, png_of).apart()
    files += Supplied("x.jpg", b"", ways_pictures.JPEG_WAYS, keys, jpg_of).apart()
    return [replace(each, keys=keys) for each in files]


def markdown() -> list[Supplied]:
    return grouped(ways_text.MARKDOWN_WAYS, "md", md_of)


FILES = {
    each.__name__: each
    for each in (
        covered_pdfs,
        stored_pdfs,
        word_texts,
        word_packages,
        workbooks,
        pictures,
        markdown,
    )
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", FILES)
def test_every_way_ends_as_it_must(kind: str, tmp_path: Path):
    files = FILES[kind]()
    assert [name for each in files for name in not_planted(each)] == []
    ended = attack(tmp_path, files)
    ways = [way for each in files for way in each.ways]
    known = {way.name for way in ways} & still_open.FILES.keys()
    unlike_ = unlike(ways, ended)
    assert {name: unlike_[name] for name in unlike_.keys() - known} == {}
    assert known - unlike_.keys() == set(), "closed: take it off the list"


@pytest.mark.slow
def test_what_lies_beside_the_text_stays_there(tmp_path: Path):
    files = beside()
    name = "paper.yaml's comment"
    head = f"# {next(way for way in BESIDE_WAYS if way.name == name).secret}\n{HEAD}"
    assert len(leaks({**files, "paper.yaml": head.encode()}, BESIDE_WAYS)) == len(BESIDE_WAYS)
    settings = write_paper(tmp_path, [], files, head)
    make_paper("depots", settings)
    known = {way.name for way in BESIDE_WAYS} & still_open.FILES.keys()
    assert leaks(public_files(tmp_path), BESIDE_WAYS).keys() == known
