#!/usr/bin/env python3
"""Reports one run, step by step, and what went wrong in it."""

import hub

run = hub.publish({"type": "skill_started", "skill_name": "import", "source": "manual"})["skill_id"]


def tell(type, **fields):
    return hub.publish({"type": type, "skill_id": run, **fields})


tell("step_started", step_index=0, step_name="read")
tell("step_progress", step_index=0, output="row 1\nrow 2\n")
tell("step_completed", step_index=0, output={"rows": 2})
tell("step_started", step_index=1, step_name="write")
tell("step_failed", step_index=1, error="the table does not exist")
last = tell("skill_failed", error="the table does not exist")
print(f"reported run {run}, last event {last['seq']}")
