"""A server of Python's websockets that takes messages of 128 bytes and answers none. Prints its port."""

import asyncio
import logging

import websockets


async def listen(client, *_):
    async for _ in client:
        pass


async def main():
    logging.getLogger("websockets").setLevel(logging.CRITICAL)
    async with websockets.serve(listen, "127.0.0.1", 0, max_size=128) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.Future()


asyncio.run(main())
