"""The cache holds nothing of a restricted appendix, and no run of a paper that has one."""

from __future__ import annotations

from panel_papers.core.cache import Cache
from panel_papers.run.run import run_paper
from panel_papers.run.unchanged import former_outcome, key_of_run

from .conftest import EVERY, Office
from .scan import forms


def test_cache_holds_no_restricted_word_and_no_run(office: Office):
    folder = office.folder / "cache"
    settings = office.settings(cache=folder)
    outcome = run_paper("contracts", settings)
    assert outcome.exit_code == 0
    kept = [path for path in folder.rglob("*") if path.is_file()]
    pdfs = 0
    for path in kept:
        _, is_pdf, pdf = path.read_bytes().partition(b"\n%PDF-")
        pdfs += bool(is_pdf)
        for data in (path.read_bytes(), *([b"%PDF-" + pdf] if is_pdf else [])):
            for form in forms(path.name, data):
                assert [word for word in EVERY if word.casefold() in form] == [], path.name
    assert pdfs >= 3  # contents page, report, the public appendix: there is something to read
    key = key_of_run("contracts", settings)
    assert key is not None
    assert former_outcome(Cache(folder), key, settings) is None
