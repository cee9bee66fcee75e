"""Takes metadata, embedded files and private data out of pictures, fonts and other streams."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream

from panel_papers.inputs.cleaning.pdf.encoded import bare_jpeg2000, bare_profile
from panel_papers.inputs.cleaning.pdf.objects import Held, keep_only, name_of
from panel_papers.inputs.cleaning.pictures import without_metadata
from panel_papers.inputs.cleaning.results import Tally

_CODING = "/Length /Filter /DecodeParms "
_FORM_KEYS = frozenset(
    (
        _CODING + "/Type /Subtype /FormType /BBox /Matrix /Resources /Group /StructParent"
        " /StructParents /OC /Name /LastModified"
    ).split()
)
_PICTURE_KEYS = frozenset(
    (
        _CODING + "/Type /Subtype /Width /Height /ColorSpace /BitsPerComponent /Intent /ImageMask"
        " /Mask /Decode /Interpolate /SMask /SMaskInData /Name /StructParent /OC /Matte"
    ).split()
)
_CLEANED = frozenset({"/DestOutputProfile", "/Metadata", "/PieceInfo", "/EF", "/AF"})
_EXTERNAL = ("/F", "/FFilter", "/FDecodeParms")
_PRIVATE = "private data of a program"
_METADATA = "metadata of a picture or font"


def clean_streams(pdf: Pdf, holders: Iterable[Object], tally: Tally) -> None:
    """Clean all objects that may hold such data, but for the catalogue’s own metadata."""
    own = pdf.Root.get(Name.Metadata)
    spared = own.objgen if isinstance(own, Stream) else None
    for holder in holders:
        if isinstance(holder, Array):
            if len(holder) == 2 and holder[0] == Name.ICCBased:
                _clean_profile(holder[1], tally)
            continue
        if spared is not None and holder.objgen == spared:
            continue
        _clean_profile(holder.get(Name.DestOutputProfile), tally)
        root = holder.objgen == pdf.Root.objgen and holder.is_indirect
        _clean(holder, tally, root=root)
        if isinstance(holder, Stream):
            _clean_stream(holder, tally)


def may_hold_data(holder: Object, held: Held) -> bool:
    """Say whether an object may hold something to be cleaned: an array, a profile’s pair."""
    if not held:
        return isinstance(holder, Array) and len(holder) == 2
    return not held.keys().isdisjoint(_CLEANED) or isinstance(holder, Stream)


def _clean(holder: Object, tally: Tally, *, root: bool) -> None:
    """Take out what no dictionary needs; a resource that happens to have such a name stays."""
    about = holder.get(Name.Metadata)
    if isinstance(about, Stream) and not root and name_of(about, "/Subtype") == "/XML":
        del holder.Metadata
        tally.add(_METADATA)
    private = holder.get(Name.PieceInfo)
    if isinstance(private, Dictionary) and Name.Type not in private:
        del holder.PieceInfo
        tally.add(_PRIVATE)
    if isinstance(holder.get(Name.EF), Dictionary):
        del holder.EF
        tally.add("embedded file")
    listed = holder.get(Name.AF)
    files = list(listed) if isinstance(listed, Array) else [listed]
    if any(isinstance(f, Dictionary) and (Name.EF in f or Name.F in f) for f in files):
        del holder.AF
        tally.add("embedded file")


def _clean_stream(stream: Object, tally: Tally) -> None:
    if any(key in stream for key in _EXTERNAL):
        for key in _EXTERNAL:
            if key in stream:
                del stream[key]
        tally.add("content that lies in another file")
    kind = name_of(stream, "/Subtype")
    if kind == "/Form":
        if keep_only(stream, _FORM_KEYS):
            tally.add(_PRIVATE)
    elif kind == "/Image":
        if keep_only(stream, _PICTURE_KEYS):
            tally.add(_PRIVATE)
        if _filters(stream) == ["/DCTDecode"]:
            _rewrite(stream, without_metadata, Name.DCTDecode, tally)
        elif _filters(stream) == ["/JPXDecode"]:
            _rewrite(stream, bare_jpeg2000, Name.JPXDecode, tally)


def _filters(stream: Object) -> list[str]:
    found = stream.get(Name.Filter)
    return [str(f) for f in found] if isinstance(found, Array) else [str(found)]


def _rewrite(stream: Object, bare: Callable[[bytes], bytes], coding: Name, tally: Tally) -> None:
    """Write a picture without what its file holds beside the picture."""
    raw = stream.read_raw_bytes()
    cleaned = bare(raw)
    if cleaned != raw:
        stream.write(cleaned, filter=coding)
        tally.add("metadata of a photograph (camera, place, author)")


def _clean_profile(profile: object, tally: Tally) -> None:
    """Take the words out of a colour profile."""
    if not isinstance(profile, Stream):
        return
    try:
        data = profile.read_bytes()
    except PdfError:
        return
    bare = bare_profile(data)
    if bare != data:
        profile.write(bare)
        tally.add("words in a colour profile")
