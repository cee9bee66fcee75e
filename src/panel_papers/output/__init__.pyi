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
    MEETINGS as MEETINGS,
    PUBLIC as PUBLIC,
    RESTRICTED as RESTRICTED,
    built_names as built_names,
    edited_names as edited_names,
    extra_files as extra_files,
    to_json as to_json,
)
from .manifest_content import (
    facts_of as facts_of,
    files_of as files_of,
    manifest_of as manifest_of,
    notice_of as notice_of,
    pack_of as pack_of,
    public_proof as public_proof,
    sealed as sealed,
    with_manifest as with_manifest,
)
from .pack.attempts import Rendered as Rendered
from .pack.claim_problems import claim_problems as claim_problems
from .pack.covered_words import (
    covered_problems as covered_problems,
    cut_off_problems as cut_off_problems,
)
from .pack.crosscheck import (
    both_engines as both_engines,
    cross_check as cross_check,
)
from .pack.finished import (
    Pack as Pack,
    PackedPart as PackedPart,
)
from .pack.glimpse import glimpse_of_pack as glimpse_of_pack
from .pack.glyph_problems import (
    glyph_problems as glyph_problems,
    look_problems as look_problems,
    unprinted_problems as unprinted_problems,
)
from .pack.large_print import (
    large_print_pack as large_print_pack,
    large_print_problems as large_print_problems,
)
from .pack.pack import (
    ContentsPage as ContentsPage,
    make_pack as make_pack,
    unwritten_pack as unwritten_pack,
    word_documents as word_documents,
)
from .pack.parts import (
    DividerPage as DividerPage,
    Piece as Piece,
    piece_of as piece_of,
    pieces_of as pieces_of,
)
from .pack.rendering import render as render
from .pack.separate import (
    SeparatePart as SeparatePart,
    pack_of_pieces as pack_of_pieces,
    separate_parts as separate_parts,
)
from .pack.tag_problems import tag_problems as tag_problems
from .publishing import (
    publish as publish,
    refuse_edited as refuse_edited,
    sweep as sweep,
    write_copies as write_copies,
)
from .record import (
    BLANK as BLANK,
    facts_record as facts_record,
    manifest_record as manifest_record,
    with_record as with_record,
)
from .review import review_copies as review_copies
from .summary import (
    summary_text as summary_text,
    told as told,
)
from .upload_names import upload_name as upload_name
from .verification import (
    Verdict as Verdict,
    restricted_in_public as restricted_in_public,
    verify_build as verify_build,
)
from .web_page import (
    checked_template as checked_template,
    page_template_problems as page_template_problems,
    with_web_page as with_web_page,
)
