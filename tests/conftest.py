"""What holds for every test."""

from hypothesis import settings

# Times are measured in benchmarks/, never by a test: a busy machine must not turn one red.
settings.register_profile("kliping", deadline=None)
settings.load_profile("kliping")
