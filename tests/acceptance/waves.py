"""Which messages may be published at once, so that each resolve lies where it belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.acceptance.twitter import Tweet


def waves(conversations: Sequence[Tweet]) -> list[list[Tweet]]:
    """The file in time order, cut after each pair's resolves: a resolve has to follow what was
    written to its own conversation before and precede what comes after, and no other one's."""
    cut: list[list[Tweet]] = []
    resolved: Counter[tuple[str, str]] = Counter()
    for tweet in conversations:
        pair = (tweet.brand, tweet.customer)
        if resolved[pair] == len(cut):
            cut.append([])
        cut[resolved[pair]].append(tweet)
        resolved[pair] += tweet.final
    return cut
