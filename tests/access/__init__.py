"""Who may open which address: the table of rules, the world it is tried in, and the walk over every address."""
