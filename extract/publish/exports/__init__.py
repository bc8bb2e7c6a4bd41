"""An archive in other forms: CSV (a data package), JSON Lines, Parquet, Excel, a database."""

from .exporting import Form, export

__all__ = ["Form", "export"]
