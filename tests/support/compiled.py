"""What each app of a run would compile anew though it never differs: URL rules, templates and SQL.

A test has an app of its own; 200 rules, the templates it shows and the statements it sends would be most of what that
costs. What is kept is code, looked up by what it was made from, and nothing that an app or a test can change.
"""

from flask import Flask
from jinja2 import BytecodeCache
from werkzeug.routing import Rule

from app.core.db import db

# More than the site and its tests send; a site of its own keeps 500.
STATEMENTS = 3_000


class KnownRule(Rule):
    """A rule whose functions that build addresses were compiled with the first rule that reads like it."""

    known = {}

    def _compile_builder(self, append_unknown=True):
        # The functions ask the rule they are called with for its converters, so two maps may share them.
        kinds = tuple((name, type(each)) for name, each in self._converters.items())
        key = (self.rule, tuple(self._trace), kinds, repr(self.defaults), append_unknown)
        if key not in self.known:
            self.known[key] = super()._compile_builder(append_unknown)
        return self.known[key]


class KnownTemplates(BytecodeCache):
    """Compiled templates by name, file and the sum of the text."""

    def __init__(self):
        self.known = {}

    def load_bytecode(self, bucket):
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self.known[bucket.key, bucket.checksum] = bucket.code


class KnownStatements:
    """Engines for the same kind of database share the dialect, and with it the SQL of statements that are alike."""

    def __init__(self, make):
        self.make, self.known = make, {}

    def __call__(self, bind_key, options, app):
        engine = self.make(bind_key, options, app)
        kind = engine.driver, repr({name: value for name, value in options.items() if name != "url"})
        first = self.known.setdefault(kind, engine)
        # A dialect that has not seen its server does not know yet what it may say.
        if first.dialect.server_version_info:
            engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        else:
            engine._compiled_cache.capacity = STATEMENTS
            self.known[kind] = engine
        return engine


def pytest_configure():
    db._make_engine = KnownStatements(db._make_engine)
    Flask.url_rule_class = KnownRule
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": KnownTemplates()}
