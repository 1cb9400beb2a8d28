from tests.council.conftest import Council


def test_pages(app, cast, as_):
    with app.app_context():
        from app.core.db import db

        c = Council(cast)
        cid = c.id
        others = c.others
        db.session.remove()
    son, tu, mai = as_(cast.son), as_(cast.tu), as_(cast.mai)
    for cl in (son, tu, mai):
        for u in ("/council", "/council/mine", f"/council/{cid}"):
            r = cl.get(u)
            assert r.status_code == 200, (u, r.status_code)
    assert son.get(f"/council/{cid}/chair").status_code == 200
    assert mai.get(f"/council/{cid}/chair").status_code == 403
    for p in (cast.son, cast.tu, cast.mai, *others):
        r = as_(p).post(f"/council/{cid}/attendance", data={"word": "present"})
        assert r.status_code == 303
    r = son.post(f"/council/{cid}/opening")
    assert r.status_code == 303, r.text
    assert son.get(f"/council/{cid}/chair").status_code == 200
    r = son.post(f"/council/{cid}/ballots")
    assert r.status_code == 303, r.text
    for cl in (son, tu, mai, *map(as_, others)):
        r = cl.get(f"/council/{cid}")
        assert r.status_code == 200
        r = cl.post(f"/council/{cid}/votes", data={"all": "for"})
        assert r.status_code == 303
    assert son.get(f"/council/{cid}/chair").status_code == 200
    for a in ("count", "ballots", "count"):
        r = son.post(f"/council/{cid}/{a}", data={"board": "individuals"})
        assert r.status_code == 303
    assert son.get(f"/council/{cid}/chair").status_code == 200
    r = son.post(f"/council/{cid}/closing")
    assert r.status_code == 303, r.text
    for u in ("/council", f"/council/{cid}", f"/council/{cid}/chair", f"/council/{cid}/minutes"):
        r = son.get(u)
        assert r.status_code == 200, (u, r.status_code)
