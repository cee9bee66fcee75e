"""What `publish` leaves in the folder, and what it says when it cannot."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

import panel_papers
from panel_papers.core.digest import sha256
from panel_papers.core.problems import ExitCode, OutputsError, Place, Problem
from panel_papers.output import swap
from panel_papers.output.manifest import to_json
from panel_papers.output.publishing import publish, refuse_edited, sweep, write_copies


def a_set(**files: bytes) -> dict[str, bytes]:
    """Return a set of files named “march-2024-<word>”, with its manifest."""
    named = {f"march-2024-{word}".replace("_", "."): data for word, data in files.items()}
    return with_manifest(named)


def with_manifest(named: dict[str, bytes]) -> dict[str, bytes]:
    listed = [{"name": n, "sha256": sha256(d), "bytes": len(d)} for n, d in named.items()]
    return {**named, "manifest.json": to_json({"files": listed})}


OLD = a_set(report_docx=b"old report", old_docx=b"only in the old set")
NEW = a_set(report_docx=b"new report", new_docx=b"only in the new set")


def no_exchange(_: Path, __: Path) -> bool:
    return False


def everything_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(params=[swap.exchange, no_exchange], ids=["exchange", "two-renames"])
def exchange(request):
    return request.param


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder outputs/march-2024 that shows the old set."""
    folder = tmp_path / "outputs" / "march-2024"
    publish(folder, OLD)
    return folder


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir())


def test_the_first_build_makes_the_folders_it_needs(tmp_path, exchange):
    folder = tmp_path / "built" / "outputs" / "march-2024"
    files = with_manifest({"march-2024-pack.pdf": b"%PDF", "restricted/manifest.json": b"{}"})
    publish(folder, files, exchange=exchange)
    assert everything_in(folder) == files
    assert beside(folder) == ["march-2024"]


def test_a_new_set_replaces_the_old_one_whole(folder, exchange):
    publish(folder, NEW, exchange=exchange)
    assert everything_in(folder) == NEW
    assert beside(folder) == ["march-2024"]


def test_this_system_exchanges_two_folders_at_one_stroke(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name, encoding="utf-8")
    assert swap.exchange(tmp_path / "one", tmp_path / "other") is (sys.platform != "win32")
    if sys.platform != "win32":
        assert (tmp_path / "one/file").read_text(encoding="utf-8") == "other"
        assert (tmp_path / "other/file").read_text(encoding="utf-8") == "one"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no exchange to refuse")
def test_an_exchange_that_is_refused_is_an_error_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        swap.exchange(tmp_path / "no", tmp_path / "neither")
    assert caught.value.errno == errno.ENOENT


def test_somebodys_own_files_stay_where_they_are(folder, exchange):
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / "to print" / "more").mkdir(parents=True)
    (folder / "to print" / "more" / "list.txt").write_bytes(b"mine too")
    (folder / "link").symlink_to("notes.txt")
    os.utime(folder / "notes.txt", (1_000_000_000, 1_000_000_000))
    publish(folder, NEW, exchange=exchange)
    own = {"notes.txt": b"mine", "to print/more/list.txt": b"mine too", "link": b"mine"}
    assert everything_in(folder) == {**NEW, **own}
    assert (folder / "link").readlink() == Path("notes.txt")
    assert (folder / "notes.txt").stat().st_mtime == 1_000_000_000


def test_a_file_saved_while_the_folders_change_places_is_not_lost(folder):
    (folder / "notes.txt").write_bytes(b"first")
    os.utime(folder / "notes.txt", (1_000_000_000, 1_000_000_000))

    def exchange_while_the_clerk_saves(new: Path, shown: Path) -> bool:
        (shown / "notes.txt").write_bytes(b"second")
        (shown / "new.txt").write_bytes(b"just now")
        return swap.exchange(new, shown)

    publish(folder, NEW, exchange=exchange_while_the_clerk_saves)
    assert everything_in(folder) == {**NEW, "notes.txt": b"second", "new.txt": b"just now"}


@pytest.mark.parametrize("suffix", ["docx", "pdf", "html", "csv"])
def test_a_file_that_no_manifest_lists_is_never_overwritten(folder, suffix):
    name = f"march-2024-new.{suffix}"
    (folder / name).write_bytes(b"unlisted")
    before = everything_in(folder)
    with pytest.raises(OutputsError) as caught:
        publish(folder, with_manifest({name: b"new"}))
    assert [(p.code, p.place.file) for p in caught.value.problems] == [
        ("outputs-clash", (folder / name).as_posix())
    ]
    assert everything_in(folder) == before


def test_an_unlisted_file_that_is_the_very_same_gives_way(folder):
    (folder / "march-2024-new.docx").write_bytes(b"only in the new set")
    publish(folder, NEW)
    assert everything_in(folder) == NEW


EDITED = ["march-2024-report.docx", "march-2024-old.docx"]


@pytest.mark.parametrize("name", EDITED, ids=["in the new set too", "not in the new set"])
def test_an_edited_file_stops_the_build_and_is_named(folder, name):
    (folder / name).write_bytes(b"edited")
    before = everything_in(folder)
    for ask in (lambda: refuse_edited(folder), lambda: publish(folder, NEW)):
        with pytest.raises(OutputsError) as caught:
            ask()
        [problem] = caught.value.problems
        assert (problem.code, problem.place.file) == ("outputs-edited", (folder / name).as_posix())
        assert f"“{Path(name).stem} (edited).docx”" in (problem.hint or "")
    assert everything_in(folder) == before
    assert beside(folder) == ["march-2024"]


@pytest.mark.parametrize("name", EDITED, ids=["in the new set too", "not in the new set"])
def test_an_edited_file_gives_way_where_the_user_says_so(folder, exchange, name):
    (folder / name).write_bytes(b"edited")
    (folder / "notes.txt").write_bytes(b"mine")
    publish(folder, NEW, exchange=exchange, discard_edits=True)
    assert everything_in(folder) == {**NEW, "notes.txt": b"mine"}


def test_an_edited_restricted_file_stops_the_build(tmp_path):
    folder = tmp_path / "march-2024"
    inside = {
        f"restricted/{name}": data
        for name, data in with_manifest({"march-2024-appendix-1.docx": b"secret"}).items()
    }
    publish(folder, {**OLD, **inside})
    (folder / "restricted" / "march-2024-appendix-1.docx").write_bytes(b"edited")
    with pytest.raises(OutputsError) as caught:
        refuse_edited(folder)
    assert [p.place.file for p in caught.value.problems] == [
        (folder / "restricted/march-2024-appendix-1.docx").as_posix()
    ]


def test_an_edited_file_that_was_set_aside_stays_and_the_build_goes_on(folder, exchange):
    (folder / "march-2024-report.docx").write_bytes(b"edited")
    (folder / "march-2024-report.docx").rename(folder / "march-2024-report (edited).docx")
    publish(folder, NEW, exchange=exchange)
    assert everything_in(folder) == {**NEW, "march-2024-report (edited).docx": b"edited"}


def test_a_file_that_was_deleted_is_built_again(folder, exchange):
    (folder / "march-2024-report.docx").unlink()
    publish(folder, NEW, exchange=exchange)
    assert everything_in(folder) == NEW


def test_a_file_edited_while_the_folders_change_places_is_kept_beside_the_new_one(folder):
    (folder / "march-2024-report (edited).docx").write_bytes(b"of last week")

    def exchange_while_a_colleague_saves(new: Path, shown: Path) -> bool:
        (shown / "march-2024-report.docx").write_bytes(b"saved at the last moment")
        return swap.exchange(new, shown)

    publish(folder, NEW, exchange=exchange_while_a_colleague_saves)
    assert everything_in(folder) == {
        **NEW,
        "march-2024-report (edited).docx": b"of last week",
        "march-2024-report (edited 2).docx": b"saved at the last moment",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_restricted_files_are_readable_by_their_owner_alone_at_every_moment(tmp_path):
    folder = tmp_path / "march-2024"
    inside = {
        f"restricted/{name}": data
        for name, data in with_manifest({"march-2024-pack-restricted.pdf": b"secret"}).items()
    }
    seen: list[int] = []

    def exchange(new: Path, shown: Path) -> bool:
        seen.append(new.parent.stat().st_mode & 0o777)
        seen.extend(modes(new / "restricted"))
        return swap.exchange(new, shown)

    old_mask = os.umask(0)
    try:
        publish(folder, {**OLD, "restricted/manifest.json": b"{}"})
        assert modes(folder / "restricted") == [0o700, 0o600]
        publish(folder, {**OLD, **inside})
        (folder / "restricted" / "mine").mkdir()
        (folder / "restricted" / "mine" / "notes.txt").write_bytes(b"mine")
        publish(folder, {**OLD, **inside}, exchange=exchange)
    finally:
        os.umask(old_mask)
    assert seen == [0o700, 0o700, 0o600, 0o600]
    assert modes(folder / "restricted") == [0o700, 0o600, 0o600]
    assert folder.stat().st_mode & 0o777 == 0o777


def modes(folder: Path) -> list[int]:
    """Return the rights of a folder, and of the files in it."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return [path.stat().st_mode & 0o777 for path in (folder, *files)]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_restricted_copies_are_readable_by_their_owner_alone(tmp_path):
    (tmp_path / "review" / "restricted").mkdir(parents=True)  # of an earlier version, open to all
    write_copies(tmp_path / "review", {"a.docx": b"public", "restricted/b.docx": b"secret"})
    assert modes(tmp_path / "review" / "restricted") == [0o700, 0o600]
    assert (tmp_path / "review" / "a.docx").stat().st_mode & 0o444 == 0o444


def test_a_file_under_any_other_name_that_the_new_set_has_is_a_fault(folder):
    (folder / "READ ME.txt").write_bytes(b"mine")
    (folder / "list.csv").write_bytes(b"mine")
    before = everything_in(folder)
    with pytest.raises(OutputsError) as caught:
        publish(folder, {**NEW, "READ ME.txt": b"ours", "list.csv": b"ours"})
    assert caught.value.problems == tuple(
        Problem(
            code="outputs-clash",
            place=Place((folder / name).as_posix()),
            found="This file was not made by a build, and the build needs its name",
            wanted="",
            hint="move or rename it, and run the command again",
        )
        for name in ("READ ME.txt", "list.csv")
    )
    assert everything_in(folder) == before
    assert beside(folder) == ["march-2024"]


def test_a_folder_whose_manifest_is_lost_keeps_what_it_holds(folder):
    (folder / "manifest.json").unlink()
    with pytest.raises(OutputsError) as caught:  # nobody knows whether the report was edited
        publish(folder, NEW)
    assert [p.code for p in caught.value.problems] == ["outputs-clash"]
    (folder / "march-2024-report.docx").unlink()
    publish(folder, NEW)
    assert everything_in(folder) == {**NEW, "march-2024-old.docx": b"only in the old set"}


def test_a_restricted_folder_of_the_last_build_is_gone_when_nothing_is_restricted(folder):
    pack = {"march-2024-pack-restricted.pdf": b"secret"}
    inside = {f"restricted/{name}": data for name, data in with_manifest(pack).items()}
    publish(folder, {**OLD, **inside})
    assert (folder / "restricted/march-2024-pack-restricted.pdf").read_bytes() == b"secret"
    publish(folder, NEW)
    assert everything_in(folder) == NEW
    assert not (folder / "restricted").exists()


@pytest.mark.parametrize("refusal", [errno.EACCES, errno.EBUSY, errno.EIO])
def test_a_refused_exchange_leaves_the_old_set_and_says_what_to_do(folder, refusal):
    def refused(_: Path, __: Path) -> bool:
        raise OSError(refusal, os.strerror(refusal))

    with pytest.raises(OutputsError) as caught:
        publish(folder, NEW, exchange=refused)
    hint = {
        errno.EACCES: "close every file of march-2024 in Word and your PDF reader, make sure that "
        f"you may change the folder “{folder.parent.as_posix()}”, and run again"
    }.get(
        refusal,
        f"make sure that you may write in “{folder.parent.as_posix()}”, and run the command again",
    )
    assert caught.value.problems == (
        Problem(
            code="outputs-refused" if refusal == errno.EACCES else "outputs-not-written",
            place=Place(folder.as_posix()),
            found="The files of march-2024 could not be put in place: " + os.strerror(refusal),
            wanted="",
            hint=hint,
        ),
    )
    assert caught.value.exit_code == ExitCode.ENGINE
    assert everything_in(folder) == OLD
    assert beside(folder) == ["march-2024"]


def test_an_interrupt_leaves_the_old_set_and_no_strays(folder):
    def interrupted(_: Path, __: Path) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(folder, NEW, exchange=interrupted)
    assert everything_in(folder) == OLD
    assert beside(folder) == ["march-2024"]


def test_an_interrupt_after_the_exchange_leaves_the_new_set_and_no_strays(folder):
    def interrupted(new: Path, shown: Path) -> bool:
        swap.exchange(new, shown) or pytest.fail("this needs a system with an exchange")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(folder, NEW, exchange=interrupted)
    assert everything_in(folder) == NEW
    assert beside(folder) == ["march-2024"]


def test_a_second_rename_that_fails_brings_the_old_set_back(folder):
    def takes_the_new_set_away(new: Path, _: Path) -> bool:
        new.rename(new.parent / "gone")  # as a virus scanner may do on Windows
        return False

    with pytest.raises(OutputsError):
        publish(folder, NEW, exchange=takes_the_new_set_away)
    assert everything_in(folder) == OLD
    assert beside(folder) == ["march-2024"]


LIMITED = """
import os, resource, sys
from pathlib import Path
from panel_papers.core.problems import OutputsError
from panel_papers.output.publishing import publish
what, folder = sys.argv[1], Path(sys.argv[2])
os.chdir(folder.parent)
if what == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
elif os.geteuid() == 0:
    os.setuid(65534)
try:
    publish(Path(folder.name), {"manifest.json": b"{}", "march-2024-pack.pdf": b"x" * 100_000})
except OutputsError as fault:
    problem, = fault.problems
    sys.stdout.write(f"{problem.code}: {problem.found}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits and users are POSIX's")
@pytest.mark.parametrize(
    ("what", "told"),
    [
        (
            "full",
            "disk-full: There is no room on the disk for the files of march-2024: File too large",
        ),
        (
            "read-only",
            "outputs-refused: The files of march-2024 could not be put in place: Permission denied",
        ),
    ],
)
def test_a_disk_that_refuses_leaves_the_old_set_and_no_strays(folder, what, told):
    folder.parent.chmod(0o755 if what == "full" else 0o555)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, what, folder],
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(panel_papers.__file__).parents[1])},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    folder.parent.chmod(0o755)
    assert (done.stdout, done.stderr) == (told, "")
    assert everything_in(folder) == OLD
    assert beside(folder) == ["march-2024"]


def test_a_file_or_a_link_in_the_folders_place_is_a_fault(tmp_path):
    (tmp_path / "a-file").write_bytes(b"mine")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "a-link").symlink_to(tmp_path / "elsewhere")
    for name in ("a-file", "a-link"):
        with pytest.raises(OutputsError) as caught:
            publish(tmp_path / name, NEW)
        assert [p.code for p in caught.value.problems] == ["outputs-not-a-folder"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-file", "a-link", "elsewhere"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


NOT_PLAIN = (
    *("../a", "/a", "a/b", "restricted/../a", "restricted/a/b", "restricted/", "restricted"),
    *("", ".", "..", "a\\b", "C:a", "nul.docx", "a.", "a ", ".hidden", "a\n", "a?"),
    "MANIFEST.json",
)


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_a_name_that_is_not_plain_is_refused_before_anything_is_written(tmp_path, name):
    with pytest.raises(ValueError, match="name"):
        publish(tmp_path / "march-2024", {**NEW, name: b""})
    assert list(tmp_path.iterdir()) == []


def test_a_set_without_a_manifest_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"manifest\.json"):
        publish(tmp_path / "march-2024", {"march-2024-pack.pdf": b""})


def test_a_sweep_where_nothing_was_left_touches_nothing(tmp_path, folder):
    sweep(tmp_path / "nowhere", "march-2024")
    sweep(folder.parent, "march-2024")
    assert everything_in(folder) == OLD
    assert not (tmp_path / "nowhere").exists()


def test_a_sweep_leaves_other_papers_and_their_strays_alone(folder):
    for name in (".march-2024-b.building", "june-2024"):
        (folder.parent / name).mkdir()
    sweep(folder.parent, "march-2024")
    assert beside(folder) == [".march-2024-b.building", "june-2024", "march-2024"]


def test_a_sweep_never_takes_a_half_removed_old_set_for_somebodys_files(folder):
    work = folder.parent / ".march-2024.building"
    (work / "new").mkdir(parents=True)
    (work / "new" / "march-2024-stale.docx").write_bytes(b"of a set whose manifest is gone")
    sweep(folder.parent, "march-2024")
    assert everything_in(folder) == OLD
    assert beside(folder) == ["march-2024"]


PROTECTED = """
import os, sys
from pathlib import Path
from panel_papers.core.problems import OutputsError
from panel_papers.output.publishing import publish, sweep
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setuid(65534)  # root may do everything
folder = Path("outputs/march-2024")

def protects(new, shown):
    new.chmod(0o500)  # a folder that one may not write in cannot be moved to another
    return False

publish(folder, {"manifest.json": b"old"})
try:
    publish(folder, {"manifest.json": b"new"}, exchange=protects)
except OutputsError as fault:
    sys.stdout.write(fault.problems[0].code)
(folder / "manifest.json").read_bytes() == b"old" or sys.exit("the old set is gone")

stray = Path("outputs/.march-2024.building/new/restricted")
stray.mkdir(parents=True)
(stray / "file").write_bytes(b"")
(stray / "file").chmod(0o400)
stray.chmod(0o500)
sweep(folder.parent, folder.name)
sys.stdout.write(f" {os.listdir('outputs')}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="users are POSIX's")
def test_what_is_write_protected_brings_the_old_set_back_and_is_removed(tmp_path):
    tmp_path.chmod(0o777)
    done = subprocess.run(
        [sys.executable, "-c", PROTECTED, tmp_path],
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(panel_papers.__file__).parents[1])},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.stdout, done.stderr) == ("outputs-refused ['march-2024']", "")
