"""The schemas of log-in, second factor and tokens."""

from marshmallow import Schema, fields

from service.accounts.passwords import MOST
from service.accounts.tokens import DAYS, LEAST_DAYS, MOST_DAYS
from service.api.fields import Choice, Id, Line, Listed, Strict, Truth, Whole
from service.records.caller import ROLES, SCOPES

# Technical: longest e-mail address (RFC 5321), and the longest code or recovery code however it is typed.
MOST_EMAIL, MOST_CODE = 254, 40

# Something, an at-sign, something; whether it is anybody's only a letter to it would tell.
EMAIL_PATTERN = r"^[^@\s]+@[^@\s]+$"


class LogInSent(Strict):
    """Who wants to come in."""

    email = Line(MOST_EMAIL, least=1, required=True)
    password = Line(MOST, least=1, required=True)
    code = Line(MOST_CODE, load_default="", metadata={"description": "Of the second factor, or a recovery code."})


class PasswordSent(LogInSent):
    """A new password, from who knows the old one."""

    new_password = Line(MOST, least=1, required=True)


class InvitationSent(Strict):
    """A first password, from who was invited."""

    invitation = Line(MOST, least=1, required=True, metadata={"description": "The code that the facilitator was told."})
    new_password = Line(MOST, least=1, required=True)


class RightSent(Strict):
    """A right in the programme of the address."""

    role = Choice(*ROLES, required=True)
    member = Id(load_default="", metadata={"description": "For whom a mentor, mentee or partner acts; else left out."})


class AccountSent(RightSent):
    """A new account and its first right."""

    email = Line(MOST_EMAIL, least=1, required=True, pattern=EMAIL_PATTERN)
    name = Line(least=1, required=True)
    language = Choice("id", "en", load_default="id")


class AccountGranted(RightSent):
    """A right to be given, or taken away."""

    away = Truth(load_default=False)


class StateSent(Strict):
    """Whether an account is to be open."""

    state = Choice("open", "closed", required=True)


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


class RightShown(Schema):
    """One right."""

    role = fields.String(required=True)
    programme = fields.String(required=True, metadata={"description": "Empty: in every programme."})
    member = fields.String(required=True)


class WishShown(Schema):
    """What waits until a second account asks for it too."""

    what = fields.String(
        required=True, metadata={"description": "A right (board@pks-2027), second-factor or invitation."}
    )
    by = fields.String(required=True, metadata={"description": "The account that asked first."})


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


class AccountShown(Schema):
    """An account as who manages it sees it."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    state = fields.String(required=True, metadata={"description": "open or closed."})
    name = fields.String(required=True, metadata={"description": "For the facilitator; to others empty, as email."})
    email = fields.String(required=True)
    grants = fields.List(fields.Nested(RightShown), required=True)
    waits = fields.List(fields.Nested(WishShown), required=True)
    tokens = fields.List(fields.Nested(TokenShown), required=True)
    password = fields.Boolean(required=True, metadata={"description": "Whether there is one."})
    second_factor = fields.Boolean(required=True)


class InvitedShown(AccountShown):
    """An account that was invited."""

    invitation = fields.String(
        required=True, metadata={"description": "Told this once; empty while a second account has to ask for it too."}
    )
