"""Through the announcement, the ceremony and the archive of a decided round."""

CEREMONY = {"day": "2025-10-03", "time": "14:30", "place": "Hội trường"}


def through_the_results(walk, cast):
    tu, son = cast.tu, cast.son
    walk.get(tu, "results.results")
    walk.get(None, "results.result", status=404, slug="cua-nam-2025")
    for rule in ("whole", "initials", "none"):
        walk.get(son, "results.preview", query={"name_rule": rule})
    walk.post(tu, "results.publish", {"name_rule": "all"}, status=422)
    walk.post(tu, "results.publish", {"name_rule": "whole"})
    walk.post(tu, "results.publish", {"name_rule": "whole"}, status=409)
    walk.get(tu, "results.results")
    for person in (None, cast.lan):
        walk.get(person, "results.result", slug="cua-nam-2025")
    walk.get(None, "people.sign_in")
    walk.get(cast.lan, "campaigns.campaign", slug="cua-nam-2025")
    walk.get(son, "awards.awards")
    walk.post(tu, "results.plan", CEREMONY | {"time": ""}, status=422)
    walk.post(tu, "results.plan", CEREMONY)
    for target in (None, "stage"):
        walk.get(tu, "results.stage", query={"no": "1"}, target=target)
    walk.post(tu, "results.order", {"no-1": "2", "no-2": "1"})
    for paper in ("programme", "handover"):
        for kind in ("pdf", "docx"):
            walk.get(tu, "results.file", paper=paper, kind=kind)
    walk.post(tu, "results.withdraw", {"reason": ""}, status=409)
    walk.post(tu, "results.withdraw", {"reason": "số 012345678901"}, status=422)
    walk.post(tu, "results.withdraw", {"reason": "Sai sót"})


def through_the_archive(walk, cast):
    for person in (cast.tu, cast.an):
        walk.get(person, "archive.archive")
    walk.get(cast.tu, "archive.archive_file").close()
    walk.post(cast.tu, "archive.seal_archive")
    walk.get(cast.tu, "archive.archive")
