"""A paper's preview: the pages of the build, soon after a change, and the problems of the build."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from pdfminer.high_level import extract_text

from panel_papers.build.preview import Preview, Previewer
from panel_papers.core import Settings
from panel_papers.inputs import write_starter
from panel_papers.pdf import choose_engine

from ..conftest import Desk, set_desk

HERE = Path(__file__).parent
TODAY = date(2027, 1, 4)
SECRET = "Zanzibar wharfage schedule"


@pytest.fixture(scope="module")
def desk(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with the paper of the case, one that is ready, and that one with more appendices."""
    desk = set_desk(root, tmp_path_factory.mktemp("preview") / "desk")
    inputs = desk.folder / "inputs"
    shutil.copytree(HERE / "inputs" / "paper", inputs / "paper")
    write_starter(inputs, "june-2027", date(2027, 6, 16))
    withheld = inputs / "withheld"
    shutil.copytree(inputs / "june-2027", withheld)
    # what opens it finds that it is no text
    (withheld / "secret.md").write_bytes(f"The {SECRET} is ".encode() + b"\xff\xfe\n")
    settings = (withheld / "paper.yaml").read_text(encoding="utf-8")
    assert "\nappendices:\n" in settings
    entry = (
        "  - title: Offers\n    file: secret.md\n    restricted:\n      paragraph: 3\n"
        "      reason: It would harm the negotiation\n      public_title: Offers for the site\n"
    )
    (withheld / "paper.yaml").write_text(
        settings.replace("appendices:\n", f"appendices:\n{entry}"), encoding="utf-8"
    )
    return desk


def previewer(desk: Desk, paper: str) -> Previewer:
    settings = Settings(
        inputs=desk.folder / "inputs",
        templates=desk.folder / "templates",
        engine="embedded",
        today=TODAY,
        cache=desk.folder / f"cache-{paper}",
    )
    return Previewer(paper, settings, choose_engine("embedded"))


def text_of(preview: Preview) -> str:
    assert preview.pdf is not None
    return " ".join(extract_text(io.BytesIO(preview.pdf)).split())


def painted(pdf: bytes) -> Iterator[bytes]:
    """The pixels of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            bitmap = page.render(scale=1)
            yield bytes(bitmap.buffer)
            bitmap.close()
            page.close()


def codes_of(preview: Preview) -> set[str]:
    assert preview.problems is not None
    return {each.problem.code for each in preview.problems}


def test_pages_and_problems_are_those_of_the_build_before_and_after_a_change(desk):
    made = previewer(desk, "june-2027")
    assert made.first() is None  # whether it is a draft is not known yet
    before = made.rest()
    assert before.pdf is not None
    assert not before.draft
    section = desk.folder / "inputs" / "june-2027" / "purpose.md"
    section.write_text(
        section.read_text(encoding="utf-8").rstrip() + " Marigold terms apply.\n", encoding="utf-8"
    )
    soon = made.first()
    assert soon is not None
    assert soon.problems is None
    assert "Marigold terms apply." in text_of(soon)
    finished = made.rest()
    assert list(painted(soon.pdf)) == list(painted(finished.pdf)) != list(painted(before.pdf))

    answer = desk.run("june-2027", "--engine", "embedded", "--today", TODAY.isoformat())
    assert answer.code == 0, answer.err
    outputs = desk.folder / "outputs" / "june-2027"
    assert finished.pdf == (outputs / "june-2027-pack.pdf").read_bytes()
    told = {each.problem.code for each in finished.problems}
    assert told
    assert all(f"[{code}]" in answer.err for code in told)
    assert answer.err.count("[") == len(finished.problems)


def test_paper_that_cannot_be_built_is_shown_as_a_draft_with_its_problems_at_their_words(desk):
    """Case writing/06: the build stops at the figure that there is not, the preview shows all."""
    preview = previewer(desk, "paper").rest()
    assert (preview.draft, preview.stopped) == (True, True)
    text = text_of(preview)
    assert "It costs £12." in text
    assert "Meeting:" in text
    assert "{{" not in text
    (unknown,) = [e for e in preview.problems if e.problem.code == "unknown-figure"]
    assert "no figure “nothing”" in unknown.problem.found
    assert unknown.problem.place.file.endswith("context.md")
    assert unknown.page == 2
    assert unknown.boxes
    assert "required-section" in codes_of(preview)


def test_paper_that_has_no_draft_has_problems_and_no_pages(desk):
    broken = desk.folder / "inputs" / "broken"
    shutil.copytree(desk.folder / "inputs" / "paper", broken)
    (broken / "paper.yaml").write_text("title: [\n", encoding="utf-8")
    preview = previewer(desk, "broken").rest()
    assert preview.pdf is None
    assert [each.problem.place.file.rpartition("/")[2] for each in preview.problems] == [
        "paper.yaml"
    ]


def test_restricted_appendix_is_neither_shown_nor_opened(desk):
    preview = previewer(desk, "withheld").rest()
    assert (preview.stopped, preview.draft) == (False, False)
    assert "Offers for the site" in text_of(preview)
    assert "Zanzibar" not in text_of(preview)
    assert not any("secret" in str(each).lower() for each in preview.problems)
