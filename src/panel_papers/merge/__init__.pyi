from .keeping import (
    undo as undo,
    write as write,
)
from .merging import (
    Merged as Merged,
    merge_files as merge_files,
)
