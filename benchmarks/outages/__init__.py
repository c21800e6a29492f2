"""The parts of `benchmarks.outage`: a turned clock, a receiver, Kliping in a process, verdicts."""
