"""The format of a campaign's file as it is described, and the sample that can be downloaded."""

import json

import pytest

from app.campaigns.models import Campaign
from app.campaigns.rules import DocumentError
from app.core.db import db
from app.exchange.rules import read_campaign
from app.exchange.rules.format import FIELDS, sample_document, unread
from app.ranking.rules import Scheme, SchemeError
from app.seeds.files import document
from tests.exchange.sending import send

SCHEME = "assumed.scheme"


class Spy(dict):
    """A document that notes which of its fields somebody asks for, as paths."""

    def __init__(self, data: dict, asked: set, path: str = ""):
        super().__init__({name: self._below(value, asked, self._at(path, name)) for name, value in data.items()})
        self.asked, self.path = asked, path

    @staticmethod
    def _at(path, name):
        return f"{path}.{name}" if path else name

    @classmethod
    def _below(cls, value, asked, path):
        if isinstance(value, dict):
            return cls(value, asked, path)
        return [cls._below(one, asked, f"{path}[]") for one in value] if isinstance(value, list) else value

    def _note(self, name):
        by_code = self.path in (f"{SCHEME}.points_per_unit", f"{SCHEME}.points_per_group")
        self.asked.add(self._at(self.path, "CODE" if by_code else name))

    def __getitem__(self, name):
        self._note(name)
        return super().__getitem__(name)

    def get(self, name, default=None):
        self._note(name)
        return super().get(name, default)

    def __contains__(self, name):
        self._note(name)
        return super().__contains__(name)


def asked_for(data: dict) -> set[str]:
    """The paths that the reader looks for in a document."""
    asked = set()
    read_campaign(Spy(data, asked))
    # The loader copies the scheme, to set its version: its reader is watched by itself.
    Scheme.from_json(Spy({**data["assumed"]["scheme"], "version": 1}, asked, SCHEME))
    return asked


def test_the_description_names_every_key_that_the_reader_knows_and_no_other():
    described = [field.path for field in FIELDS]
    assert len(set(described)) == len(described)
    assert asked_for(sample_document()) == set(described)


def test_what_is_described_as_left_out_may_be_left_out_and_nothing_else():
    def without(data, path):
        *way, last = path.replace("[]", ".0").split(".")
        at = data
        for step in way:
            at = at[int(step)] if step.isdigit() else at[step]
        if last == "CODE":
            at.clear()
        else:
            at.pop(last, None)
        return data

    for field in FIELDS:
        data = without(sample_document(), field.path)
        try:
            read_campaign(data)
        except (DocumentError, SchemeError):
            fine = False
        else:
            fine = True
        # A code of a kind may be missing: then it is worth nothing.
        assert fine is (field.optional or field.path.endswith("CODE")), field.path


def test_the_limits_that_are_told_are_those_of_the_reader():
    """One beyond each told limit is refused, the limit itself is taken."""
    told = {field.path: dict(field.facts) for field in FIELDS}

    def reads(change) -> bool:
        data = sample_document()
        change(data)
        try:
            read_campaign(data)
        except (DocumentError, SchemeError):
            return False
        return True

    def put(path, value):
        def change(data):
            *way, last = path.replace("[]", ".0").split(".")
            at = data
            for step in way:
                at = at[int(step)] if step.isdigit() else at[step]
            at[last] = value

        return change

    texts = ("campaign.name", "campaign.motto", "source", "ward.name", "ward.province", "assumed.slots[].name")
    for path in (*texts, "assumed.kinds[].vi", "assumed.kinds[].unit", f"{SCHEME}.name", f"{SCHEME}.ties"):
        most = told[path]["most"]
        assert reads(put(path, "x" * most)) and not reads(put(path, "x" * (most + 1))), path
    for path in ("award_round.collectives", "assumed.duties[].min", f"{SCHEME}.individual.eligible.min_active_days"):
        least, most = told[path]["least"], told[path]["most"]
        assert reads(put(path, least)) and reads(put(path, most)), path
        assert not reads(put(path, least - 1)) and not reads(put(path, most + 1)), path
    for path in ("teams", "points"):
        many = [f"Tên {n}" for n in range(told[path]["most"] + 1)]
        assert reads(put(path, many[:-1])) and not reads(put(path, many)), path
    amount = f"{SCHEME}.points_per_hour"
    assert reads(put(amount, str(told[amount]["most"]))) and not reads(put(amount, str(told[amount]["most"] + 1)))
    assert reads(put(amount, "0." + "1" * told[amount]["places"])) and not reads(put(amount, "0.1111111"))


@pytest.mark.parametrize("who", ["quan", "an", "hoa", "phuc"])
def test_the_downloaded_sample_loads_unchanged(app, as_, cast, who):
    client = as_(getattr(cast, who))
    answer = client.get("/imports/campaign-sample.json")
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    assert "chien-dich-mau.json" in answer.headers["Content-Disposition"]
    at = send(client, answer.data, "campaign", "chien-dich-mau.json")
    shown = client.get(at).text
    assert "không được đọc" not in shown, "all of it is read"
    assert client.post(f"{at}/apply").status_code == 303
    with app.app_context():
        found = db.session.query(Campaign).filter(Campaign.name.contains("(mẫu)")).one()
        wards = {"quan": cast.cua_nam.id, "phuc": cast.kien_hung.id}
        assert who == "quan" or found.ward_id == wards.get(who, cast.cua_nam.id)
        db.session.remove()


def test_the_page_names_every_field_and_leads_to_the_sample(as_, cast):
    client = as_(cast.hoa)
    assert 'href="/imports/campaign-format"' in client.get("/imports").text
    page = client.get("/imports/campaign-format").text
    for field in FIELDS:
        assert f"<code>{field.path}</code>" in page, field.path
    assert "/imports/campaign-sample.json" in page and "1.000.000" in page
    for person in (cast.lan, cast.minh, cast.son, cast.mai, cast.tu):
        assert as_(person).get("/imports/campaign-format").status_code == 403
        assert as_(person).get("/imports/campaign-sample.json").status_code == 403


def test_what_nobody_reads_is_named_before_it_is_loaded(as_, cast):
    odd = sample_document("phường Cửa Nam", "Hà Nội")
    odd["campaign"]["mottto"] = "x"
    odd["assumed"]["kinds"][1]["points"] = "2"
    odd["note"] = {"deep": 1}
    assert unread(odd) == ["campaign.mottto", "assumed.kinds[].points", "note"]
    client = as_(cast.hoa)
    shown = client.get(send(client, json.dumps(odd).encode(), "campaign", "x.json")).text
    assert "campaign.mottto, assumed.kinds[].points, note" in shown
    assert unread(document("cua-nam-2025")) == ["reported", "targets", "assumed.kinds[].points"]
