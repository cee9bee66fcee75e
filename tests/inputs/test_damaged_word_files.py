"""A Word file whose relationships or properties are none is refused by the name of the part."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from panel_papers.core import InputsError, Place
from panel_papers.inputs.appendices.supplied import Supplied
from panel_papers.inputs.appendices.word_file import read_word


def word_file(name: str, old: bytes, new: bytes) -> bytes:
    """Return a Word document with one text of one part changed."""
    plain, changed = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(changed, "w") as target:
        for each in source.namelist():
            data = source.read(each)
            assert each != name or old in data
            target.writestr(each, data.replace(old, new) if each == name else data)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("_rels/.rels", b"2006/relationships", b"2006/relationshapes"),
        ("word/_rels/document.xml.rels", b"Relationships", b"Relationshaps"),
        ("docProps/core.xml", b"metadata/core-properties", b"metadata/core-propertieZ"),
    ],
)
def test_a_part_of_another_kind_than_its_name_says_is_refused(name: str, old: bytes, new: bytes):
    place = Place("inputs/case/appendices/a.docx")
    supplied = Supplied(word_file(name, old, new), place, None, place)
    with pytest.raises(InputsError) as caught:
        read_word(supplied)
    assert [(p.code, p.found) for p in caught.value.problems] == [
        ("damaged-file", f"The Word document is damaged (its part “{name}”)")
    ]
