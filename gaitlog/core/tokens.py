"""Secrets for links: 160 random bits that can be read out, and only their digest is kept."""

from __future__ import annotations

import base64
import hashlib
import secrets
import zlib

RANDOM_BYTES = 20
CHECKSUM_LENGTH = 4


def new_token(kind: str) -> str:
    """A fresh secret such as ``gls_…``: a kind, 32 letters and digits, 4 of a checksum."""
    body = base64.b32encode(secrets.token_bytes(RANDOM_BYTES)).decode().lower()
    return f"{kind}_{body}{_checksum(kind, body)}"


def digest(token: str) -> str:
    """What is kept of a secret: at 160 bits, neither salt nor a slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def well_formed(token: str, kind: str) -> bool:
    """Whether a secret can be one of ours at all, told without asking the database."""
    prefix, _, rest = token.partition("_")
    body, checksum = rest[:-CHECKSUM_LENGTH], rest[-CHECKSUM_LENGTH:]
    return prefix == kind and len(body) == 32 and checksum == _checksum(kind, body)


def _checksum(kind: str, body: str) -> str:
    check = zlib.crc32(f"{kind}_{body}".encode()).to_bytes(4, "big")
    return base64.b32encode(check).decode().lower()[:CHECKSUM_LENGTH]
