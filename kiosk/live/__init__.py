"""Live updates: from a commit in the database to bytes on every socket.

    watcher -> publisher (content, rendered once) -> hub (encoded once) -> clients

What a page may rely on:

- The first message after connecting, and one after every change of the topic, is
  `{"topic", "revision", "html"}`: the whole current state. Only the newest counts; a state that
  is superseded before a slow page has read it is never sent.
- A heartbeat `{"revision", "now", "release"}` comes every 3 s. Its revision is the one for which
  the topic's last state is current: if a commit changes nothing on this page, no state is sent,
  and only the heartbeat raises the page's revision. Walls get that heartbeat at once, phones with
  the next one. 0 means "not known yet".
- So the page handles both messages alike: apply `html` if there is one; then, if the revision is
  neither 0 nor its own (not "greater": a restored backup goes back), set `data-revision` and, on a
  wall, send `{"painted": revision}` once it is painted.
- Silence for 10 s means that the connection is lost.
- Close codes: 1001 the server stops, 4404 the topic no longer exists, 1002, 1003, 1007, 1008 and
  1009 the client broke the protocol or a limit. A refused handshake is answered with 400, 403,
  404, 426 or 503 (no slot is free; try again after Retry-After).
"""
