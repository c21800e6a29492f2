"""The practice web: five invented news sites on loopback that publish while one watches.

stories/*.json -> stories -> schedule (what is out by now) -> pages, inlets -> press -> web
                  papers  (what each site is like)                             server (HTTP)
"""

from crawler.demo.web import PracticeWeb

__all__ = ["PracticeWeb"]
