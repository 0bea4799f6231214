"""The case list: one row per case with everything that lists filter, sort and show."""

from __future__ import annotations

from domain.case import events as case
from domain.case.promoting_events import MessagePromotedHere
from domain.kernel import Event
from domain.team.person import bare, person_in
from projections import case_list_articles, case_list_queue
from projections import case_list_deleting as case_list_deleting
from projections import case_list_disposition as case_list_disposition
from projections import case_list_filing as case_list_filing
from projections import case_list_merging as case_list_merging
from projections import case_list_policy as case_list_policy
from projections import case_list_sentiment as case_list_sentiment
from projections import case_list_services as case_list_services
from projections.case_activity import note as _note
from projections.case_activity import own_row, touch
from projections.case_activity import view as view
from projections.case_services import SERVICES
from projections.case_table import CASES
from projections.categories import is_open
from projections.directions import COUNTERS
from projections.placed import Placed
from projections.rows import Rows
from projections.storage.memory import as_stored

BEGUN = 3
"""The version of a title that a case begins with: `Case.create` binds the policy before it."""


@view.on(case.CaseCreated, lambda at: (SERVICES, at.event.profile_id))
def create(rows: Rows, at: Placed[case.CaseCreated]) -> None:
    event = at.event
    profile = rows.get(SERVICES, event.profile_id)
    rows.put(
        CASES,
        at.stream_id,
        number=event.number,
        profile_id=event.profile_id,
        customer_id=event.customer_id,
        channel=event.channel,
        conversation_id=event.conversation_id,
        slot=event.slot,
        origin=event.origin,
        status=event.status,
        category=event.category,
        is_open=is_open(event.category),
        group_name=event.group,
        assignee=event.assignee,
        priority=event.priority,
        labels=sorted(set(event.labels)),
        fields={},
        creator=at.actor,
        rule_id=event.rule_id,
        articles=[],
        workers=sorted(_workers(at)),
        service=profile["service"] if profile is not None else None,
        merged_numbers=[],
        hidden=False,
        children=[],
        follow_ups=[],
        created_at=at.occurred_at,
        last_activity_at=at.occurred_at,
        version=at.recorded.originator_version,
    )


def _workers(at: Placed[case.CaseCreated]) -> set[str]:
    people = (person_in(at.actor), at.event.assignee)
    return {bare(each) for each in people if each is not None}


@view.on(case.PolicyBound, own_row)
def bind(rows: Rows, at: Placed[case.PolicyBound]) -> None:
    _note(rows, at, policy_id=at.event.policy_id, policy_version=at.event.version)


@view.on(case.MessageAttached, own_row)
def count_message(rows: Rows, at: Placed[case.MessageAttached]) -> None:
    row = rows.need(CASES, at.stream_id)
    if at.event.direction not in COUNTERS:
        return touch(rows, at)
    counter, last = COUNTERS[at.event.direction]
    latest = max(row[last] or at.occurred_at, at.occurred_at)
    return _note(rows, at, **{counter: row[counter] + 1, last: latest})


@view.on(case.MessageDetached, own_row)
def discount_message(rows: Rows, at: Placed[case.MessageDetached]) -> None:
    if at.event.direction not in COUNTERS:
        return touch(rows, at)
    counter, _ = COUNTERS[at.event.direction]
    return _note(rows, at, **{counter: rows.need(CASES, at.stream_id)[counter] - 1})


@view.on(case.NoteAdded, own_row)
def count_note(rows: Rows, at: Placed[case.NoteAdded]) -> None:
    _note(rows, at, notes=rows.need(CASES, at.stream_id)["notes"] + 1)


@view.on(case.StatusChanged, own_row)
def move(rows: Rows, at: Placed[case.StatusChanged]) -> None:
    _note(rows, at, **_status(at.event.status, at.event.category))


@view.on(case.CaseResolved, own_row)
def resolve(rows: Rows, at: Placed[case.CaseResolved]) -> None:
    status = _status(at.event.status, at.event.category)
    _note(rows, at, **status, resolutions=at.event.nth, settled_at=at.occurred_at)


@view.on(case.CaseClosed, own_row)
def close(rows: Rows, at: Placed[case.CaseClosed]) -> None:
    _note(rows, at, **_status(at.event.status, at.event.category), settled_at=at.occurred_at)


@view.on(case.CaseCanceled, own_row)
def cancel(rows: Rows, at: Placed[case.CaseCanceled]) -> None:
    _note(rows, at, **_status(at.event.status, at.event.category), settled_at=at.occurred_at)


@view.on(case.CaseReopened, own_row)
def reopen(rows: Rows, at: Placed[case.CaseReopened]) -> None:
    event = at.event
    changed = _status(event.status, event.category) | {"settled_at": None}
    if event.cleared_assignee is not None:
        changed["assignee"] = None
    if event.cleared_group is not None:
        changed["group_name"] = None
    if event.from_category != "waiting_customer":
        changed["reopens"] = rows.need(CASES, at.stream_id)["reopens"] + 1
    _note(rows, at, **changed)


def _status(status: str, category: str) -> dict[str, object]:
    return {"status": status, "category": category, "is_open": is_open(category)}


@view.on(case.AssigneeChanged, own_row)
def assign(rows: Rows, at: Placed[case.AssigneeChanged]) -> None:
    _note(rows, at, assignee=at.event.assignee, waiting_since=None)


@view.on(case.AssigneeCleared, own_row)
def clear(rows: Rows, at: Placed[case.AssigneeCleared]) -> None:
    _note(rows, at, assignee=None)


@view.on(case.GroupChanged, own_row)
def regroup(rows: Rows, at: Placed[case.GroupChanged]) -> None:
    _note(rows, at, group_name=at.event.group)


@view.on(case.PriorityChanged, own_row)
def prioritise(rows: Rows, at: Placed[case.PriorityChanged]) -> None:
    _note(rows, at, priority=at.event.priority)


@view.on(case.TitleChanged, own_row)
def rename(rows: Rows, at: Placed[case.TitleChanged]) -> None:
    """The first belongs to the beginning: it is the subject of the mail that opened the case."""
    title = at.event.personal.title
    begins = {"subject": title} if at.recorded.originator_version == BEGUN else {}
    _note(rows, at, title=title, **begins)


@view.on(case.LabelAdded, own_row)
def add_label(rows: Rows, at: Placed[case.LabelAdded]) -> None:
    labels = rows.need(CASES, at.stream_id)["labels"]
    _note(rows, at, labels=sorted({*labels, at.event.label}))


@view.on(case.LabelRemoved, own_row)
def remove_label(rows: Rows, at: Placed[case.LabelRemoved]) -> None:
    labels = rows.need(CASES, at.stream_id)["labels"]
    _note(rows, at, labels=sorted({*labels} - {at.event.label}))


@view.on(case.FieldSet, own_row)
def set_field(rows: Rows, at: Placed[case.FieldSet]) -> None:
    value = as_stored(at.event.personal.value)
    fields = rows.need(CASES, at.stream_id)["fields"]
    _note(rows, at, fields={**fields, at.event.field: value})


@view.on(case.ChildLinked, own_row)
def link_child(rows: Rows, at: Placed[case.ChildLinked]) -> None:
    children = rows.need(CASES, at.stream_id)["children"]
    _note(rows, at, children=sorted({*children, str(at.event.child_id)}))


@view.on(case.ChildDetached, own_row)
def detach_child(rows: Rows, at: Placed[case.ChildDetached]) -> None:
    children = rows.need(CASES, at.stream_id)["children"]
    _note(rows, at, children=sorted({*children} - {str(at.event.child_id)}))


@view.on(case.ParentLinked, own_row)
def link_parent(rows: Rows, at: Placed[case.ParentLinked]) -> None:
    _note(rows, at, parent_id=at.event.parent_id, parent_number=at.event.parent_number)


@view.on(case.ParentDetached, own_row)
def detach_parent(rows: Rows, at: Placed[case.ParentDetached]) -> None:
    _note(rows, at, parent_id=None, parent_number=None)


@view.on(case.FollowUpLinked, own_row)
def link_follow_up(rows: Rows, at: Placed[case.FollowUpLinked]) -> None:
    if at.event.role == "original":
        return _note(rows, at, original_number=at.event.number)
    follow_ups = rows.need(CASES, at.stream_id)["follow_ups"]
    return _note(rows, at, follow_ups=sorted({*follow_ups, at.event.number}))


SILENT: tuple[type[Event], ...] = (case.SurveySent, case.SurveyAnswered, MessagePromotedHere)
"""Activity that changes no column of its own."""

for each in SILENT + case_list_queue.SILENT + case_list_articles.SILENT:
    view.on(each, own_row)(touch)
