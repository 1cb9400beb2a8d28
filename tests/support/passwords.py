"""pytest: hashing a password costs next to nothing; what the site spends is in tests/people/test_passwords.py."""

from argon2 import PasswordHasher

from app.people import passwords


def pytest_configure():
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._DUMMY = passwords._hasher.hash("nobody has this password")
