"""The replay: sites on loopback, a receiver, and an oracle that knows what must come of them.

    pages ──> plan ──> web (serves, growing)          the daemon         receiver
                │         └── requests.jsonl <─────────┘   └──────────────> arrivals.jsonl
                └──> oracle (what must be told) ──> checks (was it?) ──> report

Nothing here imports the crawler: Kliping is known by its command line, its configuration, its
requests and its messages only.
"""
