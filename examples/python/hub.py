"""What the examples share: one request to the hub, with the standard library only."""

import json
import os
import urllib.request

HUB = os.environ.get("SKILLWIRE_URL", "http://localhost:9876")


def request(path, body=None, content_type="application/json", headers=None):
    """An open response; raises urllib.error.HTTPError when the hub refuses."""
    headers = dict(headers or {})
    if body is not None:
        headers["Content-Type"] = content_type
    if "SKILLWIRE_TOKEN" in os.environ:
        headers["Authorization"] = "Bearer " + os.environ["SKILLWIRE_TOKEN"]
    data = None if body is None else body.encode()
    return urllib.request.urlopen(urllib.request.Request(HUB + path, data=data, headers=headers))


def call(path, body=None):
    """Sends an object, if there is one, and gives back the object that the hub answers."""
    with request(path, None if body is None else json.dumps(body)) as response:
        return json.load(response)


def publish(event):
    """Publishes one event; gives back {seq, skill_id}."""
    return call("/api/v1/events", event)["results"][0]
