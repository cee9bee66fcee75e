"""Names that every desk can hold."""

import pytest
from hypothesis import given, strategies as st

from panel_papers.core.names import is_paper_name, is_portable, suggested_paper_name


@given(st.text())
def test_a_suggested_name_is_one_that_will_do(typed):
    suggested = suggested_paper_name(typed)
    assert suggested is None or is_paper_name(suggested)


@given(st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,4}", fullmatch=True))
def test_a_name_that_will_do_is_suggested_unchanged(typed):
    assert (suggested_paper_name(typed) == typed) == is_paper_name(typed)


@pytest.mark.parametrize("name", ["nul", "NUL.docx", "com1", "Lpt9.tar.gz", "con .txt", "com¹"])
def test_a_device_of_windows_is_not_a_file(name):
    assert not is_portable(name)


@pytest.mark.parametrize(
    "name", ["a\u202efdp.docx", "a\u200bb", "a\u2066b", "a\x9bb", "\ufeffa", "a\U000e0041"]
)
def test_a_name_that_looks_like_another_is_not_portable(name):
    assert not is_portable(name)


@pytest.mark.parametrize(
    "name",
    [
        "console.docx",
        "march-2024-pack.pdf",
        "é ü.pdf",
        "a.b",
        "lpt10",
        "می\u200cخواهم",
        "👩\u200d👧",
    ],
)
def test_a_plain_name_is_portable(name):
    assert is_portable(name)
