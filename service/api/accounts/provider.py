"""/session/provider: log in by a provider of identities; there where the settings name one."""

from http import HTTPStatus

from flask import Response, current_app, redirect, request

from data.text import Text
from service.accounts.entering import open_session
from service.accounts.oidc import NotVouched, Provider
from service.accounts.people import OPEN, account_key, plain_email
from service.accounts.tokens import digest, instant
from service.api.accounts.door import doors, told
from service.api.accounts.session import put_cookie
from service.api.operations import PREFIX
from service.api.record.desk import record_desk
from service.settings import Settings

KEY = "solidaritas.provider"

# What the browser keeps while the reader is at the provider, for ten minutes and for the way back only.
COOKIE, SECONDS, BACK = "solidaritas_provider", 600, "/session/provider/back"
PARTS = 3

providers = doors("provider", "Log-in by another provider")


def begin_with_provider() -> Response:
    """Send the reader to the provider."""
    with told():
        begun = _provider().begin()
    response = redirect(begun.address, HTTPStatus.SEE_OTHER)
    response.set_cookie(
        COOKIE, f"{begun.state}.{begun.nonce}.{begun.verifier}", max_age=SECONDS, httponly=True, samesite="Lax",
        secure=request.is_secure or record_desk().is_behind_tls, path=request.path,
    )  # fmt: skip
    return _as_flask(response)


def end_with_provider() -> Response:
    """Take the reader back; the account is the one with the address that the provider vouches for."""
    desk, kept = record_desk(), request.cookies.get(COOKIE, "").split(".")
    with told():
        if len(kept) != PARTS or not kept[0] or request.args.get("state") != kept[0]:
            raise _not_known()
        vouched = _provider().end(request.args.get("code", ""), nonce=kept[1], verifier=kept[2], now=desk.now())
        email = plain_email(vouched.email)
        with desk.store.credentials() as credentials, desk.store.read() as view:
            found = credentials.by_email(email)
            account = found.account if found else ""
            is_open = bool(account) and view.get(account_key(account)).state == OPEN
            outcome = "in" if is_open else "wrong"
            credentials.note(instant(desk.now()), who=digest(email), account=account, outcome=outcome)
            entered = (
                open_session(credentials, account, is_second=vouched.is_second, now=desk.now()) if is_open else None
            )
        if entered is None:
            raise _not_known()
    response = redirect("/", HTTPStatus.SEE_OTHER)
    response.delete_cookie(COOKIE, path=request.path.removesuffix("/back"))
    put_cookie(_as_flask(response), entered.session)
    return _as_flask(response)


for _rule, _function in (("/session/provider", begin_with_provider), (BACK, end_with_provider)):
    providers.route(_rule, methods=["GET"])(providers.response(int(HTTPStatus.SEE_OTHER))(_function))


def provider_of(settings: Settings) -> Provider:
    """Return the provider that the settings name."""
    back = f"{settings.public_address.rstrip('/')}{PREFIX}{BACK}"
    return Provider(
        issuer=settings.oidc_issuer, client=settings.oidc_client, secret=settings.oidc_secret, back=back
    )  # fmt: skip


def _provider() -> Provider:
    found: Provider = current_app.extensions[KEY]
    return found


def _not_known() -> NotVouched:
    return NotVouched(
        Text(
            en="this log-in was not begun here, or nobody has an account with that address",
            id="proses masuk ini tidak dimulai di sini, atau tidak ada akun dengan alamat itu",
        )
    )


def _as_flask(response: object) -> Response:
    """Return a redirect as what it is; werkzeug types it by its base."""
    if not isinstance(response, Response):
        msg = "a redirect is a response"
        raise TypeError(msg)
    return response
