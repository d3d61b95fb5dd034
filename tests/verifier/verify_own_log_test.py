#!/usr/bin/python3
"""The independent verifier over the ledger's own exports, at sizes around the edges of tiles and levels.

TENURE_MAKE_LOG is the built make_log. Writes to a temporary folder only.
"""

import base64
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(__file__).resolve().parent / "verify_log.py"
SIZES = (0, 1, 255, 256, 257, 65_536, 70_000)
RECEIPTS = 16


def verify(log, key, *more):
    done = subprocess.run(
        [sys.executable, "-B", PROGRAM, log, "--vkey", key, "--entries-are-tenure", *map(str, more)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


class OwnLog(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.logs = pathlib.Path(cls.folder.name)
        made = subprocess.run(
            [os.environ["TENURE_MAKE_LOG"], cls.logs, str(RECEIPTS), *map(str, SIZES)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        cls.key = made.stdout.strip()

    def root(self, size):
        return (self.logs / str(size) / "checkpoint").read_text(encoding="utf-8").split("\n")[2]

    def assert_good(self, outcome):
        self.assertEqual(outcome[0], 0, outcome[1])

    def test_every_size_verifies_with_its_receipts(self):
        for size in SIZES:
            with self.subTest(size=size):
                receipts = self.logs / str(size) / "receipts"
                self.assertEqual(len(list(receipts.glob("*.receipt"))), min(size, RECEIPTS))
                more = ("--receipts", receipts) if size else ()
                self.assert_good(verify(self.logs / str(size), self.key, *more))

    def test_every_size_extends_the_one_before(self):
        for before, size in zip(SIZES, SIZES[1:]):
            with self.subTest(size=size):
                since = f"{before},{self.root(before)}"
                self.assert_good(verify(self.logs / str(size), self.key, "--since", since))

    def test_receipts_of_a_smaller_log_hold_in_the_grown_one(self):
        self.assert_good(verify(self.logs / "70000", self.key, "--receipts", self.logs / "257" / "receipts"))

    def test_another_root_is_bad(self):
        other = base64.b64encode(b"\0" * 32).decode()
        code, said = verify(self.logs / "257", self.key, "--since", f"256,{other}")
        self.assertEqual(code, 3, said)

    def test_changed_entry_is_bad(self):
        bundle = self.logs / "1" / "tile/entries/000.p/1"
        content = bundle.read_bytes()
        self.addCleanup(bundle.write_bytes, content)
        bundle.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        code, said = verify(self.logs / "1", self.key)
        self.assertEqual(code, 3, said)


if __name__ == "__main__":
    unittest.main()
