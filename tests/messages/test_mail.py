"""The post office: a password never goes in the clear, and what goes wrong says nothing of it."""

import pytest

from app.messages import mail


def test_a_password_is_never_sent_without_tls_to_another_machine(mail_server, monkeypatch, tmp_path):
    monkeypatch.setattr(mail, "LOCAL", ())
    said = []
    monkeypatch.setattr(mail.smtplib.SMTP, "login", lambda *given: said.append(given))
    url = mail_server.url.replace("smtp://", "smtp://me:geheim@")
    with pytest.raises(mail.MailDown, match="no TLS") as told, mail.post_office(url, tmp_path):
        pass
    assert said == []
    assert "geheim" not in str(told.value)


def test_to_this_machine_it_may(mail_server, monkeypatch, tmp_path):
    said = []
    monkeypatch.setattr(mail.smtplib.SMTP, "login", lambda server, *given: said.append(given))
    with mail.post_office(mail_server.url.replace("smtp://", "smtp://me%40here:ge%3Aheim@"), tmp_path):
        pass
    assert said == [("me@here", "ge:heim")]


def test_a_server_that_is_not_there_is_down(tmp_path):
    with pytest.raises(mail.MailDown), mail.post_office("smtp://127.0.0.1:1", tmp_path):
        pass


def test_a_folder_that_cannot_be_written_is_down(tmp_path):
    (tmp_path / "outbox").write_text("a file")
    with mail.post_office("outbox:", tmp_path) as send, pytest.raises(mail.MailDown):
        message = mail.EmailMessage()
        message["Message-ID"] = "<gocua-1-1@example.org>"
        send(message, "lan@example.org")
