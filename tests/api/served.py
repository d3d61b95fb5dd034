"""A small ledger made with the `tenure` command and served on a loopback port, for tests from outside.

TENURE_BINARY is the built command. Everything is in a temporary folder; the server is stopped with it.
"""

import base64
import json
import os
import pathlib
import subprocess
import tempfile
import urllib.error
import urllib.request

PATIENCE_SECONDS = 60

REGISTER = """
{"type":"OrgRegistered","on":"2024-01-04","data":{"org":"o-town","name":"示例镇党委","kind":"township","parent":"o-county"}}
{"type":"OrgRegistered","on":"2024-01-04","data":{"org":"o-east","name":"东村党支部","kind":"branch","parent":"o-town"}}
{"type":"PersonRegistered","on":"2024-01-04","data":{"person":"p-1","org":"o-east","name":{"seal":"张三"}}}
{"type":"PersonRegistered","on":"2024-01-04","data":{"person":"p-2","org":"o-east","name":{"seal":"李四"}}}
"""
POLICY = json.dumps(
    {
        "type": "PolicyAdopted",
        "on": "2024-01-05",
        "data": {
            "org": "o-county",
            "title": "办法",
            "status": "in_force",
            "pack": '[post_certificate]\nrequired = true\n[rules."gate.post_certificate"]\nmode = "flag"\n',
        },
    }
)
APPOINT = '{"type":"SecretaryAppointed","on":"2024-03-01","data":{"person":"%s","org":"o-east"}}'


PAY = json.dumps(
    {
        "type": "PayDisbursed",
        "on": "2024-04-01",
        "data": {"person": "p-1", "org": "o-east", "component": "pay_subsidy", "period": "2024", "amount_fen": 765500},
    }
)

# Tokens are made before the server starts: it looks for new ones only so often.
TOKENS = (
    ("auditor",),
    ("auditor", "--person", "p-1"),
    ("clerk",),
    ("dashboard",),
    ("subject", "--person", "p-1"),
    ("auditor", "--scope", "o-town"),
)
REGISTER_LATER = '{"type":"PersonRegistered","on":"2024-01-04","data":{"person":"%s","org":"o-east","name":{"seal":"王五"}}}'


class Answer:
    """A status, headers and a body."""

    def __init__(self, status, headers, body):
        self.status = status
        self.type = (headers.get("Content-Type") or "").split(";")[0]
        self.headers = headers
        self.body = body

    def json(self):
        return json.loads(self.body)


class ServedLedger:
    """Act 0 opens the ledger, 1 registers, 2 adopts a policy, 3 appoints p-1, which is flagged, 4 pays p-1.

    `prepared` holds submissions that are signed and not submitted, by what they do. `more` are acts behind them,
    `tokens` the roles that there are tokens of.
    """

    def __init__(self, more=(), tokens=TOKENS):
        self.folder = tempfile.TemporaryDirectory()
        self.run("key", "new", "root.key", "--unencrypted")
        self.run(
            "init", "--data", "ledger", "--unencrypted", "--origin", "county.example/tenure", "--root-key", "root.key",
            "--authority", "o-county", "--authority-name", "示例县委组织部",
        )  # fmt: skip
        for events in (REGISTER, POLICY, APPOINT % "p-1", PAY, *more):
            self.run("act", "submit", self.sign(events), "--data", "ledger")
        self.prepared = {
            name: json.loads((self.path / self.sign(events)).read_text(encoding="utf-8"))
            for name, events in (
                ("appoint", APPOINT % "p-2"),
                ("register", REGISTER_LATER % "p-3"),
                ("register_draft", REGISTER_LATER % "p-4"),
            )
        }
        self.tokens = {role: self.new_token(*role) for role in tokens}
        self.process = subprocess.Popen(
            [os.environ["TENURE_BINARY"], "serve", "--data", "ledger", "--listen", "127.0.0.1:0", "--json"],
            cwd=self.path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self.url = json.loads(self.process.stdout.readline())["url"]

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE_SECONDS)
        self.process.stdout.close()
        self.folder.cleanup()

    @property
    def path(self):
        return pathlib.Path(self.folder.name)

    @property
    def port(self):
        return int(self.url.rsplit(":", 1)[1])

    def run(self, *arguments, text=""):
        done = subprocess.run(
            [os.environ["TENURE_BINARY"], *arguments],
            cwd=self.path, input=text, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def sign(self, events):
        """The file of an act that was made of the events and signed with the root key."""
        name = f"act-{len(list(self.path.glob('act-*')))}.json"
        self.run("act", "new", "--data", "ledger", "--authority", "o-county", "--out", name, text=events)
        self.run("act", "sign", name, "--key", "root.key")
        return name

    def new_token(self, role, *more):
        made = self.run("token", "new", "--data", "ledger", "--role", role, *more, "--json")
        return json.loads(made)["token"]

    def token(self, *role):
        """One of TOKENS."""
        return self.tokens[role]

    def ask(self, method, path, token=None, body=None, content_type="application/json", accept=None):
        headers = {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if accept:
            headers["Accept"] = accept
        if body is not None:
            headers["Content-Type"] = content_type
        request = urllib.request.Request(self.url + path, data=body, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, refusal.headers, refusal.read())


def payload_of(submission):
    """The signed bytes of a submission, wrapped or not."""
    envelope = submission.get("envelope", submission)
    return base64.b64decode(envelope["payload"])
