"""Forms of the council's room."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectField

from app.campaigns.forms import TimeField
from app.core.clock import instant
from app.core.forms import CountField, DayField, Form, Required, read_id, text_field
from app.core.policy import ROLE_NAMES, Role
from app.council.rules.settings import LEAST_MAJORITY, LEAST_QUORUM, Settings

LONGEST_REASON = 500
LONGEST_POST = 120
LONGEST_DISCUSSION = 4000


def _id_or_none(value):
    """Of a choice: what was sent, or the id that the form begins with."""
    return read_id(str(value or "")) or None


class SettingsForm(Form):
    procedure = RadioField(
        _l("Procedure"),
        choices=[
            SelectChoice("full", _l("With a session of the council")),
            SelectChoice("simple", _l("Simplified: the locked list is the proposal, without a session")),
        ],
    )
    quorum_percent = CountField(_l("Quorum: present of all members, in percent"), least=LEAST_QUORUM, most=100)
    pass_percent = CountField(_l("Majority: votes in favour, in percent"), least=LEAST_MAJORITY, most=100)
    denominator = RadioField(
        _l("The majority is counted from"),
        choices=[
            SelectChoice("all_members", _l("all members of the council")),
            SelectChoice("present", _l("those who take part")),
        ],
    )
    ballot = RadioField(
        _l("Ballot"),
        choices=[
            SelectChoice("open", _l("Open: the minutes say who voted how")),
            SelectChoice("secret", _l("Secret: only the totals are known")),
        ],
    )
    vote_by = RadioField(
        _l("What is voted on"),
        choices=[
            SelectChoice("candidate", _l("each candidate")),
            SelectChoice("list", _l("the list as a whole; those tied at the line one by one")),
        ],
    )
    absent_by_writing = BooleanField(_l("Absent members may give their opinion in writing"))
    recused_leave = BooleanField(_l("A member who may not vote on a candidate is not counted for that candidate"))
    legal_ground = text_field(_l("Legal ground of the simplified procedure"), max_length=LONGEST_REASON)
    reason = text_field(_l("Reason of the change"), max_length=LONGEST_REASON)

    @property
    def settings(self) -> Settings:
        return Settings(**{name: self[name].data for name in Settings.__dataclass_fields__})


class CallForm(Form):
    day = DayField(_l("Day"), [Required()])
    at = TimeField(_l("Hour"), [Required()])
    place = text_field(_l("Place of the session"), Required(), max_length=200)
    chair = SelectField(_l("Chair"), coerce=_id_or_none, validate_choice=False)
    secretary = SelectField(_l("Secretary of the session"), coerce=_id_or_none, validate_choice=False)

    @property
    def meets_at(self) -> datetime:
        return instant(self.day.data, self.at.data)

    def rows(self):
        """(box, post, gender) of each person who can be called; the last is None where it is known."""
        boxes = [name[7:] for name in self._fields if name.startswith("member_")]
        fields = self._fields
        return [(fields[f"member_{one}"], fields[f"post_{one}"], fields.get(f"gender_{one}")) for one in boxes]

    @property
    def genders(self) -> dict[int, str]:
        """Of whom it was not known and is said now: user_id -> gender."""
        return {int(box.short_name[7:]): one.data for box, _post, one in self.rows() if one is not None and one.data}

    @property
    def members(self) -> list[tuple[int, str, str]]:
        """(user_id, post, duty) of those who are picked; chair and secretary belong to them in any case."""
        duties = {self.secretary.data: "secretary", self.chair.data: "chair"}
        found = []
        for box, post, _gender in self.rows():
            user_id = int(box.short_name[7:])
            if box.data or user_id in duties:
                found.append((user_id, post.data, duties.get(user_id, "member")))
        return found


def _addresses() -> list[SelectChoice]:
    return [SelectChoice("", _l("Ông/Bà")), SelectChoice("male", _l("Ông")), SelectChoice("female", _l("Bà"))]


def call_form(people: list, **more) -> CallForm:
    """The form with a box and a post for each of these people (rows of ``queries.people.eligible``): all of them
    picked, the first leader in the chair, the first clerk (else secretary) writing."""

    def first(*roles):
        return next((one.id for role in roles for one in people if one.role == role), None)

    fields = {}
    for one in people:
        fields[f"member_{one.id}"] = BooleanField(one.name, default=True)
        post = one.post or one.title or _(ROLE_NAMES[Role(one.role)])
        fields[f"post_{one.id}"] = text_field(
            _l("Post of %(name)s", name=one.name), max_length=LONGEST_POST, default=post
        )
        if one.gender is None:
            fields[f"gender_{one.id}"] = SelectField(
                _l("How the minutes address %(name)s", name=one.name), choices=_addresses(), default=""
            )
    form = type("CallFormOfWard", (CallForm,), fields)(**more)
    choices = [SelectChoice(one.id, one.name) for one in people]
    form.chair.choices = form.secretary.choices = choices
    if not form.is_submitted() and not more:
        form.chair.data = first(Role.WARD_LEADER, Role.COUNCIL_MEMBER)
        form.secretary.data = first(Role.CLERK, Role.SECRETARY)
    return form


class ReasonForm(Form):
    reason = text_field(_l("Reason"), Required(), max_length=LONGEST_REASON)


class DiscussionForm(Form):
    text = text_field(_l("What was discussed"), max_length=LONGEST_DISCUSSION, multiline=True)


class ReferenceForm(Form):
    reference = text_field(_l("Paper containing the opinion"), Required(), max_length=200)
    dated = DayField(_l("Day of the paper"), [Required()])
