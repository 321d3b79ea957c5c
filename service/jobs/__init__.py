"""Work that takes longer than a request: the queue that calls a worker, and the sweep that forgets no job.

A task carries the programme and the id of a job and nothing else; what is to be done stands in the store.
"""

from service.jobs.queue import KINDS, BadQueue, Queue, queue_address
from service.jobs.sweep import Swept, sweep

__all__ = ["KINDS", "BadQueue", "Queue", "Swept", "queue_address", "sweep"]
