"""Every command in the order of the help: its module, and one line about it."""

from __future__ import annotations

COMMANDS: dict[str, str] = {
    "demo": "Five profiles, 90 simulated days, and a summary.",
    "up": "Start servers, topics and all roles in one command.",
    "ingest": "Take channel events from Kafka into cases.",
    "project": "Keep the views up to date.",
    "relay": "Publish what the log says to Kafka.",
    "publish": "Send channel events from a file to Kafka.",
    "simulate": "Generate channel events and send them to Kafka.",
    "apply": "Set up people, queues, rules, policies and profiles from a file.",
    "setup": "The present setup as such a file.",
    "profiles": "Accounts that we own on channels.",
    "connections": "Channels as a connector reaches them, and what it can do there.",
    "policies": "How cases behave, as versioned documents.",
    "agents": "People who work cases: roles, permissions, services, capacity.",
    "groups": "Agents who share work: teams.",
    "services": "What is offered to customers; agents are qualified for it.",
    "case-types": "Kinds of case, each with statuses of its own.",
    "processes": "Stages that cases go through, in order.",
    "queues": "Queues that agents take cases from.",
    "case-topics": "What a case is filed under.",
    "dispositions": "What agents say became of a matter, per service.",
    "labels": "Words that are put on cases.",
    "fields": "Fields of your own on cases: type, options, order.",
    "rules": "Case rules: which private messages open cases, and who gets these.",
    "contacts": "The persons behind customers' accounts.",
    "cases": "List, show and work on cases.",
    "articles": "The knowledge base: articles that hold solutions.",
    "message": "Where a message is; escalate, move or detach one.",
    "locks": "Mails that somebody works on alone.",
    "explain": "Why a message went where it is.",
    "lookup": "The open case of a customer, and the older ones.",
    "conversation": "What a customer and a profile wrote to each other, over all cases.",
    "inbox": "Messages that wait for a person.",
    "stats": "Statistics by profile and day.",
    "events": "The log, or the events of one case.",
    "dead-letters": "Records that could not be taken.",
    "held": "Records that wait behind a fault of ours.",
    "topics": "Make and check the topics.",
    "status": "How far every role and partition is.",
    "health": "Whether a role works; status 5 when it is stuck.",
    "views": "How far the views are; build one anew.",
    "db": "The schema of the database.",
    "check": "The law of intake, and every statistic against the log.",
    "config": "The settings in force.",
}


def module_of(command: str) -> str:
    return "cli.commands." + command.replace("-", "_")
