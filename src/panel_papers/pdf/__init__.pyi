from .completeness.characters import character_of as character_of
from .completeness.check import missing_content as missing_content
from .completeness.findings import (
    COVERED as COVERED,
    CUT_OFF as CUT_OFF,
    LOOKS as LOOKS,
    MARGIN as MARGIN,
    Missing as Missing,
)
from .completeness.labels import (
    paragraph_labels as paragraph_labels,
    printed_bullets as printed_bullets,
    printed_labels as printed_labels,
    shown_text as shown_text,
)
from .completeness.pdfium_lock import pdfium as pdfium
from .conformance.archival_rules import archival_rule_of as archival_rule_of
from .conformance.model import (
    Failure as Failure,
    Judge as Judge,
    Verdict as Verdict,
)
from .conformance.page_validation import (
    VALIDATOR as VALIDATOR,
    start_validator as start_validator,
    validate as validate,
)
from .conformance.rules import (
    Rule as Rule,
    rule_of as rule_of,
)
from .engines import (
    EMBEDDED as EMBEDDED,
    ENGINES as ENGINES,
    Choice as Choice,
    Engine as Engine,
    Moves as Moves,
    WordDocument as WordDocument,
    choose_engine as choose_engine,
    ready_engine as ready_engine,
)
from .engines.families import (
    SAME_WIDTHS as SAME_WIDTHS,
    stand_in as stand_in,
)
from .engines.font_files import (
    family_gaps as family_gaps,
    read_fonts as read_fonts,
    sound_fonts as sound_fonts,
)
from .engines.own_fonts import (
    NO_FONTS as NO_FONTS,
    OwnFonts as OwnFonts,
)
from .engines.paragraphs import paragraphs as paragraphs
from .engines.scratch import (
    clear_dead as clear_dead,
    private_folder as private_folder,
    work_folder as work_folder,
)
from .enlarging import enlarged as enlarged
from .enlarging.sizes import POINTS as POINTS
from .joining import (
    SAID_BY_STANDARDS as SAID_BY_STANDARDS,
    Barrier as Barrier,
    Joined as Joined,
    JoinError as JoinError,
    Options as Options,
    Part as Part,
    PartReport as PartReport,
    Stamp as Stamp,
    alone as alone,
    claim_pdf_ua as claim_pdf_ua,
    head_depth as head_depth,
    join as join,
)
from .outlines import with_outlines as with_outlines
from .preparation import (
    NotPrepared as NotPrepared,
    prepared as prepared,
)
from .reading.looks import (
    Looks as Looks,
    looks_of as looks_of,
)
from .reading.opening import opened_pages as opened_pages
from .reading.texts import page_texts as page_texts
from .reading.turned import turned_texts as turned_texts
from .tagging import (
    NoGlyph as NoGlyph,
    Refused as Refused,
    tag as tag,
)
from .tagging.coding import (
    code_of as code_of,
    colour as colour,
    dot as dot,
)
from .tagging.glyphs import Glyphs as Glyphs
from .unseen.buried import buried_pictures as buried_pictures
from .unseen.check import hidden_in as hidden_in
from .unseen.fonts import lying_fonts as lying_fonts
from .unseen.marked import (
    MarkedObject as MarkedObject,
    marked_objects as marked_objects,
)
from .unseen.model import (
    Unseen as Unseen,
    Why as Why,
)
from .unseen.sameness import pages_that_differ as pages_that_differ
from .unseen.windows import (
    CropWindow as CropWindow,
    windows_of as windows_of,
)
