"""What a server or the flask command imports."""

import gc
import sys

# What is loaded stays: looking for garbage among it would take a quarter of the start.
gc.disable()

from app import create_app  # noqa: E402 (after that)
from app.config import ConfigError  # noqa: E402

try:
    app = create_app()
except ConfigError as error:
    sys.exit(f"Gõ Cửa does not start: {error}")
gc.enable()
