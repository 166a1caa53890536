"""Reads that join several models into what one page shows, by page."""
