"""What the accounts refuse.

Tree::

    AccountError(ValueError, a ServiceError)
    +-- UnknownAccount   there is no such account
    +-- AddressTaken     another account has this e-mail address
    +-- WeakPassword     a password that is too short, too long, or says the address
    +-- BadGrant         a role that is unknown, or one that needs a member and has none
    +-- BadScope         a token that may do nothing, or something unknown, or for too long
"""

from data.text import Text
from service.errors import ServiceError


class AccountError(ServiceError, ValueError):
    """Base of everything that the accounts refuse; ``said`` tells it in both languages."""

    def __init__(self, said: Text) -> None:
        """Keep the sentence."""
        self.said = said
        super().__init__(said.en)


class UnknownAccount(AccountError):
    """There is no account with this id."""


class AddressTaken(AccountError):
    """An e-mail address stands for one account."""


class WeakPassword(AccountError):
    """The password can be guessed."""


class BadGrant(AccountError):
    """A right that would mean nothing, or too much."""


class BadScope(AccountError):
    """A token that would do nothing, or that names what there is not."""
