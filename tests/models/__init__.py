"""Tests of the models, against real HTTP servers and real files."""
