"""How letters and decrees end: a formula such as "Hormat kami," and those who signed them."""

import re
from collections.abc import Sequence

from crawler.extract.blocks import Block

_SIGNED, _DECREED = 4, 6  # blocks: the formula, and who signed; of a decree also when
_LEAVE = re.compile(
    r"(?:(?:salam )?hormat(?: kami| saya)?|salam|wassalam\w*|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?"
    r"|(?:kind |best |warm )?regards|mit freundlichen grüßen|cordialement|atentamente|met vriendelijke groet(?:en)?),",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"(?:ditetapkan|dikeluarkan|diundangkan|disahkan) di [^.]{2,60}", re.IGNORECASE
)


def leave(blocks: Sequence[Block]) -> int | None:
    """Where among the last blocks a letter takes leave, or a decree is signed; else None."""
    for formula, most in ((_LEAVE, _SIGNED), (_MADE, _DECREED)):
        for at in range(max(len(blocks) - most, 1), len(blocks)):
            if formula.fullmatch(blocks[at].text):
                return at
    return None
