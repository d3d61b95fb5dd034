#!/usr/bin/python3
"""The schema that `tenure schema` prints, as somebody else would read it.

It must be a valid JSON Schema 2020-12; every payload of the corpus must follow it inside an act, and must no
longer follow it with an unknown member, without its first required member, or unsealed. TENURE_BINARY is the
built command.
"""

import copy
import json
import os
import pathlib
import subprocess
import unittest

from jsonschema import Draft202012Validator

FILES = sorted(pathlib.Path(__file__).parent.glob("*/*.json"))
HEAD = {
    "act": "01JD8ZK3V9Q4T6W8Y0A2C4E6G8",
    "ledger": "example.org/tenure#9f3c0a7be1d24456",
    "authority": "o-1",
    "issued_at": "2024-03-01T08:30:00Z",
}


def spoiled(event, definitions):
    """Copies of the event, each with one fault, and the fault's name."""
    data = definitions[event["type"]]
    for fault in ("unknown member", "missing member", "unsealed member"):
        bad = copy.deepcopy(event)
        if fault == "unknown member":
            bad["data"]["not_described"] = 1
        elif fault == "missing member":
            if not data["required"]:
                continue
            del bad["data"][data["required"][0]]
        else:
            sealed = [name for name in bad["data"] if data["properties"][name].get("x-sealed")]
            if not sealed:
                continue
            bad["data"][sealed[0]] = "plain"
        yield fault, bad


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        printed = subprocess.run([os.environ["TENURE_BINARY"], "schema"], stdout=subprocess.PIPE, check=True).stdout
        cls.schema = json.loads(printed)
        cls.act = Draft202012Validator(cls.schema)

    def test_is_a_json_schema(self):
        Draft202012Validator.check_schema(self.schema)

    def test_every_payload_of_the_corpus_follows_it(self):
        self.assertTrue(FILES)
        for path in FILES:
            with self.subTest(payload=path.name):
                event = json.loads(path.read_text(encoding="utf-8"))
                self.act.validate({**HEAD, "events": [event]})

    def test_spoiled_payload_does_not(self):
        """By the definition of its own type: the union of all is slow."""
        for path in FILES:
            event = json.loads(path.read_text(encoding="utf-8"))
            whole = {"$ref": f"#/$defs/{event['type']}Event", "$defs": self.schema["$defs"]}
            validator = Draft202012Validator(whole)
            for fault, bad in spoiled(event, self.schema["$defs"]):
                with self.subTest(payload=path.name, fault=fault):
                    self.assertFalse(validator.is_valid(bad))

    def test_act_has_events_and_one_of_ledger_and_nonce(self):
        event = json.loads(FILES[0].read_text(encoding="utf-8"))
        self.assertFalse(self.act.is_valid({**HEAD, "events": []}))
        self.assertFalse(self.act.is_valid({**HEAD, "nonce": "n", "events": [event]}))


if __name__ == "__main__":
    unittest.main()
