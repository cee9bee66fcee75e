"""What a page may not do: run a script, or fetch anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

_REFUSED = {
    *("applet", "base", "embed", "form", "frame", "frameset", "iframe", "object"),
    *("audio", "video", "template", "portal", "noscript"),
}
_FETCHED = ("action", "background", "data", "formaction", "poster", "src", "srcset", "ping")
_INSIDE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]|#", re.IGNORECASE)
_LINKS = re.compile(r"(?:https?:|mailto:|tel:|#|data:text/csv[;,])|[^:]*\Z", re.IGNORECASE)
"""Where a reader may be led; an address without a scheme is one beside the page."""
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_METADATA = "application/ld+json"
_IN_STYLE = re.compile(r"@import|url\(|</|image-set\(|expression\(|\\", re.IGNORECASE)
_SHOWN = 60


def parsed(page: str) -> html.HtmlElement:
    """Return the page as a browser sees it."""
    parser = html.HTMLParser(huge_tree=True)  # a picture may be ten million letters
    return html.document_fromstring(page, parser=parser)


def refused_in(root: html.HtmlElement, style: str) -> Iterator[str]:
    """Say each thing that a page may not have; `style` is the sheet that it is written with."""
    for each in root.iter():
        if not isinstance(each.tag, str):
            continue
        if each.tag in _REFUSED:
            yield f"an element “{each.tag}”"
        elif each.tag == "script" and each.get("type") != _METADATA:
            yield "a script"
        elif each.tag == "style" and (each.text or "") != style:
            yield "a style sheet of its own"
        elif each.tag == "link" and each.get("rel") != "canonical":
            yield f"a link to “{_short(each.get('href'))}” that is fetched"
        elif each.tag == "meta" and (each.get("http-equiv") or "").lower() not in _META:
            yield f"“{each.get('http-equiv')}” in place of a header"
        yield from _attributes(each)


_META = {"", "content-security-policy"}


def refused_in_style(style: str) -> Iterator[str]:
    """Say what a style sheet may not have: all that is fetched, and other ways to write that."""
    for found in sorted({each.lower() for each in _IN_STYLE.findall(style)}):
        yield f"“{found}” in the style sheet"


def _attributes(element: html.HtmlElement) -> Iterator[str]:
    for name, value in element.attrib.items():
        plain = _BLANKS.sub("", str(value))
        name = str(name).lower()  # noqa: PLW2901 - as browsers read it
        if name.startswith("on"):
            yield f"a script in “{name}”"
        elif name == "style":
            yield "an attribute “style”, which browsers leave out of this page"
        elif name == "href" and element.tag in ("a", "area"):
            if not _LINKS.match(plain):
                yield f"a link to “{_short(plain)}”"
        elif name == "href" and element.tag == "link":
            continue
        elif (name in _FETCHED or name.endswith("href")) and not _INSIDE.match(plain):
            yield f"“{_short(plain)}”, which is fetched"


def _short(text: str | None) -> str:
    text = text or ""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
