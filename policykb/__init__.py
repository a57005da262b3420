"""policykb turns Chinese official documents into records that can be searched, asked, checked and exported."""

__version__ = "0.1.0"

__all__ = ["__version__"]
