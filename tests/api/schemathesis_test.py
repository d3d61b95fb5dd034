#!/usr/bin/python3
"""schemathesis over GET /openapi.json, as each kind of caller: what the description allows is answered as it says, and
what it does not allow is refused.

Installs its own program, of one version, into build/ the first time. TENURE_BINARY is the built command,
TENURE_BUILD the folder that the program is kept in.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from served import ServedLedger  # noqa: E402

VERSION = "4.32.5"
SECONDS = 25  # of each caller
PATIENCE_SECONDS = 300
SEED = "1"
CALLERS = {
    "auditor": ("auditor",),
    "township_clerk": ("clerk", "--scope", "o-town"),
    "dashboard": ("dashboard",),
    "public": None,
}
LEFT_OUT = (
    # Ends the session that other calls of the run may be in; what it does is tests/server's.
    "--exclude-operation-id", "closeSession",
    # A schema cannot say which dates the calendar has, nor which base64 is a signed act: these are refused by reason.
    # Of wrong tokens it sends more than an address may: 429 follows 401. Who sees what is tests/server/matrix_test.cc's.
    "--exclude-checks", "positive_data_acceptance,ignored_auth",
)  # fmt: skip
# What is too long for a header is refused as that, and each line of a batch is answered for itself: what is wrong
# with one is no fault of the request.
CONFIG = """
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429, 431, "5xx"]

[[operations]]
include-operation-id = "submitActs"
checks.negative_data_rejection.enabled = false
"""


def program():
    """schemathesis, in a virtual environment of its version."""
    folder = pathlib.Path(os.environ["TENURE_BUILD"]) / f"schemathesis-{VERSION}"
    if not (folder / "installed").exists():
        subprocess.run(["/usr/bin/python3", "-m", "venv", "--clear", folder], check=True)
        subprocess.run(
            [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", f"schemathesis=={VERSION}"],
            check=True,
        )
        (folder / "installed").touch()
    return folder / "bin" / "schemathesis"


class Schemathesis(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.program = program()
        cls.ledger = ServedLedger(tokens=tuple(role for role in CALLERS.values() if role))
        cls.addClassCleanup(cls.ledger.close)

    def find_nothing_as(self, caller):
        role = CALLERS[caller]
        authorization = ("--header", f"Authorization: Bearer {self.ledger.token(*role)}") if role else ()
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "schemathesis.toml").write_text(CONFIG, encoding="utf-8")
            done = subprocess.run(
                [
                    self.program, "run", f"{self.ledger.url}/openapi.json", "--max-time", str(SECONDS), "--seed", SEED,
                    "--continue-on-failure", "--no-shrink", "--suppress-health-check", "all", *LEFT_OUT, *authorization,
                ],
                env={**os.environ, "SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(HERE)},
                cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE_SECONDS,
                check=False,
            )  # fmt: skip
        self.assertEqual(done.returncode, 0, done.stdout[-20_000:])
        self.assertRegex(done.stdout, r"[1-9][0-9]* (generated|passed)|✅", "it asked nothing")

    def test_as_auditor(self):
        self.find_nothing_as("auditor")

    def test_as_township_clerk(self):
        self.find_nothing_as("township_clerk")

    def test_as_dashboard(self):
        self.find_nothing_as("dashboard")

    def test_as_public(self):
        self.find_nothing_as("public")


if __name__ == "__main__":
    unittest.main()
