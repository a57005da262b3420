"""policykb turns Chinese official documents into records that can be searched, asked, checked and exported."""

from .model import __version__

__all__ = ["__version__"]
