"""What the work beside requests is told from outside: bounded, checked at the start, no secret repeated."""

import pytest

from service.settings import BadSettings, Settings


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [("workers", (0, 16), (-1, 17)), ("job_seconds", (1, 7200), (0, 7201)), ("job_megabytes", (500,), (499,))],
)
def test_bounds_hold_on_both_sides(name, good, bad):
    """A job without a limit is told at the start and not when the machine stands still."""
    for value in good:
        assert getattr(Settings(**{name: value}), name) == value
    for value in bad:
        with pytest.raises(BadSettings, match=name.upper()):
            Settings(**{name: value})


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"mail": "http://h", "mail_from": "a@example.org"}, "MAIL"),
        ({"mail": "smtp://h"}, "MAIL_FROM"),
        ({"hook_networks": "10.0.0.1/8"}, "HOOK_NETWORKS"),
        ({"hook_networks": "office"}, "HOOK_NETWORKS"),
        ({"metrics_token": "x" * 31}, "METRICS_TOKEN"),
    ],
)
def test_what_cannot_work_is_refused_at_the_start(settings, said):
    """A reminder that cannot be sent should fail while somebody is looking."""
    with pytest.raises(BadSettings, match=said):
        Settings(**settings)


def test_secrets_are_not_printed():
    """Settings end up in logs."""
    settings = Settings(mail="smtp://u:secret@h", mail_from="a@example.org", metrics_token="secret" * 6, queue="secret")

    assert "secret" not in repr(settings)
