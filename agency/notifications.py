"""The one way to tell people something. Every floor calls down to :func:`notify`."""
