"""A WebSocket client of a few lines: text frames to the feed and from it, over a plain socket."""

import base64
import json
import os
import socket

PATIENCE_SECONDS = 60
TEXT, CLOSE, PING = 1, 8, 9
SUBPROTOCOL = "tenure.v1"


class WebSocket:
    def __init__(self, port, path, token=None):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
        key = base64.b64encode(os.urandom(16)).decode()
        authorization = f"Authorization: Bearer {token}\r\n" if token else ""
        self.socket.sendall(
            (
                f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: {SUBPROTOCOL}\r\n"
                f"{authorization}\r\n"
            ).encode()
        )
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.take(1)
        if not head.startswith(b"HTTP/1.1 101 "):
            raise RuntimeError(head.decode())

    def close(self):
        self.socket.close()

    def take(self, count):
        out = b""
        while len(out) < count:
            piece = self.socket.recv(count - len(out))
            if not piece:
                raise EOFError("the server closed the connection")
            out += piece
        return out

    def say(self, message):
        """Client frames are masked; a mask of zeros leaves the bytes as they are."""
        text = json.dumps(message).encode()
        length = bytes([0x80 | len(text)]) if len(text) < 126 else b"\xfe" + len(text).to_bytes(2, "big")
        self.socket.sendall(bytes([0x80 | TEXT]) + length + b"\0\0\0\0" + text)

    def hear(self):
        """The next message."""
        while True:
            first, length = self.take(2)
            if length >= 126:
                length = int.from_bytes(self.take(2 if length == 126 else 8), "big")
            payload = self.take(length)
            if first & 0x0F == CLOSE:
                raise EOFError(payload[2:].decode())
            if first & 0x0F == TEXT:
                return json.loads(payload)
