"""One WebSocket connection: frames, limits, sending."""
