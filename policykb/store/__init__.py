"""The catalogue of a knowledge base: what was read from every document, and where it came from."""

from .entry import Entry, entry
from .lock import writing
from .sqlite import Store

__all__ = ["Entry", "Store", "entry", "writing"]
