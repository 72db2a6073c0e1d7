#!/usr/bin/env python3
"""Follows what happens, one line per event; comes back by itself and misses nothing."""

import http.client
import json
import time
import urllib.error

import hub

position = ""  # EPOCH:SEQUENCE of the newest event seen


def follow():
    global position
    headers = {"Accept": "text/event-stream"}
    if position:
        headers["Last-Event-ID"] = position
    with hub.request("/api/v1/events", headers=headers) as stream:
        pending = ""
        for line in stream:
            text = line.decode().rstrip("\r\n")
            if text.startswith("id: "):
                pending = text[4:]
            elif text.startswith("data: "):
                show(json.loads(text[6:]))
                position = pending


def show(event):
    what = event.get("skill_name") or event.get("prompt") or event.get("error") or ""
    step = f" · {event['step_name']}" if event.get("step_name") else ""
    print(f"{event.get('seq', '-'):>6} {event['type']:<24} {what}{step}", flush=True)


while True:
    try:
        follow()
    except urllib.error.HTTPError as refused:
        raise SystemExit(f"refused: {refused.read().decode()}")
    except (OSError, http.client.HTTPException):  # the hub is away or the stream was cut
        pass
    time.sleep(1)
