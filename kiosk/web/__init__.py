"""The web floor: pages, API and live socket, and who may do what."""
