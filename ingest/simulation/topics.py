"""What customers write about, and what agents say: short texts by topic."""

from __future__ import annotations

import msgspec


class Topic(msgspec.Struct, frozen=True, gc=False):
    """Texts of one matter. `{order}`, `{product}`, `{first_name}` and `{agent}` are filled in."""

    subject: str
    openings: tuple[str, ...]
    details: tuple[str, ...]
    answers: tuple[str, ...]
    returns: tuple[str, ...]
    label: str


TOPICS = (
    Topic(
        subject="Order {order} has not arrived",
        openings=(
            "Hello, my order {order} was due on Tuesday and is still not here. Where is it?",
            "The tracking page for {order} has shown the same depot for four days.",
            "My parcel {order} is marked as delivered, but nobody received anything.",
        ),
        details=(
            "The neighbours do not have it either.",
            "I need the {product} before the weekend, is that realistic?",
        ),
        answers=(
            "Hello {first_name}, I asked the carrier to search for {order}. I will write tomorrow.",
            "Hi {first_name}, the parcel was misrouted and is on its way again. {agent}",
        ),
        returns=(
            "It still has not come, two more days have passed.",
            "The parcel arrived, but the {product} inside is not mine.",
        ),
        label="delivery",
    ),
    Topic(
        subject="Question about invoice {order}",
        openings=(
            "You charged me twice for {order}. Please check.",
            "The invoice {order} shows my old address. Can you correct it?",
            "I cannot find the discount on invoice {order}.",
        ),
        details=(
            "The second amount was booked this morning.",
            "My accountant needs the corrected document this month.",
        ),
        answers=(
            "Hello {first_name}, one of the two amounts is only reserved and will drop out.",
            "Hi {first_name}, the corrected invoice is attached in your account now. {agent}",
        ),
        returns=(
            "The refund for {order} is still missing on my statement.",
            "The new invoice has the right address, but the wrong date.",
        ),
        label="billing",
    ),
    Topic(
        subject="{product} does not switch on",
        openings=(
            "My {product} worked for a week and now it is dead.",
            "The {product} from order {order} does not charge any more.",
            "The display of my {product} stays black after the update.",
        ),
        details=(
            "I tried another cable, no difference.",
            "A small red light blinks three times.",
        ),
        answers=(
            "Hello {first_name}, please hold the power button for 20 seconds and try again.",
            "Hi {first_name}, that sounds like a fault. We will send you a return label. {agent}",
        ),
        returns=(
            "It worked for a day and now the {product} is dead again.",
            "The replacement has the same fault.",
        ),
        label="defect",
    ),
    Topic(
        subject="Cannot sign in",
        openings=(
            "The page says that my account is locked. What did I do?",
            "I no longer receive the code that I need to sign in.",
            "The link to set a new password has expired each time I open it.",
        ),
        details=(
            "I use the same phone number as before.",
            "It happens in every browser.",
        ),
        answers=(
            "Hello {first_name}, I unlocked your account. Please sign in again.",
            "Hi {first_name}, I sent a new link, it is valid for a day. {agent}",
        ),
        returns=(
            "I am locked out again.",
            "Signing in works, but all my orders are gone.",
        ),
        label="account",
    ),
    Topic(
        subject="Returning the {product}",
        openings=(
            "I would like to send back the {product} from order {order}. How?",
            "The {product} is too large. Can I exchange it?",
            "I returned {order} two weeks ago. When will I get my money?",
        ),
        details=(
            "It is unused and in its box.",
            "The receipt of the post office is attached.",
        ),
        answers=(
            "Hello {first_name}, the return label is on its way to you.",
            "Hi {first_name}, the return is booked in, the refund takes three days. {agent}",
        ),
        returns=(
            "The label cannot be printed.",
            "The refund is lower than what I paid.",
        ),
        label="returns",
    ),
    Topic(
        subject="Does the {product} fit?",
        openings=(
            "Does the {product} work together with last year's model?",
            "Which of your sets would you choose for a small kitchen?",
            "Is the {product} available in green?",
        ),
        details=(
            "I have about two metres of space.",
            "Delivery in two weeks would be early enough.",
        ),
        answers=(
            "Hello {first_name}, yes, they fit together. You only need the short adapter.",
            "Hi {first_name}, green comes back in stock next week. {agent}",
        ),
        returns=(
            "I ordered it, and the adapter is missing.",
            "One more question about the {product}: can it stay outdoors?",
        ),
        label="advice",
    ),
    Topic(
        subject="Please cancel {order}",
        openings=(
            "I ordered {order} by mistake. Please cancel it.",
            "Can I still change the delivery address of {order}?",
            "I want to end my subscription at the end of the month.",
        ),
        details=(
            "The order is an hour old.",
            "I could not find a button for it.",
        ),
        answers=(
            "Hello {first_name}, done. You will see the cancellation in your account.",
            "Hi {first_name}, it has left the warehouse, please refuse the parcel. {agent}",
        ),
        returns=(
            "You sent {order} anyway.",
            "I was charged for another month.",
        ),
        label="cancellation",
    ),
)

PRODUCTS = ("kettle", "desk lamp", "speaker", "rucksack", "rain jacket", "toaster", "tent")
THANKS = ("Thank you!", "Great, thanks for the quick help.", "Perfect, that solved it.")
NOTES = (
    "Called the carrier, they ring back tomorrow.",
    "A customer for years, please be generous.",
    "Asked billing to look at this.",
    "Photo checked, it is clearly a defect.",
)
BOT_GREETING = "Hello! A person from our team will be with you soon."
OUT_OF_OFFICE = "I am out of the office until Monday and read my mail after that."
THIRD_PARTY = "For your information: I can confirm this, I was there when the parcel was opened."
TO_PARTNER = "Hello, could you please check {order} on your side and tell us the result?"
FROM_PARTNER = ("We looked into {order}: it leaves today.", "No trace of {order} here, sorry.")
SECOND_MATTER = "A different matter: could you also send me the manual of the {product}?"
BY_HAND = "Customer rang the shop about the {product}"
