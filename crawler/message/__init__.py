"""What is told: an alert as bytes for programs, and in words for people.

compose ──> bytes (fixed when the rule matches) ──> news ──> telling ──> dialect   chat, push
                                                                   └──> page      mail
"""

from crawler.message.compose import compose

__all__ = ["compose"]
