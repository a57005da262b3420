"""The typed records: what extraction gives back. Frozen, no rules; docs/records.md documents every field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from .model import Evidence, Issue, Metadata, Notice, Section, Table
from .values.base import Amount, When

Modality = Literal["must", "encourage", "may", "forbid"]


@dataclass(frozen=True, slots=True)
class Record:
    """What every record has.

    Args:
        quote: the clause in clean form.
        section: the heading markers it stands under, joined: "二、（三）".
        evidence: the same clause in the source.
    """

    kind: ClassVar[str] = "record"
    quote: str
    section: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Target(Record):
    """A number to be reached or done; one record a quantity."""

    kind: ClassVar[str] = "target"
    indicator: str
    quantity: Amount
    action: str | None = None
    scope: str | None = None
    actor: str | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Fact(Record):
    """A number that already is so; the same fields as a target."""

    kind: ClassVar[str] = "fact"
    indicator: str
    quantity: Amount
    action: str | None = None
    scope: str | None = None
    actor: str | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Subsidy(Record):
    """Money or named support given or promised; one record an amount."""

    kind: ClassVar[str] = "subsidy"
    instrument: str
    recipient: str | None = None
    payer: str | None = None
    amount: Amount | None = None
    per: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline(Record):
    """A time that binds an action or a stage of work."""

    kind: ClassVar[str] = "deadline"
    when: When
    action: str | None = None


@dataclass(frozen=True, slots=True)
class Obligation(Record):
    """Who must, should, may or must not do what."""

    kind: ClassVar[str] = "obligation"
    modality: Modality
    action: str
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Reference(Record):
    """A document that this one cites, by its title, its number or both."""

    kind: ClassVar[str] = "reference"
    title: str | None = None
    doc_number: str | None = None


RECORD_KINDS: tuple[type[Record], ...] = (Target, Fact, Subsidy, Deadline, Obligation, Reference)


@dataclass(frozen=True)
class Document:
    """A document with everything that was read from it: what the catalogue keeps and `extract` prints.

    Args:
        id: stable while the file keeps its place in the ingested folder.
        sha256: of the file's bytes, in hexadecimal digits.
        records: in the order of the text; references among them, in the order they are first cited.
    """

    id: str
    sha256: str
    notice: Notice
    records: tuple[Record, ...]
    issues: tuple[Issue, ...]

    @property
    def metadata(self) -> Metadata:
        return self.notice.metadata

    @property
    def outline(self) -> tuple[Section, ...]:
        return self.notice.outline

    @property
    def tables(self) -> tuple[Table, ...]:
        return self.notice.tables
