"""A notebook's session: its agents, its runs, and the results that were taken."""
