"""What a server or the flask command imports."""

from app import create_app

app = create_app()
