from .keeping import (
    undo as undo,
    write as write,
)
from .merging import (
    Merged as Merged,
    choices_of as choices_of,
    merge_files as merge_files,
)
from .refusals import side_by_side as side_by_side
from .since.changes import (
    Since as Since,
    changed_since as changed_since,
)
