"""Tells genuine deliveries of Causality from others."""

import hashlib
import hmac
import re
import sys
import time

TOLERANCE_SECONDS = 300


def verify(secret: str, timestamp: str, signature: str, body: bytes, now: float) -> bool:
    """Whether a delivery was signed with the webhook's secret, not long ago.

    `timestamp` and `signature` are the headers X-Causality-Timestamp and X-Causality-Signature, `body` is the body as it came.
    """
    if not re.fullmatch(r"[0-9]{1,12}", timestamp) or abs(now - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v1={digest}".encode(), signature.encode())


if __name__ == "__main__":
    sys.exit(0 if verify(*sys.argv[1:4], sys.stdin.buffer.read(), time.time()) else 1)
