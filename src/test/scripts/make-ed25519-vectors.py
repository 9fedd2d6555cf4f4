#!/usr/bin/env python3
"""Ed25519 at its edges, made from nothing but the curve: writes ed25519-edges.csv, which
SignatureVectorsTest freezes. The private scalars come from published words and sign nothing else.

    make-ed25519-vectors.py > src/test/resources/org/entente/crypto/ed25519-edges.csv
"""
import hashlib

p = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
d = -121665 * pow(121666, p - 2, p) % p
I = pow(2, (p - 1) // 4, p)


def x_of(y, sign):
    x2 = (y * y - 1) * pow(d * y * y + 1, p - 2, p) % p
    x = pow(x2, (p + 3) // 8, p)
    if (x * x - x2) % p:
        x = x * I % p
    if (x * x - x2) % p:
        return None
    return p - x if x % 2 != sign else x


def add(one, other):
    (x1, y1), (x2, y2) = one, other
    k = d * x1 * x2 * y1 * y2 % p
    return ((x1 * y2 + x2 * y1) * pow(1 + k, p - 2, p) % p,
            (y1 * y2 + x1 * x2) * pow(1 - k, p - 2, p) % p)


def mul(n, point):
    total = (0, 1)
    while n:
        if n & 1:
            total = add(total, point)
        point = add(point, point)
        n >>= 1
    return total


def encoded(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def challenge(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


def point_of_order_eight():
    y = 2
    while True:
        x = x_of(y, 0)
        if x is not None:
            point = mul(L, (x, y))
            if mul(4, point) != (0, 1):
                return point
        y += 1


BASE = (x_of(4 * pow(5, p - 2, p) % p, 0), 4 * pow(5, p - 2, p) % p)
EIGHT = point_of_order_eight()
ONE = (0, 1)
a = challenge(b"entente vectors a")
r = challenge(b"entente vectors r")
A = mul(a, BASE)
R = mul(r, BASE)


def line(what, answer, key, first, s, message):
    print(f"{what},{answer},{key.hex()},{(first + s.to_bytes(32, 'little')).hex()},{message}")


def signed(what, answer, A, R, r=r, first=None, more=0, when=lambda k: True):
    """The first message whose challenge is as wanted."""
    key, first = encoded(A), first or encoded(R)
    number = 0
    while not when(challenge(first, key, f"entente {number}".encode())):
        number += 1
    message = f"entente {number}"
    k = challenge(first, key, message.encode())
    line(what, answer, key, first, (r + k * a) % L + more, message)


print("what,answer,key,signature,message")
signed("nothing special", "HOLDS", A, R)
signed("S plus the order of the group", "FAILS", A, R, more=L)
signed("A with a part of order 8 that the challenge cancels", "HOLDS", add(A, EIGHT), R,
       when=lambda k: k % 8 == 0)
signed("A with a part of order 8 that stays", "FAILS", add(A, EIGHT), R, when=lambda k: k % 8 == 3)
signed("R with a part of order 8", "FAILS", A, add(R, EIGHT))
signed("parts of A and R that cancel", "HOLDS", add(A, EIGHT), add(R, EIGHT),
       when=lambda k: k % 8 == 7)
signed("R of small order", "HOLDS", A, ONE, r=0)
signed("R of small order not canonical", "FAILS", A, ONE, r=0, first=(p + 1).to_bytes(32, "little"))
for i in range(8):
    line(f"A of small order {i}", "NO_KEY", encoded(mul(i, EIGHT)), encoded(ONE), 0, "entente")
line("A not canonical", "NO_KEY", (p + 1).to_bytes(32, "little"), encoded(ONE), 0, "entente")
