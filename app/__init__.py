"""Gradsheet: backpropagation drawn the way it is derived on paper."""
