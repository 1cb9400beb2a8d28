"""What each app of a run would compile anew though it never differs: URL rules, templates and SQL.

A test has an app of its own; 200 rules, the templates it shows and the statements it sends would be most of what that
costs. What is kept is code, looked up by what it was made from, and nothing that an app or a test can change.
"""

from flask import Flask
from jinja2 import BytecodeCache
from werkzeug.routing import Map, Rule
from werkzeug.routing.matcher import StateMachineMatcher

from app.core.db import db

# More than the site and its tests send; a site of its own keeps 500.
STATEMENTS = 3_000


class KnownRule(Rule):
    """A rule that takes over what was compiled for the first one that reads like it."""

    known = {}

    def compile(self):
        where = self.subdomain, self.host, self.map.host_matching, self.merge_slashes
        key = self.rule, repr(self.defaults), *where, *self.map.converters.values()
        if key not in self.known:
            super().compile()
            compiled = self._parts, self._trace, self._converters
            self.known[key] = *compiled, self._build.__func__, self._build_unknown.__func__
        self._parts, self._trace, self._converters, build, build_unknown = self.known[key]
        self.arguments.update(self._converters)
        # These functions ask the rule they are called with for its converters.
        self._build, self._build_unknown = build.__get__(self), build_unknown.__get__(self)


class KnownMap(Map):
    """A map that takes over the search tree of the first one whose rules read alike."""

    known = {}

    def __init__(self, *args, **settings):
        self.added = []
        super().__init__(*args, **settings)

    def add(self, rulefactory):
        self.added.extend(rulefactory.get_rules(self))
        self._remap = True

    def update(self):
        if not self._remap:
            return
        settings = self.host_matching, self.strict_slashes, self.merge_slashes, *self.converters.values()
        key = *settings, *(_read(rule) for rule in self.added)
        if key not in self.known:
            # Others have what was built before, so a rule that comes later leads to a tree of its own.
            self._matcher, self._rules_by_endpoint = StateMachineMatcher(self.merge_slashes), {}
            for rule in self.added:
                super().add(rule.empty())
            super().update()
            self.known[key] = self._matcher, self._rules_by_endpoint
        self._matcher, self._rules_by_endpoint = self.known[key]
        self._remap = False


def _read(rule):
    """All that tells a rule from another one."""
    methods = frozenset(rule.methods or ())
    said = rule.rule, rule.endpoint, methods, repr(rule.defaults), rule.subdomain, rule.host, rule.websocket
    return *said, rule.strict_slashes, rule.merge_slashes, rule.build_only, rule.alias, repr(rule.redirect_to)


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
    Flask.url_map_class = KnownMap
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": KnownTemplates()}
