"""How does somebody without a browser open a page of the dashboard and choose a period?

A visitor speaks Streamlit's own protocol over a websocket: it sends what a browser sends and reads every answer, but
draws nothing. So many of them fit on the machine of the server.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

LONGEST_WAIT, LONGEST_OPENING = 60.0, 600.0
"""Seconds after which an answer counts as an error; the first page after a delivery may wait for a decision."""
GOOD = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class VisitError(Exception):
    """The server did not answer, or answered with an error on the page."""


@dataclass
class Visitor:
    """One open page: its connection, and the list of periods as it stood there last."""

    connection: ClientConnection
    page: str
    page_hash: str = ""
    list_id: str = ""
    fragment: str = ""
    figures: int = 0
    """Charts that came with the last answer, also those that the browser would have kept."""
    kept: dict[str, Delta] = field(default_factory=dict)

    async def open(self) -> float:
        """Ask for the page, as a browser does that comes in by its address; seconds until it was there."""
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        asked.rerun_script.query_string = ""
        return await self._answered(asked, LONGEST_OPENING)

    async def choose(self, period: str) -> float:
        """Choose in the list of periods; seconds until everything that changed was sent."""
        if not self.list_id:
            raise VisitError("The page has no list of periods.")
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self.page_hash
        asked.rerun_script.fragment_id = self.fragment
        asked.rerun_script.query_string = f"periode={period}"
        asked.rerun_script.widget_states.widgets.append(WidgetState(id=self.list_id, string_value=period))
        return await self._answered(asked)

    async def _answered(self, asked: BackMsg, longest: float = LONGEST_WAIT) -> float:
        self.figures = 0
        begun = time.perf_counter()
        await self.connection.send(asked.SerializeToString())
        try:
            async with asyncio.timeout(longest):
                while not self._is_last(ForwardMsg.FromString(await self._next())):
                    pass
        except TimeoutError as late:
            raise VisitError(f"No answer within {longest:.0f} seconds.") from late
        return time.perf_counter() - begun

    async def _next(self) -> bytes:
        received = await self.connection.recv(decode=False)
        assert isinstance(received, bytes)
        return received

    def _is_last(self, message: ForwardMsg) -> bool:
        """Take in one message; whether it ends the run that was asked for."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page_hash = message.new_session.page_script_hash
        elif kind == "delta":
            self._take_in(message.delta)
            if message.hash:
                self.kept[message.hash] = message.delta
        elif kind == "ref_hash" and message.ref_hash in self.kept:
            self._take_in(self.kept[message.ref_hash])
        if kind != "script_finished" or message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        if message.script_finished not in GOOD:
            raise VisitError("The page could not be made.")
        return True

    def _take_in(self, delta: Delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise VisitError(f"{element.exception.type}: {element.exception.message}")
        if kind == "plotly_chart":
            self.figures += 1
        elif kind == "selectbox" and element.selectbox.label == "Periode":
            self.list_id, self.fragment = element.selectbox.id, delta.fragment_id


async def visit(address: str, page: str) -> Visitor:
    """A visitor with an open connection to the server at `address`, that did not ask for a page yet."""
    stream = address.replace("http://", "ws://") + "/_stcore/stream"
    connection = await connect(stream, origin=address, subprotocols=["streamlit"], max_size=None)  # type: ignore[arg-type,list-item]
    return Visitor(connection, page)
