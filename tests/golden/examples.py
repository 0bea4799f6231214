"""One canonical example of every event ever released, with every field given."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.article import events as article
from domain.case import article_events as case_article
from domain.case import case_type_events as case_type
from domain.case import deleting_events as deleting
from domain.case import disposition_events as disposed
from domain.case import events as case
from domain.case import filing_events as filing
from domain.case import merging_events as merging
from domain.case import promoting_events as promoting
from domain.case import queue_events as queue
from domain.case import rebinding_events as rebinding
from domain.case import sentiment_events as feeling
from domain.contact import events as contact
from domain.conversation import events as conversation
from domain.conversation import joining_events as joining
from domain.conversation import waiting_events as waiting
from domain.conversation import withdrawing_events as withdrawing
from domain.decision import Decision
from domain.definition import events as definition
from domain.kernel import Cause, Event
from domain.lock import events as lock
from domain.message import events as message
from domain.message import moving_events as moving
from domain.policy import events as policy
from domain.profile import events as profile
from domain.survey import events as survey
from domain.team import events as team
from domain.team import sending_events as sending

AT = datetime(2030, 1, 7, 12, 30, 15, 250_000, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)
CAUSE = Cause("agent:ann", AT, "correlation", "causation", "os-user:ann", backdated=True)
SOURCE = message.RecordSource(UUID(int=77), 3, 4711)
DECISION = Decision(
    phase="resolved_in_grace",
    action="append_reopen",
    policy_id="emplifi",
    policy_version=2,
    rules_version=1,
    clock="channel",
    slot="thread",
    elapsed=3600.5,
    located_case=ONE,
    located_by="in_reply_to",
    rejected=("case_number",),
    idle_split=True,
)
FORWARDED = msgspec.structs.replace(DECISION, forwarded_from=TWO)
RULED = msgspec.structs.replace(FORWARDED, rule_id="clara", rule_version=3, kept_from="case_rule")
CONTENT = message.MessageContent(
    text='Grüße "\\ \n',
    html="<p>",
    subject="Late parcel",
    author_name="Ann",
    customer_name="Ann Example",
    customer_first_name="Ann",
    customer_last_name="Example",
    customer_email="ann@example.com",
    customer_phone="+1",
    recipients=(message.Recipient("to", "us"),),
    attachments=(message.Attachment("a.jpg", "image/jpeg", 9, "https://example.org/a"),),
    headers={"Precedence": "bulk"},
)
ACCOUNT = contact.Account("care", "ann", ONE)
DETAILS = contact.ContactDetails(
    "Ann Example", "Ann", "Example", "Example & Co", ("ann@example.com",), ("+1",)
)
HELD = joining.CaseHeld(ONE, "1001", "thread", True, TWO)
RECEIVED: dict[str, Any] = {
    "profile_id": "care",
    "customer_id": "ann",
    "external_id": "m-1",
    "channel": "email",
    "connector": "imap",
    "direction": "in",
    "author_kind": "customer",
    "author_id": "ann",
    "private": True,
    "sent_at": AT,
    "broker_at": AT,
    "content_hash": "00ff",
    "source": SOURCE,
    "personal": CONTENT,
    "case_id": ONE,
    "thread": message.Thread("t", "m-0", ("m-a", "m-0"), "1001"),
    "service": "parcels",
    "stream": "inbox",
    "language": "de",
    "auto_submitted": True,
    "outbound_id": "out",
    "second_copy_of": TWO,
    "key": "different",
}
CREATED: dict[str, Any] = {
    "number": "1001",
    "origin": "child",
    "profile_id": "care",
    "customer_id": "ann",
    "channel": "email",
    "conversation_id": TWO,
    "slot": "thread",
    "status": "New",
    "category": "new",
    "group": "parcels",
    "assignee": "agent:ann",
    "priority": "high",
    "labels": ("vip", "late"),
    "from_case": TWO,
    "from_number": "1000",
}
STOOD = merging.StoodAs("Resolved", "resolved", AT, "ann", "parcels")
ENVELOPE = moving.Envelope("care", "ann", "m-1", "email", "in", "customer", "ann", AT)
EXAMPLES: tuple[Event, ...] = (
    deleting.CaseDeleted("Done", "resolved", moving.Reason("asked for")),
    deleting.CaseRestored("Done", "resolved"),
    waiting.MessageWaits(ONE),
    withdrawing.CaseWithdrawn(ONE),
    withdrawing.CaseReadmitted(HELD, TWO),
    feeling.SentimentChanged("negative"),
    case.AssigneeChanged("agent:bob", "random", ("agent:ann", "agent:bob"), 42, (3, 2)),
    case.AssigneeCleared("agent:bob"),
    case.CaseCanceled("New", "Canceled", "canceled"),
    case.CaseClosed("Resolved", "Closed", "closed"),
    case.CaseCreated(**CREATED, rule_id="clara", rule_version=3),
    case.CaseReopened(
        "rating", "Resolved", "resolved", "Reopened", "open", "agent:ann", "parcels", True, "bills"
    ),
    case.CaseResolved(2, "Reopened", "Resolved", "resolved", "idle"),
    case.ChildDetached(TWO),
    case.ChildLinked(TWO, "1002"),
    case.FieldSet("order", case.FieldValue({"number": 7, "paid": True, "sum": 1.5, "note": None})),
    case.FollowUpLinked("original", TWO, "1000"),
    case.GroupChanged("parcels"),
    case.LabelAdded("vip"),
    case.LabelRemoved("vip"),
    case.MessageAttached(ONE, "in", "customer", "ann", RULED, False, AT, case.Addressed(("bob",))),
    case.MessageDetached(ONE, "out", "agent", AT, "moved", TWO, "1002"),
    case.NoteAdded(ONE, case.NoteText("He called.")),
    case.ParentDetached(TWO),
    case.ParentLinked(TWO, "1000"),
    case.PolicyBound("emplifi", 2, "ab12"),
    case.PriorityChanged("low"),
    case.StatusChanged("New", "Pending", "waiting_customer"),
    case.SurveyAnswered(
        f"{ONE}.1", "/channels/email/care#a-1", "csat", "4", SOURCE, case.SurveyComment("slow")
    ),
    case.SurveySent(f"{ONE}.1", "csat"),
    case.TitleChanged(case.TitleText("Late parcel")),
    filing.TopicChanged("delivery"),
    article.ArticlePublished("cables", 2, article.ArticleText("Cables", "Buy new ones."), ONE),
    case_article.ArticleLinked("cables"),
    case_article.ArticleSuggested(("cables", "plugs")),
    case_article.ArticleUnlinked("cables"),
    case_type.CaseTypeSet("incident", 2),
    rebinding.PolicyRebound("emplifi", 2, "ab12", "deskie", 1),
    case_type.ProcessSet("repair", 3),
    queue.EnteredQueue("desk"),
    queue.ReturnedToQueue("desk", "customer_message"),
    queue.TakenFromQueue("next", "desk", 12.5),
    conversation.CaseResumed(ONE),
    conversation.CaseSettled(ONE),
    conversation.ConversationStarted("care", "ann"),
    contact.AccountAdded(ACCOUNT),
    contact.AccountRemoved(ACCOUNT),
    contact.ContactAdded(DETAILS),
    contact.ContactJoined(TWO, (ACCOUNT,)),
    contact.ContactSeparated(TWO, (ACCOUNT,)),
    contact.DetailsChanged(DETAILS),
    contact.JoinedInto(TWO),
    contact.SeparatedFrom(TWO),
    joining.ContactNamed(TWO),
    joining.ConversationJoined(TWO),
    joining.ConversationSeparated((HELD,)),
    joining.MemberLetGo(TWO),
    joining.MemberTakenIn(TWO, "ann", (HELD,)),
    conversation.SlotAssigned("thread", ONE, "1001", TWO),
    definition.DefinitionPublished("group", "parcels", 2, '{"id":"parcels"}', "ab12"),
    message.DeliveryReported("/channels/email/care#r-1", "failed", SOURCE, "bounced"),
    promoting.MessagePromotedHere(ONE, DECISION),
    merging.CaseMerged("target", TWO, "1002", STOOD),
    merging.CaseSplit("new", TWO, "1002", ONE, 3),
    merging.CaseUnmerged("target", TWO, "1002", AT, STOOD),
    conversation.CaseAbsorbed(ONE, TWO),
    conversation.CaseReturned(ONE),
    moving.MessageMoved(ONE, TWO, "attached", "moved", moving.Reason("Another order.")),
    moving.MessageTakenOut(ONE, "parked", DECISION, ENVELOPE, moving.Reason("Not his.")),
    message.MessageComposed("care", "ann", "email", "reply", "agent:ann", CONTENT, ONE, TWO),
    message.MessageEchoed("x-1", AT, SOURCE),
    message.MessageEscalated(ONE),
    message.MessageIdentified(TWO),
    message.MessageLeftUnattached(DECISION),
    message.MessageParked(DECISION),
    message.MessageReceived(**RECEIVED),
    policy.PolicyAppointed("group", "parcels", "ours", 3),
    policy.PolicyPublished("ours", 3, '{"id":"ours"}', "ab12", shipped=True),
    profile.AllowedLatenessSet(None),
    profile.ProfilePolicySet("ours", 3),
    profile.RepliesSet("closed"),
    profile.ProfileRegistered("care", "email", "imap", 86_400.0, True, True, "parcels", "delivery"),
    survey.SurveyTokenIssued("t-1", f"{ONE}.1", ONE),
    team.AvailabilityChanged("bob", "away"),
    sending.SentFrom("ann", "care"),
    disposed.DispositionSet("solved", 2),
    lock.LockReleased("bob", "broken"),
    lock.LockTaken(ONE, "bob", AT, TWO),
)
EARLIER: tuple[Event, ...] = (
    conversation.SlotAssigned("thread", ONE, "1001"),
    contact.ContactSeparated(TWO),
    case.CaseCreated(**CREATED),
    case.MessageAttached(
        ONE, "in", "customer", "ann", FORWARDED, False, AT, case.Addressed(("bob",))
    ),
    profile.ProfileRegistered("care", "email", "imap", 86_400.0, True, True, "parcels"),
    case.MessageAttached(ONE, "in", "customer", "ann", DECISION, counts_for_idle=False),
    case.MessageAttached(ONE, "in", "customer", "ann", FORWARDED, False, AT),
    case.MessageDetached(ONE, "out", "agent", AT, "echo"),
    case.AssigneeChanged("agent:bob", "random", ("agent:ann", "agent:bob"), 42),
)
"""The example of each release before optional fields were added; its bytes are read for ever."""
