#!/usr/bin/python3
"""The independent verifier follows a server that runs, while acts are submitted, and finds out when it lies.

TENURE_BINARY is the built command. Writes to a temporary folder only.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(__file__).resolve().parent / "verify_log.py"
TENURE = os.environ.get("TENURE_BINARY", "")
PATIENCE_S = 60


class Desk:
    """A ledger in a temporary folder, the command, and the server."""

    def __init__(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.server = None
        self.orgs = 0
        self.tenure("key", "new", "root.key", "--unencrypted")
        self.tenure(
            "init", "--data", "ledger", "--unencrypted", "--origin", "county.example/tenure", "--root-key", "root.key",
            "--authority", "o-county", "--authority-name", "县委组织部",
        )
        status = json.loads(self.tenure("status", "--data", "ledger", "--json"))
        self.ledger, self.log_key = status["ledger"], status["log_key"]

    def close(self):
        self.stop()
        self.temporary.cleanup()

    def tenure(self, *arguments, given=""):
        done = subprocess.run(
            [TENURE, *arguments], cwd=self.folder, input=given, capture_output=True, text=True, check=False,
            timeout=PATIENCE_S,
        )
        if done.returncode != 0:
            raise AssertionError(f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def serve(self, ledger="ledger"):
        self.server = subprocess.Popen(
            [TENURE, "serve", "--data", ledger, "--listen", "127.0.0.1:0", "--json"],
            cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        self.url = json.loads(self.server.stdout.readline())["url"]

    def stop(self):
        if self.server is None:
            return
        self.server.terminate()
        self.server.wait(PATIENCE_S)
        self.server.stdout.close()
        self.server = None

    def submit(self, name="组织"):
        """An act with one event: another organisation."""
        self.orgs += 1
        event = {"type": "OrgRegistered", "on": "2024-01-04",
                 "data": {"org": f"o-{self.orgs}", "name": name, "kind": "village", "parent": "o-county"}}
        draft = self.tenure("act", "new", "--ledger", self.ledger, "--authority", "o-county", given=json.dumps(event))
        signed = self.tenure("act", "sign", "-", "--key", "root.key", given=draft)
        self.tenure("act", "submit", "-", "--url", self.url, given=signed)

    def follow(self):
        done = subprocess.run(
            [sys.executable, "-B", PROGRAM, self.url, "--vkey", self.log_key, "--follow", self.folder / "kept"],
            capture_output=True, text=True, check=False, timeout=PATIENCE_S,
        )
        return done.returncode, done.stdout + done.stderr


class Following(unittest.TestCase):
    def setUp(self):
        self.desk = Desk()
        self.addCleanup(self.desk.close)

    def assert_grew(self, before, now):
        code, said = self.desk.follow()
        self.assertEqual(code, 0, said)
        self.assertIn(f"from {before} to {now} entries", said)

    def assert_bad(self, words):
        kept = (self.desk.folder / "kept").read_bytes()
        code, said = self.desk.follow()
        self.assertEqual(code, 3, said)
        self.assertIn(words, said)
        self.assertEqual((self.desk.folder / "kept").read_bytes(), kept, "what was good is kept")

    def test_each_checkpoint_extends_the_one_before(self):
        self.desk.serve()
        code, said = self.desk.follow()
        self.assertEqual(code, 0, said)
        size = 1
        for acts in (0, 1, 1, 2, 3):
            for _ in range(acts):
                self.desk.submit()
            self.assert_grew(size, size + acts)
            size += acts
        self.desk.stop()
        self.desk.serve()
        self.desk.submit()
        self.assert_grew(size, size + 1)
        done = subprocess.run(
            [sys.executable, "-B", PROGRAM, self.desk.url, "--vkey", self.desk.log_key, "--entries-are-tenure"],
            capture_output=True, text=True, check=False,
        )
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_older_and_forked_servers_are_found_out(self):
        self.desk.serve()
        self.desk.submit()
        self.desk.stop()
        shutil.copytree(self.desk.folder / "ledger", self.desk.folder / "fork")
        self.desk.serve()
        self.desk.submit()
        self.desk.submit()
        code, said = self.desk.follow()
        self.assertEqual(code, 0, said)
        self.desk.stop()

        self.desk.serve("fork")
        self.assert_bad("had 4 entries and now shows 2")
        self.desk.submit("另一历史")
        self.desk.submit("另一历史")
        self.assert_bad("another root")
        self.desk.submit("另一历史")
        self.assert_bad("does not extend")
        self.desk.stop()

        self.desk.serve()
        self.assert_grew(4, 4)


if __name__ == "__main__":
    unittest.main()
