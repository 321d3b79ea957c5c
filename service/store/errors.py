"""What the store refuses.

Tree::

    StoreError (a ServiceError)
    +-- UnsafeStore(RuntimeError)      the database does not promise what we promise; nothing is served
    +-- StoreUnavailable(RuntimeError) the database does not answer now; ask again
    +-- UnknownRecord(KeyError)        there is no such record
    +-- RecordExists(ValueError)       there is one already
    +-- StaleVersion(ValueError)       somebody else changed it in between
    +-- KeyReused(ValueError)          an idempotency key came back with another request
    +-- UnstorableValue(ValueError)    null, a fraction, or text that no database can hold
"""

from service.errors import ServiceError
from service.records.kept import Key


class StoreError(ServiceError):
    """Base of everything the store raises."""


class UnsafeStore(StoreError, RuntimeError):
    """The database cannot be trusted with a record: the message says which setting is what, and what it should be."""


class StoreUnavailable(StoreError, RuntimeError):
    """The database does not answer; what was asked did not happen."""


class UnknownRecord(StoreError, KeyError):
    """There is no record under this key."""

    def __init__(self, key: Key) -> None:
        """Keep the key."""
        self.key = key
        super().__init__(key)

    def __str__(self) -> str:
        """Return what was asked for."""
        return f"no {self.key.kind} named {self.key.id!r} in programme {self.key.programme!r}"


class RecordExists(StoreError, ValueError):
    """A record may be made once."""

    def __init__(self, key: Key) -> None:
        """Keep the key."""
        self.key = key
        super().__init__(f"there is a {key.kind} named {key.id!r} already")


class StaleVersion(StoreError, ValueError):
    """The change was made from another version than the record has now."""

    def __init__(self, key: Key, *, expected: str, found: int) -> None:
        """Keep both versions."""
        self.key, self.expected, self.found = key, expected, found
        super().__init__(f"{key.kind} {key.id!r} is at version {found}, the change was made from {expected}")


class KeyReused(StoreError, ValueError):
    """The same idempotency key came with another request."""


class UnstorableValue(StoreError, ValueError):
    """A value that has no one spelling: ``where`` it stands and ``why`` not."""

    def __init__(self, where: str, why: str) -> None:
        """Keep the place and the reason."""
        self.where, self.why = where, why
        super().__init__(f"{where or 'the value'}: {why}")
