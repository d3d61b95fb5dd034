#!/usr/bin/python3
"""Checks the schema that `tenure schema` prints, as somebody else would read it.

    tenure schema | tests/corpus/check_schema.py

The schema must be a valid JSON Schema 2020-12; every payload of the corpus must follow it inside an act, and
must no longer follow it with an unknown member, without its first required member, or unsealed. Needs Debian's
python3-jsonschema. Exit 0 done, 1 refused.
"""
import copy
import json
import pathlib
import sys

from jsonschema import Draft202012Validator

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
            sealed = [name for name, member in data["properties"].items() if member.get("x-sealed")]
            if not sealed:
                continue
            bad["data"][sealed[0]] = "plain"
        yield fault, bad


def main():
    schema = json.load(sys.stdin)
    Draft202012Validator.check_schema(schema)
    act = Draft202012Validator(schema)
    one = Draft202012Validator({"$ref": "#/$defs/Event", "$defs": schema["$defs"]})
    faults = []
    files = sorted(pathlib.Path(__file__).parent.glob("*/*.json"))
    for path in files:
        event = json.loads(path.read_text(encoding="utf-8"))
        if not act.is_valid({**HEAD, "events": [event]}):
            faults.append(f"{path.name}: refused by the schema")
        for fault, bad in spoiled(event, schema["$defs"]):
            if one.is_valid(bad):
                faults.append(f"{path.name}: accepted with an {fault}")
    for bad in ({**HEAD, "events": []}, {**HEAD, "nonce": "n", "events": [event]}):
        if act.is_valid(bad):
            faults.append("an act without events, or with ledger and nonce, is accepted")
    if not files:
        faults.append("there is no corpus")
    print("\n".join(faults) or f"{len(files)} payloads follow the schema")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
