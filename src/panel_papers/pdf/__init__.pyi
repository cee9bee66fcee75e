from .completeness.check import missing_content as missing_content
from .completeness.findings import (
    LOOKS as LOOKS,
    Missing as Missing,
)
from .completeness.pdfium_lock import pdfium as pdfium
from .engines import (
    EMBEDDED as EMBEDDED,
    ENGINES as ENGINES,
    Choice as Choice,
    Engine as Engine,
    WordDocument as WordDocument,
    choose_engine as choose_engine,
    ready_engine as ready_engine,
)
from .engines.families import FAMILIES as FAMILIES
from .engines.paragraphs import paragraphs as paragraphs
from .engines.scratch import (
    clear_dead as clear_dead,
    work_folder as work_folder,
)
from .joining import (
    JoinError as JoinError,
    Options as Options,
    Part as Part,
    Stamp as Stamp,
    join as join,
)
from .preparation import (
    NotPrepared as NotPrepared,
    prepared as prepared,
)
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
