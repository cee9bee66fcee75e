"""A dask cluster builds what one process does; where it cannot be used, the fault says why."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from panel_papers.cli.commands import make_paper
from panel_papers.core.problems import ExitCode
from panel_papers.core.settings import Settings
from panel_papers.run.jobs import cluster as on_a_cluster
from panel_papers.run.jobs.parcel import Answer as Answered
from panel_papers.run.result import Outcome

from .conftest import Answer, Desk, answer, ended, session, until


@dataclass(frozen=True)
class Cluster:
    """A running cluster: where its scheduler is, and the processes that look after the workers."""

    address: str
    process: subprocess.Popen[str]

    def workers(self) -> list[int]:
        """Return the processes that build, which a nanny each started."""
        return [pid for pid, line in session(self.process.pid).items() if "spawn_main" in line]


needs_dask = pytest.mark.skipif(
    find_spec("distributed") is None, reason="the extra “cluster” is not installed"
)


@pytest.fixture
def cluster(desk: Desk, tmp_path: Path) -> Iterator[Cluster]:
    # folders of its own: the workers' disk is not the client's
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    away = Desk(tmp_path, {"TMPDIR": str(temporary)})
    with ended(away.start(str(Path(__file__).parent / "cluster.py"), str(tmp_path))) as process:
        assert process.stdout
        line = process.stdout.readline()
        assert line, process.stderr and process.stderr.read()
        yield Cluster(line.strip(), process)


@needs_dask
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
def test_cluster_builds_what_one_process_does_though_a_worker_is_killed(
    desk: Desk, alone: Answer, cluster: Cluster
):
    process = desk.make("cluster", "--scheduler", cluster.address)
    with ended(process):
        until((desk.folder / "cluster" / "a-first").exists)
        workers = cluster.workers()
        assert len(workers) >= 2
        os.kill(workers[0], signal.SIGKILL)
        said = answer(process, "cluster")
    assert said.err.splitlines() == alone.err.splitlines()
    assert said == alone
    assert desk.files("cluster") == desk.files("alone")


@needs_dask
@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
def test_lost_scheduler_is_told_of_each_paper_that_is_not_built(desk: Desk, cluster: Cluster):
    with ended(desk.make("left-alone", "--scheduler", cluster.address)) as process:
        until((desk.folder / "left-alone" / "a-first").exists)
        for pid in session(cluster.process.pid):
            os.kill(pid, signal.SIGKILL)
        said = answer(process, "left-alone")
    assert said.code in {3, 5}  # the first fault’s, which may be that of c-faulty
    assert "Traceback" not in said.err
    assert "Built a-first, 4 pages" in said.out
    assert "error: inputs/e-fifth: No worker could build e-fifth" in said.err
    assert not (desk.folder / "left-alone" / "e-fifth").exists()


@needs_dask
def test_address_that_is_none_is_a_named_fault(desk: Desk):
    ended_with = CliRunner().invoke(
        make_paper, ["a-first", "--scheduler", "nonsense", "--inputs", str(desk.folder / "inputs")]
    )
    assert ended_with.exit_code == 5
    assert "“nonsense” is not the address of a scheduler" in ended_with.stderr
    assert "[scheduler-silent]" in ended_with.stderr


@needs_dask
@pytest.mark.slow
def test_scheduler_that_does_not_answer_is_a_named_fault(desk: Desk):
    made = desk.made("silent", "--scheduler", "tcp://127.0.0.1:9")
    assert made.code == 5
    assert made.err.startswith(
        "error: --scheduler: No scheduler answered at tcp://127.0.0.1:9 within"
    )
    assert "Traceback" not in made.err
    assert not (desk.folder / "silent").exists()


@pytest.mark.slow
def test_missing_extra_is_a_named_fault_that_says_how_to_install_it(desk: Desk, tmp_path: Path):
    (tmp_path / "distributed.py").write_text("raise ImportError('not here')", encoding="utf-8")
    source = Path(__file__).parents[3] / "src"
    bare = Desk(desk.folder, {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(source)])})
    made = bare.made("bare", "--scheduler", "tcp://127.0.0.1:9")
    assert made == Answer(
        5,
        "",
        "error: --scheduler: The library for clusters, dask.distributed, is not installed "
        "(not here). [no-distributed]\n"
        "    fix:      run “pip install panel-papers[cluster]” here and on all computers of the "
        "cluster\n"
        "To read more about a problem: panel-papers explain no-distributed\n",
    )


def test_result_that_died_with_its_worker_is_waited_for(monkeypatch: pytest.MonkeyPatch):
    """The scheduler has it made again: “lost” is no end."""

    class Future:
        states = iter(["pending", "lost", "lost", "pending"])

        @property
        def status(self) -> str:
            return next(self.states, "finished")

        def result(self, timeout: float) -> Answered:
            return Answered(Outcome("a-first", ExitCode.INPUTS, ()))

    class Client:
        status = "running"

        def nthreads(self) -> dict[str, int]:
            return {"one": 1}

        def submit(self, *_: object, **__: object) -> Future:
            return Future()

    monkeypatch.setattr(on_a_cluster, "pack_parcel", lambda *_: None)
    monkeypatch.setattr(on_a_cluster, "paper_folder", lambda inputs, name: inputs / name)
    ((index, (outcome, said)),) = on_a_cluster._built(Client(), ["a-first"], Settings())
    assert (index, outcome.exit_code, outcome.problems, said) == (0, ExitCode.INPUTS, (), ())
