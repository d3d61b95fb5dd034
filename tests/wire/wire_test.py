#!/usr/bin/python3
"""What is expected of the feed on the wire (frames.tsv), asked of this server and of npm ws and Python's websockets.

So that an expectation that only we have is noticed: where others do otherwise, OTHERWISE says why. Their clients speak
to the feed too. TENURE_BINARY is the built command.
"""

import asyncio
import base64
import pathlib
import re
import socket
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "api"))
from served import ServedLedger  # noqa: E402

import websockets  # noqa: E402

PATIENCE_SECONDS = 20
SILENCE_SECONDS = 1  # that show that a connection goes on
KEY = base64.b64encode(bytes(16)).decode()
CLOSE = 8
NONE = 1005  # a close frame without a code
NORMAL = b"\x88\x82\0\0\0\0\x03\xe8"

# Where another implementation does otherwise: the code that it closes with, or that it goes on, and why ours is kept.
GOES_ON = 0
TEXT_ALONE = "the feed's messages are text, and another type is refused at once (1003)"
SHORTEST = "a length takes as few bytes as it can (RFC 6455, 5.2)"
HIGHEST_BIT = "the highest bit of a length of 64 bits is 0 (RFC 6455, 5.2)"
OTHERWISE = {
    ("ws", "bad UTF-8 at once"): (GOES_ON, "what cannot become a text any more is not waited for"),
    **{(who, "binary"): (GOES_ON, TEXT_ALONE) for who in ("ws", "websockets")},
    **{(who, "fragmented binary"): (GOES_ON, TEXT_ALONE) for who in ("ws", "websockets")},
    **{(who, "length 16 not shortest"): (GOES_ON, SHORTEST) for who in ("ws", "websockets")},
    **{(who, "length 64 not shortest"): (1009, SHORTEST) for who in ("ws", "websockets")},
    **{(who, "length 64 with its highest bit"): (1009, HIGHEST_BIT) for who in ("ws", "websockets")},
}
# The feed takes longer messages than the table's server: whose cases are for those alone.
LIMITED = "limit"


def cases():
    """Name, bytes, the code that the connection is closed with. One that is not closed is closed by us with 1000."""
    for line in (HERE / "frames.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, payload, heard = line.split("\t")
        payload = bytes.fromhex(payload)
        fault = re.search(r"!(\d+)$", heard)
        closed = re.search(r"close:(\d+):", heard)
        if fault or closed:
            yield name, payload, int((fault or closed).group(1))
        else:
            yield name, payload + NORMAL, 1000


def open_socket(port, token=None):
    """A connection whose handshake is done."""
    out = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    out.sendall(
        f"GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Version: 13\r\n{authorization}\r\n".encode()
    )
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += out.recv(1)
    assert head.startswith(b"HTTP/1.1 101 "), head
    return out


def take(stream, count):
    out = b""
    while len(out) < count:
        piece = stream.recv(count - len(out))
        if not piece:
            raise EOFError
        out += piece
    return out


def close_code(port, payload, token=None, patience=PATIENCE_SECONDS):
    """Of the close frame that answers these bytes; GOES_ON when none does."""
    with open_socket(port, token) as stream:
        stream.settimeout(patience)
        stream.sendall(payload)
        try:
            while True:
                first, length = take(stream, 2)
                if length == 126:
                    length = int.from_bytes(take(stream, 2), "big")
                body = take(stream, length)
                if first & 0x0F == CLOSE:
                    return int.from_bytes(body[:2], "big") if body else NONE
        except (EOFError, ConnectionResetError, TimeoutError):
            return GOES_ON


class Peer:
    """Another implementation's server."""

    def __init__(self, *words):
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class Wire(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        subprocess.run([str(ROOT / "ops/node_packages"), str(HERE)], check=True)
        cls.ledger = ServedLedger()
        cls.addClassCleanup(cls.ledger.close)

    def check(self, who, port, token=None):
        for name, payload, code in cases():
            if who == "tenure" and LIMITED in name:
                continue
            with self.subTest(who=who, case=name):
                expected, _ = OTHERWISE.get((who, name), (code, ""))
                patience = SILENCE_SECONDS if expected == GOES_ON else PATIENCE_SECONDS
                self.assertEqual(close_code(port, payload, token, patience), expected)

    def peer(self, *words):
        out = Peer(*words)
        self.addCleanup(out.close)
        return out.port

    def test_frames_of_this_server(self):
        self.check("tenure", self.ledger.port, self.ledger.token("auditor"))

    def test_frames_of_npm_ws(self):
        self.check("ws", self.peer("node", str(HERE / "ws_peer.mjs")))

    def test_frames_of_python_websockets(self):
        self.check("websockets", self.peer(sys.executable, str(HERE / "websockets_peer.py")))

    def test_client_of_python_websockets(self):
        async def talk():
            headers = {"Authorization": f"Bearer {self.ledger.token('auditor')}"}
            url = f"ws://127.0.0.1:{self.ledger.port}/v1/stream"
            async with websockets.connect(url, subprotocols=["other", "tenure.v1"], extra_headers=headers) as client:
                self.assertEqual(client.subprotocol, "tenure.v1")
                # In two frames.
                await client.send(['{"op":"subscribe","id":"a",', '"topic":"events","from":"3.0"}'])
                self.assertIn('"position":"3.0"', await client.recv())
                await (await client.ping())
                await client.close(3001, "done")
                self.assertEqual(client.close_code, 3001)

        asyncio.run(asyncio.wait_for(talk(), PATIENCE_SECONDS))

    def test_client_of_npm_ws(self):
        url = f"ws://127.0.0.1:{self.ledger.port}/v1/stream"
        told = subprocess.run(
            ["node", str(HERE / "ws_client.mjs"), url, self.ledger.token("auditor")],
            stdout=subprocess.PIPE, timeout=PATIENCE_SECONDS, text=True, check=True,
        ).stdout.split()  # fmt: skip
        self.assertEqual(told, ["tenure.v1", "event", "pong", "3001"])


if __name__ == "__main__":
    unittest.main()
