"""Panels that ask why: a wrong reason brings them back open."""

import pytest

from tests.support.panels import WRONG, open_panels, reopened


@pytest.mark.parametrize("verdict", ["returned", "rejected"])
def test_returning_and_rejecting(as_, cast, write, verdict):
    log, client = write(cast.lan), as_(cast.hoa)
    assert open_panels(client.get(f"/approvals/{log}").text) == []
    panel = reopened(client.post(f"/logs/{log}/decision", data={"verdict": verdict, "reason": WRONG}))
    assert f'name="verdict" value="{verdict}"' in panel
    empty = client.post(f"/logs/{log}/decision", data={"verdict": verdict})
    assert empty.status_code == 422 and len(open_panels(empty.text)) == 1
    assert client.post(f"/logs/{log}/decision", data={"verdict": verdict, "reason": "Sai ngày"}).status_code == 303


def test_reversing(as_, cast, write):
    log, client = write(cast.lan), as_(cast.hoa)
    client.post(f"/logs/{log}/decision", data={"verdict": "approved"})
    assert open_panels(client.get(f"/logs/{log}").text) == []
    reopened(client.post(f"/logs/{log}/reversal", data={"reason": WRONG}))
