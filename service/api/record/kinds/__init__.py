"""Every kind of record that a book tells of, by one set of operations."""

from service.api.record.kinds import drafts, exports, imports, moves, records, undos, versions
from service.api.record.kinds.kinds import blueprint

# The modules put their operations at their addresses when they are read.
OPERATIONS = (records, moves, drafts, imports, exports, versions, undos)

__all__ = ["OPERATIONS", "blueprint"]
