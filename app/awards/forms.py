"""Forms about award rounds."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields import SelectChoice

from app.awards.rules import COLLECTIVE, CRITERIA, CRITERION_WORDS, HOUSEHOLD, INDIVIDUAL, Criterion
from app.campaigns.rules.document import MOST_QUOTA
from app.core.forms import CountField, DayField, Form, Required, name_field, text_field

SUBJECT_WORDS = {INDIVIDUAL: _l("An individual"), COLLECTIVE: _l("A collective"), HOUSEHOLD: _l("A household")}
MOST_GROUNDS, MOST_ACHIEVEMENT = 2000, 4000


class QuotaForm(Form):
    individuals = CountField(_l("Places for individuals"), least=0, most=MOST_QUOTA)
    collectives = CountField(_l("Places for collectives"), least=0, most=MOST_QUOTA)
    households = CountField(_l("Places for households"), least=0, most=MOST_QUOTA)

    @property
    def quotas(self) -> dict[str, int]:
        return {board: self[board].data for board in ("individuals", "collectives", "households")}


class WordForm(Form):
    """What is said about a candidate."""

    reason = text_field(_l("Reason"), max_length=500)


class HoldReasonForm(Form):
    reason = text_field(_l("Reason"), Required(), max_length=500)


def _criterion_field(*wanted: Criterion):
    words = [SelectChoice(str(one), _l(CRITERION_WORDS[one])) for one in wanted or Criterion]
    return SelectField(_l("Criterion of the law"), choices=words)


def _grounds_field():
    return text_field(
        _l("Grounds of the proposal"), Required(), max_length=MOST_GROUNDS, multiline=True, render_kw={"rows": 4}
    )


class GroundsForm(Form):
    """Why a candidate of the list is proposed."""

    criterion = _criterion_field()
    grounds = _grounds_field()

    def about(self, subject: str):
        """This form with the criteria that fit such a candidate."""
        self.criterion.choices = [SelectChoice(str(one), _l(CRITERION_WORDS[one])) for one in CRITERIA[subject]]
        return self


class ProposalForm(GroundsForm):
    """Somebody by name: of the ward, of another unit, or a household."""

    subject = RadioField(
        _l("Who is proposed"), choices=[SelectChoice(*pair) for pair in SUBJECT_WORDS.items()], default=INDIVIDUAL
    )
    name = name_field(_l("Name"), Required(), max_length=200)
    unit = name_field(_l("Team, unit or address"), max_length=200)
    # Asked where the name is almost that of somebody known; its choices are filled in by the page.
    meant = RadioField(_l("Who is meant?"), choices=[], validate_choice=False)


class TeamProposalForm(GroundsForm):
    """The own team or one of its people; the choices are filled in by the page."""

    candidate = SelectField(_l("Who is proposed"), [Required()], choices=[])


class AchievementForm(Form):
    text = text_field(
        _l("Achievement"), Required(), max_length=MOST_ACHIEVEMENT, multiline=True, render_kw={"rows": 8}
    )


class ParallelForm(Form):
    issuer = text_field(_l("Who commended"), Required(), max_length=200)
    day = DayField(_l("Day of that decision"), [Required()])


class RestForm(Form):
    """Why the round rests on another ranking."""

    rest_reason = text_field(_l("Why it is based on another ranking"), max_length=500)
