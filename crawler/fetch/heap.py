"""Memory of large blocks goes back to the system as soon as nobody holds them.

glibc takes the size of the blocks that are freed for a habit: after the first body of some
megabytes it keeps the room of the next ones in its heap, between what lives long, and the process
stays as large as it ever was (mallopt(3), "M_MMAP_THRESHOLD"; setting it ends the habit).
"""

import ctypes
import sys

LARGE = 128 * 1024  # bytes; what glibc begins with
_MMAP_THRESHOLD = -3  # malloc.h


def give_back() -> bool:
    """Map each block of over `LARGE` bytes for itself from now on; False where nothing is to do.

    That is where the C library is not glibc: others do so from the start.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_MMAP_THRESHOLD, LARGE) == 1
