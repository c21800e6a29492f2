"""Measuring instruments: each runs Kliping from outside and is run by hand or by CI."""
