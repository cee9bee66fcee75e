from .built_paper import (
    Build as Build,
)
from .built_paper import (
    Proof as Proof,
)
from .built_paper import (
    Restricted as Restricted,
)
from .built_paper import (
    name_files as name_files,
)
from .built_paper import (
    name_restricted as name_restricted,
)
from .figures_register import (
    register_files as register_files,
)
from .figures_register import (
    register_of as register_of,
)
from .figures_register import (
    with_register as with_register,
)
from .handover import with_handover as with_handover
from .handover.page import page_style as page_style
from .lock import paper_lock as paper_lock
from .manifest import (
    MANIFEST as MANIFEST,
)
from .manifest import (
    RESTRICTED as RESTRICTED,
)
from .manifest import (
    verify as verify,
)
from .manifest_content import (
    manifest_of as manifest_of,
)
from .manifest_content import (
    with_manifest as with_manifest,
)
from .pack.crosscheck import (
    both_engines as both_engines,
)
from .pack.crosscheck import (
    cross_check as cross_check,
)
from .pack.glyph_problems import (
    glyph_problems as glyph_problems,
)
from .pack.glyph_problems import (
    unprinted_problems as unprinted_problems,
)
from .pack.pack import (
    Pack as Pack,
)
from .pack.pack import (
    make_pack as make_pack,
)
from .pack.pack import (
    word_documents as word_documents,
)
from .pack.parts import (
    DividerPage as DividerPage,
)
from .pack.parts import (
    Piece as Piece,
)
from .pack.parts import (
    piece_of as piece_of,
)
from .pack.parts import (
    pieces_of as pieces_of,
)
from .publishing import (
    publish as publish,
)
from .publishing import (
    sweep as sweep,
)
from .publishing import (
    write_copies as write_copies,
)
from .review import review_copies as review_copies
from .summary import (
    summary_text as summary_text,
)
from .summary import (
    told as told,
)
