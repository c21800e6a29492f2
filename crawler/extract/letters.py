"""How letters end: a formula such as "Hormat kami," and those who signed them."""

import re
from collections.abc import Sequence

from crawler.extract.blocks import Block

_SIGNED = 4  # blocks: the formula, and who signed
_LEAVE = re.compile(
    r"(?:(?:salam )?hormat(?: kami| saya)?|salam|wassalam\w*|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?"
    r"|(?:kind |best |warm )?regards|mit freundlichen grüßen|cordialement|atentamente|met vriendelijke groet(?:en)?),",
    re.IGNORECASE,
)


def leave(blocks: Sequence[Block]) -> int | None:
    """Where among the last blocks a letter takes leave; None where none does."""
    return next(
        (
            at
            for at in range(max(len(blocks) - _SIGNED, 1), len(blocks))
            if _LEAVE.fullmatch(blocks[at].text)
        ),
        None,
    )
