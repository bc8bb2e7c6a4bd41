"""Bulletins that ship with the project, and their gold records."""
