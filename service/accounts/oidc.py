"""Log-in by a provider of identities (OpenID Connect): an extra, off unless ``SOLIDARITAS_OIDC_ISSUER`` is set.

The provider says who somebody is; what the account may do stays ours. It needs the extra ``oidc`` (authlib).
"""

import datetime as dt
import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from data.text import Text
from service.accounts.errors import AccountError

# What a provider's answer to a code or to a look at its keys may have at most, in bytes, and how long it may take.
MOST_BYTES, WAIT_SECONDS = 1_000_000, 10

# Random bytes of state, nonce and the code verifier (RFC 7636, 4.1: 32 of them), and how far clocks may differ.
SECRET_BYTES, LEEWAY_SECONDS = 32, 60

# RFC 8176: ways to prove who one is that count as a second factor.
SECOND = frozenset({"mfa", "otp", "hwk", "swk", "sc"})

WELL_KNOWN = "/.well-known/openid-configuration"
SIGNED_BY = ["RS256", "PS256", "ES256", "EdDSA"]

Fetch = Callable[[str, Mapping[str, str] | None], Mapping[str, Any]]


class NotVouched(AccountError):
    """The provider did not say who it is, or says it of somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A log-in that went to the provider: where to send the reader, and what its browser keeps meanwhile."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """Whom the provider vouches for, and whether a second factor was shown there."""

    email: str
    is_second: bool


def fetch_json(address: str, form: Mapping[str, str] | None) -> Mapping[str, Any]:
    """Return what the provider answers: to a GET, or to a form.

    Raises
    ------
    NotVouched
        If it does not answer with JSON.
    """
    body = None if form is None else urlencode(form).encode()
    request = urllib.request.Request(address, data=body, headers={"Accept": "application/json"})  # noqa: S310  # settings take https only
    try:
        with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as answer:  # noqa: S310  # as above
            found = json.loads(answer.read(MOST_BYTES))
    except (OSError, ValueError) as error:
        raise _silent() from error
    if not isinstance(found, dict):
        raise _silent()
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider of identities at which this service is known.

    Parameters
    ----------
    issuer, client, secret
        The provider's address, and this service's name and secret there.
    back
        The address to which it sends the reader back.
    fetch
        Asks it.
    """

    issuer: str
    client: str
    secret: str
    back: str
    fetch: Fetch = fetch_json

    def begin(self) -> Begun:
        """Return where to send the reader.

        Raises
        ------
        NotVouched
            If the provider does not answer.
        """
        from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # an extra
        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        state, nonce, verifier = (secrets.token_urlsafe(SECRET_BYTES) for _ in range(1 + 2))
        address = prepare_grant_uri(
            self._told("authorization_endpoint"), self.client, "code", self.back, "openid email", state,
            nonce=nonce, code_challenge=create_s256_code_challenge(verifier), code_challenge_method="S256",
        )  # fmt: skip
        return Begun(address=address, state=state, nonce=nonce, verifier=verifier)

    def end(self, code: str, *, nonce: str, verifier: str, now: dt.datetime) -> Vouched:
        """Return whom the provider vouches for by ``code``.

        Raises
        ------
        NotVouched
            If it does not answer, or its token is not signed by it, not for us, past its time, for another log-in, or
            without a verified e-mail address.
        """
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self.back, "client_id": self.client,
            "client_secret": self.secret, "code_verifier": verifier,
        }  # fmt: skip
        token = self.fetch(self._told("token_endpoint"), form).get("id_token")
        claims = self._claims(str(token), nonce=nonce, seconds=int(now.timestamp()))
        email = claims.get("email")
        if not isinstance(email, str) or claims.get("email_verified") is not True:
            raise NotVouched(
                Text(
                    en="the provider does not vouch for the e-mail address",
                    id="penyedia identitas tidak menjamin alamat surelnya",
                )
            )
        return Vouched(email=email, is_second=_is_second(claims.get("amr")))

    def _told(self, name: str) -> str:
        """Return an address of the provider, from what it publishes."""
        told = self.fetch(self.issuer.rstrip("/") + WELL_KNOWN, None)
        if told.get("issuer") != self.issuer or not isinstance(told.get(name), str):
            raise _silent()
        return str(told[name])

    def _claims(self, token: str, *, nonce: str, seconds: int) -> Mapping[str, Any]:
        """Return what a token says, once signature, sender, receiver, time and log-in are ours."""
        from authlib.oidc.core import CodeIDToken  # an extra
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        try:
            keys = KeySet.import_key_set(dict(self.fetch(self._told("jwks_uri"), None)))  # type: ignore[arg-type]  # JSON
            signed = jwt.decode(token, keys, algorithms=SIGNED_BY)
            wanted = {"iss": {"value": self.issuer}, "aud": {"value": self.client}}
            told = CodeIDToken(signed.claims, signed.header, wanted, {"nonce": nonce, "client_id": self.client})
            told.validate(now=seconds, leeway=LEEWAY_SECONDS)
        except (JoseError, ValueError) as error:
            raise _silent() from error
        return dict(signed.claims)


def _is_second(ways: object) -> bool:
    """Whether the ways in which somebody proved who they are hold a second factor."""
    return isinstance(ways, Collection) and not isinstance(ways, str) and bool(SECOND & {str(one) for one in ways})


def _silent() -> NotVouched:
    return NotVouched(
        Text(
            en="the provider of identities did not answer, or not as it has to",
            id="penyedia identitas tidak menjawab, atau jawabannya tidak semestinya",
        )
    )
