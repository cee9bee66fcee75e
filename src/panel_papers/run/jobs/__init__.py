"""Many papers: where they are built, and what came of them in their order.

Nothing heavy is imported here: a worker process imports this before it can be interrupted calmly.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, TypeAlias

from panel_papers.core import Settings

if TYPE_CHECKING:
    from panel_papers.run.result import Outcome

__all__ = ["Done", "Finished", "run_papers"]

Talk = Callable[[str], None]
Done: TypeAlias = "tuple[Outcome, tuple[str, ...]]"
"""What came of a paper, and what its build said while it ran."""
Finished: TypeAlias = Generator[tuple[int, Done], None, None]
"""Papers as they are finished, in any order: the place in the list of papers, and what came."""


def run_papers(
    names: Sequence[str],
    settings: Settings,
    *,
    jobs: int = 1,
    scheduler: str | None = None,
    insecure: bool = False,
    talk: Talk = lambda _: None,
    finished: Callable[[], None] = lambda: None,
) -> Generator[Outcome, None, None]:
    """Build papers; yield what came of each, in their order, as soon as it is due.

    With `jobs` over one, in that number of processes; with `scheduler`, on that dask cluster, which
    `insecure` lets be one without TLS beyond this computer. What a
    build says is reported through `talk` just before its outcome is; `finished` is called once a
    paper, when it is finished. A problem of one paper stops no other. Raises EngineError where the
    cluster cannot be used at all.
    """
    if scheduler is not None:
        from panel_papers.run.jobs.cluster import on_cluster  # noqa: PLC0415 - an extra

        papers = on_cluster(names, settings, scheduler, insecure=insecure)
    elif min(jobs, len(names)) > 1:
        from panel_papers.run.jobs.local import in_processes  # noqa: PLC0415 - only for several

        papers = in_processes(names, settings, min(jobs, len(names)))
    else:
        papers = _here(names, settings, talk)
    return _in_order(papers, talk, finished)


def _here(names: Sequence[str], settings: Settings, talk: Talk) -> Finished:
    """Build one paper after the other in this process."""
    from panel_papers.run.jobs.worker import within_limits  # noqa: PLC0415 - not for `--help`

    for index, name in enumerate(names):
        yield index, (within_limits(name, settings, talk), ())


def _in_order(
    papers: Finished, talk: Talk, finished: Callable[[], None]
) -> Generator[Outcome, None, None]:
    kept: dict[int, Done] = {}
    due = 0
    with closing(papers):
        for index, done in papers:
            finished()
            kept[index] = done
            while due in kept:
                outcome, said = kept.pop(due)
                due += 1
                for words in said:
                    talk(words)
                yield outcome
