"""The manifest, and a folder held against it."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from panel_papers.core.digest import sha256
from panel_papers.core.problems import Level, Place, Problem
from panel_papers.output.manifest import built_names, files_under, to_json, verify

# SHA-256 of b"abc", from FIPS 180-2, appendix B.1
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def write_set(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(parents=True)
    listed = [{"name": n, "sha256": sha256(d), "bytes": len(d)} for n, d in files.items()]
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "manifest.json").write_bytes(to_json({"paper": "march-2024", "files": listed}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "march-2024"
    write_set(folder, {"march-2024-report.docx": b"abc", "march-2024-pack.pdf": b"pdf"})
    return folder


def test_json_is_utf8_in_the_order_given_and_ends_with_a_newline():
    assert to_json({"b": "“é”", "a": [1, None]}) == (
        '{\n  "b": "“é”",\n  "a": [\n    1,\n    null\n  ]\n}\n'.encode()
    )


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_json_has_no_number_that_is_none(number):
    with pytest.raises(ValueError, match="JSON"):
        to_json({"pages": number})


def test_the_checksum_is_sha_256():
    assert sha256(b"abc") == ABC


def test_a_folder_as_built_has_no_problems(folder):
    assert verify(folder) == []


def test_missing_changed_and_extra_files_are_all_told(folder):
    (folder / "march-2024-pack.pdf").unlink()
    (folder / "march-2024-report.docx").write_bytes(b"abcd")
    (folder / "notes.txt").write_bytes(b"mine")
    hint = (
        "build the paper again; to keep what was changed, rename the file first, and make the "
        "changes in the inputs"
    )
    assert verify(folder) == [
        Problem(
            code="outputs-changed",
            place=Place((folder / "march-2024-report.docx").as_posix()),
            found="This file was changed after the build (4 bytes)",
            wanted="the file as built (3 bytes, SHA-256 ba7816bf8f01…)",
            hint=hint,
        ),
        Problem(
            code="outputs-gone",
            place=Place((folder / "march-2024-pack.pdf").as_posix()),
            found="This file was built and is missing now",
            wanted=f"the file as built (3 bytes, SHA-256 {sha256(b'pdf')[:12]}…)",
            hint="build the paper again",
        ),
        Problem(
            code="outputs-extra",
            place=Place((folder / "notes.txt").as_posix()),
            found="This file is in the folder, but the build did not make it",
            wanted="",
            hint="move it out of the folder before you publish",
            level=Level.WARNING,
        ),
    ]


def test_a_change_that_keeps_the_length_is_found(folder):
    (folder / "march-2024-report.docx").write_bytes(b"abd")
    assert [p.code for p in verify(folder)] == ["outputs-changed"]


def test_the_restricted_folder_is_held_against_its_own_manifest(folder):
    write_set(folder / "restricted", {"march-2024-pack-restricted.pdf": b"secret"})
    assert verify(folder) == []
    (folder / "restricted/march-2024-pack-restricted.pdf").write_bytes(b"changed")
    (folder / "restricted/extra.txt").write_bytes(b"")
    assert [(p.code, Path(p.place.file).name) for p in verify(folder)] == [
        ("outputs-changed", "march-2024-pack-restricted.pdf"),
        ("outputs-extra", "extra.txt"),
    ]


def test_a_folder_in_a_files_place_is_a_problem_and_no_crash(folder):
    (folder / "march-2024-pack.pdf").unlink()
    (folder / "march-2024-pack.pdf").mkdir()
    assert [p.code for p in verify(folder)] == ["outputs-unreadable"]


def test_a_folder_without_a_manifest_has_one_problem(folder):
    (folder / "manifest.json").unlink()
    assert [(p.code, p.found) for p in verify(folder)] == [
        ("manifest-unreadable", "The list of built files (manifest.json) is missing")
    ]


def test_a_folder_that_is_not_there_has_one_problem(tmp_path):
    assert [p.code for p in verify(tmp_path / "june-2024")] == ["outputs-missing"]


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'{"files": 3}',
        b'{"files": ["report.docx"]}',
        b'{"files": [{"name": "a"}]}',
        b'{"files": [{"name": 1, "sha256": "", "bytes": 1}]}',
        b'{"files": [{"name": "a", "sha256": "", "bytes": true}]}',
        b'{"files": [{"name": "../a", "sha256": "", "bytes": 1}]}',
        b'{"files": [{"name": "/etc/passwd", "sha256": "", "bytes": 1}]}',
        b'{"files": [{"name": "C:\\\\a", "sha256": "", "bytes": 1}]}',
        b'{"files": [{"name": "a\\u0000", "sha256": "", "bytes": 1}]}',
        b'{"files": [{"name": "\\ud800", "sha256": "", "bytes": 1}]}',
        b'{"files":' + b"[" * 100_000,
    ],
)
def test_a_damaged_manifest_is_one_problem_and_lists_nothing(folder, damaged):
    (folder / "manifest.json").write_bytes(damaged)
    assert [p.found for p in verify(folder)] == [
        "The list of built files (manifest.json) is damaged"
    ]
    assert built_names(folder) == frozenset()


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda v: (
            st.lists(v) | st.dictionaries(st.sampled_from(["files", "name", "sha256", "bytes"]), v)
        ),
    )
)
def test_whatever_a_manifest_holds_verify_tells_and_does_not_crash(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("m")
    (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    listed = isinstance(content, dict) and content.get("files") in ([], {}, "")
    assert (verify(folder) == []) == listed


def test_built_names_are_those_of_both_manifests(folder):
    write_set(folder / "restricted", {"pack.pdf": b"secret"})
    (folder / "notes.txt").write_bytes(b"")
    assert built_names(folder) == {
        "manifest.json",
        "march-2024-pack.pdf",
        "march-2024-report.docx",
        "restricted/manifest.json",
        "restricted/pack.pdf",
    }


def test_a_link_is_a_file_and_is_not_followed(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret.txt").write_bytes(b"")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    assert list(files_under(folder)) == [
        "link",
        "manifest.json",
        "march-2024-pack.pdf",
        "march-2024-report.docx",
    ]


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "~$march-2024-report.docx"])
def test_what_the_system_puts_into_a_folder_is_no_extra_file(folder, name):
    (folder / name).write_bytes(b"x")
    assert verify(folder) == []
