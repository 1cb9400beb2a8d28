"""From where somebody signed in before. Carriers let hundreds share an address, and give the same phone another one
of the same block next time: a place is a block of 256 IPv4 addresses, or what one IPv6 customer has."""

import hashlib
import hmac
from datetime import timedelta
from ipaddress import ip_address, ip_network

from flask import current_app

# So long a place is known after the last sign-in there.
KNOWN_FOR = timedelta(days=90)
BLOCKS = {4: 24, 6: 56}


def place_of(address: str) -> str:
    """What the block of this address hashes to; "" for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    block = ip_network((found, BLOCKS[found.version]), strict=False)
    key = current_app.secret_key.encode()
    return hmac.new(key, f"place:{block}".encode(), hashlib.sha256).hexdigest()[:32]
