from .engines import (
    ENGINES as ENGINES,
)
from .engines import (
    Choice as Choice,
)
from .engines import (
    Engine as Engine,
)
from .engines import (
    WordDocument as WordDocument,
)
from .engines import (
    choose_engine as choose_engine,
)
from .engines import (
    ready_engine as ready_engine,
)
from .engines.embedded import FAMILIES as FAMILIES
from .engines.libreoffice import INSTALL as INSTALL
from .engines.paragraphs import paragraphs as paragraphs
from .engines.scratch import (
    clear_dead as clear_dead,
)
from .engines.scratch import (
    work_folder as work_folder,
)
from .joining import (
    JoinError as JoinError,
)
from .joining import (
    Options as Options,
)
from .joining import (
    Part as Part,
)
from .joining import (
    Stamp as Stamp,
)
from .joining import (
    join as join,
)
from .preparation import (
    NotPrepared as NotPrepared,
)
from .preparation import (
    prepared as prepared,
)
from .tagging import (
    NoGlyph as NoGlyph,
)
from .tagging import (
    NotPainted as NotPainted,
)
from .tagging import (
    Refused as Refused,
)
from .tagging import (
    tag as tag,
)
from .tagging.coding import (
    code_of as code_of,
)
from .tagging.coding import (
    colour as colour,
)
from .tagging.coding import (
    dot as dot,
)
from .tagging.glyphs import Glyphs as Glyphs
