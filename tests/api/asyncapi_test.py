#!/usr/bin/python3
"""GET /asyncapi.json against the feed of a running server: what is said and what is told follows its messages.

TENURE_BINARY is the built command.
"""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from described import Draft202012Validator, faults, resolve, unresolved  # noqa: E402
from served import ServedLedger  # noqa: E402
from websocket import WebSocket  # noqa: E402

FORMAT = "application/schema+json;version=draft-2020-12"
# What is said, and the kinds of messages that it is answered with, in order.
CONVERSATION = (
    ({"op": "ping"}, ("pong",)),
    ({"op": "subscribe", "id": "e", "topic": "events", "from": "0.0"}, ("event", "caught_up")),
    ({"op": "unsubscribe", "id": "e"}, ()),
    (
        {"op": "subscribe", "id": "y", "topic": "events", "from": "0.0", "until": "2.0", "speed": 31622400},
        ("event", "clock", "played"),
    ),
    ({"op": "seek", "id": "y", "to": "1.0"}, ("event", "clock", "played")),
    ({"op": "pause", "id": "y"}, ("clock",)),
    ({"op": "step", "id": "y"}, ("clock",)),
    ({"op": "resume", "id": "y", "speed": 60}, ()),
    ({"op": "unsubscribe", "id": "y"}, ()),
    (
        {"op": "subscribe", "id": "z", "topic": "stats", "name": "stat.secretary_by_mode", "org": "o-county",
         "from": "2024-01-01T00:00:00Z", "speed": 31622400},
        ("snapshot", "clock", "change", "played"),
    ),
    ({"op": "unsubscribe", "id": "z"}, ()),
    (
        {"op": "subscribe", "id": "f", "topic": "events", "from": "3.0", "filter": {"org": "o-town"}},
        ("event", "caught_up"),
    ),
    ({"op": "subscribe", "id": "p", "topic": "standing", "subject": "person/p-1"}, ("snapshot",)),
    ({"op": "subscribe", "id": "o", "topic": "standing", "subject": "org/o-east"}, ("snapshot",)),
    (
        {"op": "subscribe", "id": "s", "topic": "stats", "name": "stat.secretary_by_mode", "org": "o-county"},
        ("snapshot",),
    ),
    ({"op": "subscribe", "id": "a", "topic": "alerts", "org": "o-county"}, ("snapshot",)),
    ({"op": "subscribe", "id": "c", "topic": "checkpoint"}, ("snapshot",)),
    ({"op": "unsubscribe", "id": "nobody"}, ("error",)),
    ({"op": "auth", "token": "again"}, ("error",)),
)  # fmt: skip


class AsyncApi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ledger = ServedLedger()
        cls.addClassCleanup(cls.ledger.close)
        cls.document = cls.ledger.ask("GET", "/asyncapi.json").json()
        cls.messages = {
            name: resolve(cls.document, message["$ref"])
            for name, message in cls.document["channels"]["stream"]["messages"].items()
        }

    def names_of(self, action):
        (operation,) = [o for o in self.document["operations"].values() if o["action"] == action]
        return [message["$ref"].rsplit("/", 1)[1] for message in operation["messages"]]

    def follows(self, name, message):
        return not faults(self.document, self.messages[name]["payload"]["schema"], message)

    def assert_follows(self, name, message):
        self.assertEqual(faults(self.document, self.messages[name]["payload"]["schema"], message), [], message)

    def test_document_is_whole(self):
        self.assertEqual(self.document["asyncapi"], "3.0.0")
        self.assertTrue(self.document["info"]["title"] and self.document["info"]["version"])
        self.assertEqual(unresolved(self.document), [])
        self.assertEqual(self.document["channels"]["stream"]["address"], "/v1/stream")
        named = self.names_of("send") + self.names_of("receive")
        self.assertEqual(sorted(named), sorted(self.messages))
        self.assertEqual(set(self.document["components"]["messages"]), set(self.messages))

    def test_every_schema_is_one_and_says_its_format(self):
        schemas = {name: message["payload"] for name, message in self.messages.items()}
        schemas |= self.document["components"]["schemas"]
        for name, schema in schemas.items():
            with self.subTest(schema=name):
                self.assertEqual(schema["schemaFormat"], FORMAT)
                Draft202012Validator.check_schema(schema["schema"])

    def test_what_is_said_is_exactly_one_message(self):
        for said, _ in CONVERSATION:
            with self.subTest(said=said):
                fitting = [name for name in self.names_of("receive") if self.follows(name, said)]
                self.assertEqual(len(fitting), 1, fitting)
                self.assertFalse(any(self.follows(name, {**said, "misspelt": 1}) for name in self.messages))

    def test_what_is_told_follows_its_message(self):
        feed = WebSocket(self.ledger.port, "/v1/stream", self.ledger.token("auditor"))
        self.addCleanup(feed.close)
        told = set()
        for said, kinds in CONVERSATION:
            feed.say(said)
            with self.subTest(said=said):
                heard = []
                while not kinds or heard[-1:] != [kinds[-1]]:
                    if not kinds:
                        break
                    message = feed.hear()
                    heard.append(message["kind"])
                    self.assert_follows(message["kind"], message)
                self.assertEqual(set(heard), set(kinds))
                told |= set(heard)
        answer = self.ledger.ask("POST", "/v1/acts", body=json.dumps(self.ledger.prepared["appoint"]).encode())
        self.assertEqual(answer.status, 201, answer.body)
        changes = set()
        while not {"f", "o", "s", "c"} <= changes:
            message = feed.hear()
            self.assert_follows(message["kind"], message)
            told.add(message["kind"])
            changes.add(message["id"])
        guest = WebSocket(self.ledger.port, "/v1/stream")
        self.addCleanup(guest.close)
        guest.say({"op": "auth", "token": self.ledger.token("auditor")})
        welcome = guest.hear()
        self.assert_follows(welcome["kind"], welcome)
        self.assertEqual(told | {welcome["kind"]}, set(self.names_of("send")))


if __name__ == "__main__":
    unittest.main()
