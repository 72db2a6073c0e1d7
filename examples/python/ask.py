#!/usr/bin/env python3
"""Asks a person, waits for the outcome and ends with 0 only if the answer was yes."""

import sys

import hub

asked = hub.call(
    "/api/v1/confirmations",
    {
        "prompt": "Apply the migration?",
        "options": ["yes", "no"],
        "risk": "high",
        "action": {"run": "migrate --all"},
        "timeout_seconds": 120,
    },
)
while asked["status"] == "pending":  # each look waits up to a minute: no polling loop that burns time
    asked = hub.call(f"/api/v1/confirmations/{asked['id']}?wait=60")

who = asked.get("answered_by", {}).get("name") or asked.get("reason") or "somebody"
print(f"{asked['status']}: {asked['response']} ({who})")
sys.exit(0 if asked["response"] == "yes" else 1)
