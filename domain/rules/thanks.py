"""Whenever a customer only says thank you, a case that is settled may stay so (frappe#2228)."""

from __future__ import annotations

import re

from domain.message.events import MessageContent

LONGEST = 120
"""Characters of a message that only thanks."""

THANKS = (
    "thanks|thank you|thank u|thx|ty|many thanks|cheers|danke|dankeschön|vielen dank|besten dank"
    "|herzlichen dank|merci|merci beaucoup|gracias|muchas gracias|grazie|grazie mille|obrigado"
    "|obrigada|dank je|dank u|bedankt|tack|tack så mycket|dzięki|dziękuję|спасибо|ありがとう"
)
BESIDE = (
    "so much|very much|a lot|again|all|everyone|guys|perfect|great|super|ok|okay|sehr|schön"
    "|for your help|for the help|for everything|für ihre hilfe|für die hilfe|everything works"
    "|that worked|it works now|best regards|kind regards|regards|best|lg|mfg|viele grüße"
)
"""Words that may stand beside it. Anything else may be a matter of its own."""

_MAY_STAND = rf"(?:{THANKS}|{BESIDE})\b"
ONLY_THANKS = re.compile(rf"(?:{_MAY_STAND}\W+)*(?:{_MAY_STAND})", re.IGNORECASE)
SOME_THANKS = re.compile(rf"\b(?:{THANKS})\b", re.IGNORECASE)


def is_thanks(content: MessageContent) -> bool:
    """At most `LONGEST` characters, of these words alone, no question, nothing attached."""
    text = content.text
    if text is None or len(text) > LONGEST or content.attachments or "?" in text:
        return False
    words = re.sub(r"\W+$", "", text).lstrip()
    return bool(SOME_THANKS.search(words)) and bool(ONLY_THANKS.fullmatch(words))
