"""Pages of this floor, by noun. Who, what, do, show."""
