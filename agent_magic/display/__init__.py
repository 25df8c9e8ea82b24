"""How a run is drawn: live while it goes on, static when it is over."""
