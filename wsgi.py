"""What a server or the flask command imports."""

import gc
import sys

# What is loaded stays: looking for garbage among it would take a quarter of the start.
gc.disable()

from app import create_app  # noqa: E402 (nothing may be collected while it loads)
from app.config import ConfigError  # noqa: E402 (the same)

try:
    app = create_app()
except ConfigError as error:
    sys.exit(f"Gõ Cửa does not start: {error}")
gc.enable()
