"""What happened, kept: records, and the one journal from which every record can be rebuilt.

Five tables hold the record: ``journal`` (append-only, each entry carries the hash of the one before) with its ``head``,
``record`` (the state, equal to the journal's replay), ``personal`` (plain text that may be erased while the chain
stays whole) and ``answer`` (what a repeated request is told again). They are written in one transaction or not at all.
Beside them stand ``party`` (whose a record is, as the record itself says) and what lets accounts in.
"""

from service.store.credentials import Credential, Credentials, Token, token_of
from service.store.errors import (
    KeyReused,
    RecordExists,
    StaleVersion,
    StoreError,
    StoreUnavailable,
    UnknownRecord,
    UnsafeStore,
    UnstorableValue,
)
from service.store.journal import Entry, Head
from service.store.replay import Rebuilt, rebuild
from service.store.store import Moment, Store
from service.store.unit import Answer, Unit
from service.store.verify import Finding, verify
from service.store.view import View

__all__ = [
    "Answer",
    "Credential",
    "Credentials",
    "Entry",
    "Finding",
    "Head",
    "KeyReused",
    "Moment",
    "Rebuilt",
    "RecordExists",
    "StaleVersion",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "Token",
    "Unit",
    "UnknownRecord",
    "UnsafeStore",
    "UnstorableValue",
    "View",
    "rebuild",
    "token_of",
    "verify",
]
