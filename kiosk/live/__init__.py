"""The live half: from a commit in the database to bytes on every socket.

    watcher -> publisher (content, rendered once) -> hub (encoded once) -> clients

What a page may rely on:

- The first message after connecting, and one after every change of what the topic shows,
  is `{"topic", "revision", "html"}`: the whole present state. Only the newest counts; one
  that was overtaken while the page was slow is never sent.
- Every 3 s comes `{"revision", "now", "release"}`. Its revision is the one that the topic's
  last state is true as of: where a commit changed nothing on this page, no state is sent,
  and the heartbeat alone tells that the page as it stands is newer than it thought. A wall
  is told so at once, a phone with its next heartbeat. 0 means "not known yet".
- So the page does the same for both kinds: take `html` over if there is one; then, if the
  revision is neither 0 nor the one it has (not "greater": a restored backup goes back), set
  `data-revision` and, on a wall, send `{"painted": revision}` once it stands on the screen.
- Nothing for 10 s means that the connection is lost.
- Close codes: 1001 the server stops, 4404 the topic is no more, 1002, 1003, 1007, 1008 and
  1009 the client broke the protocol or a limit. A refused handshake answers 400, 403, 404,
  426 or 503 (every place is taken; try again after Retry-After).
"""
