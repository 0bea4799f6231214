"""Going on without records that are missing, by an operator's word."""

from __future__ import annotations

from functools import partial

from application.actor import Actor
from application.intake.orders import Done, Order
from application.ledger import Acceptance, Loss, NothingMissing, Stop
from application.store import Store
from domain.errors import Rejection


class LossAccepted(Done, frozen=True):
    loss: Loss


class AmbiguousTopic(Rejection):
    """The topic was made more than once, and more than one of them is stopped there."""

    code = "ambiguous_topic"


def accept_loss(
    store: Store, topic: str, partition: int, actor: Actor, command_id: str | None = None
) -> LossAccepted:
    """`topic` is a name or an id. Raises NothingMissing, AmbiguousTopic, CommandIdReused."""
    order = Order("accept_loss", (topic, str(partition)), actor, command_id)
    return order.once(store.ledger, LossAccepted, partial(_accept, store, topic, partition, order))


def _accept(store: Store, topic: str, partition: int, order: Order) -> LossAccepted:
    stop = _stop(store.ledger.stops(), topic, partition)
    acceptance = Acceptance(
        order.actor.id,
        order.actor.authority,
        store.clock(),
        order.command_id,
        lambda loss: order.receipt(LossAccepted(loss=loss)),
    )
    return LossAccepted(loss=store.ledger.accept_loss(stop.topic_id, partition, acceptance))


def _stop(stops: list[Stop], topic: str, partition: int) -> Stop:
    found = [
        stop
        for stop in stops
        if stop.partition == partition and topic in (stop.topic, str(stop.topic_id))
    ]
    if not found:
        raise NothingMissing(topic=topic, partition=partition)
    if len(found) > 1:
        ids = ", ".join(str(stop.topic_id) for stop in found)
        raise AmbiguousTopic(topic=topic, ids=ids)
    return found[0]
