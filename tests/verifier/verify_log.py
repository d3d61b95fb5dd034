#!/usr/bin/python3
"""Checks a C2SP tlog-tiles log from the outside.

Written from the specifications (c2sp.org/tlog-tiles, tlog-checkpoint, signed-note, tlog-proof and RFC 6962) and sharing
nothing with the ledger but these formats: only Python's standard library and PyNaCl.

    verify_log.py <folder or http(s) URL> --vkey KEY [--vkey KEY ...] [--receipts DIR] [--entries-are-tenure]
                  [--since SIZE,ROOT] [--follow FILE] [--ca FILE]

Every entry bundle is read and hashed; every tile of every level that the checkpoint's size asks for, full and partial,
is compared with what the entries give; the root is compared with the signed one. So a tile, bundle or checkpoint that
says anything else than the rest is found.

With --follow a served log is followed instead: FILE keeps the newest checkpoint that was good. A new one must extend it
by the server's consistency proof, and each entry since must be in it by an inclusion proof; then it replaces the one in
FILE. A log that shrank, or tells another history than before, is found at the next run. The first run trusts what it is
shown: check the whole log once before.

Exit status: 0 everything holds, 2 wrong usage, 3 something does not hold (or is missing), with the reason on stderr.
"""

import argparse
import base64
import binascii
import hashlib
import http.client
import json
import pathlib
import re
import ssl
import sys
import urllib.parse
import zlib

import nacl.exceptions
import nacl.signing

TILE_WIDTH = 256
HASH_SIZE = 32
SIGNATURES_MAX = 64
RESPONSE_SIZE_MAX = 256 * (2 + 0xFFFF)  # a full bundle of the largest entries
TIMEOUT_S = 30
TENURE_ENTRY_SIZE = 81


class Bad(Exception):
    """Something does not hold; the text says what."""


class Missing(Bad):
    pass


# Text


def decimal(text, what):
    if not re.fullmatch(r"0|[1-9][0-9]{0,19}", text, re.ASCII) or int(text) >= 2**64:
        raise Bad(f"{what}: {text!r} is not a decimal number")
    return int(text)


def unbase64(text, what):
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Bad(f"{what}: not base64") from None
    if base64.b64encode(raw).decode() != text:
        raise Bad(f"{what}: not the canonical base64")
    return raw


def unbase64_hash(text, what):
    raw = unbase64(text, what)
    if len(raw) != HASH_SIZE:
        raise Bad(f"{what}: {len(raw)} bytes are not a SHA-256 hash")
    return raw


# Signed notes and checkpoints


class VerifierKey:
    ED25519 = 0x01

    def __init__(self, text):
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise Bad(f"verifier key {text!r}: not name+id+key")
        self.name = parts[0]
        typed = unbase64(parts[2], "verifier key")
        if len(typed) != 33 or typed[0] != self.ED25519:
            raise Bad("verifier key: not an Ed25519 key")
        self.id = hashlib.sha256(self.name.encode() + b"\n" + typed).digest()[:4]
        if not self.name or self.id.hex() != parts[1]:
            raise Bad("verifier key: the id is not that of the name and key")
        self.key = nacl.signing.VerifyKey(typed[1:])

    def check(self, text, signature):
        try:
            self.key.verify(text, signature)
        except (nacl.exceptions.BadSignatureError, nacl.exceptions.ValueError, ValueError):
            raise Bad(f"the signature of {self.name} does not verify") from None


def is_key_name(name):
    return bool(name) and "+" not in name and not any(c.isspace() for c in name)


def open_note(note, keys):
    """The text of a signed note and the names of the known keys that signed it."""
    try:
        decoded = note.decode("utf-8")
    except UnicodeDecodeError:
        raise Bad("the note is not UTF-8") from None
    if any(c < " " and c != "\n" for c in decoded):
        raise Bad("the note has control characters")
    split = decoded.rfind("\n\n")
    if split < 0 or not decoded.endswith("\n"):
        raise Bad("the note has no empty line before its signatures, or does not end in a newline")
    text, lines = decoded[: split + 1], decoded[split + 2 : -1].split("\n")
    if len(lines) > SIGNATURES_MAX:
        raise Bad(f"the note has more than {SIGNATURES_MAX} signatures")
    signers = set()
    for line in lines:
        match = re.fullmatch(r"\u2014 ([^ ]+) ([^ ]+)", line)
        if not match or not is_key_name(match[1]):
            raise Bad(f"the note has a line that is not a signature: {line!r}")
        blob = unbase64(match[2], "signature")
        if len(blob) < 5:
            raise Bad("the note has a signature without bytes")
        for key in keys:
            if (key.name, key.id) == (match[1], blob[:4]):
                key.check(text.encode(), blob[4:])
                signers.add(key.name)
    if not signers:
        raise Bad("no known key signed the note")
    return text, signers


class Checkpoint:
    def __init__(self, note, keys):
        text, signers = open_note(note, keys)
        lines = text[:-1].split("\n")
        if len(lines) < 3 or not all(lines):
            raise Bad("the checkpoint has not three non-empty lines")
        self.origin = lines[0]
        self.size = decimal(lines[1], "tree size")
        self.root = unbase64_hash(lines[2], "root hash")
        if self.origin not in signers:
            raise Bad(f"the checkpoint of {self.origin} is signed by no key of that name")


# The Merkle tree of RFC 6962


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """All complete subtrees: rows[h][i] is the root of entries [i * 2^h, (i + 1) * 2^h)."""

    def __init__(self, leaves):
        self.size = len(leaves)
        self.rows = [leaves]
        while len(self.rows[-1]) > 1:
            row = self.rows[-1]
            self.rows.append([node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)])

    def root(self, size):
        if size == 0:
            return hashlib.sha256(b"").digest()
        root = None
        for height in range(size.bit_length()):
            if size >> height & 1:
                peak = self.rows[height][(size >> height) - 1]
                root = peak if root is None else node_hash(peak, root)
        return root

    def level(self, level):
        """The hashes of a tile level."""
        return self.rows[8 * level] if 8 * level < len(self.rows) else []


def root_from_proof(index, size, leaf, proof):
    """RFC 9162, section 2.1.3.2."""
    if index >= size:
        raise Bad(f"index {index} is not in a tree of {size}")
    fn, sn, root = index, size - 1, leaf
    for sibling in proof:
        if sn == 0:
            raise Bad("the proof is too long")
        if fn & 1 or fn == sn:
            root = node_hash(sibling, root)
            while fn != 0 and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            root = node_hash(root, sibling)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise Bad("the proof is too short")
    return root


def check_consistency(size1, size2, root1, root2, proof):
    """RFC 9162, section 2.1.4.2, for 0 < size1 < size2."""
    proof = list(proof)
    if size1 & (size1 - 1) == 0:
        proof.insert(0, root1)
    if not proof:
        raise Bad("the consistency proof is empty")
    fn, sn = size1 - 1, size2 - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = proof[0]
    for sibling in proof[1:]:
        if sn == 0:
            raise Bad("the consistency proof is too long")
        if fn & 1 or fn == sn:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while fn != 0 and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node_hash(second, sibling)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0 or first != root1 or second != root2:
        raise Bad(f"the log of {size2} entries does not extend the log of {size1} that was there: it was rewritten")


# Where the log lies


class Folder:
    def __init__(self, path):
        self.path = pathlib.Path(path)

    def read(self, name):
        try:
            return (self.path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise Missing(f"{name} is missing") from None
        except OSError as error:
            raise Bad(f"{name}: {error.strerror}") from None


class Web:
    """One connection that is kept open."""

    def __init__(self, url, ca):
        self.url = urllib.parse.urlsplit(url)
        self.port = self.url.port
        self.prefix = self.url.path.rstrip("/")
        self.ca = ca
        self.connection = None

    def connect(self):
        if self.url.scheme == "https":
            context = ssl.create_default_context(cafile=self.ca)
            return http.client.HTTPSConnection(self.url.hostname, self.port, timeout=TIMEOUT_S, context=context)
        return http.client.HTTPConnection(self.url.hostname, self.port, timeout=TIMEOUT_S)

    def get(self, name):
        if self.connection is None:
            self.connection = self.connect()
        self.connection.request("GET", f"{self.prefix}/{name}", headers={"Accept-Encoding": "gzip, identity"})
        response = self.connection.getresponse()
        return response, response.read(RESPONSE_SIZE_MAX + 1)

    def read(self, name):
        for attempt in (1, 2):  # a kept connection may have been closed by the server in the meantime
            try:
                response, body = self.get(name)
                break
            except (http.client.HTTPException, OSError) as error:
                self.connection = None
                if attempt == 2:
                    raise Bad(f"{name}: {error}") from None
        if response.status == 404:
            raise Missing(f"{name} is missing")
        if response.status != 200:
            raise Bad(f"{name}: HTTP status {response.status}")
        if len(body) > RESPONSE_SIZE_MAX:
            raise Bad(f"{name} is too large")
        return gunzip(name, body) if response.getheader("Content-Encoding") == "gzip" else body


def gunzip(name, body):
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(body, RESPONSE_SIZE_MAX + 1)
    except zlib.error:
        raise Bad(f"{name}: not gzip") from None
    if not unpacker.eof or len(data) > RESPONSE_SIZE_MAX:
        raise Bad(f"{name}: gzip that is cut short or too large")
    return data


# Tiles and bundles


def tile_path(tree, n, width):
    groups = [f"{n % 1000:03}"]
    while n >= 1000:
        n //= 1000
        groups.insert(0, f"x{n % 1000:03}")
    return f"tile/{tree}/" + "/".join(groups) + ("" if width == TILE_WIDTH else f".p/{width}")


def tiles_of(count):
    """(n, width) of every tile that holds `count` hashes."""
    for n in range(count // TILE_WIDTH):
        yield n, TILE_WIDTH
    if count % TILE_WIDTH:
        yield count // TILE_WIDTH, count % TILE_WIDTH


def parse_bundle(name, bundle, width):
    entries, at = [], 0
    for _ in range(width):
        length = int.from_bytes(bundle[at : at + 2], "big")
        if at + 2 + length > len(bundle):
            raise Bad(f"{name} is cut short")
        entries.append(bundle[at + 2 : at + 2 + length])
        at += 2 + length
    return entries, bundle[at:]


class Log:
    def __init__(self, source):
        self.source = source
        self.reads = 0

    def read_tile(self, tree, n, width):
        """The bytes, and whether they are of the full tile: a partial one may go once the full one is there."""
        self.reads += 1
        name = tile_path(tree, n, width)
        try:
            return name, self.source.read(name), False
        except Missing:
            if width == TILE_WIDTH:
                raise
            try:
                return name, self.source.read(tile_path(tree, n, TILE_WIDTH)), True
            except Missing:
                raise Missing(f"{name} is missing") from None

    def entries(self, size):
        entries = []
        for n, width in tiles_of(size):
            name, bundle, is_full = self.read_tile("entries", n, width)
            some, rest = parse_bundle(name, bundle, width)
            if rest and not is_full:
                raise Bad(f"{name} has {len(rest)} bytes too many")
            entries += some
        return entries

    def check_level(self, level, hashes):
        for n, width in tiles_of(len(hashes)):
            name, tile, is_full = self.read_tile(level, n, width)
            if len(tile) != HASH_SIZE * (TILE_WIDTH if is_full else width):
                raise Bad(f"{name} has {len(tile)} bytes, not {HASH_SIZE * width}")
            for i in range(width):
                if tile[HASH_SIZE * i : HASH_SIZE * (i + 1)] != hashes[n * TILE_WIDTH + i]:
                    below = "the entry bundle" if level == 0 else "the tiles below"
                    raise Bad(f"{name}: hash {i} is not what {below} give")


# What is checked


def check_tenure_entries(entries):
    previous_us = 0
    for i, entry in enumerate(entries):
        if len(entry) != TENURE_ENTRY_SIZE or entry[0] != 1:
            raise Bad(f"entry {i} is not an entry of version 1")
        if int.from_bytes(entry[1:9], "big") != i:
            raise Bad(f"entry {i} says that it is entry {int.from_bytes(entry[1:9], 'big')}")
        recorded_us = int.from_bytes(entry[9:17], "big")
        if recorded_us <= previous_us:
            raise Bad(f"entry {i} was not recorded after the one before it")
        previous_us = recorded_us


def parse_receipt(text):
    head, empty_line, note = text.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise Bad("not ASCII before the checkpoint") from None
    if not empty_line or lines.pop(0) != "c2sp.org/tlog-proof@v1":
        raise Bad("not a c2sp.org/tlog-proof@v1")
    if lines and lines[0].startswith("extra "):
        unbase64(lines.pop(0)[len("extra ") :], "extra")
    if not lines or not lines[0].startswith("index "):
        raise Bad("no index line")
    index = decimal(lines.pop(0)[len("index ") :], "index")
    return index, [unbase64_hash(line, "proof hash") for line in lines], note


def check_receipt(path, keys, origin, tree, entries):
    try:
        entry = path.with_suffix(".entry").read_bytes()
    except OSError:
        raise Bad(f"no {path.with_suffix('.entry').name} beside it") from None
    index, proof, note = parse_receipt(path.read_bytes())
    checkpoint = Checkpoint(note, keys)
    if checkpoint.origin != origin:
        raise Bad(f"it is of another log, {checkpoint.origin}")
    if root_from_proof(index, checkpoint.size, leaf_hash(entry), proof) != checkpoint.root:
        raise Bad("the proof does not lead from the entry to the signed root")
    if checkpoint.size > tree.size:
        raise Bad(f"it was given at size {checkpoint.size}, but the log has only {tree.size} entries")
    if tree.root(checkpoint.size) != checkpoint.root:
        raise Bad(f"the log at size {checkpoint.size} has another root than the receipt was given for")
    if entries[index] != entry:
        raise Bad(f"entry {index} of the log is another one")


def check_receipts(folder, keys, origin, tree, entries):
    paths = sorted(pathlib.Path(folder).glob("*.receipt"))
    for path in paths:
        try:
            check_receipt(path, keys, origin, tree, entries)
        except Bad as error:
            raise Bad(f"{path.name}: {error}") from None
    return len(paths)


def check_since(since, tree):
    size, root = since
    if size > tree.size:
        raise Bad(f"the log had {size} entries and now has {tree.size}")
    if tree.root(size) != root:
        raise Bad(f"the log at size {size} has another root than it had: it was rewritten")


def check_log(source, keys, receipts=None, entries_are_tenure=False, since=None, say=print):
    log = Log(source)
    checkpoint = Checkpoint(source.read("checkpoint"), keys)
    say(f"checkpoint: {checkpoint.origin}, {checkpoint.size} entries, signature good")

    entries = log.entries(checkpoint.size)
    tree = Tree([leaf_hash(entry) for entry in entries])
    bundles = log.reads
    level = 0
    while tree.level(level):
        log.check_level(level, tree.level(level))
        level += 1
    if tree.root(tree.size) != checkpoint.root:
        raise Bad(f"the entries have the root {base64.b64encode(tree.root(tree.size)).decode()}, not the signed one")
    say(f"entries: {tree.size} in {bundles} bundles")
    say(f"tiles: {log.reads - bundles} in {level} levels, each as the entries give it")
    say(f"root: {base64.b64encode(checkpoint.root).decode()}, as signed")

    if entries_are_tenure:
        check_tenure_entries(entries)
        say("entries: of Tenure, version 1, numbered and in the order of their recording")
    if since:
        check_since(since, tree)
        say(f"growth: extends the log of {since[0]} entries")
    if receipts:
        say(f"receipts: {check_receipts(receipts, keys, checkpoint.origin, tree, entries)} good")


# Following a served log


class Proofs:
    """What the server proves, with JSON around the hashes."""

    def __init__(self, source):
        self.source = source

    def read(self, name):
        try:
            answer = json.loads(self.source.read(f"v1/proofs/{name}"))
            return [unbase64_hash(text, name) for text in answer["proof"]]
        except (ValueError, KeyError, TypeError):
            raise Bad(f"v1/proofs/{name}: not a proof") from None

    def inclusion(self, index, size):
        return self.read(f"inclusion?index={index}&size={size}")

    def consistency(self, size1, size2):
        return self.read(f"consistency?from_size={size1}&until_size={size2}")


def new_entries(log, size1, size2):
    """Entries size1 to size2 - 1, out of their bundles."""
    for n, width in tiles_of(size2):
        first = n * TILE_WIDTH
        if first + width <= size1:
            continue
        name, bundle, _ = log.read_tile("entries", n, width)
        entries, _ = parse_bundle(name, bundle, width)
        for i in range(max(size1 - first, 0), width):
            yield first + i, entries[i]


def check_growth(source, old, new):
    if new.origin != old.origin:
        raise Bad(f"it is another log, {new.origin}")
    if new.size < old.size:
        raise Bad(f"the log had {old.size} entries and now shows {new.size}")
    if new.size == old.size and new.root != old.root:
        raise Bad(f"the log at size {new.size} has another root than it had: it was rewritten")
    proofs = Proofs(source)
    if 0 < old.size < new.size:
        check_consistency(old.size, new.size, old.root, new.root, proofs.consistency(old.size, new.size))
    for index, entry in new_entries(Log(source), old.size, new.size):
        proof = proofs.inclusion(index, new.size)
        if root_from_proof(index, new.size, leaf_hash(entry), proof) != new.root:
            raise Bad(f"entry {index} is not in the signed tree")


def follow(source, keys, kept, say=print):
    kept = pathlib.Path(kept)
    note = source.read("checkpoint")
    checkpoint = Checkpoint(note, keys)
    if kept.exists():
        old = Checkpoint(kept.read_bytes(), keys)
        check_growth(source, old, checkpoint)
        say(f"growth: from {old.size} to {checkpoint.size} entries, each of the new ones included")
    else:
        say(f"first: {checkpoint.origin}, {checkpoint.size} entries, signature good; trusted from now on")
    new = kept.with_name(kept.name + ".tmp")
    new.write_bytes(note)
    new.replace(kept)


def parse_since(text):
    size, comma, root = text.partition(",")
    if not comma:
        raise Bad("--since: not SIZE,ROOT")
    if re.fullmatch(r"[0-9a-f]{64}", root):
        return decimal(size, "--since"), bytes.fromhex(root)
    return decimal(size, "--since"), unbase64_hash(root, "--since")


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Checks a C2SP tlog-tiles log from the outside.")
    parser.add_argument("log", help="folder or http(s) URL that holds `checkpoint` and `tile/`")
    parser.add_argument("--vkey", action="append", required=True, help="verifier key, name+id+base64; may repeat")
    parser.add_argument("--receipts", metavar="DIR", help="check each <name>.receipt with its <name>.entry")
    parser.add_argument("--entries-are-tenure", action="store_true", help="check the entries' own layout as well")
    parser.add_argument("--since", metavar="SIZE,ROOT", help="an earlier checkpoint; ROOT in base64 or hexadecimal")
    parser.add_argument("--follow", metavar="FILE", help="follow a served log; FILE keeps its newest good checkpoint")
    parser.add_argument("--ca", metavar="FILE", help="certificate to trust, for https")
    options = parser.parse_args(arguments)
    try:
        keys = [VerifierKey(text) for text in options.vkey]
        since = parse_since(options.since) if options.since else None
    except Bad as error:
        parser.error(str(error))
    if options.receipts and not pathlib.Path(options.receipts).is_dir():
        parser.error(f"--receipts: {options.receipts} is not a folder")

    is_web = options.log.startswith(("http://", "https://"))
    try:
        source = Web(options.log, options.ca) if is_web else Folder(options.log)
    except ValueError as error:
        parser.error(f"{options.log}: {error}")
    if options.follow and not is_web:
        parser.error("--follow: only a served log proves its growth")
    try:
        if options.follow:
            follow(source, keys, options.follow)
        else:
            check_log(source, keys, options.receipts, options.entries_are_tenure, since)
    except Bad as error:
        print(f"BAD: {error}", file=sys.stderr)
        return 3
    print("GOOD")
    return 0


if __name__ == "__main__":
    sys.exit(main())
