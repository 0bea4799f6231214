"""Ann wrote an email; agents reach others by mail, telephone, WhatsApp and a work chat."""

from __future__ import annotations

import pytest

from tests.support.controls import Engine
from tests.support.controls_channel import Channel

INITIATING = {
    "care": ("email", "imap"),
    "phone": ("calls", "manual"),
    "wa": ("whatsapp", "wazzup"),
    "team": ("slack", "slack"),
}


@pytest.fixture
def engine() -> Engine:
    """Rules do not depend on where events are kept."""
    return Engine()


@pytest.fixture
def care(engine: Engine) -> Channel:
    for name, (channel, connector) in INITIATING.items():
        engine.profile("deskie", name=name, channel=channel, connector=connector, can_initiate=True)
    engine.profile("deskie", name="site", channel="webchat", connector="widget")
    care = Channel()
    engine.hear(care, care.message("1", thread={"id": "t-1", "subject": "Late parcel"}))
    return care
