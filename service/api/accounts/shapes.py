"""The schemas of log-in, second factor and tokens."""

from marshmallow import Schema, fields

from service.accounts.passwords import MOST
from service.accounts.tokens import DAYS, LEAST_DAYS, MOST_DAYS
from service.api.fields import Choice, Line, Listed, Strict, Whole
from service.records.caller import SCOPES

# Technical: longest e-mail address (RFC 5321), and the longest code or recovery code however it is typed.
MOST_EMAIL, MOST_CODE = 254, 40


class LogInSent(Strict):
    """Who wants to come in."""

    email = Line(MOST_EMAIL, least=1, required=True)
    password = Line(MOST, least=1, required=True)
    code = Line(MOST_CODE, load_default="", metadata={"description": "Of the second factor, or a recovery code."})


class PasswordSent(LogInSent):
    """A new password, from who knows the old one."""

    new_password = Line(MOST, least=1, required=True)


class CodeSent(Strict):
    """A code of the second factor."""

    code = Line(MOST_CODE, least=1, required=True)


class TokenSent(Strict):
    """A token that is wanted."""

    scopes = Listed(Choice(*SCOPES), len(SCOPES), required=True)
    days = Whole(LEAST_DAYS, MOST_DAYS, load_default=DAYS)


class GrantShown(Schema):
    """One right of an account."""

    role = fields.String(required=True)
    programme = fields.String(required=True, metadata={"description": "Empty: in every programme."})
    member = fields.String(required=True, metadata={"description": "For whom it acts; empty: for nobody."})
    waits = fields.Boolean(required=True, metadata={"description": "For a second factor."})


class SessionShown(Schema):
    """Who is in, and what that account may be."""

    account = fields.String(required=True)
    until = fields.String(required=True)
    grants = fields.List(fields.Nested(GrantShown), required=True)
    scopes = fields.List(fields.String(), required=True)
    second_factor = fields.Boolean(required=True, metadata={"description": "Whether it was shown."})
    csrf = fields.String(required=True, metadata={"description": "Sent with every change as X-CSRF-Token; else empty."})


class SecretShown(Schema):
    """A second factor that waits for its first code."""

    secret = fields.String(required=True, metadata={"description": "To be typed into an app, in base 32."})
    address = fields.String(required=True, metadata={"description": "The same as an otpauth:// address."})


class RecoveryShown(Schema):
    """The codes for the day on which the telephone is lost; told this once."""

    recovery = fields.List(fields.String(), required=True)


class TokenShown(Schema):
    """A token without its secret."""

    id = fields.String(required=True)
    scopes = fields.List(fields.String(), required=True)
    until = fields.String(required=True)


class NewTokenShown(TokenShown):
    """A new token; told this once."""

    token = fields.String(required=True)


class TokensShown(Schema):
    """The tokens of an account."""

    items = fields.List(fields.Nested(TokenShown), required=True)
