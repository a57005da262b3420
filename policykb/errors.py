"""What can go wrong with a user's input or store; each message says what, where and what to do."""

from __future__ import annotations


class PolicykbError(Exception):
    """The root of every error that a user can mend. Anything else that escapes is a bug."""

    exit_code = 1


class UnreadableError(PolicykbError):
    """A file that cannot be read as a document: the message is one line and says why."""


class UnsupportedFormatError(UnreadableError):
    """A file in a format that no reader here knows."""


class EncryptedError(UnreadableError):
    """A file that opens with a password only."""


class UsageError(PolicykbError):
    """Wrong words on the command line or in a setting."""

    exit_code = 2


class NotFoundError(PolicykbError):
    """Nothing in the knowledge base goes by the name that was given."""

    exit_code = 3


class DamagedError(PolicykbError):
    """The catalogue or the index is damaged, or was written by a version that this one cannot read."""

    exit_code = 4


class LockedError(PolicykbError):
    """Another writer holds the knowledge base."""

    exit_code = 75


class LexiconError(PolicykbError):
    """A word list with a blank, a duplicate or a missing column."""

    exit_code = 2


class MissingExtraError(PolicykbError):
    """A library is not installed that only some uses need; `extra` is the name under which policykb asks for it."""

    exit_code = 2

    def __init__(self, extra: str, library: str) -> None:
        super().__init__(f"{library} is not installed; install it with: pip install 'policykb[{extra}]'")
