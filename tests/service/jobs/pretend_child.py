"""A stand-in for the process that does a job, light enough for tests: it does what the question tells it to."""

import json
import sys

asked = json.loads(sys.stdin.readline())
question = json.loads(asked["asked"])


def say(told):
    """Say one line."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


for value in question.get("values", ()):
    say({"progress": {"stage": {"en": "served", "id": "terlayani"}, "value": value, "bound": 10}})
if "reason" in question:
    say({"reason": question["reason"]})
if "code" in question:
    sys.exit(question["code"])
if question.get("for_ever"):
    sys.stdin.read()  # as long as anybody waits for the answer
    sys.exit(78)
if "reason" not in question:
    say({"result": {"echo": question, "megabytes": asked["megabytes"]}})
