#!/usr/bin/env python3
"""Makes docs/protocol/vectors/log.json: a log of five entries, held and receipted, and one proof
bundle, written from docs/protocol/log.md and receipt.md alone. It shares nothing with the Java code,
so LogVectorsTest and BundleVectorTest compare two implementations. Needs `cryptography` >= 47.

    python3 src/test/scripts/make-log-vectors.py > docs/protocol/vectors/log.json
"""
import base64
import hashlib
import hmac
import json
import struct

from cryptography.hazmat.primitives.asymmetric import ed25519, mldsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

FROM = "identity--0a000000-0000-4000-8000-000000000001"
TO = "identity--0b000000-0000-4000-8000-000000000002"
ACCORD = "accord--6f1c0e6e-6a0b-4d0e-9d39-0d7c3f6b8a11"
ORIGIN = f"node.a.example/entente/{ACCORD}/{FROM}-{TO}/1"
HOLDER = f"{TO}/hold"
TIME = 1796119200  # 2026-12-01T10:00:00Z


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def b64(data):
    return base64.b64encode(data).decode()


def b64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def canonical(value):
    """RFC 8785 for what occurs here: ASCII names and texts, small integers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


# --- keys ------------------------------------------------------------------------------------


def raw(key):
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def seed(name):
    return sha256(b"entente test key ", name.encode())


def pair(name, parameter_set):
    return (
        ed25519.Ed25519PrivateKey.from_private_bytes(seed(name + " classical")),
        parameter_set.from_seed_bytes(seed(name + " quantum-safe")),
    )


LOG = pair("log", mldsa.MLDSA44PrivateKey)
HOLD = pair("hold", mldsa.MLDSA44PrivateKey)
NODE = pair("node", mldsa.MLDSA65PrivateKey)
SIGN_FROM = pair("sign from", mldsa.MLDSA65PrivateKey)
SIGN_TO = pair("sign to", mldsa.MLDSA65PrivateKey)

# --- signed notes ----------------------------------------------------------------------------


def key_id(name, kind, key):
    return sha256(name.encode(), b"\n", bytes([kind]), raw(key))[:4]


def vkey(name, kind, key):
    return f"{name}+{key_id(name, kind, key).hex()}+{b64(bytes([kind]) + raw(key))}"


def line(name, kind, key, signature):
    return f"— {name} {b64(key_id(name, kind, key) + signature)}\n"


def checkpoint(size, root):
    return f"{ORIGIN}\n{size}\n{b64(root)}\n"


def subtree(name, size, root):
    name, origin = name.encode(), ORIGIN.encode()
    return (
        b"subtree/v1\n\0" + bytes([len(name)]) + name + struct.pack(">Q", TIME)
        + bytes([len(origin)]) + origin + struct.pack(">QQ", 0, size) + root
    )


def log_lines(size, root):
    classical = LOG[0].sign(checkpoint(size, root).encode())
    quantum_safe = struct.pack(">Q", TIME) + LOG[1].sign(subtree(ORIGIN, size, root))
    return line(ORIGIN, 1, LOG[0], classical) + line(ORIGIN, 6, LOG[1], quantum_safe)


def hold_lines(size, root):
    message = f"cosignature/v1\ntime {TIME}\n{checkpoint(size, root)}".encode()
    classical = struct.pack(">Q", TIME) + HOLD[0].sign(message)
    quantum_safe = struct.pack(">Q", TIME) + HOLD[1].sign(subtree(HOLDER, size, root))
    return line(HOLDER, 4, HOLD[0], classical) + line(HOLDER, 6, HOLD[1], quantum_safe)


# --- RFC 6962, section 2.1, as it stands there -----------------------------------------------


def largest_power_below(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(entries):
    if not entries:
        return sha256()
    if len(entries) == 1:
        return sha256(b"\0", entries[0])
    k = largest_power_below(len(entries))
    return sha256(b"\1", mth(entries[:k]), mth(entries[k:]))


def path(m, entries):
    if len(entries) == 1:
        return []
    k = largest_power_below(len(entries))
    if m < k:
        return path(m, entries[:k]) + [mth(entries[k:])]
    return path(m - k, entries[k:]) + [mth(entries[:k])]


def subproof(m, entries, whole):
    if m == len(entries):
        return [] if whole else [mth(entries)]
    k = largest_power_below(len(entries))
    if m <= k:
        return subproof(m, entries[:k], whole) + [mth(entries[k:])]
    return subproof(m - k, entries[k:], False) + [mth(entries[:k])]


def tlog_proof(index, entries, note):
    lines = ["c2sp.org/tlog-proof@v1", f"index {index}"] + [b64(h) for h in path(index, entries)]
    return "\n".join(lines) + "\n\n" + note


# --- JWS ---------------------------------------------------------------------------------------


def kid(use, key):
    return f"{use}-{sha256(raw(key)).hex()[:12]}"


def jws(typ, payload, keys):
    signatures = []
    for use, alg, key in keys:
        protected = b64url(canonical({"alg": alg, "kid": kid(use, key), "typ": typ}))
        signature = key.sign(f"{protected}.{b64url(payload)}".encode())
        signatures.append({"protected": protected, "signature": b64url(signature)})
    return {"payload": b64url(payload), "signatures": signatures}


def both(use, keys):
    return [(use, "Ed25519", keys[0]), (use, "ML-DSA-65", keys[1])]


def trusted(use, alg, key):
    return {"alg": alg, "kid": kid(use, key), "public": b64url(raw(key)), "use": use}


# --- the log -----------------------------------------------------------------------------------

def listed(party, keys):
    """A party as the accord lists it: one body, which signs."""
    return {
        "id": party,
        "bodies": [{"id": "cert", "role": "signatory"}],
        "keys": [{"kid": kid(use, key), "body": "cert", "use": use, "alg": alg,
                  "public": b64url(raw(key))} for use, alg, key in both("sign", keys)],
    }


# Of the accord only what a verifier of bundles reads (receipt.md, 3.1).
ACCORD_PAYLOAD = canonical({
    "entente": 1, "id": ACCORD, "revision": 1,
    "parties": [listed(FROM, SIGN_FROM), listed(TO, SIGN_TO)],
})
REVISION = sha256(ACCORD_PAYLOAD).hex()

HANDLING = {
    "attribution": "named", "audience": "constituents", "onward": "none",
    "purpose": ["defence"], "retain": "P1Y", "then": "destroy", "use": "PAP.GREEN",
}


def indicator(number, modified, **more):
    return canonical({
        "type": "indicator", "spec_version": "2.1",
        "id": f"indicator--00000000-0000-4000-8000-00000000000{number}",
        "created": "2026-11-30T12:00:00.000Z", "modified": modified,
        "created_by_ref": FROM, "pattern": f"[domain-name:value = 'n{number}.example']",
        "pattern_type": "stix", "valid_from": "2026-11-30T12:00:00Z",
    } | more)


def released(payload, **more):
    """A release: its header (exchange.md, 3.1) and the object's bytes, verbatim."""
    sent = json.loads(payload)
    return canonical({
        "object": sent["id"], "modified": sent["modified"], "pillar": "information",
        "clause": "1.1", "level": "liaison", "mark": {"tlp": "TLP:GREEN", "pap": "PAP:GREEN"},
        "handling": HANDLING, "firstHeld": "2026-11-30T12:05:00.250Z", "size": len(payload),
    } | more), payload


def answered():
    """A `receipt` entry: the body of a receipt for one entry of the log the other way."""
    body = {
        "accord": ACCORD, "from": 0, "to": 1, "verdicts": [],
        "log": f"node.b.example/entente/{ACCORD}/{TO}-{FROM}/1",
        "root": b64(mth([b"\1entry 0 of the other log"])),
    }
    return canonical({}), canonical(body)


def entry(i, kind, header, payload):
    salts = [sha256(f"{what} salt {i}".encode()) for what in ("header", "payload")]
    commits = [hmac.new(s, c, hashlib.sha256).digest() for s, c in zip(salts, (header, payload))]
    leaf = b"\1" + canonical({
        "accord": REVISION,
        "at": f"2026-12-01T08:00:0{i}.123456Z",
        "commit": b64(commits[1]),
        "header": b64(commits[0]),
        "id": f"01940000-0000-7000-8000-00000000000{i}",
        "seen": i,
        "t": kind,
    })
    return {
        "header": {"content": b64(header), "salt": b64(salts[0])},
        "payload": {"content": b64(payload), "salt": b64(salts[1])},
        "leaf": b64(leaf),
        "leafHash": b64(sha256(b"\0", leaf)),
    }


FIRST = indicator(1, "2026-11-30T12:00:00.000Z")
COPY = indicator(2, "2026-11-30T12:00:00.000Z", name="redacted copy")
REVOKED = indicator(1, "2026-12-01T08:00:03.000Z", revoked=True)
ENTRIES = [entry(i, kind, *content) for i, (kind, content) in enumerate([
    ("statement", (canonical({}), canonical({}))),
    ("release", released(FIRST)),
    ("release", released(COPY, clause="1.3", redacted=["created-by", "external-references"],
                         mark={"tlp": "TLP:AMBER+STRICT", "pap": "PAP:AMBER"})),
    ("receipt", answered()),
    ("release", released(REVOKED, ref=1)),
])]
LEAVES = [base64.b64decode(e["leaf"]) for e in ENTRIES]
ROOT = mth(LEAVES)
SIGNED = checkpoint(5, ROOT) + "\n" + log_lines(5, ROOT)
COSIGNED = SIGNED + hold_lines(5, ROOT)

RECEIPT = {
    "accord": ACCORD,
    "from": 0,
    "log": ORIGIN,
    "root": b64(ROOT),
    "to": 5,
    "verdicts": [{"index": 4, "outcome": "quarantined", "reason": "clause 2.9 forbids it"}],
}
RECEIPT_JWS = jws("entente-receipt+jws",
                  canonical(RECEIPT | {"checkpoint": COSIGNED, "index": 3}), both("node", NODE))
ACCORD_JWS = jws("entente-accord+jws", ACCORD_PAYLOAD,
                 both("sign", SIGN_FROM) + both("sign", SIGN_TO))

print(json.dumps({
    "origin": ORIGIN,
    "logKeys": [vkey(ORIGIN, 1, LOG[0]), vkey(ORIGIN, 6, LOG[1])],
    "holdKeys": [vkey(HOLDER, 4, HOLD[0]), vkey(HOLDER, 6, HOLD[1])],
    "entries": ENTRIES,
    "roots": [b64(mth(LEAVES[:n])) for n in range(6)],
    "bundle": b64(b"".join(struct.pack(">H", len(e)) + e for e in LEAVES)),
    "tile": b64(b"".join(sha256(b"\0", e) for e in LEAVES)),
    "consistency": {"first": 3, "second": 5, "proof": [b64(h) for h in subproof(3, LEAVES, True)]},
    "checkpoint": SIGNED,
    "cosigned": COSIGNED,
    "proof": tlog_proof(2, LEAVES, COSIGNED),
    "receiptBody": b64(canonical(RECEIPT)),
    "receipt": RECEIPT_JWS,
    "from": {"party": FROM, "keys": [
        trusted("sign", "Ed25519", SIGN_FROM[0]), trusted("sign", "ML-DSA-65", SIGN_FROM[1]),
        trusted("log", "Ed25519", LOG[0]), trusted("log", "ML-DSA-44", LOG[1])]},
    "to": {"party": TO, "keys": [
        trusted("sign", "Ed25519", SIGN_TO[0]), trusted("sign", "ML-DSA-65", SIGN_TO[1]),
        trusted("hold", "Ed25519", HOLD[0]), trusted("hold", "ML-DSA-44", HOLD[1]),
        trusted("node", "Ed25519", NODE[0]), trusted("node", "ML-DSA-65", NODE[1])]},
    "bundleFile": {
        "entente-proof": 1,
        "accord": ACCORD_JWS,
        "entry": ENTRIES[4]["leaf"],
        "header": ENTRIES[4]["header"],
        "payload": ENTRIES[4]["payload"],
        "log": tlog_proof(4, LEAVES, SIGNED),
        "held": tlog_proof(4, LEAVES, COSIGNED),
        "receipt": RECEIPT_JWS,
    },
}, indent=1, ensure_ascii=False))
