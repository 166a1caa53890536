"""The one way a mention comes in: cleaned, labelled, stored once, counted once.

The same batch again adds nothing anywhere: only the rows PostgreSQL says it really inserted reach the counts.
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from monitoring.models import Author, Source
from monitoring.reading import read
from monitoring.rollup import Cell, add_to_rollups
from projects.networks import believing
from projects.networks.base import RemoteComment

INSERT = """
INSERT INTO monitoring_mention (project_id, source_id, publication_id, author_id, network, media_type, country,
    external_id, parent_external_id, text, url, language, published_at, collected_at,
    tonality, confidence, category, is_question, is_promo, is_hidden, is_deleted)
SELECT %(project)s, %(source)s, publication.id, row.author_id, %(network)s, %(media_type)s, '',
    row.external_id, row.parent_id, row.text, row.url, row.language, row.published_at, now(),
    row.tonality, row.confidence, row.category, row.is_question, row.is_promo, false, false
FROM jsonb_to_recordset(%(rows)s::jsonb) AS row(external_id text, parent_id text, post_id text, author_id bigint,
    text text, url text, language text, published_at timestamptz, tonality text, confidence float, category text,
    is_question boolean, is_promo boolean)
LEFT JOIN content_publication publication
    ON publication.channel_id = %(channel)s AND publication.remote_id = row.post_id AND row.post_id <> ''
ORDER BY row.published_at, row.external_id
ON CONFLICT (source_id, external_id) DO NOTHING
RETURNING published_at, tonality, is_promo
"""


@transaction.atomic
def ingest(source: Source, comments: Sequence[RemoteComment]) -> int:
    """Store what is new among ``comments`` of ``source``; return how many were.

    The brand's own comments are left out, and what nobody can store. Counts are kept in the same transaction.
    """
    fresh = _unknown(source, [comment for comment in believing.comments(comments) if not comment.is_own])
    if not fresh:
        return 0
    authors = _authors(source, fresh)
    rows = _rows(fresh, authors)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, _parameters(source, rows))
        inserted = cursor.fetchall()
    add_to_rollups(source.project, _cells(source, inserted))
    return len(inserted)


def _unknown(source: Source, comments: Sequence[RemoteComment]) -> list[RemoteComment]:
    """One of each, without those stored before: labelling is the dear part."""
    by_id = {comment.external_id: comment for comment in comments}
    known = set(source.mentions.filter(external_id__in=by_id).values_list("external_id", flat=True))
    return [comment for external_id, comment in by_id.items() if external_id not in known]


def _authors(source: Source, comments: Sequence[RemoteComment]) -> dict[str, int]:
    """The authors' keys by their id on the network; new ones are added, known ones get their present name."""
    network = source.channel.network
    people = {comment.author_id: comment for comment in sorted(comments, key=lambda comment: comment.published_at)}
    rows = [
        Author(
            project_id=source.project_id,
            network=network,
            external_id=external_id,
            name=comment.author_name or external_id,
            url=comment.author_url,
            followers=comment.author_followers,
        )
        for external_id, comment in sorted(people.items())
    ]
    stored = Author.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["project", "network", "external_id"],
        update_fields=["name", "url", "followers"],
    )
    return {author.external_id: author.pk for author in stored}


def _rows(comments: Sequence[RemoteComment], authors: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "external_id": comment.external_id,
            "parent_id": comment.parent_id,
            "post_id": comment.post_id,
            "author_id": authors[comment.author_id],
            "text": comment.text,
            "url": comment.url,
            "published_at": comment.published_at.isoformat(),
        }
        | facts
        for comment, facts in zip(comments, read([comment.text for comment in comments]), strict=True)
    ]


def _parameters(source: Source, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "project": source.project_id,
        "source": source.pk,
        "channel": source.channel_id,
        "network": source.channel.network,
        "media_type": source.media_type,
        "rows": json.dumps(rows),
    }


def _cells(source: Source, inserted: Sequence[tuple[Any, str, bool]]) -> Counter[Cell]:
    """Organic mentions only: promo is kept out of tonality."""
    return Counter(
        Cell(published_at, source.media_type, tonality) for published_at, tonality, is_promo in inserted if not is_promo
    )
