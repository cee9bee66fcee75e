"""Word documents made into tagged PDFs: by the engine, with our tags where it writes none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from msgspec import Struct
from msgspec.structs import asdict, replace

from panel_papers.core import Cache, EngineError, Place, Problem, key_of, program_identity
from panel_papers.pdf import Choice, Engine, WordDocument


class Rendered(Struct, frozen=True):
    """A PDF, and how it came about.

    `engine` is the version of the engine that made it, `reason` why another than the chosen one
    did, `untagged` why it has no accessibility tags; None where there is no such thing to tell.
    `unprinted` are the characters that stand in it as empty boxes or not at all, U+FFFD one that
    is not known.
    """

    pdf: bytes
    engine: str
    reason: str | None = None
    untagged: str | None = None
    unprinted: str = ""


def render(
    choice: Choice, documents: Sequence[WordDocument], cache: Cache | None = None
) -> list[Rendered]:
    """Return one PDF for each document, in order; with a cache, only what is new is made.

    What the chosen engine cannot convert goes to the fallback, and so does what stays untagged,
    unless that engine was asked for by name. Raises EngineError naming each document that no
    engine could convert, with what each engine said, or only with empty boxes for characters.
    """
    keys = [_key(choice, document) if cache else None for document in documents]
    kept = {
        index: found
        for index, key in enumerate(keys)
        if cache and key and (found := _unpacked(cache.get(key)))
    }
    fresh = [index for index in range(len(documents)) if index not in kept]
    made = dict(zip(fresh, _made(choice, [documents[index] for index in fresh]), strict=True))
    for index, each in made.items():
        if cache and (key := keys[index]):
            cache.put(key, _packed(each))
    return [kept.get(index) or made[index] for index in range(len(documents))]


def _key(choice: Choice, document: WordDocument) -> str | None:
    """Return the key of a document's PDF; None where not all that shapes it can be known."""
    engines = [each for each in (choice.engine, choice.fallback) if each is not None]
    identities = [each.identity() for each in engines]
    if None in identities:
        return None
    return key_of(
        program_identity(),
        *(each.name for each in engines),
        *identities,
        str(choice.by_name),
        document.name,
        document.title,
        document.language,
        str(document.created),
        document.data,
    )


def _packed(rendered: Rendered) -> bytes:
    told = {k: v for k, v in asdict(rendered).items() if k != "pdf"}
    return json.dumps(told).encode() + b"\n" + rendered.pdf


def _unpacked(data: bytes | None) -> Rendered | None:
    if data is None:
        return None
    told, _, pdf = data.partition(b"\n")
    return Rendered(pdf, **json.loads(told))


def _made(choice: Choice, documents: Sequence[WordDocument]) -> list[Rendered]:
    """Return one PDF for each document, in order, each made now."""
    documents = _prepared(documents)
    results = _attempt(choice.engine, documents)
    if choice.fallback is not None:
        again = [index for index, result in enumerate(results) if _wants(choice, result)]
        others = _attempt(choice.fallback, [documents[index] for index in again])
        for index, other in zip(again, others, strict=True):
            results[index] = _better(results[index], other)
    problems = [p for r in results if isinstance(r, EngineError) for p in r.problems]
    if problems:
        raise EngineError(problems)
    return [result for result in results if isinstance(result, Rendered)]


def _prepared(documents: Sequence[WordDocument]) -> list[WordDocument]:
    """Return the documents in constructs that every engine knows.

    Raises EngineError naming each document that would be printed in part.
    """
    from panel_papers.pdf import NotPrepared, prepared  # noqa: PLC0415 - loads lxml

    ready, problems = [], []
    for document in documents:
        try:
            ready.append(replace(document, data=prepared(document.data)))
        except NotPrepared as problem:
            problems.append(
                Problem(
                    code="engine-document-incomplete",
                    place=Place(document.name),
                    found=problem.reason,
                    wanted="a PDF that prints all that the document says",
                    hint=problem.hint,
                )
            )
    if problems:
        raise EngineError(problems)
    return ready


def _attempt(engine: Engine, documents: Sequence[WordDocument]) -> list[Rendered | EngineError]:
    """Return a PDF or the engine's fault for each document; without any, nothing is started."""
    if not documents:
        return []
    if not engine.writes_tags:
        with ThreadPoolExecutor(2) as pool:  # the engine lays one out while we tag the other
            return list(pool.map(partial(_tagged, engine), documents))
    try:
        pdfs = engine.convert(documents)
    except EngineError as fault:
        if len(documents) == 1:
            return [fault]
        return [result for each in documents for result in _attempt(engine, [each])]
    from panel_papers.output.pack.missing_glyphs import unprinted  # noqa: PLC0415 - reads PDFs

    version = engine.version()
    return [
        Rendered(pdf, version, unprinted=unprinted(document.data, pdf))
        for document, pdf in zip(documents, pdfs, strict=True)
    ]


def _tagged(engine: Engine, document: WordDocument) -> Rendered | EngineError:
    """Return the engine's PDF with our tags, or as it is where they cannot be placed exactly."""
    from panel_papers.pdf import (  # noqa: PLC0415 - only where it is used
        NoGlyph,
        NotPainted,
        Refused,
        tag,
    )

    def convert(data: bytes) -> bytes:
        return engine.convert([replace(document, data=data)])[0]

    try:
        tagged = tag(
            document.data,
            convert,
            title=document.title or document.name,
            language=document.language,
            created=document.created,
        )
    except NotPainted as refusal:
        return _incomplete(engine, document, refusal.reason, refusal.where)
    except Refused as refusal:
        where = f" ({refusal.where})" if refusal.where else ""
        untagged = f"{refusal.reason}{where}"
        unprinted = "\ufffd" if isinstance(refusal, NoGlyph) else ""
    except EngineError as fault:
        return fault
    else:
        return Rendered(tagged.pdf, engine.version())
    try:
        pdf = convert(document.data)
        return Rendered(pdf, engine.version(), untagged=untagged, unprinted=unprinted)
    except EngineError as fault:
        return fault


def _incomplete(engine: Engine, document: WordDocument, reason: str, where: str) -> EngineError:
    return EngineError(
        [
            Problem(
                code="engine-document-incomplete",
                place=Place(document.name, where=where),
                found=f"{engine.version()} would leave something out: {reason}",
                wanted="a PDF that prints all that the document says",
                hint="install LibreOffice, which the build then takes for this document; or write "
                "it in another way",
            )
        ]
    )


def _wants(choice: Choice, result: Rendered | EngineError) -> bool:
    """Say whether a result of the chosen engine is one for the fallback."""
    if isinstance(result, EngineError):
        return True
    return result.untagged is not None and not choice.by_name


def _better(first: Rendered | EngineError, other: Rendered | EngineError) -> Rendered | EngineError:
    """Return the fallback's result with the reason for it, or what there was without it."""
    if isinstance(first, EngineError):
        if isinstance(other, EngineError):
            return EngineError([*first.problems, *other.problems])
        return replace(other, reason="; ".join(problem.found for problem in first.problems))
    if isinstance(other, EngineError):
        return other if first.unprinted else first
    return replace(other, reason=f"{first.engine} cannot tag it exactly: {first.untagged}")
