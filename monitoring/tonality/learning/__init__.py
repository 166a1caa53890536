"""Trains and validates the model. Needs scikit-learn, which the running application does not."""
