"""Pages of the practice network, open to everybody who reaches this installation."""
