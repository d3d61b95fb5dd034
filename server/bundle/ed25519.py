"""Ed25519 signatures, verified with Python's standard library alone.

The rule is libsodium's crypto_sign_verify_detached (1.0.18): cofactorless, S < L, the key canonical, neither R nor the
key of small order. Not for signing: nothing here is constant in time.
"""

import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

# y of every point whose order divides 8, with the two that are encoded past P.
ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL_ORDER_Y = frozenset((0, 1, ORDER_8, P - ORDER_8, P - 1, P, P + 1))


def y_of(encoded):
    return int.from_bytes(encoded, "little") & (2**255 - 1)


def decompress(encoded):
    """The point (X, Y, Z, T) in extended coordinates, or None where there is none."""
    y = y_of(encoded)
    u = (y * y - 1) % P
    v = (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * SQRT_M1 % P
        if v * x * x % P != u:
            return None
    if x & 1 != encoded[31] >> 7:
        x = -x % P
    y %= P
    return x, y, 1, x * y % P


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    aa = (y1 - x1) * (y2 - x2) % P
    bb = (y1 + x1) * (y2 + x2) % P
    cc = 2 * D * t1 * t2 % P
    dd = 2 * z1 * z2 % P
    e, f, g, h = bb - aa, dd - cc, dd + cc, bb + aa
    return e * f % P, g * h % P, f * g % P, e * h % P


def double(a):
    x1, y1, z1, _ = a
    aa = x1 * x1 % P
    bb = y1 * y1 % P
    cc = 2 * z1 * z1 % P
    h = aa + bb
    e = h - (x1 + y1) * (x1 + y1) % P
    g = aa - bb
    f = cc + g
    return e * f % P, g * h % P, f * g % P, e * h % P


NEUTRAL = (0, 1, 1, 0)
BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def two_products(s, h, a):
    """s * BASE + h * a"""
    both = add(BASE, a)
    out = NEUTRAL
    for i in range(max(s.bit_length(), h.bit_length()) - 1, -1, -1):
        out = double(out)
        bits = s >> i & 1, h >> i & 1
        if bits != (0, 0):
            out = add(out, {(1, 0): BASE, (0, 1): a, (1, 1): both}[bits])
    return out


def compress(point):
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def verify(key, message, signature):
    """Whether the 64 bytes are the signature of the message by the 32 bytes of the key."""
    if len(key) != 32 or len(signature) != 64:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= L or y_of(r) in SMALL_ORDER_Y or y_of(key) >= P or y_of(key) in SMALL_ORDER_Y:
        return False
    point = decompress(key)
    if point is None:
        return False
    x, y, z, t = point
    h = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L
    return compress(two_products(s, h, (-x % P, y, z, -t % P))) == r
