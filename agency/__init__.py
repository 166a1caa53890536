"""The ground floor: who we are, what one may do, what was done, who was told.

Nothing is imported here: the supervisor, beat and the engines' keeper live in this package and should weigh little.
"""
