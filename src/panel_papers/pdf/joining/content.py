"""Finds in a content stream what its tags reach, without running it."""

import re

from pikepdf import Array, Name, Object, Stream

# A small scanner rather than a full parse: it is asked of every page of every part, it takes a
# fifth of the time, and a damaged stream cannot make it fail. Atomic groups keep it linear.
_NAME = rb"/[^\s()<>\[\]{}/%]*+"
_STRING = rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)"
_FLAT = rb"<<(?:[^<>()]++|" + _STRING + rb"|<[^<>]*+>)*+>>"
_DICT = rb"<<(?:[^<>()]++|" + _STRING + rb"|" + _FLAT + rb"|<[^<>]*+>)*+>>"
_ARRAY = rb"\[(?:[^\[\]()<>/%]++|" + _STRING + rb"|<[^<>]*+>)*+\]"
_END = rb"(?![^\s()<>\[\]{}/%])"
_START = rb"(?<![^\s()<>\[\]{}/%])"
TOKEN = re.compile(
    rb"(" + _STRING + rb"|(?<!<)<(?!<)[^<>]*+>|" + _ARRAY + rb")"
    rb"|%[^\r\n]*+"
    rb"|(" + _NAME + rb")(?:\s*+(" + _DICT + rb"|" + _NAME + rb")\s*+(BDC|DP)"
    rb"|\s++(BMC|MP|Do)|)" + _END + rb"|"
    rb"" + _START + rb"(EMC|T[jJ]|'|\"|q|Q|BI\b.*?\bID\s.*?\sEI)" + _END,
    re.DOTALL,
)
_MARK = re.compile(rb"BDC|BMC|EMC|DP|MP")
_MCID = re.compile(rb"/MCID\s+(\d+)")

Token = tuple[bytes, bytes, bytes, bytes, bytes, bytes]


def tokens(content: bytes) -> list[Token]:
    """Return what matters for tags, in its order, each with one of these filled in.

    A string or an array of strings (with its delimiters); a mark with its tag, properties and
    operator; a mark or a painted object with its name, no properties and (fifth) its operator;
    (last) an operator that ends a mark, shows text, saves or restores the graphics state, or a
    whole inline image.
    """
    return TOKEN.findall(content)


def without_marks(content: bytes) -> bytes:
    """Return a content stream without its marks; those that switch a layer (/OC) stay."""
    if not _MARK.search(content):
        return content
    kept = bytearray(content)
    stays: list[bool] = []
    for match in TOKEN.finditer(content):
        last = match.lastindex
        if last is None or last < 3:
            continue  # a comment, a string or a name, as nearly all are
        tag, operator = match[2], match[last]
        if operator in (b"BDC", b"BMC"):
            stays.append(tag == b"/OC")
            cut = not stays[-1]
        elif operator == b"EMC":
            cut = not (stays.pop() if stays else False)
        else:
            cut = operator in (b"DP", b"MP")
        if cut:
            kept[match.start() : match.end()] = b" " * (match.end() - match.start())
    kept += b"\nEMC" * sum(stays)
    return bytes(kept)


def mcid(props: bytes, resources: Object | None) -> int | None:
    """Return the marked-content identifier in a mark's properties (ISO 32000-1 14.6.2)."""
    if props.startswith(b"<<"):
        found = _MCID.search(props)
        return int(found[1]) if found else None
    if resources is None or not props:
        return None
    listed = resources.get(Name.Properties)
    try:
        held = listed.get(props.decode("latin-1")) if listed is not None else None
        number = held.get("/MCID") if held is not None else None
    except (ValueError, TypeError, AttributeError):
        return None
    return number if isinstance(number, int) else None


def content_of(holder: Object) -> bytes:
    """Return the decoded content of a page or a form; raises PdfError where it is damaged."""
    if isinstance(holder, Stream):
        return holder.read_bytes()
    content = holder.get(Name.Contents)
    if isinstance(content, Stream):
        return content.read_bytes()
    if isinstance(content, Array):
        return b"\n".join(part.read_bytes() for part in content if isinstance(part, Stream))
    return b""
