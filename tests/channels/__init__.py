"""Tests of crawler.channels."""
