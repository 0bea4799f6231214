"""The statements behind the statistics. Days are cut in the zone that the report names."""

from __future__ import annotations

SPAN = """
occurred_at >= CAST(CAST(:since AS date) AS timestamp) AT TIME ZONE :zone
AND occurred_at < CAST(CAST(:until AS date) + 1 AS timestamp) AT TIME ZONE :zone
AND (CAST(:profile_id AS text) IS NULL OR profile_id = :profile_id)
"""

COUNTS = f"""
SELECT profile_id, CAST(occurred_at AT TIME ZONE :zone AS date) AS day,
       measure, detail, agent, count(*) AS number
FROM {{schema}}.statistics_facts
WHERE {SPAN} AND measure <> 'first_response'
GROUP BY profile_id, day, measure, detail, agent
"""

FIRST_RESPONSES = f"""
SELECT profile_id, day, count(*) AS count, avg(seconds) AS mean,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) AS p90
FROM (
    SELECT profile_id, CAST(occurred_at AT TIME ZONE :zone AS date) AS day, seconds
    FROM {{schema}}.statistics_facts
    WHERE {SPAN} AND measure = 'first_response'
) AS answered
GROUP BY GROUPING SETS ((profile_id, day), (profile_id))
"""

BACKLOG = """
WITH period AS (
    SELECT CAST(CAST(:since AS date) AS timestamp) AT TIME ZONE :zone AS beginning,
           CAST(CAST(:until AS date) + 1 AS timestamp) AT TIME ZONE :zone AS ending
), moves AS (
    SELECT profile_id, CAST(NULL AS date) AS day, change
    FROM {schema}.statistics_hours, period
    WHERE hour < date_trunc('hour', beginning, 'UTC')
    UNION ALL
    SELECT profile_id, NULL, change
    FROM {schema}.statistics_flow, period
    WHERE effective_at >= date_trunc('hour', beginning, 'UTC') AND effective_at < beginning
    UNION ALL
    SELECT profile_id, CAST(effective_at AT TIME ZONE :zone AS date), change
    FROM {schema}.statistics_flow, period
    WHERE effective_at >= beginning AND effective_at < ending
)
SELECT profile_id, day, CAST(sum(change) AS bigint) AS change
FROM moves
WHERE CAST(:profile_id AS text) IS NULL OR profile_id = :profile_id
GROUP BY profile_id, day
"""
