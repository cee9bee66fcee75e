from .built_paper import (
    Build as Build,
    Proof as Proof,
    Restricted as Restricted,
    name_files as name_files,
    name_parts as name_parts,
    name_restricted as name_restricted,
)
from .confirmed_list import confirmed_files as confirmed_files
from .figures_register import (
    register_files as register_files,
    register_of as register_of,
    with_register as with_register,
)
from .handover import with_handover as with_handover
from .handover.page import page_style as page_style
from .lock import paper_lock as paper_lock
from .manifest import (
    MANIFEST as MANIFEST,
    RESTRICTED as RESTRICTED,
    built_names as built_names,
    edited_names as edited_names,
)
from .manifest_content import (
    facts_of as facts_of,
    manifest_of as manifest_of,
    sealed as sealed,
    with_manifest as with_manifest,
)
from .pack.claim_problems import claim_problems as claim_problems
from .pack.covered_words import (
    covered_problems as covered_problems,
    cut_off_problems as cut_off_problems,
)
from .pack.crosscheck import (
    both_engines as both_engines,
    cross_check as cross_check,
)
from .pack.glimpse import glimpse_of_pack as glimpse_of_pack
from .pack.glyph_problems import (
    glyph_problems as glyph_problems,
    look_problems as look_problems,
    unprinted_problems as unprinted_problems,
)
from .pack.pack import (
    Pack as Pack,
    PackedPart as PackedPart,
    make_pack as make_pack,
    word_documents as word_documents,
)
from .pack.parts import (
    DividerPage as DividerPage,
    Piece as Piece,
    piece_of as piece_of,
    pieces_of as pieces_of,
)
from .pack.separate import (
    SeparatePart as SeparatePart,
    separate_parts as separate_parts,
)
from .pack.tag_problems import tag_problems as tag_problems
from .publishing import (
    publish as publish,
    refuse_edited as refuse_edited,
    sweep as sweep,
    write_copies as write_copies,
)
from .record import facts_record as facts_record
from .review import review_copies as review_copies
from .summary import (
    summary_text as summary_text,
    told as told,
)
from .verification import (
    Verdict as Verdict,
    verify_build as verify_build,
)
from .web_page import with_web_page as with_web_page
