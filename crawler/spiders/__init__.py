"""Requests and callbacks; what to read and what to make of it is decided elsewhere."""
