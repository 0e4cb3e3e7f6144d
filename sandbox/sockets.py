"""Socket Mode: sends envelopes, receives acks."""

import asyncio
import secrets
from collections.abc import Sequence
from itertools import count
from time import monotonic

from aiohttp import WSMsgType, web

from sandbox.records import Json
from sandbox.transport import ACK_SECONDS, RETRY_DELAYS, NotAckedError, Transport

MAX_CONNECTIONS = 10
_HEARTBEAT_SECONDS = 10.0
_CLOSE_SECONDS = 1.0


class Sockets(Transport):
    """The open connections of the app; envelopes go to them in rotation."""

    def __init__(
        self, ack_seconds: float = ACK_SECONDS, retry_delays: Sequence[float] = RETRY_DELAYS
    ) -> None:
        super().__init__(ack_seconds, retry_delays)
        self._tickets: set[str] = set()
        self._open: dict[web.WebSocketResponse, web.Request] = {}
        self._acks: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Json | None]]] = {}
        self._numbers = count(1)
        self._turns = count()

    @property
    def connections(self) -> int:
        """The number of open connections."""
        return len(self._open)

    @property
    def reachable(self) -> bool:
        """Whether any connection is open."""
        return bool(self._open)

    def issue_ticket(self) -> str:
        """A token for one new connection."""
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return ticket

    async def connected(self, number: int = 1) -> None:
        """Wait until at least this many connections are open."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.connections >= number)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection, from hello until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT_SECONDS, timeout=_CLOSE_SECONDS)
        await socket.prepare(request)
        if self.connections >= MAX_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await self._enter(socket, request)
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._read_ack(frame.json())
        finally:
            await self._leave(socket)
        return socket

    async def request(self, kind: str, payload: Json) -> Json:
        """See Transport; sends an envelope on the next connection in rotation."""
        if not self._open:
            raise NotAckedError("dispatch_failed")
        return await self._send(kind, payload, {"accepts_response_payload": True})

    def drop(self) -> None:
        """Abort every connection."""
        for socket, request in list(self._open.items()):
            self._forget(socket)
            if request.transport is not None:
                request.transport.abort()

    async def ask_to_reconnect(self, reason: str) -> None:
        """Send `disconnect` on every connection and wait until as many new ones are open.

        Raises TimeoutError if the app does not open them within the timeout of an ack.
        """
        old = list(self._open)
        for socket in old:
            await socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
            )
        async with asyncio.timeout(self.ack_seconds), self._changed:
            await self._changed.wait_for(lambda: len(self._open.keys() - set(old)) >= len(old))

    async def close(self) -> None:
        """Cancel every delivery and close every connection."""
        await super().close()
        await asyncio.gather(*(socket.close() for socket in list(self._open)))

    async def _enter(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": self.connections + 1,
                "connection_info": {"app_id": request.query.get("app_id", "")},
                "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            }
        )
        async with self._changed:
            self._open[socket] = request
            self._changed.notify_all()

    async def _leave(self, socket: web.WebSocketResponse) -> None:
        async with self._changed:
            self._forget(socket)
            self._changed.notify_all()

    def _forget(self, socket: web.WebSocketResponse) -> None:
        self._open.pop(socket, None)
        for on, ack in self._acks.values():
            if on is socket and not ack.done():
                ack.set_result(None)

    def _read_ack(self, frame: Json) -> None:
        _, ack = self._acks.get(frame.get("envelope_id", ""), (None, None))
        if ack is not None and not ack.done():
            ack.set_result(frame.get("payload") or {})

    async def _send(self, kind: str, payload: Json, extra: Json) -> Json:
        socket = list(self._open)[next(self._turns) % len(self._open)]
        started = monotonic()
        envelope = {
            "envelope_id": f"envelope-{next(self._numbers)}",
            "type": kind,
            "payload": payload,
            **extra,
        }
        ack: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self._acks[envelope["envelope_id"]] = (socket, ack)
        answer: Json | None = None
        try:
            async with asyncio.timeout(self.ack_seconds):
                for _ in range(self._copies()):
                    await socket.send_json(envelope)
                answer = await ack
        except (TimeoutError, ConnectionError) as failure:
            raise NotAckedError("operation_timeout") from failure
        finally:
            del self._acks[envelope["envelope_id"]]
            self._record(started, kind, payload, answer)
        if answer is None:
            raise NotAckedError("operation_timeout")
        return answer

    async def _deliver(self, payload: Json, attempt: int, reason: str) -> None:
        """See Transport; waits for a connection."""
        while not self._open:
            await self.connected()
        extra: Json = {"accepts_response_payload": False, "retry_attempt": attempt, "retry_reason": reason}
        await self._send("events_api", payload, extra)
