"""The catalogue: what goes in comes out, one writer, nothing half written, older and newer files."""

from __future__ import annotations

import json
import os
import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policykb.codec import document_json, read_record, record_json
from policykb.errors import DamagedError, LockedError, NotFoundError, UsageError
from policykb.model import (
    Attachment,
    Block,
    Cell,
    Check,
    Content,
    Declared,
    Evidence,
    GridCell,
    Issue,
    Locator,
    Metadata,
    Notice,
    Paragraph,
    Section,
    Source,
    Table,
)
from policykb.records import RECORD_KINDS, Deadline, Document, Fact, Obligation, Record, Reference, Subsidy, Target
from policykb.store import Store, entry, writing
from policykb.store.connection import FILE
from policykb.store.migrations import MIGRATIONS
from policykb.text import Span, Text
from policykb.values.base import Amount, When

SOURCE = "第一条　对评估优秀的工作站按年度给予不低于15万元补助。\n甲\t乙\n"

texts = st.text("工作站补助甲乙、。 \n\t\"'{}", max_size=12)
maybe = st.none() | texts
figures = st.none() | st.decimals(-(10**9), 10**12, allow_nan=False, allow_infinity=False, places=3)
amounts = st.builds(Amount, figures, figures, st.booleans(), maybe)
days = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))
whens = st.builds(
    When,
    texts,
    days,
    days,
    st.sampled_from([None, "year", "quarter", "month"]),
    st.booleans(),
    st.none() | st.integers(0, 1000),
    maybe,
)
evidences = st.builds(
    lambda start, length, page, rule: Evidence(SOURCE, Span(start, start + length), 0, page, rule),
    st.integers(0, 10),
    st.integers(1, 10),
    st.none() | st.integers(1, 99),
    maybe,
)
common: dict[str, Any] = {"quote": texts, "section": maybe, "evidence": evidences}
measured: dict[str, Any] = {
    **common,
    "indicator": texts,
    "quantity": amounts,
    "action": maybe,
    "scope": maybe,
    "actor": maybe,
    "when": st.none() | whens,
}
records = st.one_of(
    st.builds(Target, **measured),
    st.builds(Fact, **measured),
    st.builds(
        Subsidy,
        **common,
        instrument=texts,
        recipient=maybe,
        payer=maybe,
        amount=st.none() | amounts,
        per=maybe,
        condition=maybe,
    ),
    st.builds(Deadline, **common, when=whens, action=maybe),
    st.builds(Obligation, **common, modality=st.sampled_from(["must", "may"]), action=texts, actor=maybe),
    st.builds(Reference, **common, title=maybe, doc_number=maybe),
)


def document(found: tuple[Record, ...] = (), id: str = "d1", name: str = "a.txt") -> Document:
    text = Text.of(SOURCE)
    content = Content(
        SOURCE,
        (
            Block("paragraph", Span(0, 28), Locator(page=2, box=(1, 2, 3, 4.5))),
            Block("table", Span(29, 32), cells=(Cell(0, 0, Span(29, 30)), Cell(0, 1, Span(31, 32))), pages=(2,)),
        ),
        "txt",
        "own",
    )
    table = Table(
        Span(29, 32),
        (GridCell(0, 0, "甲", span=Span(29, 30)), GridCell(0, 1, "乙", page=2)),
        columns=("甲", "乙"),
        rows=(("1", "2"),),
        declared=(Declared(3, "家"),),
        group_counts={"东湖市": 2},
        checks=(Check("declared_count", 3, 1, False),),
        row_spans=(Span(29, 32),),
        pages=(2,),
    )
    notice = Notice(
        Source(name, b"bytes", f"sub/{name}"),
        content,
        text,
        Metadata(title="通知", issuers=("甲局", "乙局"), issued_on=date(2021, 1, 2), script="hant"),
        (Section("第一条", "", 1, Span(0, 3), Span(0, 28), "第一条"),),
        (Paragraph(Span(0, 28), "letter", 0),),
        (table,),
        (Attachment("附件", "表"),),
    )
    return Document(id, "ff", notice, found, (Issue("guess", "a guess", Span(1, 2)), Issue("whole", "all of it")))


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with writing(tmp_path), Store(tmp_path, "w") as opened:
        yield opened


@given(st.lists(records, max_size=6))
@settings(max_examples=60, deadline=None)
def test_a_document_comes_back_as_extract_prints_it(tmp_path_factory: Any, found: list[Record]) -> None:
    made = document(tuple(found))
    folder = tmp_path_factory.mktemp("kb")
    with Store(folder, "w") as store:
        store.put(entry(made, "/somewhere/a.txt", "print"))
        assert json.dumps(store.document("d1")) == json.dumps(document_json(made))


@given(records)
def test_a_record_is_read_back_from_its_json(record: Record) -> None:
    assert read_record(json.loads(json.dumps(record_json(record))), SOURCE) == record


def test_a_quote_that_is_not_in_the_source_is_refused() -> None:
    data = record_json(Obligation("q", None, Evidence(SOURCE, Span(0, 3)), "must", "做"))
    with pytest.raises(ValueError, match="the source has"):
        read_record({**data, "evidence": {**data["evidence"], "quote": "第二条"}}, SOURCE)


def test_every_kind_of_record_has_a_table(store: Store) -> None:
    assert {kind.kind for kind in RECORD_KINDS} <= store.counts().keys()


def test_a_document_is_replaced_under_its_id(store: Store) -> None:
    figure = Amount(Decimal(30), None, unit="家")
    first = Target("新建30家", None, Evidence(SOURCE, Span(0, 3)), "工作站", figure)
    store.put(entry(document((first,)), "/x/a.txt", "1"))
    store.put(entry(document(), "/x/a.txt", "2"))
    assert store.counts()["document"] == 1
    assert store.counts()["target"] == 0
    assert store.documents()[0]["fingerprint"] == "2"


def test_changes_tell_what_an_index_has_not_seen(store: Store) -> None:
    store.put(entry(document(id="d1"), "/x/1", "1"))
    seen = store.revision
    store.put(entry(document(id="d2"), "/x/2", "1"))
    store.remove(["d1"])
    assert store.changes(seen) == (("d2",), ("d1",))
    store.put(entry(document(id="d1"), "/x/1", "1"))
    assert store.changes(seen) == (("d2", "d1"), ())


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    store.put(entry(document(id="d1"), "/x/1", "1"))

    def two() -> None:
        with store.transaction():
            store.put(entry(document(id="d2"), "/x/2", "1"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        two()
    assert [head["id"] for head in store.documents()] == ["d1"]
    assert store.counts()["block"] == 2
    assert store.revision == 1


@pytest.mark.parametrize("name", ["d1abc", "d1a", "a.txt", "sub/a.txt", "通知", "a.t"])
def test_a_document_is_found_by_many_names(store: Store, name: str) -> None:
    store.put(entry(document(id="d1abc"), "/x/1", "1"))
    assert store.find(name) == "d1abc"


def test_a_name_of_two_documents_is_an_error_that_lists_them(store: Store) -> None:
    store.put(entry(document(id="d1"), "/x/1", "1"))
    store.put(entry(document(id="d2"), "/x/2", "1"))
    with pytest.raises(NotFoundError, match=r"2 documents.*d1.*d2"):
        store.find("通知")
    with pytest.raises(NotFoundError, match="no document"):
        store.find("[*")


def test_the_alignment_comes_back(store: Store) -> None:
    store.put(entry(document(), "/x/1", "1"))
    assert store.aligned("d1") == Text.of(SOURCE)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(LockedError, match="is writing"), writing(tmp_path):
        pass
    with writing(tmp_path):
        pass


def test_no_catalogue_is_wrong_usage_and_a_broken_one_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no knowledge base"):
        Store(tmp_path)
    (tmp_path / FILE).write_bytes(b"this is no database " * 100)
    with pytest.raises(DamagedError):
        Store(tmp_path)


def test_a_later_version_is_refused(tmp_path: Path) -> None:
    Store(tmp_path, "w").close()
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(DamagedError, match="update policykb"):
        Store(tmp_path)


def test_a_field_that_a_record_gained_becomes_a_column(tmp_path: Path) -> None:
    Store(tmp_path, "w").close()
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute('ALTER TABLE "target" DROP COLUMN "scope"')
    connection.close()
    with Store(tmp_path, "w") as store:
        figure = Amount(Decimal(30), None, unit="家")
        record = Target("新建", None, Evidence(SOURCE, Span(0, 3)), "工作站", figure, scope="全县")
        store.put(entry(document((record,)), "/x/1", "1"))
        assert store.records("target")[0]["scope"] == "全县"


def test_a_reader_sees_whole_documents_while_another_writes(tmp_path: Path) -> None:
    with Store(tmp_path, "w") as writer:
        writer.put(entry(document(id="d1"), "/x/1", "1"))
        with Store(tmp_path) as reader, writer.transaction():
            writer.put(entry(document(id="d2"), "/x/2", "1"))
            assert [head["id"] for head in reader.documents()] == ["d1"]
        assert writer.sound() == ()


def test_a_folder_that_cannot_be_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path, "w") as store:
        store.put(entry(document(), "/x/1", "1"))
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Store(tmp_path) as store:
        assert len(store.documents()) == 1
        assert {file.name for file in tmp_path.iterdir()} == {FILE}
