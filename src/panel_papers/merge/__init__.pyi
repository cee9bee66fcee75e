from .merging import (
    Merged as Merged,
    merge_file as merge_file,
)
