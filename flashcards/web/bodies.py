"""Bodies larger than any may be: read to their end and let go, so that the browser that sends one hears why it was refused.

A server that refuses at once closes the connection under the sender, who then sees an error of the browser, or one of the
server's own, and neither says what to do.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser


class _Kept(OverflowableBuffer):  # type: ignore[misc]  # waitress has no type hints
    """A body as far as it is of use: soon after `most` bytes what follows is let go."""

    def __init__(self, most: int, *sizes: int) -> None:
        super().__init__(*sizes)
        self.most = most

    def append(self, data: bytes) -> None:
        if len(self) <= self.most:
            super().append(data)


class _Patient(HTTPRequestParser):  # type: ignore[misc]
    """Takes a body of any length. Of one that is too long so much is kept that the app sees that it is."""

    def __init__(self, most: int, *settings: Any) -> None:
        super().__init__(*settings)
        self.most = most

    def parse_header(self, header: bytes) -> None:
        super().parse_header(header)
        if self.body_rcv is not None:
            self.body_rcv.buf = _Kept(self.most, self.adj.inbuf_overflow)


def patient_channel(most: int) -> type[HTTPChannel]:
    """Connections on which bodies above `most` bytes are read, and left to the app to refuse."""
    return type("PatientChannel", (HTTPChannel,), {"parser_class": partial(_Patient, most)})
