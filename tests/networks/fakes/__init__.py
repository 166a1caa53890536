"""Networks of our own on loopback that answer as the real ones do, for those that cannot be run here.

They share no code with the adapters: what they take and answer is checked against the networks' published schemas.
"""
