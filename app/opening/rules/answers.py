"""Why a campaign or a ward can't be opened, and what to do then."""

from app.core.reasons import Reason
from app.core.text import N_


class OpeningAnswer(Reason):
    SAME = N_(
        "This ward has a campaign with this name and this first day already. Go to that one, or choose another name."
    )
    WARD_THERE = N_("There is a ward with this name already. Choose it in the list of wards.")
    LOGIN_ELSEWHERE = N_(
        "Somebody with this phone number or e-mail address works in another ward already. Give another one."
    )
