"""Papers built on a dask cluster, whose computers need none of our files.

The client alone publishes. A worker gets a parcel and gives back what came of it; when it dies,
dask gives its parcels to others, and gives one up at which several workers died (three, unless
the scheduler was given other values).
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from msgspec.structs import replace

from panel_papers.core import EngineError, PanelPapersError, Place, Problem, Settings
from panel_papers.inputs import paper_folder
from panel_papers.output import paper_lock, publish, refuse_edited
from panel_papers.run.jobs import Done, Finished
from panel_papers.run.jobs.addresses import (
    certificates_in,
    check_address,
    check_certificates,
)
from panel_papers.run.jobs.parcel import (
    Answer,
    check_versions,
    other_version,
    pack_parcel,
    run_parcel,
    versions_here,
)
from panel_papers.run.jobs.worker import lost
from panel_papers.run.result import Outcome
from panel_papers.run.run import Memory

_ANSWER_SECONDS = 10
"""How long a scheduler may take to answer, and a cluster to show its first worker."""
_LOOK_SECONDS = 0.05
_NOT_OVER = {"pending", "lost"}
"""Lost is the result of a worker that died with it, which the scheduler has made again."""
_RESULT_SECONDS = 60
"""How long a finished result may take to come: its worker may die with it just then."""
_AHEAD = 2
"""How many parcels a thread of the cluster has at most: one at work, one to continue with."""


def on_cluster(
    names: Sequence[str], settings: Settings, address: str, *, insecure: bool = False
) -> Finished:
    """Build papers on the cluster of a scheduler; yield each as it is finished and published.

    `insecure` lets a scheduler beyond this computer be one without TLS. Raises EngineError where
    the cluster cannot be used: it is not to be trusted, distributed is not installed, nobody
    answers, there are no workers, or they have other versions than this computer.
    """
    with _client(address, encrypted=check_address(address, insecure=insecure)) as client:
        _check_workers(client, address)
        yield from _built(client, names, settings)


def _built(client: Any, names: Sequence[str], settings: Settings) -> Finished:  # noqa: ANN401 - untyped
    waiting = deque(enumerate(names))
    at_work: list[tuple[Any, int, Memory]] = []
    threads = _threads(client)
    while waiting or at_work:
        # Only that number at once: parcels and answers are large, and memory is to stay flat.
        while waiting and (len(at_work) < _AHEAD * threads or client.status != "running"):
            index, name = waiting.popleft()
            memory = Memory(name, settings)
            if known := memory.known():
                yield index, (known, ())
                continue
            try:
                if not settings.discard_edits:
                    refuse_edited(settings.outputs / paper_folder(settings.inputs, name).name)
                parcel = pack_parcel(name, settings)
                future = client.submit(run_parcel, parcel, pure=False)
            except PanelPapersError as fault:
                yield index, (Outcome(name, fault.exit_code, fault.problems), ())
            except Exception as fault:  # noqa: BLE001 - dask's, of any class, when its scheduler goes
                yield index, _lost(name, settings, fault)
            else:
                at_work.append((future, index, memory))
        # Looked at, not waited for: one who waits never learns that the scheduler is gone.
        over = [each for each in at_work if each[0].status not in _NOT_OVER]
        if client.status != "running":
            over = at_work
        for each in over:
            future, index, memory = each
            yield index, _published(future, memory, settings)
            at_work = [other for other in at_work if other is not each]
        threads = _threads(client) if over else threads
        time.sleep(0 if over else _LOOK_SECONDS)


def _published(future: Any, memory: Memory, settings: Settings) -> Done:  # noqa: ANN401 - untyped
    """Return what came of a parcel, when its files are in the outputs folder."""
    name = memory.name
    try:
        if future.status not in {"finished", "error", "lost"}:
            raise ConnectionError("the scheduler is gone")  # noqa: TRY301 - reported as dask's own are
        answer: Answer = future.result(timeout=_RESULT_SECONDS)
        if answer.files is not None:
            paper = paper_folder(settings.inputs, name).name
            with paper_lock(settings.outputs, paper):
                outputs = settings.outputs / paper
                publish(outputs, answer.files, discard_edits=settings.discard_edits)
    except PanelPapersError as fault:
        return Outcome(name, fault.exit_code, fault.problems), ()
    except Exception as fault:  # noqa: BLE001 - dask's own, or the worker's: of any class
        return _lost(name, settings, fault)
    outcome = answer.outcome
    if outcome.manifest is None:
        return replace(outcome, paper=name), answer.said
    return memory.kept(outcome), answer.said


def _lost(name: str, settings: Settings, fault: Exception) -> Done:
    return lost(name, settings, f"No worker could build {name}: {_words(fault)}")


@contextmanager
def _client(address: str, *, encrypted: bool) -> Iterator[Any]:
    """Give a client of the cluster."""
    try:
        import dask  # noqa: PLC0415 - an extra
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as fault:
        raise EngineError([_not_installed(fault)]) from fault
    if encrypted:
        check_certificates(certificates_in(dask.config.get))
    for name in ("distributed", "distributed.client"):  # problems are reported as ours
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A parcel travels within its task, so that it outlives the worker that has it: no warning.
    config = {"distributed.admin.large-graph-warning-threshold": "1TB"}
    if encrypted:  # the workers are not to be asked without TLS either
        config["distributed.comm.require-encryption"] = "true"
    with dask.config.set(config):
        try:
            client = Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError, TypeError, RuntimeError) as fault:
            raise EngineError([_silent(address, _words(fault))]) from fault
        try:
            yield client
        finally:
            with suppress(OSError, TimeoutError):
                client.close(timeout=_ANSWER_SECONDS)


def _check_workers(client: Any, address: str) -> None:  # noqa: ANN401 - untyped
    """Raise EngineError where there is no worker, or one that would build other files."""
    try:
        client.wait_for_workers(1, timeout=_ANSWER_SECONDS)
    except TimeoutError as fault:
        raise EngineError([_no_workers(address)]) from fault
    found: dict[str, Any] = client.run(versions_here, on_error="return")
    everywhere = {f"the worker {worker}": found[worker] for worker in sorted(found)}
    try:
        everywhere["the scheduler"] = client.run_on_scheduler(versions_here)
    except Exception as fault:  # noqa: BLE001 - whatever is missing there
        everywhere["the scheduler"] = fault
    for who, versions in everywhere.items():
        if not isinstance(versions, dict):
            raise EngineError([other_version(who, f"no panel-papers: {_words(versions)}")])
        check_versions(versions_here(), versions, who)


def _threads(client: Any) -> int:  # noqa: ANN401 - untyped
    """Return how many papers the cluster builds at once; workers come and go."""
    with suppress(OSError, TimeoutError, RuntimeError):  # the last where its scheduler just went
        return max(sum(map(int, client.nthreads().values())), 1)
    return 1


def _not_installed(fault: ImportError) -> Problem:
    return Problem(
        code="no-distributed",
        place=Place("--scheduler"),
        found=f"The library for clusters, dask.distributed, is not installed ({fault})",
        wanted="",
        hint="run “pip install panel-papers[cluster]” here and on all computers of the cluster",
    )


def _words(fault: Exception) -> str:
    return " ".join(str(fault).split())[:300] or type(fault).__name__


def _silent(address: str, words: str) -> Problem:
    return Problem(
        code="scheduler-silent",
        place=Place("--scheduler"),
        found=f"No scheduler answered at {address} within {_ANSWER_SECONDS} seconds: {words}",
        wanted="",
        hint="ask whoever runs the cluster whether its scheduler is running, and type its "
        "address after --scheduler, such as tls://scheduler:8786",
    )


def _no_workers(address: str) -> Problem:
    return Problem(
        code="no-workers",
        place=Place("--scheduler"),
        found=f"The cluster at {address} has no workers after {_ANSWER_SECONDS} seconds",
        wanted="at least one worker",
        hint="start one: dask worker " + address,
    )
