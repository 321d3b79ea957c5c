"""What the service is told from outside: bounded, loopback unless somebody says aloud that it is understood."""

import pytest

from service.settings import CONSENT, BadSettings, Settings, is_loopback, settings_from

# Every address of the machine, also those that others can reach.
EVERYWHERE = ".".join("0000")


def test_settings_nothing_set_listens_to_its_own_machine():
    """A fresh start must be safe without reading anything."""
    settings = settings_from({})

    assert is_loopback(settings.host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_is_loopback_own_machine_is_recognised(host):
    """Every way to name one's own machine is allowed without a question."""
    assert is_loopback(host)


@pytest.mark.parametrize("host", [EVERYWHERE, "192.168.1.5", "::", "example.org", "localhost.example.org", ""])
def test_settings_open_host_without_consent_is_refused(host):
    """The year and single solves need no account, so who is reachable from outside would serve strangers."""
    with pytest.raises(BadSettings, match="asks nobody who they are"):
        Settings(host=host)


def test_settings_open_host_with_consent_starts():
    """Who has a gate of their own before the service may say so."""
    assert Settings(host=EVERYWHERE, open_to=CONSENT).host == EVERYWHERE


@pytest.mark.parametrize("sentence", ["yes", "Without accounts", "1"])
def test_settings_open_host_with_another_sentence_is_refused(sentence):
    """Consent is one sentence and cannot be given by accident."""
    with pytest.raises(BadSettings):
        Settings(host=EVERYWHERE, open_to=sentence)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("port", (1, 65535), (0, 65536)),
        ("body_kilobytes", (16, 16384), (15, 16385)),
        ("solve_seconds", (1, 600), (0, 601)),
        ("solves_at_once", (1, 16), (0, 17)),
        ("wait_seconds", (0, 120), (-1, 121)),
    ],
)
def test_settings_bounds_hold_on_both_sides(name, good, bad):
    """A port that cannot be, or a body without a limit, is told at the start and not at the first request."""
    for value in good:
        assert getattr(Settings(**{name: value}), name) == value
    for value in bad:
        with pytest.raises(BadSettings, match=name.upper()):
            Settings(**{name: value})


OIDC = {
    "oidc_issuer": "https://masuk.example",
    "oidc_client": "solidaritas",
    "oidc_secret": "s",
    "public_address": "https://kemitraan.example",
    "database": "a.db",
}


def test_settings_provider_of_identities_is_off_until_it_is_whole():
    """Half a provider would let nobody in, and say so only at the first log-in."""
    assert Settings(**OIDC).oidc_issuer
    for name in ("oidc_client", "oidc_secret", "public_address", "database"):
        with pytest.raises(BadSettings, match=name.upper()):
            Settings(**{**OIDC, name: ""})


@pytest.mark.parametrize("name", ["oidc_issuer", "public_address"])
def test_settings_provider_is_asked_over_tls_only(name):
    """Who listens on the way could come in as anybody; on this machine nobody listens."""
    with pytest.raises(BadSettings, match=f"{name.upper()}: has to begin with https"):
        Settings(**{**OIDC, name: "http://kemitraan.example"})
    assert Settings(**{**OIDC, name: "http://127.0.0.1:9000"})


def test_settings_printed_show_no_secret_and_no_database():
    """Settings end up in logs."""
    settings = Settings(**{**OIDC, "database": "postgresql://u:secret@h/d", "oidc_secret": "secret" * 6})

    assert "secret" not in repr(settings).replace("oidc_secret", "")


def test_settings_several_faults_are_told_together():
    """Who mends a service by restarting it wants one list, not a fault a restart."""
    with pytest.raises(BadSettings) as caught:
        Settings(host=EVERYWHERE, port=0, solve_seconds=0)

    assert len(caught.value.faults) == 3


def test_settings_from_reads_names_with_the_prefix():
    """What stands in the environment reaches the service, as the right kind."""
    settings = settings_from({"SOLIDARITAS_PORT": "9000", "SOLIDARITAS_HOST": "::1", "PORT": "1"})

    assert (settings.port, settings.host) == (9000, "::1")


@pytest.mark.parametrize("text", ["x", "", "12.5", "-1", "1e3", "\u0663"])
def test_settings_from_text_for_a_number_is_refused(text):
    """A number is digits, so that nobody wonders what the service made of it."""
    with pytest.raises(BadSettings, match="not a whole number"):
        settings_from({"SOLIDARITAS_PORT": text})


def test_settings_from_misspelt_name_is_told_with_the_nearest():
    """A misspelt bound would otherwise not hold, silently."""
    with pytest.raises(BadSettings, match="SOLIDARITAS_SOLVE_SECONDS"):
        settings_from({"SOLIDARITAS_SOLVE_SECOND": "5"})


def test_settings_from_names_of_other_programs_are_left_alone():
    """The tests have variables of their own that begin alike."""
    assert settings_from({"SOLIDARITAS_SKIP_NOTHING": "1"}) == Settings()
