"""Who runs the steps: one process (local.py), or no one but now (once.py)."""
