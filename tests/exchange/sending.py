"""Sending a file through the browser, and rows to send."""

import io

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

TEAM1 = "Tổ chuyển đổi số cộng đồng số 01"
AN = ("Nguyễn Văn An", "Nam", 1990, "0912345678", None, TEAM1)
BAD = ("Trần Thị Bé", "Nữ", 1890, "12", None, TEAM1)
WORK = ("13/8/2025", "Sáng", "Điểm lưu động số 1", "Nguyễn Thị Thu Lan", "0950000001", TEAM1, 210, 10, 5)


def send(client, data, target="people", name="ds.xlsx", status=303):
    # Encoded here, since the client would leave a large body in an open file.
    boundary, body = encode_multipart({"target": target, "file": FileStorage(io.BytesIO(data), name)})
    response = client.post("/imports", data=body, content_type=f"multipart/form-data; boundary={boundary}")
    assert response.status_code == status, response.text
    if status != 303:
        return response
    assert response.location.startswith("/imports/")
    return response.location


def uploads(app):
    folder = app.config["HOME"] / "uploads"
    return list(folder.iterdir()) if folder.exists() else []
