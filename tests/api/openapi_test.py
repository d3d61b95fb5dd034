#!/usr/bin/python3
"""GET /openapi.json against a running server: every operation is called and every answer follows its schema.

An operation without an example fails, so a new route brings one. TENURE_BINARY is the built command.
"""

import base64
import dataclasses
import hashlib
import json
import pathlib
import sys
import unittest
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from described import Draft202012Validator, faults, references, unresolved  # noqa: E402
from served import ServedLedger, payload_of  # noqa: E402

METHODS = ("get", "put", "post", "delete")
PROBLEM = "application/problem+json"
NDJSON = "application/x-ndjson"
ATTACHMENT = "扫描件".encode()
ATTACHMENT_DIGEST = "sha256:" + hashlib.sha256(ATTACHMENT).hexdigest()


@dataclasses.dataclass
class Call:
    """How an operation is called; without a role by the first one that its description names."""

    arguments: dict = dataclasses.field(default_factory=dict)
    status: int = 200
    role: tuple = ()
    body: bytes | None = None
    content_type: str = "application/json"
    accept: str | None = None


def with_json(value, **more):
    return Call(body=json.dumps(value).encode(), **more)


TRIED_POLICY = {"pack": "[post_certificate]\nrequired = true\n", "from": "2024-01-01"}


def examples(ledger):
    """Calls by operationId, in an order in which each finds what it needs."""
    draft = ledger.prepared["register_draft"]
    newcomer = ledger.prepared["register"]
    envelope = draft.get("envelope", draft)
    digest = hashlib.sha256(payload_of(draft)).hexdigest()
    unsigned = {**draft, "envelope": {**envelope, "signatures": []}}
    size = int(ledger.ask("GET", "/checkpoint").body.split(b"\n")[1])
    return {
        "getHealth": [Call()],
        "getReadiness": [Call()],
        "getMetrics": [Call()],
        "getOpenapi": [Call()],
        "getAsyncapi": [Call()],
        "getStatus": [Call()],
        "getSchema": [Call()],
        "listRules": [Call()],
        "getCheckpoint": [Call()],
        "getTile": [Call({"path": f"0/000.p/{size}"}), Call({"path": f"entries/000.p/{size}"})],
        "proveInclusion": [Call({"index": 0}), Call({"index": 1, "size": 3})],
        "proveConsistency": [Call({"from_size": 1}), Call({"from_size": 1, "until_size": 2})],
        "checkAct": [with_json(newcomer)],
        "submitAct": [with_json(newcomer, status=201), with_json(newcomer)],
        "submitActs": [
            Call(body=json.dumps(newcomer).encode() + b"\n{}\n", content_type=NDJSON),
        ],
        "rehearseActs": [Call(body=json.dumps(newcomer).encode() + b"\n", content_type=NDJSON)],
        "getAct": [Call({"act": 3}, role=("auditor",)), Call({"act": 3})],
        "getReceipt": [Call({"act": 3})],
        "getPayload": [Call({"act": act}, role=("auditor",)) for act in range(4)],
        "getEntry": [Call({"act": 0})],
        "putAttachment": [
            Call({"digest": ATTACHMENT_DIGEST}, 204, body=ATTACHMENT, content_type="application/octet-stream")
        ],
        "getAttachment": [Call({"digest": ATTACHMENT_DIGEST})],
        "postDraft": [with_json(unsigned, status=202)],
        "listDrafts": [Call(), Call({"awaiting": envelope["signatures"][0]["keyid"]})],
        "getDraft": [Call({"digest": digest})],
        "deleteDraft": [],  # the next one signs it; tests/server deletes one
        "signDraft": [
            with_json({"signatures": envelope["signatures"]}, arguments={"digest": digest}, status=201),
        ],
        "listPersons": [
            Call({"org": "o-county"}),
            Call({"org": "o-county"}, role=("dashboard",)),
            Call({"org": "o-town", "post": "secretary", "on": "2024-03-01", "at": 4, "limit": 1}),
            Call({"org": "o-town", "q": "张三"}),
            Call({"q": "zs", "limit": 1}),
        ],
        "getPerson": [
            Call({"id": "p-1"}),
            Call({"id": "p-1", "at": "3", "on": "2024-02-01"}),
            Call({"id": "p-1"}, role=("subject", "--person", "p-1")),
        ],
        "getMe": [Call(role=("subject", "--person", "p-1"))],
        "listOrgs": [Call({"parent": "o-county"}), Call({"parent": "o-town", "at": "2030-01-01T00:00:00Z"})],
        "getOrg": [Call({"id": "o-east"})],
        "getNames": [
            Call({"subjects": "person/p-1,org/o-east"}),
            Call({"subjects": "person/p-1", "on": "2024-02-01"}, role=("dashboard",)),
        ],
        "listEvents": [
            Call({"subject": "person/p-1", "order": "desc"}),
            Call({"subject": "person/p-1"}, role=("dashboard",)),
            Call({"type": "OrgRegistered"}, role=("dashboard",)),
            Call({"type": "PersonRegistered", "limit": 1}),
            Call({"area": "tenure", "from": "1.0", "until": "4.0"}),
            Call({"at": 3, "on": "2024-02-01"}),
            Call(accept=NDJSON),
            Call({"at": 3}, accept=NDJSON),
        ],
        "getDiff": [
            Call({"subject": "person/p-1", "from_size": 2}),
            Call({"subject": "org/o-east"}),
            Call({"org": "o-county"}),
            Call({"org": "o-town", "from_size": "2024-01-01T00:00:00Z", "until_size": 4, "on": "2024-06-01"}),
        ],
        "tryPolicy": [
            with_json(TRIED_POLICY, arguments={"org": "o-county"}, role=("auditor",)),
            with_json(TRIED_POLICY, arguments={"org": "o-county"}, role=("auditor",), accept=NDJSON),
        ],
        "getDecision": [
            Call({"position": "2.0"}),
            Call({"position": "3.0", "at": 4, "on": "2024-03-01"}),
            Call({"position": "2.0"}, role=("clerk",)),
        ],
        "getEligibility": [Call({"name": "elig.departure_subsidy", "person": "p-1"})],
        "getComputation": [
            Call({"name": "calc.tenure_years", "subject": "p-1"}),
            Call({"name": "calc.tenure_years", "subject": "p-1", "at": 3, "on": "2024-02-01"}),
            Call({"name": "calc.pension_share", "subject": "p-1"}, role=("subject", "--person", "p-1")),
            Call({"name": "calc.pay_standard", "subject": "o-east"}),
        ],
        "getPay": [
            Call({"person": "p-1"}),
            Call({"person": "p-1", "year": "2024"}),
            Call({"person": "p-1", "at": 4}),
        ],
        "getBooks": [Call({"org": "o-east"}), Call({"org": "o-east", "from": "2024-01-01", "until": "2024-12-31"})],
        "listCounterparties": [Call({"org": "o-east"})],
        "getAudit": [
            Call({"kind": "departure", "person": "p-1"}),
            Call({"kind": "special", "org": "o-east", "from": "2024-01-01", "tests": "A1,B3", "parameters": "audit.near_days = 9"}),
            Call({"kind": "departure", "org": "o-county", "all": "true"}),
        ],
        "getSample": [
            Call({"method": "record", "org": "o-east", "n": 3, "seed": "s"}),
            Call({"method": "monetary_unit", "org": "o-east", "n": 3, "seed": "s"}),
            Call({"method": "strata", "person": "p-1"}),
        ],
        "listAlerts": [
            Call({"org": "o-county"}),
            Call({"org": "o-county", "on": "2026-01-01", "limit": 1}),
            Call({"org": "o-county", "rule": "alert.uncertified", "cursor": "2024-01-01,alert.uncertified,person/p-1,1"}),
        ],
        "listFlags": [Call(), Call(role=("dashboard",)), Call({"org": "o-town", "rule": "gate.post_certificate", "limit": 1})],
        "getStatistic": [
            Call({"name": "stat.secretary_by_mode", "org": "o-county"}),
            Call({"name": "stat.secretary_by_mode", "org": "o-county", "by": "org"}),
            Call({"name": "stat.pay_average", "org": "o-county"}),
        ],
        "getReport": [Call({"name": "rpt.roster_structure", "org": "o-county"})],
        "getPolicy": [Call({"org": "o-east"}), Call({"org": "o-east", "at": 2})],
        "listReads": [
            Call(),
            Call({"subject": "person/p-1", "limit": 3}),
            Call(role=("subject", "--person", "p-1")),
        ],
        "openSession": [with_json({"token": ledger.token("auditor")})],
        "getSession": [Call(role=("auditor", "--scope", "o-town"))],
        "closeSession": [Call(status=204)],
    }


class OpenApi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ledger = ServedLedger()
        cls.addClassCleanup(cls.ledger.close)
        cls.document = cls.ledger.ask("GET", "/openapi.json").json()
        cls.operations = {
            operation["operationId"]: (method.upper(), path, operation)
            for path, methods in cls.document["paths"].items()
            for method, operation in methods.items()
        }

    def test_document_is_whole(self):
        self.assertEqual(self.document["openapi"], "3.1.0")
        self.assertTrue(self.document["info"]["title"] and self.document["info"]["version"])
        self.assertEqual(unresolved(self.document), [])
        self.assertEqual([server["url"] for server in self.document["servers"]], ["/"])
        count = sum(len(methods) for methods in self.document["paths"].values())
        self.assertEqual(len(self.operations), count, "an operationId stands twice")
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                with self.subTest(path=path, method=method):
                    self.assertIn(method, METHODS)
                    self.check_operation(path, operation)

    def check_operation(self, path, operation):
        self.assertTrue(operation["summary"] and operation["description"])
        arguments = operation.get("parameters", [])
        names = [argument["name"] for argument in arguments]
        self.assertEqual(len(set(names)), len(names))
        in_path = {argument["name"] for argument in arguments if argument["in"] == "path"}
        self.assertEqual(in_path, {part[1:-1] for part in path.split("/") if part.startswith("{")})
        for argument in arguments:
            self.assertIn(argument["in"], ("path", "query"))
            self.assertTrue(argument["required"] or argument["in"] == "query")
            self.assertTrue(argument["description"])
            self.assertTrue(argument["schema"])
        self.assertNotIn("default", operation["responses"], "each status is named")
        refusals = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        for status in ("400", "401", "429", "500", "503"):
            self.assertIn(status, refusals)
        for answer in refusals.values():
            self.assertEqual(list(answer["content"]), [PROBLEM])
            self.assertTrue(answer["x-problems"] and answer["description"])
        for scheme in operation["security"]:
            for name in scheme:
                self.assertIn(name, self.document["components"]["securitySchemes"])
        expected = {"429", "503"} | ({"413", "415"} if "requestBody" in operation else set())
        self.assertEqual(expected - set(operation["responses"]), set())

    def test_what_may_be_asked_later_says_when(self):
        for name, (_, _, operation) in self.operations.items():
            for status in ("429", "503"):
                with self.subTest(operation=name, status=status):
                    self.assertTrue(operation["responses"][status]["headers"]["Retry-After"]["required"])

    def test_other_media_types_are_refused(self):
        bodies = 0
        for name, (method, path, operation) in self.operations.items():
            if "requestBody" not in operation:
                continue
            bodies += 1
            target, token = self.bare_target(path, operation), self.token(operation, ())
            for other in ("text/x-other", "application/x-www-form-urlencoded", "text/plain; charset=utf-8"):
                with self.subTest(operation=name, content_type=other):
                    answer = self.ledger.ask(method, target, token, b"{}", other)
                    self.check_problem(operation, answer, 415)
                    for media in operation["requestBody"]["content"]:
                        self.assertIn(media, answer.json()["detail"])
        self.assertGreater(bodies, 5)

    def test_every_schema_is_one(self):
        schemas = dict(self.document["components"]["schemas"])
        for name, (_, _, operation) in self.operations.items():
            for argument in operation.get("parameters", []):
                schemas[f"{name} {argument['name']}"] = argument["schema"]
            for status, answer in operation["responses"].items():
                for media, content in answer.get("content", {}).items():
                    schemas[f"{name} {status} {media}"] = content.get("schema", {})
                    schemas[f"{name} {status} {media} line"] = content.get("x-line-schema", {})
        for name, schema in schemas.items():
            with self.subTest(schema=name):
                Draft202012Validator.check_schema(schema)

    def test_every_schema_is_used(self):
        used = {reference.rsplit("/", 1)[1] for reference in references(self.document)}
        hidden = {schema.get("x-value") for schema in self.sealed(self.document)}
        self.assertEqual(set(self.document["components"]["schemas"]) - used - hidden, set())

    def sealed(self, node):
        if isinstance(node, dict):
            if node.get("x-sealed"):
                yield node
            for value in node.values():
                yield from self.sealed(value)
        elif isinstance(node, list):
            for value in node:
                yield from self.sealed(value)

    def test_every_operation_answers_as_described(self):
        calls = examples(self.ledger)
        self.assertEqual(set(calls), set(self.operations))
        for name, several in calls.items():
            for call in several:
                with self.subTest(operation=name, call=str(call)[:200]):
                    self.check_call(name, call)

    def check_call(self, name, call):
        method, path, operation = self.operations[name]
        answer = self.ledger.ask(
            method,
            self.target(path, operation, call.arguments),
            self.token(operation, call.role),
            call.body,
            call.content_type,
            call.accept,
        )
        self.assertEqual(answer.status, call.status, answer.body)
        self.check_answer(operation, answer)

    def check_answer(self, operation, answer):
        contents = operation["responses"][str(answer.status)].get("content", {})
        if not contents:
            self.assertEqual(answer.body, b"")
            return
        described = {media.split(";")[0]: content for media, content in contents.items()}
        self.assertIn(answer.type, described)
        content = described[answer.type]
        if answer.type == NDJSON:
            lines = answer.body.splitlines()
            self.assertTrue(lines)
            for line in lines:
                self.assertEqual(faults(self.document, content["x-line-schema"], json.loads(line)), [], line)
        elif answer.type.endswith("json"):
            self.assertEqual(faults(self.document, content["schema"], answer.json()), [], answer.body[:2000])
        else:
            self.assertTrue(answer.body)

    def target(self, path, operation, arguments):
        left = dict(arguments)
        for argument in operation.get("parameters", []):
            if argument["in"] == "path":
                path = path.replace("{%s}" % argument["name"], urllib.parse.quote(str(left.pop(argument["name"]))))
        return path + ("?" + urllib.parse.urlencode(left) if left else "")

    def bare_target(self, path, operation):
        """Something of no meaning in the path, no query."""
        in_path = [a["name"] for a in operation.get("parameters", []) if a["in"] == "path"]
        return self.target(path, operation, dict.fromkeys(in_path, "x"))

    def token(self, operation, role):
        if role:
            return self.ledger.token(*role)
        if not operation["security"]:
            return None
        return self.ledger.token(operation.get("x-roles", ["auditor"])[0])

    def check_problem(self, operation, answer, status):
        """A refusal whose status and type its operation names."""
        self.assertEqual((answer.status, answer.type), (status, PROBLEM), answer.body)
        described = operation["responses"][str(status)]
        self.assertEqual(faults(self.document, described["content"][PROBLEM]["schema"], answer.json()), [])
        self.assertEqual(answer.json()["status"], status)
        self.assertIn(answer.json()["type"].rsplit(":", 1)[1], described["x-problems"])

    def test_refusals_are_problems(self):
        for name, (method, path, operation) in self.operations.items():
            target = self.bare_target(path, operation)
            with self.subTest(operation=name):
                if operation["security"]:
                    self.check_problem(operation, self.ledger.ask(method, target), 401)
                misspelt = self.ledger.ask(method, target + "?misspelt=1", self.token(operation, ()))
                self.check_problem(operation, misspelt, 400)

    def test_role_that_is_not_named_is_refused(self):
        for name, (method, path, operation) in self.operations.items():
            if "x-roles" not in operation:
                continue
            with self.subTest(operation=name):
                answer = self.ledger.ask(method, self.bare_target(path, operation), self.ledger.token("dashboard"))
                self.check_problem(operation, answer, 403)

    def test_what_is_not_there_is_refused_as_described(self):
        for name, (method, path, operation) in self.operations.items():
            in_path = [a["name"] for a in operation.get("parameters", []) if a["in"] == "path"]
            if not in_path or name in ("putAttachment", "signDraft"):
                continue
            for nothing in ("x", "p-nobody", "9" * 18, "sha256:" + "0" * 64):
                with self.subTest(operation=name, nothing=nothing):
                    target = self.target(path, operation, dict.fromkeys(in_path, nothing))
                    self.check_problem(operation, self.ledger.ask(method, target, self.token(operation, ())), 404)

    def test_every_statistic_and_report_answers_as_described(self):
        rules = self.ledger.ask("GET", "/v1/rules").json()["rules"]
        for form, name in (("statistic", "getStatistic"), ("report", "getReport")):
            asked = [rule["name"] for rule in rules if rule["form"] == form]
            self.assertTrue(asked)
            for rule in asked:
                for more in ({}, {"by": "org"}) if form == "statistic" else ({},):
                    with self.subTest(rule=rule, more=more):
                        self.check_call(name, Call({"name": rule, "org": "o-county", **more}))

    def test_statistic_of_amounts_has_the_least_and_the_most(self):
        answer = self.ledger.ask("GET", "/v1/stats/stat.pay_average?org=o-county", self.ledger.token("auditor"))
        total = answer.json()["total"]
        self.assertEqual((total["known"], total["least"], total["most"]), (1, 765500, 765500))

    def test_flag_is_shown_with_its_review(self):
        flagged = self.ledger.ask("GET", "/v1/flags", self.ledger.token("auditor")).json()["items"][0]
        self.assertEqual((flagged["position"], flagged["rule"]), ("3.0", "gate.post_certificate"))
        self.assertEqual(flagged["reviews"], [])


if __name__ == "__main__":
    unittest.main()
