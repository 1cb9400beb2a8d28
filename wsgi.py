"""What a server or the flask command imports."""

import sys

from app import create_app
from app.config import ConfigError

try:
    app = create_app()
except ConfigError as error:
    sys.exit(f"Gõ Cửa does not start: {error}")
