"""The verbs of the content floor, one room per noun. Each is one transaction and says who did it with ``by=``."""
