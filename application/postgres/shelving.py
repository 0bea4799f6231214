"""The statements for the table of words by which articles are found."""

from __future__ import annotations

from psycopg import Cursor
from psycopg.rows import DictRow

from application.beside import Beside

SHELVE = """
INSERT INTO article_words (article_id, words) VALUES (%s, %s)
ON CONFLICT (article_id) DO UPDATE SET words = excluded.words
"""
WITH_ALL = """
SELECT article_id FROM article_words WHERE words @> %s::text[]
ORDER BY article_id COLLATE "C" LIMIT %s
"""
WITH_ANY = """
SELECT article_id FROM article_words, cardinality(ARRAY(
    SELECT unnest(words) INTERSECT SELECT unnest(%s::text[]))) AS hits
WHERE words && %s::text[] ORDER BY hits DESC, article_id COLLATE "C" LIMIT %s
"""


def shelve(curs: Cursor[DictRow], beside: Beside) -> None:
    if beside.articles:
        curs.executemany(SHELVE, [(id, list(words)) for id, words in beside.articles])
