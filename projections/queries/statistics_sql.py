"""The statements behind the statistics. Days are cut in the zone that the report names.

Ranges of instants only help the index and reach a day further on both sides; which day something
belongs to is always asked of its local date, so that days whose midnight is missing or doubled
come out right.
"""

from __future__ import annotations

WHOSE = "(CAST(:profile_id AS text) IS NULL OR profile_id = :profile_id)"
BEGINNING = "(CAST(CAST(:since AS date) - 1 AS timestamp) AT TIME ZONE :zone)"
ENDING = "(CAST(CAST(:until AS date) + 2 AS timestamp) AT TIME ZONE :zone)"


def _day(instant: str) -> str:
    return f"CAST({instant} AT TIME ZONE :zone AS date)"


def _within(instant: str) -> str:
    return (
        f"{instant} >= {BEGINNING} AND {instant} < {ENDING} AND {WHOSE} "
        f"AND {_day(instant)} BETWEEN CAST(:since AS date) AND CAST(:until AS date)"
    )


GRAIN = """
SELECT CASE WHEN bool_and(midnight % 3600 = 0) THEN 60
            WHEN bool_and(midnight % 900 = 0) THEN 15 END
FROM (
    SELECT CAST(extract(epoch FROM CAST(day AS timestamp) AT TIME ZONE :zone) AS bigint) AS midnight
    FROM generate_series(
        CAST(CAST(:since AS date) AS timestamp),
        CAST(CAST(:until AS date) + 1 AS timestamp),
        interval '1 day'
    ) AS day
) AS midnights
"""
"""The coarsest buckets between which every midnight of the period lies; none: count facts."""

COUNTS = f"""
SELECT profile_id, {_day("begins")} AS day, measure, detail, NULLIF(agent, '') AS agent,
       CAST(sum(number) AS bigint) AS number
FROM {{schema}}.statistics_buckets
WHERE minutes = :minutes AND {_within("begins")} AND measure <> 'backlog'
GROUP BY 1, 2, 3, 4, 5
"""

COUNTS_OF_FACTS = f"""
SELECT profile_id, {_day("occurred_at")} AS day, measure, detail,
       CASE WHEN measure IN ('created', 'created_merged') THEN agent END AS agent,
       count(*) AS number
FROM {{schema}}.statistics_facts
WHERE {_within("occurred_at")} AND measure <> 'first_response'
GROUP BY 1, 2, 3, 4, 5
"""

FIRST_RESPONSES = f"""
SELECT profile_id, day, count(*) AS count, avg(seconds) AS mean,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) AS p90
FROM (
    SELECT profile_id, {_day("occurred_at")} AS day, seconds
    FROM {{schema}}.statistics_facts
    WHERE {_within("occurred_at")} AND measure = 'first_response'
) AS answered
GROUP BY GROUPING SETS ((profile_id, day), (profile_id))
"""

BEFORE = f"""
SELECT profile_id, CAST(NULL AS date) AS day, CAST(sum(number) AS bigint) AS change
FROM (
    SELECT profile_id, number
    FROM {{schema}}.statistics_buckets
    WHERE minutes = 60 AND measure = 'backlog' AND {WHOSE}
    AND begins < date_trunc('hour', {BEGINNING}, 'UTC')
    UNION ALL
    SELECT profile_id, change
    FROM {{schema}}.statistics_flow
    WHERE effective_at >= date_trunc('hour', {BEGINNING}, 'UTC') AND effective_at < {ENDING}
    AND {_day("effective_at")} < CAST(:since AS date) AND {WHOSE}
) AS moves
GROUP BY profile_id
"""

CHANGES = f"""
SELECT profile_id, {_day("begins")} AS day, CAST(sum(number) AS bigint) AS change
FROM {{schema}}.statistics_buckets
WHERE minutes = :minutes AND {_within("begins")} AND measure = 'backlog'
GROUP BY 1, 2
"""

CHANGES_OF_FLOW = f"""
SELECT profile_id, {_day("effective_at")} AS day, CAST(sum(change) AS bigint) AS change
FROM {{schema}}.statistics_flow
WHERE {_within("effective_at")}
GROUP BY 1, 2
"""
