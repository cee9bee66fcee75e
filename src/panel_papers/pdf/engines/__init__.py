"""Engines that turn Word documents into PDF, and the choice between them.

A new engine is a module of its own and a line in `ENGINES`; the contract tests then run over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from panel_papers.core import EngineError, Place, Problem, did_you_mean
from panel_papers.pdf.engines.protocol import Engine, WordDocument

__all__ = [
    "ENGINES",
    "Choice",
    "Engine",
    "WordDocument",
    "choose_engine",
    "ready_engine",
]


def _embedded(_soffice: Path | None) -> Engine:
    from panel_papers.pdf.engines.embedded import Embedded  # noqa: PLC0415 - only when it is chosen

    return Embedded()


def _rdocx(_soffice: Path | None) -> Engine:
    from panel_papers.pdf.engines.rdocx.engine import Rdocx  # noqa: PLC0415 - only when it is chosen

    return Rdocx()


def _libreoffice(soffice: Path | None) -> Engine:
    from panel_papers.pdf.engines.libreoffice import (  # noqa: PLC0415 - only when it is chosen
        LibreOffice,
        find_soffice,
        missing,
    )

    program = soffice or find_soffice()
    if program is None:
        raise missing("LibreOffice was not found on this machine")
    if not program.is_file():
        raise missing(f"there is no program {program}")
    return LibreOffice(program)


# Each engine's name, and what makes it from the place of soffice (None: look for it). What makes
# one raises EngineError where the machine lacks what the engine needs.
ENGINES: Mapping[str, Callable[[Path | None], Engine]] = MappingProxyType(
    {"embedded": _embedded, "rdocx": _rdocx, "libreoffice": _libreoffice}
)


class Choice(Struct, frozen=True):
    """The engine of a run, why it was taken, and what stands in where it does not do.

    `by_name` says that the user asked for this engine.
    """

    engine: Engine
    reason: str
    fallback: Engine | None = None
    by_name: bool = False


def choose_engine(name: str, *, soffice: Path | None = None) -> Choice:
    """Return the engine called `name`; for “auto” the embedded one, with LibreOffice behind it.

    `soffice` is where LibreOffice's program is, for those whose LibreOffice is nowhere usual.
    Raises EngineError where LibreOffice was asked for (by name or by `soffice`) and is not there,
    where “auto” finds no engine at all, and for a name that no engine has.
    """
    if name != "auto" and name not in ENGINES:
        raise EngineError([_unknown(name)])
    try:
        office = ENGINES["libreoffice"](soffice)
    except EngineError:
        if name == "libreoffice" or soffice is not None:
            raise
        office = None
    if name == "libreoffice":
        return Choice(office or ENGINES[name](soffice), "it was asked for", by_name=True)
    if name != "auto":
        return Choice(ENGINES[name](soffice), "it was asked for", office, by_name=True)
    return _auto(office)


@contextmanager
def ready_engine(name: str, *, soffice: Path | None = None, held: bool = False) -> Iterator[Choice]:
    """Give what `choose_engine` chooses, its engine started already where a start takes long.

    `held` keeps it for many batches. It is ended with the block.
    """
    choice = choose_engine(name, soffice=soffice)
    choice.engine.warm(held=held)
    try:
        yield choice
    finally:
        choice.engine.close()


def _auto(office: Engine | None) -> Choice:
    embedded = ENGINES["embedded"](None)
    try:
        embedded.version()
    except EngineError:  # pip finds no dxpdf for some machines
        if office is None:
            raise
        return Choice(office, "it was found on this machine, and dxpdf was not")
    if office is None:
        reason = "it came with pip, and LibreOffice was not found on this machine"
        return Choice(embedded, reason)
    reason = "it is the quicker; LibreOffice makes what it cannot tag exactly"
    return Choice(embedded, reason, office)


def _unknown(name: str) -> Problem:
    names = ["auto", *ENGINES]
    return Problem(
        code="engine-unknown",
        place=Place("--engine"),
        found=f"there is no engine “{name}”",
        wanted=" or ".join(f"“{known}”" for known in names),
        hint=did_you_mean(name, names),
    )
