"""Carries out a routing: the events of one message on all streams that it concerns."""

from __future__ import annotations

from uuid import UUID

import msgspec

from application.assigning.assigning import assign_automatically, reopen
from application.conversations import keeper_of
from application.definitions.adapting import Adapting
from application.following import link, taking_over
from application.intake.session import Session
from application.opening import Beginning, open_case
from domain.case.aggregate import Case
from domain.case.events import MessageAttached
from domain.conversation.aggregate import Conversation
from domain.definition.case_rule import CaseRule
from domain.definition.reference import DefinitionReference
from domain.kernel import Cause
from domain.message.aggregate import Message
from domain.message.events import MessageComposed, MessageContent, MessageReceived
from domain.policy.bound import BoundPolicy
from domain.policy.work import Assignment
from domain.rules.case_rules import assignment_of
from domain.rules.participation import newly_addressed
from domain.rules.routing import Routing


class Placing(msgspec.Struct, frozen=True):
    """One message on its way: `received` lacks only the case that it goes to."""

    message: Message
    received: MessageReceived
    conversation: Conversation
    group: str | None
    cause: Cause
    session: Session
    adapting: Adapting

    def carry_out(self, routing: Routing, bound: BoundPolicy) -> str:
        """The outcome word. `bound` is what a new case gets."""
        if routing.resolves is not None:
            self._end_in_silence(routing.resolves)
        if routing.place == "new_case":
            return self._open(routing, bound)
        if routing.place == "attach":
            assert routing.case_id is not None
            return self._attach(self._case(routing.case_id), routing)
        return self._set_aside(routing, bound)

    def _set_aside(self, routing: Routing, bound: BoundPolicy) -> str:
        self.message.receive(self.received, cause=self.cause)
        if routing.place == "unattached":
            self.message.leave_unattached(routing.decision, cause=self.cause)
            return "unattached"
        self.message.park(routing.decision, cause=self.cause)
        if bound.policy.escalation.adopt_parked:
            self.conversation.start(
                self.received.profile_id, self.received.customer_id, cause=self.cause
            )
            self.conversation.keep_waiting(self.message.id, cause=self.cause)
        if routing.reply is not None:
            self._reply_automatically(routing.reply)
        return "parked"

    def _attach(self, case: Case, routing: Routing) -> str:
        received = msgspec.structs.replace(self.received, case_id=case.id)
        self.message.receive(received, cause=self.cause)
        if routing.reopens:
            self._reopen(case)
        case.attach(
            MessageAttached(
                message_id=self.message.id,
                direction=received.direction,
                author_kind=received.author_kind,
                author_id=received.author_id,
                decision=routing.decision,
                counts_for_idle=routing.counts_for_idle,
                personal=newly_addressed(received.personal.recipients, case, received.profile_id),
            ),
            cause=self.cause,
        )
        return "attached"

    def _reopen(self, case: Case) -> None:
        policy = self.adapting.bound_of(case, self.session).policy
        reopen(
            case,
            policy,
            self.adapting.definitions,
            self.session,
            because="customer_message",
            cause=self.cause,
        )
        self._conversation_of(case).resume(
            case.id, one_open_case=policy.grouping.one_open_case, cause=self.cause
        )

    def _open(self, routing: Routing, bound: BoundPolicy) -> str:
        case = self.session.begin(Case, self.session.ids.case_opened_by(self.message.id))
        begin = Beginning(
            number=self.session.number_for(case.id),
            origin="inbound" if routing.follow_up_of is None else "follow_up",
            profile_id=self.received.profile_id,
            customer_id=self.received.customer_id,
            channel=self.received.channel,
            slot=routing.decision.slot,
            group=self.group,
            title=self.received.personal.subject,
            rule_id=routing.decision.rule_id,
            rule_version=routing.decision.rule_version,
        )
        if routing.follow_up_of is not None:
            original = self._case(routing.follow_up_of)
            begin = taking_over(begin, original, bound.policy.followup)
        entering = self.adapting.entering(bound, begin.profile_id, self.session)
        open_case(case, self.conversation, entering, begin, cause=self.cause)
        assign_automatically(
            case,
            self._assignment(routing, entering.bound.policy.assignment),
            self.adapting.definitions,
            self.session,
            cause=self.cause,
        )
        if routing.follow_up_of is not None:
            link(case, self._case(routing.follow_up_of), cause=self.cause)
        return self._attach(case, routing)

    def _assignment(self, routing: Routing, of_policy: Assignment) -> Assignment:
        """That of the case rule, where one opened the case (Q-34, Q-35)."""
        id, version = routing.decision.rule_id, routing.decision.rule_version
        if id is None or version is None:
            return of_policy
        rule = self.adapting.definitions.pinned(
            self.session, CaseRule, DefinitionReference(id, version)
        )
        return assignment_of(rule, of_policy)

    def _end_in_silence(self, case_id: UUID) -> None:
        case = self._case(case_id)
        policy = self.adapting.bound_of(case, self.session).policy
        cause = self._by_rule("idle-split")
        case.resolve(policy, reason="idle", cause=cause)
        self._conversation_of(case).settle(case_id, cause=cause)

    def _reply_automatically(self, text: str) -> None:
        reply = self.session.begin(Message, self.session.ids.automatic_reply_to(self.message.id))
        reply.compose(
            MessageComposed(
                profile_id=self.received.profile_id,
                customer_id=self.received.customer_id,
                channel=self.received.channel,
                kind="automatic",
                author_id="rule:reject-with-reply",
                personal=MessageContent(text=text),
                in_reply_to=self.message.id,
            ),
            cause=self._by_rule("reject-with-reply"),
        )

    def _case(self, case_id: UUID) -> Case:
        return self.session.get(Case, case_id)

    def _conversation_of(self, case: Case) -> Conversation:
        """Another customer's, where a merge led to a case of his or he lets others in."""
        return keeper_of(self.session, case)

    def _by_rule(self, rule: str) -> Cause:
        return msgspec.structs.replace(self.cause, actor=f"rule:{rule}", authority="rule")
