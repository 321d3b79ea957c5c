"""What the service refuses, and how it says so.

Tree::

    ServiceError
    +-- WorkbookFaults(ValueError)   a workbook cannot be used; every fault of it at once
    +-- UnwritableText(ValueError)   a text that no spreadsheet can hold
    +-- UnknownSample(KeyError)      there is no sample year of that name
    +-- SampleFault(ValueError)      a sample file does not say what an intake needs
    +-- RefusedAnswer(RuntimeError)  a solver's answer broke a rule when it was counted again
    +-- PublishedFault(ValueError)   a file is no published year
    +-- StoreError                   the record cannot be read or kept; see ``service.store.errors``
    +-- LifecycleError               a step or fact that the book does not know; see ``service.lifecycle.errors``
"""


class ServiceError(Exception):
    """Base of everything the room ``service`` raises."""
