"""核验本证据包，无须网络，只用 Python 3 标准库。
Verifies this bundle without a network, with Python 3's standard library alone.

    python3 verify.py [--manifest SHA256] [--log-key KEY] [FOLDER]

--manifest  制作时所示或审计文书所载的清单摘要 | the manifest's digest, as shown when the bundle was made or as an act states it
--log-key   机关公布的日志公钥 | the log's verifier key, as its operator publishes it

退出码 | exit status: 0 全部成立 all holds, 2 用法有误 wrong usage, 3 有不成立之处 something does not hold
"""

import argparse
import base64
import binascii
import hashlib
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True  # the folder holds what the manifest lists, and nothing else
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import ed25519  # noqa: E402

MANIFEST = "MANIFEST"
PAYLOAD_TYPE = "application/vnd.tenure.act+json"
ENTRY_SIZE = 81
CITING = {"position", "policy", "registered", "revoked", "evidence", "because"}  # members that hold positions


class Bad(Exception):
    """Something does not hold: what, in both languages."""

    def __init__(self, zh, en):
        super().__init__(f"{zh}\n{en}")


# Text


def unbase64(text, what):
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Bad(f"{what}：不是 base64", f"{what}: not base64") from None
    if base64.b64encode(raw).decode() != text:
        raise Bad(f"{what}：不是规范的 base64", f"{what}: not canonical base64")
    return raw


def decimal(text, what):
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text, re.ASCII):
        raise Bad(f"{what}：不是十进制数", f"{what}: not a decimal number")
    return int(text)


def position(text):
    match = re.fullmatch(r"(0|[1-9][0-9]{0,17})\.(0|[1-9][0-9]{0,4})", text, re.ASCII)
    return (int(match[1]), int(match[2])) if match else None


def no_duplicates(pairs):
    out = dict(pairs)
    if len(out) != len(pairs):
        raise ValueError("duplicate member")
    return out


def parse_json(raw, what):
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=no_duplicates)
    except ValueError:
        raise Bad(f"{what}：不是 JSON", f"{what}: not JSON") from None


# The files and their manifest


class Folder:
    """What lies in it, read once."""

    def __init__(self, path):
        self.files = {}
        for file in sorted(pathlib.Path(path).rglob("*")):
            if file.is_symlink() or not (file.is_file() or file.is_dir()):
                raise Bad(f"{file.name}：不是普通文件", f"{file.name}: not a plain file")
            if file.is_file():
                self.files[file.relative_to(path).as_posix()] = file.read_bytes()

    def read(self, name):
        if name not in self.files:
            raise Bad(f"缺少 {name}", f"{name} is missing")
        return self.files[name]


def check_manifest(folder, expected):
    manifest = folder.read(MANIFEST)
    digest = hashlib.sha256(manifest).hexdigest()
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in folder.files.items() if name != MANIFEST
    ]
    lines.sort(key=lambda line: line[66:].encode())
    if "".join(lines).encode() != manifest:
        listed = dict(reversed(line.split("  ", 1)) for line in manifest.decode("utf-8", "replace").splitlines() if "  " in line)
        for line in lines:
            sha, name = line[:-1].split("  ", 1)
            if listed.pop(name, None) != sha:
                raise Bad(f"{name} 与清单不符", f"{name} is not what the manifest says")
        for name in listed:
            raise Bad(f"缺少 {name}", f"{name} is missing")
        raise Bad("清单的写法有误", "the manifest is not written as it should be")
    if expected and expected.removeprefix("sha256:").lower() != digest:
        raise Bad("清单的摘要与所给的不同", "the manifest's digest is another than the one that was given")
    return digest, len(lines)


# The log: signed notes, the Merkle tree of RFC 6962


def verifier_key(text):
    name, _, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    typed = unbase64(encoded, "log.vkey")
    known = hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4]
    if not name or len(typed) != 33 or typed[0] != 1 or known.hex() != key_id:
        raise Bad("日志公钥无法读取", "the log's key cannot be read")
    return name, known, typed[1:]


class Checkpoint:
    """The signed head of the log: read first, its signature verified once the cheaper checks hold."""

    def __init__(self, note, key):
        self.note = note
        self.name, self.key_id, self.public = key
        try:
            text, empty, signatures = note.decode("utf-8").rpartition("\n\n")
        except UnicodeDecodeError:
            raise Bad("检查点不是文本", "the checkpoint is no text") from None
        lines = text.split("\n")
        if not empty or not signatures.endswith("\n") or len(lines) != 3 or lines[0] != self.name:
            raise Bad("检查点无法读取", "the checkpoint cannot be read")
        self.body = (text + "\n").encode()
        self.size, self.root = decimal(lines[1], "checkpoint"), unbase64(lines[2], "checkpoint")
        self.signatures = []
        for line in signatures[:-1].split("\n"):
            match = re.fullmatch(r"\u2014 ([^ ]+) ([^ ]+)", line)
            if not match:
                raise Bad("检查点的签名无法读取", "a signature of the checkpoint cannot be read")
            self.signatures.append((match[1], unbase64(match[2], "checkpoint")))

    def check_signature(self):
        own = [blob for name, blob in self.signatures if (name, blob[:4]) == (self.name, self.key_id)]
        if not own:
            raise Bad("检查点没有该日志公钥的签名", "the checkpoint is not signed by the log's key")
        if not all(ed25519.verify(self.public, self.body, blob[4:]) for blob in own):
            raise Bad("检查点的签名不成立", "the checkpoint's signature does not verify")


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def root_of(index, size, leaf, proof):
    """RFC 9162, section 2.1.3.2; nothing where the proof has another length."""
    fn, sn, root = index, size - 1, leaf
    for sibling in proof:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            root = hashlib.sha256(b"\x01" + sibling + root).digest()
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            root = hashlib.sha256(b"\x01" + root + sibling).digest()
        fn, sn = fn >> 1, sn >> 1
    return root if sn == 0 else None


# Acts


class Act:
    """An act's files: its entry and receipt, and where who asked may see all of it, envelope and verdict."""

    def __init__(self, folder, index):
        at = f"acts/{index}"
        self.name = at
        self.index = index
        self.entry = folder.read(f"{at}/entry")
        self.receipt = folder.read(f"{at}/receipt")
        self.verdict = folder.files.get(f"{at}/verdict.json")
        self.envelope = folder.files.get(f"{at}/envelope.json")
        self.signatures, self.payload, self.events = [], b"", None
        if self.envelope is not None:
            self.open_envelope()

    def bad(self, zh, en):
        return Bad(f"{self.name}：{zh}", f"{self.name}: {en}")

    def open_envelope(self):
        envelope = parse_json(self.envelope, f"{self.name}/envelope.json")
        try:
            payload, signed = envelope["payload"], envelope["signatures"]
            plain = {
                "payload": payload,
                "payloadType": PAYLOAD_TYPE,
                "signatures": [{"keyid": each["keyid"], "sig": each["sig"]} for each in signed],
            }
            keyids = [each["keyid"] for each in signed]
        except (KeyError, TypeError):
            raise self.bad("封套无法读取", "the envelope cannot be read") from None
        if json.dumps(plain, separators=(",", ":"), ensure_ascii=False).encode() != self.envelope:
            raise self.bad("封套的写法有误", "the envelope is not written as it should be")
        if not keyids or len(set(keyids)) != len(keyids):
            raise self.bad("没有签名，或同一密钥签了两次", "no signature, or two by one key")
        self.payload = unbase64(payload, self.name)
        self.signatures = [(each["keyid"], unbase64(each["sig"], self.name)) for each in signed]
        self.body = parse_json(self.payload, self.name)
        self.events = self.body["events"]

    def pae(self):
        return b"DSSEv1 %d %s %d " % (len(PAYLOAD_TYPE), PAYLOAD_TYPE.encode(), len(self.payload)) + self.payload

    def check_inclusion(self, log):
        head, empty, checkpoint = self.receipt.partition(b"\n\n")
        lines = head.decode("ascii", "replace").split("\n")
        if not empty or lines[0] != "c2sp.org/tlog-proof@v1" or lines[1:2] != [f"index {self.index}"]:
            raise self.bad("回执无法读取", "the receipt cannot be read")
        if checkpoint != log.note:
            raise self.bad("回执不属于此检查点", "the receipt is of another checkpoint")
        proof = [unbase64(line, self.name) for line in lines[2:]]
        if self.index >= log.size or root_of(self.index, log.size, leaf_hash(self.entry), proof) != log.root:
            raise self.bad("不在已签名的日志中", "it is not in the signed log")

    def check_entry(self):
        entry = self.entry
        if len(entry) != ENTRY_SIZE or entry[0] != 1 or int.from_bytes(entry[1:9], "big") != self.index:
            raise self.bad("条目无法读取", "the entry cannot be read")
        if self.envelope is not None:
            signed = self.pae() + b"".join(sig for _, sig in sorted(self.signatures))
            if hashlib.sha256(signed).digest() != entry[17:49]:
                raise self.bad("文书与入账时不同", "the act is another than the one in the log")
        if self.verdict is not None and hashlib.sha256(self.verdict).digest() != entry[49:]:
            raise self.bad("准入结论与入账时不同", "the verdict is another than the one in the log")

    def check_signatures(self):
        for keyid, signature in self.signatures:
            key = base64.urlsafe_b64decode(keyid + "=" * (-len(keyid) % 4))
            if base64.urlsafe_b64encode(key).decode().rstrip("=") != keyid or not ed25519.verify(key, self.pae(), signature):
                raise self.bad(f"密钥 {keyid} 的签名不成立", f"the signature by {keyid} does not verify")


def event_at(acts, at):
    """The event at a position: None where its act is not in the bundle whole."""
    index, ordinal = at
    act = acts.get(index)
    if act is None or act.events is None:
        return None
    if ordinal >= len(act.events):
        raise act.bad(f"没有第 {ordinal} 个事件", f"it has no event {ordinal}")
    return act.events[ordinal]


def registers(event, keyid):
    data = event["data"]
    if event["type"] == "LedgerOpened":
        return keyid in data["root_keys"]
    return event["type"] == "KeyRegistered" and data["key"] == keyid


def check_keys(keys, acts):
    """Who signed had a key that an earlier act in the bundle registered. The keys whose registration it does not show."""
    known = {each["key"]: each for each in keys}
    unshown = set()
    for act in acts.values():
        for keyid, _ in act.signatures:
            key = known.get(keyid)
            if key is None or "registered" not in key:
                unshown.add(keyid)
                continue
            at = position(key["registered"])
            event = event_at(acts, at)
            if event is None:
                unshown.add(keyid)
            elif not registers(event, keyid) or at[0] >= max(act.index, 1):
                raise act.bad(f"密钥 {keyid} 此前未登记", f"the key {keyid} was not registered before")
    for key in keys:
        for text in key.get("authorised", []):
            event = event_at(acts, position(text))
            if event is not None and (event["type"] != "SignerAuthorised" or event["data"]["key"] != key["key"]):
                raise Bad(f"{text} 不是对密钥 {key['key']} 的授权", f"{text} does not authorise {key['key']}")
    return unshown


def positions_in(value, member=None):
    """What a report cites: the positions in the members that hold them."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from positions_in(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from positions_in(inner, member)
    elif isinstance(value, str) and member in CITING and position(value):
        yield position(value)


def check_report(folder, acts):
    cited = set()
    for name, content in folder.files.items():
        if name.startswith("report/") and name.endswith(".json"):
            cited |= set(positions_in(parse_json(content, name)))
    listed = {position(text) for text in parse_json(folder.read("cited.json"), "cited.json")["positions"]}
    if None in listed:
        raise Bad("cited.json：位置有误", "cited.json: not a position")
    for at in sorted(cited | listed):
        if at[0] not in acts:
            raise Bad(f"报告所引的 {at[0]}.{at[1]} 不在包中", f"{at[0]}.{at[1]}, which the report cites, is not in the bundle")
        event_at(acts, at)
    return cited | listed


# All of it


def say(zh, en):
    print(f"{zh}\n{en}")


def check(path, manifest=None, log_key=None, say=say):
    folder = Folder(path)
    digest, files = check_manifest(folder, manifest)
    say(f"清单：{files} 个文件与清单一致", f"manifest: {files} files are what it says")
    say(f"清单摘要 sha256:{digest}", f"digest of the manifest: sha256:{digest}")

    text = folder.read("log.vkey").decode("utf-8", "replace")
    if not text.endswith("\n"):
        raise Bad("日志公钥无法读取", "the log's key cannot be read")
    if log_key and log_key.strip() != text.strip():
        raise Bad("日志公钥与所给的不同", "the log's key is another than the one that was given")
    key = verifier_key(text[:-1])
    log = Checkpoint(folder.read("checkpoint"), key)

    acts = {}
    for name in folder.files:
        match = re.fullmatch(r"acts/(0|[1-9][0-9]{0,17})/entry", name)
        if match:
            acts[int(match[1])] = Act(folder, int(match[1]))
    for act in acts.values():
        act.check_inclusion(log)
        act.check_entry()
    genesis = acts.get(0)
    for act in acts.values():
        named = act.events is not None and act.index and act.body.get("ledger")
        if named and genesis and named != f"{key[0]}#{leaf_hash(genesis.entry).hex()[:16]}":
            raise act.bad("属于别的账本", "it is of another ledger")
    log.check_signature()
    say(f"检查点：{key[0]}，{log.size} 条，签名成立", f"checkpoint: {key[0]}, {log.size} entries, signature good")
    say(f"收录：{len(acts)} 份文书均在该检查点的日志中", f"inclusion: {len(acts)} acts are in the log of this checkpoint")
    whole = [act for act in acts.values() if act.events is not None]
    verdicts = sum(act.verdict is not None for act in acts.values())
    say(
        f"内容：{len(whole)} 份文书、{verdicts} 份准入结论与入账时的摘要一致",
        f"content: {len(whole)} acts and {verdicts} verdicts have the digests in the log",
    )
    for act in whole:
        act.check_signatures()
    signatures = sum(len(act.signatures) for act in whole)
    say(f"签名：{signatures} 个签名成立", f"signatures: {signatures} verify")
    unshown = check_keys(parse_json(folder.read("keys.json"), "keys.json"), acts)
    if unshown:
        say(f"密钥：{len(unshown)} 个密钥的登记文书不在包中，未核验", f"keys: of {len(unshown)} the registration is not in the bundle: not verified")
    else:
        say("密钥：签名的密钥均由包中更早的文书登记", "keys: each that signed was registered by an earlier act in the bundle")
    cited = check_report(folder, acts)
    say(f"报告：所引 {len(cited)} 个位置均在包中", f"report: the {len(cited)} positions that it cites are in the bundle")

    if len(whole) < len(acts):
        say(
            f"注意：{len(acts) - len(whole)} 份文书只有条目和回执，制作者无权见其全文",
            f"note: of {len(acts) - len(whole)} acts only entry and receipt are here: who made the bundle may not see all of them",
        )
    if not manifest:
        say(
            "注意：报告和本程序只由清单保证，请将上面的清单摘要与制作时所示、或审计文书所载的核对",
            "note: the report and this program are vouched for by the manifest alone: compare the digest above with the one shown when the bundle was made, or stated by an act",
        )
    if not log_key:
        say(
            "注意：日志公钥取自包内，请与机关公布的核对",
            "note: the log's key is the bundle's own: compare it with the one that the operator publishes",
        )
    return digest


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=str(pathlib.Path(__file__).resolve().parent))
    parser.add_argument("--manifest")
    parser.add_argument("--log-key")
    options = parser.parse_args(arguments)
    try:
        check(options.folder, options.manifest, options.log_key)
    except Bad as error:
        print(f"不成立：{error}".replace("\n", "\nBAD: "), file=sys.stderr)
        return 3
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        print(f"不成立：文件无法读取（{error!r}）\nBAD: a file cannot be read ({error!r})", file=sys.stderr)
        return 3
    say("全部成立", "GOOD")
    return 0


if __name__ == "__main__":
    sys.exit(main())
