"""Full-text search over the log: FTS5 on SQLite, tsvector on PostgreSQL, kept in step in the same transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, column, func, literal, literal_column, select, table, text

from bot.domain.challenge import Challenge
from bot.domain.folding import fold
from bot.domain.vocabulary import Move, Status
from bot.storage.likeness import STOP_WORDS, Idea, ideas, words
from bot.storage.prepared import run
from bot.storage.tables import challenge

WORDY = frozenset(
    {
        Move.REPORT,
        Move.ADD_DETAILS,
        Move.ASK,
        Move.ANSWER,
        Move.TRIAGE,
        Move.ADD_STEP,
        Move.NOTE,
        Move.REPORT_REMOVAL,
        Move.CONVERSATION,
        Move.REDIRECT,
        Move.WITHDRAW,
    }
)
"""Moves after which the words are indexed again."""

_PUT_SQLITE = text("INSERT INTO wording (rowid, core, rest) VALUES (:key, :core, :rest)")
_CUT_SQLITE = text("DELETE FROM wording WHERE rowid = :key")
_MERGE_SQLITE = text("INSERT INTO wording (wording) VALUES ('optimize')")
_PUT_POSTGRES = text(
    "INSERT INTO wording (org, challenge, vector) VALUES (:org, :challenge,"
    " setweight(to_tsvector('english', :core) || to_tsvector('spanish', :core), 'A')"
    " || setweight(to_tsvector('english', :rest) || to_tsvector('spanish', :rest), 'B'))"
    " ON CONFLICT (org, challenge) DO UPDATE SET vector = excluded.vector"
)
_LIKE_SQLITE = text(
    "SELECT c.id FROM wording w JOIN challenge c ON c.org = :org AND c.number = w.rowid - :base"
    " WHERE wording MATCH :query AND w.rowid > :base AND w.rowid < :top AND c.status <> :closed"
    " ORDER BY bm25(wording) LIMIT :limit"
)
_LIKE_POSTGRES = text(  # the query is made once: in a plan kept for any parameters it would be made again for each row
    "WITH asked AS MATERIALIZED (SELECT to_tsquery('english', :query) || to_tsquery('spanish', :query) AS q)"
    " SELECT c.id FROM asked JOIN wording w ON w.vector @@ asked.q"
    " JOIN challenge c ON c.org = w.org AND c.id = w.challenge"
    " WHERE w.org = :org AND c.status <> :closed"
    " ORDER BY ts_rank_cd(w.vector, asked.q) DESC LIMIT :limit"
)
_CANDIDATES = 25
_wording = table("wording", column("rowid", BigInteger), column("org"), column("challenge"), column("vector"))


def _texts(row: Challenge) -> dict[str, str]:
    core = (row.summary, row.practice, row.idea)
    rest = (row.tried, row.affected, row.school, row.question, row.answer, row.removal, row.type)
    more = (*(step.text for step in row.steps), *(note.text for note in row.notes))
    return {"core": fold("\n".join(filter(None, core))), "rest": fold("\n".join(filter(None, rest + more)))}


def core_text(row: Challenge) -> str:
    return f"{row.summary}\n{row.practice}"


def _terms(idea: Idea) -> tuple[tuple[str, ...], ...]:
    """Its forms as words: letters and digits only, so that nothing of a query's syntax can come from people."""
    terms = dict.fromkeys(tuple(words(form)) for form in idea.forms)
    return tuple(term for term in terms if len(term) > 1 or term[0] not in STOP_WORDS) or tuple(terms)


def _fts5(idea: Idea) -> str:
    return " OR ".join('"' + " ".join(term) + '"' for term in _terms(idea))


def _tsquery(idea: Idea, weight: str) -> str:
    return " | ".join("(" + " <-> ".join(f"'{word}'{weight}" for word in term) + ")" for term in _terms(idea))


class Wording:
    """The index of one organization's words; `ordinal` gives it its own range of keys in SQLite's one index."""

    def __init__(self, connection: Connection, org: str, ordinal: int) -> None:
        self._connection, self._org = connection, org
        self._postgres = connection.dialect.name == "postgresql"
        self._base = ordinal << 32

    def put(self, row: Challenge) -> None:
        if self._postgres:
            run(self._connection, _PUT_POSTGRES, {"org": self._org, "challenge": row.id, **_texts(row)})
        else:
            key = {"key": self._base + row.number}
            run(self._connection, _PUT_SQLITE, {**key, **_texts(row)})

    def replace(self, row: Challenge, *, erased: bool) -> None:
        if self._postgres:
            self.put(row)
            return
        run(self._connection, _CUT_SQLITE, {"key": self._base + row.number})
        self.put(row)
        if erased:  # FTS5 only marks terms as deleted; merging the index takes them out of the file
            run(self._connection, _MERGE_SQLITE)

    def like(self, asked: str) -> Sequence[str]:
        """Ids of open challenges that share a word or a synonym with `asked`, best first."""
        found = ideas(asked)
        if not found:
            return ()
        values: dict[str, Any] = {"org": self._org, "closed": Status.CLOSED.value, "limit": _CANDIDATES}
        if self._postgres:
            query = " | ".join(_tsquery(idea, ":A") for idea in found)
            return run(self._connection, _LIKE_POSTGRES, {**values, "query": query}).scalars().all()
        query = "{core} : (" + " OR ".join(map(_fts5, found)) + ")"
        span = {"base": self._base, "top": self._base + (1 << 32)}
        return run(self._connection, _LIKE_SQLITE, {**values, **span, "query": query}).scalars().all()

    def having(self, asked: str) -> ColumnElement[bool]:
        """A condition on challenges: every idea of `asked` is somewhere in its words."""
        found = ideas(asked) or tuple(Idea(word, (word,), 1.0) for word in words(asked))
        if not found:
            return literal(False)
        if self._postgres:
            query = " & ".join(f"({_tsquery(idea, '')})" for idea in found)
            wanted = _tsquery_in("english", query).op("||")(_tsquery_in("spanish", query))
            ids = select(_wording.c.challenge).where(_wording.c.org == self._org, _wording.c.vector.op("@@")(wanted))
            return challenge.c.id.in_(ids)
        query = " AND ".join(f"({_fts5(idea)})" for idea in found)
        numbers = select(_wording.c.rowid - self._base).where(
            text("wording MATCH :words").bindparams(words=query),
            _wording.c.rowid.between(self._base, self._base + (1 << 32)),
        )
        return challenge.c.number.in_(numbers)


def _tsquery_in(language: str, query: str) -> ColumnElement[object]:
    return func.to_tsquery(literal_column(f"'{language}'"), query)
