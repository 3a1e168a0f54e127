"""Gradient descent: what a step does to the loss, as the gradient predicts it and as it is."""
