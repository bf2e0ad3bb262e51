"""The wall: its pages, their rotation and the state of each screen."""
