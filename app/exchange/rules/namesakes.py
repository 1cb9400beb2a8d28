"""Whether somebody in a roster is known in the ward under another phone number: only a person can tell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from app.core.text import identity_key
from app.exchange.rules.codes import Notice, NoticeCode
from app.exchange.rules.known import Known
from app.exchange.rules.people import PersonRow
from app.exchange.rules.questions import LEAVE, Answer, Asked, Option, Question

OTHER, PENDING = "other", "pending"


class Namesakes:
    """The ward's people by name. `questions` and `notices` collect what is asked and told on the way."""

    def __init__(self, answers: Mapping[str, str], known: Iterable[Known]):
        self.answers = answers
        self.questions: list[Question] = []
        self.notices: list[Notice] = []
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        self.answered: dict[str, Known | str | None] = {}
        for account in known:
            if account.in_ward:
                self.by_name[identity_key(account.name)].append(account)

    def of(self, row: PersonRow, team_id: int | None) -> Known | str | None:
        """The account of whoever has the name and another phone number, if that was said to be the same person; LEAVE
        or PENDING, where the row is not to be read (yet); None for somebody new.

        The same phone is asked about once. The year of birth tells people apart; where one of the two is missing, the
        team must be the same: a name of another team is told, not asked about, since many people share theirs.
        """
        named = self.by_name.get(identity_key(row.name))
        if not named:
            return None
        fits = [one for one in named if _may_be(row, one, team_id)]
        if row.phone not in self.answered:
            self.answered[row.phone] = self._ask(row, fits) if fits else self._tell(row, named)
        return self.answered[row.phone] if fits else None

    def _tell(self, row: PersonRow, named: list[Known]) -> None:
        if any(not (row.birth_year and one.birth_year) for one in named):
            self.notices.append(Notice(NoticeCode.NAMESAKE_ELSEWHERE, {"row": row.row_no, "name": row.name}))

    def _ask(self, row: PersonRow, fits: list[Known]) -> Known | str | None:
        # An import never changes the login of somebody who may do more than people in teams do.
        same = {f"same:{one.id}": one for one in fits if one.modest}
        options = [
            Option(value, Answer.SAME_PERSON, {"known": one.name, "phone": row.phone, "old": one.phone or one.email})
            for value, one in same.items()
        ]
        options += [Option(OTHER, Answer.OTHER_PERSON, {"phone": row.phone}), Option(LEAVE, Answer.LEAVE_ROW)]
        key = f"person:{row.row_no}"
        answer = self.answers.get(key)
        text = Asked.PERSON if same else Asked.PERSON_WITH_POWER
        question = Question(key, text, {"name": row.name}, tuple(options), (row.row_no,), (), answer)
        self.questions.append(question)
        if question.is_open:
            return PENDING
        return same.get(answer, LEAVE if answer == LEAVE else None)


def _may_be(row: PersonRow, known: Known, team_id: int | None) -> bool:
    if row.birth_year and known.birth_year:
        return row.birth_year == known.birth_year
    return team_id is not None and any(one.team_id == team_id for one in known.standings)
