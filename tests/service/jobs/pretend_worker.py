"""A worker in a process of its own, to be killed: ``python -m tests.service.jobs.pretend_worker DATABASE QUEUE``."""

import sys
import time

from service.jobs import Queue
from service.store import Store
from tests.service.jobs.job_cases import working

with working(Store(sys.argv[1]), Queue(sys.argv[2])):
    while True:  # killed from outside
        time.sleep(1)
