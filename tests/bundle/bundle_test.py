#!/usr/bin/python3
"""A bundle of a decision, made by the command, verified by what is in it alone: no network, nothing but Python.

Every byte of it is changed in turn and found; and where somebody writes the manifest anew, every byte that a signature
covers.
"""

import hashlib
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = HERE.parents[1] / "server" / "bundle"
VECTORS = HERE.parent / "vectors" / "ed25519_cctv.json"
TENURE = os.environ.get("TENURE_BINARY", "build/release/bin/tenure")


def load(name):
    """The program as it is in the repository: never the copy of a bundle that was changed."""
    spec = importlib.util.spec_from_file_location(name, PROGRAMS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


ed25519 = load("ed25519")
verify = load("verify")
CASES = json.loads(VECTORS.read_text())


def accepted(case):
    return ed25519.verify(bytes.fromhex(case["key"]), case["msg"].encode(), bytes.fromhex(case["sig"]))


class Ed25519(unittest.TestCase):
    def test_accepts_what_libsodium_accepts_of_the_known_edge_cases(self):
        taken = [case for case in CASES if accepted(case)]
        self.assertEqual((len(CASES), len(taken)), (914, 43))
        refused = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R"}
        self.assertFalse([case for case in taken if refused & set(case["flags"] or [])])

    def test_s_is_below_the_order(self):
        case = next(case for case in CASES if accepted(case))
        key, message, signature = bytes.fromhex(case["key"]), case["msg"].encode(), bytes.fromhex(case["sig"])
        s = int.from_bytes(signature[32:], "little") + ed25519.L
        self.assertFalse(ed25519.verify(key, message, signature[:32] + s.to_bytes(32, "little")))
        self.assertFalse(ed25519.verify(key, message + b"!", signature))


class Bundle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        cls.make_ledger()
        cls.zip = cls.root / "review.zip"
        cls.said = cls.make_bundle(cls.zip).stderr
        cls.unpacked = cls.root / "unpacked"
        with zipfile.ZipFile(cls.zip) as archive:
            archive.extractall(cls.unpacked)
        cls.manifest = hashlib.sha256((cls.unpacked / "MANIFEST").read_bytes()).hexdigest()
        cls.key = (cls.unpacked / "log.vkey").read_text().strip()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def tenure(cls, *arguments, text=None):
        done = subprocess.run([TENURE, *arguments], cwd=cls.root, input=text, capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise AssertionError(f"{arguments}: {done.stdout}{done.stderr}")
        return done

    @classmethod
    def make_bundle(cls, path, *options):
        return cls.tenure(
            "review", cls.decision, "--data", "ledger", "--format", "bundle", "--output", str(path), *options
        )

    @classmethod
    def act(cls, authority, key, events):
        lines = "\n".join(json.dumps(event, ensure_ascii=False) for event in events)
        cls.tenure("act", "new", "--data", "ledger", "--authority", authority, "--out", "act.json", text=lines)
        cls.tenure("act", "sign", "act.json", "--key", key)
        said = cls.tenure("act", "submit", "act.json", "--data", "ledger", "--json").stdout
        (cls.root / "act.json").unlink()
        return json.loads(said)["index"]

    @classmethod
    def make_ledger(cls):
        cls.tenure("key", "new", "root.key", "--unencrypted")
        cls.tenure("key", "new", "clerk.key", "--unencrypted")
        clerk = cls.tenure("key", "show", "clerk.key", "--id").stdout.strip()
        cls.tenure(
            *"init --data ledger --unencrypted --origin county.example/tenure --root-key root.key".split(),
            *"--authority o-county --authority-name 县委".split(),
        )
        on = "2024-01-04"
        org = {"org": "o-town", "name": "镇党委", "kind": "township", "parent": "o-county"}
        person = {"person": "p-1", "org": "o-town", "name": {"seal": "张三"}}
        key = {"key": clerk, "alg": "ed25519", "person": "p-clerk"}
        grant = {"key": clerk, "person": "p-clerk", "org_subtree": "o-town", "types": ["tenure.*"], "from": on}
        pack = "[post_certificate]\nrequired = true\n"
        policy = {"org": "o-county", "title": "办法", "status": "in_force", "pack": pack}
        types = ["OrgRegistered", "PersonRegistered", "KeyRegistered", "SignerAuthorised", "PolicyAdopted"]
        events = zip(types, [org, person, key, grant, policy], strict=True)
        cls.act("o-county", "root.key", [{"type": name, "on": on, "data": data} for name, data in events])
        appointed = {"person": "p-1", "org": "o-town", "by": "appointment"}
        index = cls.act("o-town", "clerk.key", [{"type": "SecretaryAppointed", "on": "2024-03-01", "data": appointed}])
        cls.decision = f"{index}.0"

    def run_alone(self, *arguments):
        """In the folder itself, without an environment and, where the system lets it, without a network."""
        apart = ["unshare", "-rn"]
        if subprocess.run([*apart, "true"], capture_output=True).returncode != 0:
            apart = []
        command = [*apart, "env", "-i", "/usr/bin/python3", "-I", "verify.py", *arguments]
        return subprocess.run(command, cwd=self.unpacked, capture_output=True, text=True, timeout=60)

    def copy(self, name):
        out = self.root / name
        shutil.copytree(self.unpacked, out)
        return out

    def test_holds_alone(self):
        done = self.run_alone("--manifest", self.manifest, "--log-key", self.key)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertEqual(done.stdout.splitlines()[-2:], ["全部成立", "GOOD"])
        self.assertIn("检查点：county.example/tenure", done.stdout)
        self.assertNotIn("note:", done.stdout)
        self.assertFalse((self.unpacked / "__pycache__").exists())

    def test_says_what_nothing_but_the_manifest_covers(self):
        done = self.run_alone()
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertIn(f"sha256:{self.manifest}", done.stdout)
        self.assertIn("vouched for by the manifest alone", done.stdout)
        self.assertIn("the log's key is the bundle's own", done.stdout)

    def test_command_tells_the_manifest(self):
        self.assertIn(f"sha256:{self.manifest}", self.said)

    def test_another_manifest_or_key_is_found(self):
        self.assertEqual(self.run_alone("--manifest", "0" * 64).returncode, 3)
        self.assertEqual(self.run_alone("--log-key", self.key.replace("county", "another")).returncode, 3)

    def test_names_are_sorted_and_times_are_fixed(self):
        with zipfile.ZipFile(self.zip) as archive:
            names = archive.namelist()
            self.assertEqual(names, sorted(names))
            self.assertEqual({info.date_time for info in archive.infolist()}, {(1980, 1, 1, 0, 0, 0)})
        with zipfile.ZipFile(self.zip) as one:
            again = self.root / "again.zip"
            self.make_bundle(again)
            with zipfile.ZipFile(again) as other:
                differing = [name for name in names if one.read(name) != other.read(name)]
        # The printed report says when it was made.
        self.assertEqual(set(differing) - {"report/review.html"}, {"MANIFEST"} if differing else set())

    def test_is_made_soon(self):
        begun = time.monotonic()
        self.make_bundle(self.root / "timed.zip")
        self.assertLess(time.monotonic() - begun, 5)  # with the command's start, on a machine that does other things

    def test_sha256sum_reads_the_manifest(self):
        done = subprocess.run(["sha256sum", "--quiet", "-c", "MANIFEST"], cwd=self.unpacked, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    # Changed

    def finds(self, folder):
        try:
            verify.check(folder, None, None, lambda zh, en: None)
        except (verify.Bad, KeyError, TypeError, AttributeError, ValueError):
            return True
        return False

    def test_every_byte_that_is_changed_is_found(self):
        folder = verify.Folder(self.unpacked)
        changed = 0
        for name in list(folder.files):
            original = folder.files[name]
            for at in range(len(original)):
                folder.files[name] = original[:at] + bytes([original[at] ^ 1]) + original[at + 1 :]
                with self.assertRaises(verify.Bad, msg=f"{name} at {at}"):
                    verify.check_manifest(folder, self.manifest)
                changed += 1
            folder.files[name] = original
        self.assertGreater(changed, 10_000)
        verify.check_manifest(folder, self.manifest)

    def test_a_file_more_or_less_is_found(self):
        copy = self.copy("more")
        (copy / "more.txt").write_text("more")
        self.assertTrue(self.finds(copy))
        (copy / "more.txt").unlink()
        self.assertFalse(self.finds(copy))
        (copy / "report" / "review.html").unlink()
        self.assertTrue(self.finds(copy))

    def test_with_the_manifest_written_anew_every_byte_of_the_evidence_is_found(self):
        copy = self.copy("anew")
        changed = 0
        for path in [*copy.glob("acts/*/*"), copy / "checkpoint", copy / "log.vkey"]:
            original = path.read_bytes()
            for at in range(len(original)):
                path.write_bytes(original[:at] + bytes([original[at] ^ 1]) + original[at + 1 :])
                self.write_manifest(copy)
                self.assertTrue(self.finds(copy), f"{path.relative_to(copy)} at {at}")
                changed += 1
            path.write_bytes(original)
        self.assertGreater(changed, 2_000)
        self.write_manifest(copy)
        self.assertFalse(self.finds(copy))

    def test_an_act_that_the_report_cites_may_not_be_left_out(self):
        copy = self.copy("left_out")
        shutil.rmtree(copy / "acts" / self.decision.split(".")[0])
        self.write_manifest(copy)
        self.assertTrue(self.finds(copy))

    def test_a_key_that_nobody_registered_is_found(self):
        copy = self.copy("stranger")
        keys = json.loads((copy / "keys.json").read_text())
        for key in keys:
            key["registered"] = self.decision
        (copy / "keys.json").write_text(json.dumps(keys))
        self.write_manifest(copy)
        self.assertTrue(self.finds(copy))

    @staticmethod
    def write_manifest(folder):
        lines = []
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "MANIFEST":
                name = path.relative_to(folder).as_posix()
                lines.append((name.encode(), f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n"))
        (folder / "MANIFEST").write_text("".join(line for _, line in sorted(lines)))


if __name__ == "__main__":
    unittest.main()
