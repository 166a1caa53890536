"""Page-shaped answers over several models of this floor."""
