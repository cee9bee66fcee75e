"""A name that means a field and is not spelled like it is answered with the field."""

from __future__ import annotations

import pytest

from panel_papers.word.fields import MEANINGS
from panel_papers.word.filling.other_names import _OTHER_NAMES, near_name

KNOWN = {"title", "report_to", "date", "enquiries_to", "divisions_affected", "author"}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("email", "enquiries_to.email"),
        ("E_Mail", "enquiries_to.email"),
        ("committee", "report_to"),
        ("meeting_date", "date"),
        ("wards_affected", "divisions_affected"),
        ("titel", "title"),
        ("Date", "date"),
    ],
)
def test_near_name_is_of_the_same_meaning_or_spelling(name, field):
    assert near_name(name, KNOWN) == f"write “{field}” if you mean that"


@pytest.mark.parametrize("name", ["email", "committee", "zebra"])
def test_field_that_is_not_there_is_not_proposed(name):
    assert near_name(name, {"chapter", "successes"}) is None


@pytest.mark.parametrize("tag", ["{{ e-mail }}", "{{ enquiries_to.e-mail }}", "{{ email }}"])
def test_tag_with_another_name_is_one_problem_that_says_the_field(build, tag):
    fields = {"title": "T", "enquiries_to": {"email": "x", "name": "y"}}
    (problem,) = build.problems(build.template(tag), fields)
    assert (problem.code, problem.hint) == (
        "unknown-field",
        "write “enquiries_to.email” if you mean that",
    )


def test_other_names_are_of_fields_and_of_one_each():
    others = [other for names in _OTHER_NAMES.values() for other in names]
    assert set(_OTHER_NAMES) <= set(MEANINGS)
    assert len(others) == len(set(others))
    assert not set(others) & (set(MEANINGS) - {"body"})
