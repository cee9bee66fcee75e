"""The private place on disk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from panel_papers.pdf.engines.scratch import private_folder, work_folder

SOURCE = Path(__file__).parents[3] / "src"
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has a folder for each user")


def test_private_folder_is_the_same_on_every_run(temporary):
    assert private_folder() == private_folder()
    assert private_folder().parent == temporary


@posix
def test_nobody_else_can_read_the_private_folder(temporary):
    folder = private_folder()
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)

    assert private_folder().stat().st_mode & 0o777 == 0o700


@posix
@pytest.mark.parametrize(
    "plant",
    [
        "link",
        "file",
        pytest.param(
            "folder",
            marks=pytest.mark.skipif(
                getattr(os, "geteuid", int)() != 0, reason="only root can give a folder away"
            ),
        ),
    ],
)
def test_what_another_user_planted_is_left_alone(temporary, tmp_path, plant):
    place = private_folder()
    place.rmdir()
    if plant == "link":
        theirs = tmp_path / "theirs"
        theirs.mkdir()
        place.symlink_to(theirs)
    elif plant == "folder":
        place.mkdir()
        os.chown(place, 12345, 12345)
    else:
        place.write_text("mine", encoding="utf-8")

    folder = private_folder()

    assert folder != place
    assert folder == private_folder()
    assert (folder.parent, folder.stat().st_mode & 0o777) == (temporary, 0o700)
    assert [*place.parent.glob("panel-papers-*/*")] == []


def test_work_folder_is_gone_afterwards_even_after_a_fault(temporary):
    with pytest.raises(ValueError, match="on purpose"), work_folder() as work:
        (work / "restricted.docx").write_bytes(b"secret")
        raise ValueError("on purpose")

    assert list(temporary.glob("*/work-*")) == []


def test_what_a_killed_process_left_is_removed_and_the_living_keep_theirs(temporary):
    text = (
        "import os, sys, tempfile; tempfile.tempdir = sys.argv[1]\n"
        "from panel_papers.pdf.engines.scratch import work_folder\n"
        "with work_folder() as work:\n"
        "    (work / 'restricted.docx').write_bytes(b'secret')\n"
        "    print(work.name, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", text, str(temporary)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(SOURCE), "SYSTEMROOT": r"C:\Windows"},
        encoding="utf-8",
    )
    with process:
        assert process.stdout
        theirs = process.stdout.readline().strip()
        with work_folder() as mine, work_folder() as another:
            folders = {f.name for f in temporary.glob("*/work-*") if f.is_dir()}
            assert folders == {theirs, mine.name, another.name}
        process.kill()
        process.wait()

    with work_folder() as mine:
        assert [f.name for f in temporary.glob("*/work-*") if f.is_dir()] == [mine.name]
    assert list(temporary.glob("*/work-*")) == []
