#!/usr/bin/python3
"""Tests of verify_log.py: on a log that another implementation made, on logs made here, and on tampered copies.

Run with `/usr/bin/python3 tests/verifier/verify_log_test.py`. Writes to temporary folders only.
"""

import base64
import functools
import gzip
import hashlib
import http.server
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

import nacl.signing

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = HERE / "verify_log.py"
TESSERA_LOG = HERE.parent / "vectors" / "tessera_log"
TESSERA_KEY = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
ORIGIN = "log.example"
SECRET = nacl.signing.SigningKey(b"s" * 32)


def verify(log, key, *more):
    done = subprocess.run(
        [sys.executable, "-B", PROGRAM, log, "--vkey", key, *map(str, more)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


# A small writer. Its tree is the recursion of RFC 6962, so that it agrees with the program only if both are right.


def sha(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.b64encode(data).decode()


def tenure_entry(i):
    return b"\x01" + i.to_bytes(8, "big") + (1000 + i).to_bytes(8, "big") + sha(b"statement %d" % i) + sha(b"verdict")


class Made:
    def __init__(self, size, entry=tenure_entry):
        self.entries = [entry(i) for i in range(size)]
        self.root = functools.lru_cache(None)(self.root)

    def root(self, begin, end):
        if end - begin <= 1:
            return sha(b"\0" + self.entries[begin]) if end > begin else sha(b"")
        k = begin + (1 << (end - begin - 1).bit_length() - 1)
        return sha(b"\1" + self.root(begin, k) + self.root(k, end))

    def path(self, m, begin, end):
        if end - begin == 1:
            return []
        k = begin + (1 << (end - begin - 1).bit_length() - 1)
        if m < k:
            return self.path(m, begin, k) + [self.root(k, end)]
        return self.path(m, k, end) + [self.root(begin, k)]

    def checkpoint(self, size):
        text = f"{ORIGIN}\n{size}\n{b64(self.root(0, size))}\n"
        return text + f"\n\u2014 {ORIGIN} {b64(key_id() + SECRET.sign(text.encode()).signature)}\n"

    def receipt(self, index, size):
        hashes = "".join(b64(h) + "\n" for h in self.path(index, 0, size))
        return f"c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n{self.checkpoint(size)}"

    def write(self, folder):
        size = len(self.entries)
        put(folder / "checkpoint", self.checkpoint(size).encode())
        span, level = 1, 0
        while size // span:
            hashes = [self.root(i * span, (i + 1) * span) for i in range(size // span)]
            for n in range(0, len(hashes), 256):
                some = hashes[n : n + 256]
                put(folder / tile(level, n // 256, len(some)), b"".join(some))
            span, level = span * 256, level + 1
        for n in range(0, size, 256):
            some = self.entries[n : n + 256]
            put(folder / tile("entries", n // 256, len(some)), b"".join(len(e).to_bytes(2, "big") + e for e in some))


def key_id():
    return sha(ORIGIN.encode() + b"\n\x01" + bytes(SECRET.verify_key))[:4]


MADE_KEY = f"{ORIGIN}+{key_id().hex()}+{b64(bytes([1]) + bytes(SECRET.verify_key))}"


def tile(tree, n, width):
    assert n < 1000
    return f"tile/{tree}/{n:03}" + (f".p/{width}" if width < 256 else "")


def put(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def flip(path, at=0):
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass


class Zipped(Quiet):
    def do_GET(self):
        body = gzip.compress(pathlib.Path(self.translate_path(self.path)).read_bytes())
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class WithFolder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)

    def assert_good(self, result):
        self.assertEqual(result[0], 0, result[1])
        self.assertIn("GOOD", result[1])

    def assert_bad(self, result, reason):
        self.assertEqual(result[0], 3, result[1])
        self.assertIn(reason, result[1])


class OtherLog(WithFolder):
    def setUp(self):
        super().setUp()
        self.log = self.folder / "log"
        shutil.copytree(TESSERA_LOG, self.log)

    def test_every_published_size_verifies(self):
        for size in range(16):
            shutil.copy(TESSERA_LOG / f"checkpoint.{size}", self.log / "checkpoint")
            self.assert_good(verify(self.log, TESSERA_KEY))

    def test_every_size_extends_every_published_one(self):
        for size in range(16):
            root = (TESSERA_LOG / f"checkpoint.{size}").read_text().split("\n")[2]
            self.assert_good(verify(self.log, TESSERA_KEY, "--since", f"{size},{root}"))

    def test_flipped_byte_in_the_checkpoint_is_bad(self):
        length = len((self.log / "checkpoint").read_bytes())
        for at in (0, 30, 60, length - 10):
            shutil.copy(TESSERA_LOG / "checkpoint", self.log / "checkpoint")
            flip(self.log / "checkpoint", at)
            self.assert_bad(verify(self.log, TESSERA_KEY), "BAD")

    def test_flipped_byte_in_a_tile_is_bad(self):
        flip(self.log / "tile/0/000.p/15", 40)
        self.assert_bad(verify(self.log, TESSERA_KEY), "tile/0/000.p/15: hash 1 is not what the entry bundle give")

    def test_flipped_byte_in_a_bundle_is_bad(self):
        flip(self.log / "tile/entries/000.p/15", 2)
        self.assert_bad(verify(self.log, TESSERA_KEY), "hash 0")

    def test_another_key_is_bad(self):
        self.assert_bad(verify(self.log, MADE_KEY), "no known key")


class MadeLog(WithFolder):
    def make(self, size, **how):
        self.made = Made(size, **how)
        self.made.write(self.folder)
        return self.folder

    def check(self, *more):
        return verify(self.folder, MADE_KEY, "--entries-are-tenure", *more)

    def put_receipt(self, index, size):
        put(self.folder / "receipts/one.receipt", self.made.receipt(index, size).encode())
        put(self.folder / "receipts/one.entry", self.made.entries[index])
        return ("--receipts", self.folder / "receipts")

    def test_sizes_at_the_tile_borders_verify(self):
        for size in (0, 1, 255, 256, 257, 65536 + 300):
            with self.subTest(size=size), tempfile.TemporaryDirectory() as folder:
                Made(size).write(pathlib.Path(folder))
                self.assert_good(verify(folder, MADE_KEY, "--entries-are-tenure"))

    def test_three_levels_of_tiles_are_all_read(self):
        self.make(65536 + 300)
        result = self.check()
        self.assertIn("in 258 bundles", result[1])
        self.assertIn(f"tiles: {258 + 2 + 1} in 3 levels", result[1])

    def test_flipped_byte_in_any_level_is_bad(self):
        self.make(65536 + 300)
        for name in ("tile/0/000", "tile/0/257.p/44", "tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1"):
            flip(self.folder / name, 31)
            self.assert_bad(self.check(), f"{name}: hash 0")
            flip(self.folder / name, 31)
        self.assert_good(self.check())

    def test_missing_files_are_bad(self):
        self.make(300)
        for name in ("checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"):
            (self.folder / name).rename(self.folder / "away")
            self.assert_bad(self.check(), f"{name} is missing")
            (self.folder / "away").rename(self.folder / name)

    def test_cut_and_lengthened_files_are_bad(self):
        self.make(300)
        for name in ("tile/0/001.p/44", "tile/entries/001.p/44"):
            data = (self.folder / name).read_bytes()
            for other in (data[:-1], data + b"\0"):
                put(self.folder / name, other)
                self.assert_bad(self.check(), name)
            put(self.folder / name, data)

    def test_full_tile_stands_in_for_a_partial_one_that_is_gone(self):
        self.make(600)
        put(self.folder / "checkpoint", self.made.checkpoint(300).encode())
        put(self.folder / "tile/1/000.p/1", self.made.root(0, 256))
        self.assert_good(self.check())
        flip(self.folder / "tile/0/001", 40)
        self.assert_bad(self.check(), "tile/0/001.p/44: hash 1")

    def test_root_that_the_log_signed_falsely_is_bad(self):
        self.make(300)
        self.made.root = lambda begin, end: sha(b"another")
        put(self.folder / "checkpoint", self.made.checkpoint(300).encode())
        self.assert_bad(self.check(), "not the signed one")

    def test_entries_out_of_order_are_bad(self):
        self.make(10, entry=lambda i: tenure_entry(i if i < 9 else 4))
        self.assert_bad(self.check(), "entry 9 says that it is entry 4")

    def test_entries_recorded_at_the_same_moment_are_bad(self):
        self.make(10, entry=lambda i: tenure_entry(i)[:9] + (7).to_bytes(8, "big") + tenure_entry(i)[17:])
        self.assert_bad(self.check(), "entry 1 was not recorded after")

    def test_entries_of_another_kind_are_bad_only_when_asked(self):
        self.make(10, entry=lambda i: b"entry %d" % i)
        self.assert_good(verify(self.folder, MADE_KEY))
        self.assert_bad(self.check(), "entry 0 is not an entry of version 1")

    def test_receipts_of_every_age_verify(self):
        self.make(300)
        for index, size in ((0, 1), (0, 300), (299, 300), (255, 256), (100, 257)):
            result = self.check(*self.put_receipt(index, size))
            self.assert_good(result)
            self.assertIn("receipts: 1 good", result[1])

    def test_flipped_byte_in_a_receipt_is_bad(self):
        self.make(300)
        receipts = self.put_receipt(100, 290)
        for at in (3, 29, 80, 440, 500):
            flip(self.folder / "receipts/one.receipt", at)
            self.assert_bad(self.check(*receipts), "one.receipt")
            flip(self.folder / "receipts/one.receipt", at)
        self.assert_good(self.check(*receipts))

    def test_flipped_byte_in_a_receipts_entry_is_bad(self):
        self.make(300)
        receipts = self.put_receipt(100, 290)
        flip(self.folder / "receipts/one.entry", 50)
        self.assert_bad(self.check(*receipts), "does not lead from the entry")

    def test_receipt_without_its_entry_is_bad(self):
        self.make(300)
        receipts = self.put_receipt(100, 290)
        (self.folder / "receipts/one.entry").unlink()
        self.assert_bad(self.check(*receipts), "no one.entry beside it")

    def test_receipt_of_a_longer_log_is_bad(self):
        self.make(300)
        receipts = self.put_receipt(100, 300)
        put(self.folder / "checkpoint", self.made.checkpoint(299).encode())
        put(self.folder / "tile/0/001.p/43", (self.folder / "tile/0/001.p/44").read_bytes()[:-32])
        put(self.folder / "tile/entries/001.p/43", (self.folder / "tile/entries/001.p/44").read_bytes()[:-83])
        self.assert_bad(self.check(*receipts), "it was given at size 300")

    def test_receipt_of_a_fork_is_bad(self):
        self.make(300, entry=lambda i: tenure_entry(i + 1))
        receipts = self.put_receipt(100, 290)
        self.make(300)
        self.assert_bad(self.check(*receipts), "another root than the receipt was given for")

    def test_rewritten_log_is_bad_since_an_earlier_root(self):
        self.make(300)
        self.assert_good(self.check("--since", f"257,{self.made.root(0, 257).hex()}"))
        self.assert_bad(self.check("--since", f"257,{self.made.root(0, 256).hex()}"), "it was rewritten")

    def test_shorter_log_is_bad_since_an_earlier_size(self):
        self.make(300)
        self.assert_bad(self.check("--since", f"301,{b64(sha(b'later'))}"), "had 301 entries and now has 300")

    def test_wrong_usage_is_2(self):
        self.make(1)
        self.assertEqual(verify(self.folder, "no key")[0], 2)
        self.assertEqual(self.check("--since", "1")[0], 2)
        self.assertEqual(self.check("--receipts", self.folder / "absent")[0], 2)

    def serve(self, handler):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=self.folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}/"

    def test_log_is_read_over_http_with_gzip(self):
        self.make(300)
        url = self.serve(Zipped)
        self.assert_good(verify(url, MADE_KEY, "--entries-are-tenure"))
        flip(self.folder / "tile/0/000", 5)
        self.assert_bad(verify(url, MADE_KEY), "tile/0/000: hash 0")

    def test_log_that_does_not_answer_is_bad(self):
        self.assert_bad(verify("http://127.0.0.1:1/", MADE_KEY), "checkpoint")

    def test_log_is_read_over_http(self):
        self.make(600)
        url = self.serve(Quiet)
        self.assert_good(verify(url, MADE_KEY, "--entries-are-tenure"))
        flip(self.folder / "tile/0/001", 5)
        self.assert_bad(verify(url, MADE_KEY), "tile/0/001: hash 0")
        (self.folder / "tile/0/001").unlink()
        self.assert_bad(verify(url, MADE_KEY), "tile/0/001 is missing")


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    unittest.main()
