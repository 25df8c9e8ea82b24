"""What of the notebook's variables goes in: snapshots for the code, cards for the model."""
