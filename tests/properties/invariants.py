"""What holds after every step, whatever happened: the invariants of the engine's log and state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from application.intake.intake import Intake
from application.store import Placed, fold
from domain.case import events as case
from domain.case.aggregate import Case
from domain.case.deleting_events import CaseDeleted, CaseRestored
from domain.case.merging_events import CaseMerged, CaseSplit, CaseUnmerged
from domain.conversation.aggregate import Conversation
from domain.kernel import Recorded
from domain.message import events as message
from domain.message.aggregate import Message
from domain.message.moving_events import MessageMoved, MessageTakenOut
from domain.policy.categories import OPEN
from projections import case_list, inbox
from projections import placed as seen
from projections.as_of import fold as fold_views
from projections.case_table import CASES
from projections.inbox import INBOX
from tests.support.controls import Engine

Log = Sequence[Placed]
ALLOWED_WHEN_FINAL = (
    case.ChildLinked,
    case.ChildDetached,
    case.ParentLinked,
    case.ParentDetached,
    case.FollowUpLinked,
    case.SurveyAnswered,
    case.SurveySent,
    case.MessageDetached,
    CaseDeleted,
    CaseMerged,
    CaseRestored,
    CaseSplit,
    CaseUnmerged,
)
ENDINGS = (case.CaseClosed, case.CaseCanceled)
MOVES = (
    case.CaseReopened,
    case.CaseResolved,
    case.StatusChanged,
    case.AssigneeChanged,
    case.AssigneeCleared,
    *ENDINGS,
)


def streams(log: Log) -> dict[UUID, list[Recorded[Any]]]:
    found: dict[UUID, list[Recorded[Any]]] = {}
    for each in log:
        found.setdefault(each.recorded.originator_id, []).append(each.recorded)
    return found


def nothing_enters_a_final_case(log: Log) -> None:
    """Invariant 3."""
    for history in streams(log).values():
        final = False
        for each in history:
            assert not final or isinstance(each.event, ALLOWED_WHEN_FINAL), each
            final = final or isinstance(each.event, ENDINGS)


def every_message_is_in_exactly_one_place(log: Log) -> None:
    """Invariant 4."""
    places: Counter[UUID] = Counter()
    known: set[UUID] = set()
    unattached: set[UUID] = set()
    for each in log:
        stream, event = each.recorded.originator_id, each.recorded.event
        match event:
            case message.MessageReceived() | message.MessageComposed():
                known.add(stream)
                nowhere = isinstance(event, message.MessageComposed) and event.case_id is None
                places[stream] += nowhere  # an automatic answer belongs to no case
            case case.MessageAttached():
                places[event.message_id] += 1
            case case.MessageDetached():
                places[event.message_id] -= 1
            case MessageTakenOut():
                places[stream] += 1
            case MessageMoved(from_case=None):
                places[stream] -= 1
            case message.MessageParked():
                places[stream] += 1
            case message.MessageLeftUnattached():
                unattached.add(stream)
                places[stream] += 1
            case message.MessageEscalated():
                places[stream] -= 1
            case message.MessageIdentified() if stream in known:
                known.remove(stream)  # a copy of our own message is none of its own
                places[stream] -= stream in unattached
    assert {id: count for id, count in places.items() if count} == dict.fromkeys(known, 1)


def no_case_is_both_parent_and_child(cases: Sequence[Case]) -> None:
    """Invariant 2, and that both halves of a link are there."""
    by_id = {each.id: each for each in cases}
    for each in cases:
        assert not (each.children and each.parent_id), each.number
        assert all(by_id[child].parent_id == each.id for child in each.children)
        assert each.parent_id is None or each.id in by_id[each.parent_id].children


def one_case_is_open(cases: Sequence[Case], conversation: Conversation, one: set[str]) -> None:
    """Invariant 1, as far as policies that allow one were in force when each was opened."""
    mine = [each for each in cases if each.conversation_id == conversation.id]
    assert [each.id for each in mine if each.is_open] == conversation.open_cases
    if all(each.policy and each.policy.policy_id in one for each in mine):
        assert len(conversation.open_cases) <= 1


def automatic_messages_change_nothing(events: Sequence[Any]) -> None:
    """Invariant 11, about the events of one automatic message."""
    assert not [each for each in events if isinstance(each, MOVES)]


def the_fold_is_the_state(intake: Intake, log: Log) -> None:
    """Invariant 8: what a worker keeps in memory is what the log says."""
    intake.streams.follow()
    kinds = {"case": Case, "conversation": Conversation, "message": Message}
    for id, history in streams(log).items():
        kind = kinds.get(history[0].event.TOPIC.partition(".")[0])
        if kind is not None:
            kept = intake.streams.get(kind, id)
            assert vars(kept) == vars(fold(kind, id, history))


def the_views_say_the_same(engine: Engine, log: Log) -> None:
    """Invariant 8: the views, folded from the log at once or event by event."""
    placed = [seen.Placed(each.position, each.recorded) for each in log]
    tables, _ = fold_views(placed, [case_list.view, inbox.view])
    for row in tables.rows(CASES):
        state = engine.case(row["case_id"])
        assert (row["status"], row["category"]) == (state.status, state.category)
        assert (row["assignee"], row["group_name"]) == (state.assignee, state.group)
        assert (row["parent_id"], row["version"]) == (state.parent_id, state.version)
        assert row["is_open"] is (state.category in OPEN)
    waiting = {row["message_id"] for row in tables.rows(INBOX) if row["state"] == "parked"}
    messages = {each.recorded.originator_id for each in log if _is_message(each)}
    assert waiting == {id for id in messages if engine.store.load(Message, id).place == "parked"}


def _is_message(placed: Placed) -> bool:
    return isinstance(placed.recorded.event, message.MessageReceived)
