"""Real servers of networks, or what comes nearest, started on loopback as processes of their own."""
