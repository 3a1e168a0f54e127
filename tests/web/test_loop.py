"""A crowd that connects at once is taken at once."""

import asyncio
import socket
from contextlib import ExitStack

from app.web.loop import new_loop

_TURNS = 20


def test_all_connections_that_wait_are_taken_within_a_few_turns_of_the_loop() -> None:
    came: list[asyncio.BaseTransport] = []

    class Counts(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            came.append(transport)

    async def work(clients: ExitStack) -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Counts, "127.0.0.1", 0, backlog=100)
        address = server.sockets[0].getsockname()
        for _ in range(3 * _TURNS):
            clients.enter_context(socket.create_connection(address))
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        assert len(came) == 3 * _TURNS
        for transport in came:
            transport.close()
        server.close()
        await server.wait_closed()
        refused = socket.socket()
        assert refused.connect_ex(address) != 0  # nothing else keeps the port
        refused.close()

    with ExitStack() as clients, asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(work(clients))
