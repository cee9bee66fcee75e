"""Tables of data: what the files in a paper's folder `data` hold, read strictly."""

from panel_papers.data.model import DataCell, DataTable

__all__ = ["DataCell", "DataTable"]
