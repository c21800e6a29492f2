"""Kliping: watches news sites and tells people when an article they care about appears."""

import os

# Its tables are small: more threads to multiply them would only stand in one another's way.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

__version__ = "0.1.0"
