from __future__ import annotations

import pytest

from agent_magic.redaction import MARK, redact, redact_values


@pytest.mark.parametrize(
    "secret",
    [
        "hf_AbCdEfGhIjKl",
        "sk-proj-abc123_def456",
        "gsk_abcdefgh1234",
        "ghp_0123456789abcdef0123",
        "github_pat_0123456789abcdef",
        "xoxb-1234-5678-abcd",
        "AKIAIOSFODNN7EXAMPLE",
        "AIzaSyA1234567890abcdefghijklmnopqrstu",
        "eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2QT4",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nMIIE, cut off",
    ],
)
def test_what_looks_like_a_token_is_put_out_of_sight(secret: str) -> None:
    assert redact(f"before {secret}", {}) == f"before {MARK}"


def test_a_header_and_a_url_keep_all_but_the_secret() -> None:
    assert redact("Authorization: Bearer abcdef-123456.x", {}) == f"Authorization: Bearer {MARK}"
    assert redact("postgres://me:pass!word@host:5432/db", {}) == f"postgres://{MARK}@host:5432/db"


@pytest.mark.parametrize(
    "text",
    [
        "not supported by provider hf-inference, see api-reference",
        "task-1234567890 and disk_usage_of_everything",
        "http://host:8080/a@b and mail to someone@example.org",
        "the bearer of this",
        "data:image/png;base64,iVBORw0KGgo=",
    ],
)
def test_what_only_looks_a_little_like_one_stays(text: str) -> None:
    assert redact(text, {}) == text


def test_what_the_environment_calls_a_secret_is_one() -> None:
    environment = {
        "MY_API_KEY": "correct horse",
        "DB_PASSWORD": "correct horse battery",
        "service_token": "0123456789",
        "SHORT_SECRET": "1234567",
        "KEYBOARD_LAYOUT": "us-international",
        "HOME": "/home/someone",
    }
    text = "correct horse battery, correct horse, 0123456789, 1234567, us-international, /home/someone"
    assert redact(text, environment) == f"{MARK}, {MARK}, {MARK}, 1234567, us-international, /home/someone"


def test_the_environment_of_this_process_counts_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_SERVICE_TOKEN", "plain-looking-words")
    assert redact("it is plain-looking-words") == f"it is {MARK}"


def test_plain_data_is_redacted_all_through() -> None:
    data = {"a": ["hf_AbCdEfGh", 1, None, {"hf_AbCdEfGh": True}], "b": ("x", 2.5)}
    assert redact_values(data, {}) == {"a": [MARK, 1, None, {MARK: True}], "b": ["x", 2.5]}
