"""The demo agency, Lastivka: made up from a fixed seed, with dates relative to today."""
