"""The server: HTTP, sockets, start and stop."""
