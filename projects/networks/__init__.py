"""One small room per network. ``adapter_for(channel)`` is the door."""
