"""A pack claims to be accessible only where the finished file is; else it says what is not."""

from __future__ import annotations

import page
import pytest

from .conftest import Builder, Made

NO_CLAIM = "The pack does not claim to be accessible (PDF/UA)"
REASONS = {
    "plan": "a picture has no alternative text",
    "loose-rows": "a row of a table is outside a table in the tags",
    "made-up-tag": "the tag “Bullet Fancy” is of no known kind",
}


def broken(made: Made) -> set[str]:
    """The rules that a pack breaks, but for the mark that it does not bear."""
    found = page.validate_pdf_bytes(made.pack, profile="ua1").failures
    return {each.rule_id for each in found} - {"PDFUA1-ID-PART-001", "PDFUA1-ID-SCHEMA-001"}


@pytest.mark.parametrize("name", REASONS)
def test_supplied_file_is_not_believed_when_it_says_that_it_is_accessible(
    build: Builder, name: str
):
    made = build(name, "--engine", "rdocx")
    assert made.answer.code == 0, made.answer.err
    assert len(broken(made)) == 1
    assert made.claims == {False}
    place = f"appendices/{name}.pdf, page 3 of the pack: "
    assert f"{place}{NO_CLAIM}: {REASONS[name]}." in made.warnings
    assert "[not-pdf-ua]" in made.warnings
    assert "in Word, " in made.warnings
    assert "or in Acrobat, " in made.warnings
    assert f"page 3 of the pack: {REASONS[name]}." in made.answer.out
    assert REASONS[name] in made.sheet
    assert "In Acrobat: " in made.sheet


@pytest.mark.parametrize("name", ["register", "register-behind-a-divider"])
def test_untagged_appendix_is_a_warning_that_names_the_file(build: Builder, name: str):
    made = build(name, "--engine", "rdocx")
    assert made.answer.code == 0, made.answer.err
    assert made.claims == {False}
    *others, register = made.manifest["parts"]
    assert [part["tagged"] for part in others] == [True, True]
    assert register["tagged"] is False
    assert register["notes"] == ["it has no tags: each of its pages is tagged as a whole"]
    assert "register has no accessibility tags of its own" in made.answer.out.casefold()
    assert "not tagged" in made.sheet
    assert f"appendices/u.pdf: {NO_CLAIM}: the PDF has no accessibility tags" in made.warnings
    assert "[untagged]" in made.warnings


@pytest.mark.parametrize("name", ["register", "register-behind-a-divider", "plan"])
def test_strict_stops_at_an_appendix_that_is_not_accessible(build: Builder, name: str):
    made = build(name, "--engine", "rdocx", "--strict")
    assert made.answer.code == 3
    assert NO_CLAIM in made.warnings
    assert not list(made.folder.glob("*.pdf"))


def test_form_is_tagged_or_there_is_no_claim_and_a_warning_names_it(build: Builder):
    made = build("form", "--engine", "rdocx")
    assert made.answer.code == 0, made.answer.err
    whole = not broken(made)
    assert made.claims == {whole}
    place = "appendices/form.pdf, page 3 of the pack"
    assert (f"{place}: {NO_CLAIM}" in made.warnings) != whole


@pytest.mark.libreoffice
@pytest.mark.parametrize(("name", "engine"), [("note", "libreoffice"), ("note-in-table", "auto")])
def test_footnote_by_libreoffice_is_accessible_or_there_is_no_claim(
    build: Builder, name: str, engine: str
):
    made = build(name, "--engine", engine)
    assert made.answer.code == 0, made.answer.err
    whole = not broken(made)
    assert made.claims == {whole}
    assert ("[not-pdf-ua]" in made.warnings) != whole
