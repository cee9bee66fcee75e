"""What hand-over sheet and pack say of the manifest, so that nobody changes one of them unseen.

No file can hold its own checksum, nor two files each other's. So each holds what is known before it
is made:

- the pack, in its metadata (`dc:identifier`), the checksum of what the manifest says of the paper,
  its dates and its inputs;
- the hand-over sheet the checksum of the whole manifest but for the sheet's own line in it, and the
  checksum of every other file;
- the manifest the checksum of every file, the sheet and the pack among them.

There is no key: who changes all three alike is not found out. That takes more than an editor.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from panel_papers.core import sha256

BLANK = "0" * 64
"""Where the hand-over sheet is to hold the checksum, before it is known."""
_FACTS = (
    *("paper", "title", "status", "report_to", "meeting_date", "publish_by", "notice"),
    "inputs",
)
_META = re.compile(rb'<meta name="panel-papers-record" content="([0-9a-f]{64})">')
_PREFIX = "urn:sha256:"


def facts_record(manifest: Mapping[str, Any]) -> str:
    """Return what the pack says of a manifest, which need not be whole yet: its first facts."""
    return f"{_PREFIX}{_digest({name: manifest.get(name) for name in _FACTS})}"


def manifest_record(manifest: Mapping[str, Any]) -> str:
    """Return what the hand-over sheet says of a manifest: all but the sheet's own line in it."""
    files = manifest.get("files")
    lines = files if isinstance(files, list) else []
    sheet = handover_name(str(each.get("name")) for each in lines if isinstance(each, dict))
    others = [each for each in lines if not isinstance(each, dict) or each.get("name") != sheet]
    return _digest({**manifest, "files": others})


def handover_name(names: Iterable[str]) -> str | None:
    """Return the name of the hand-over sheet among those of a build's files."""
    return next((name for name in names if re.search(r"-handover(-draft)?\.html$", name)), None)


def with_record(page: bytes, record: str) -> bytes:
    """Return a hand-over sheet that holds the checksum of its manifest."""
    blank = f'<meta name="panel-papers-record" content="{BLANK}">'.encode()
    return page.replace(blank, blank.replace(BLANK.encode(), record.encode()), 1)


def record_in(page: bytes) -> str | None:
    """Return the checksum that a hand-over sheet holds; None where it holds none."""
    found = _META.search(page)
    return found[1].decode() if found and found[1].decode() != BLANK else None


def _digest(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass"))
