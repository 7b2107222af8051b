"""Ensemble files of Peregrine as xarray Datasets, and questions to them.

    import peregrine_ensemble as pe
    pe.open("r.h5").pe.fan("SYR", "DEU").save("fan.png")

`open` gives the Dataset; its accessor `pe` has the questions: `fan`, `map`, `routes`, `entries`, `exceeds`, `frame`
and `draws` (accessor.py). docs/reading.md of Peregrine has examples, docs/formats.md every variable.
"""
from peregrine_ensemble.accessor import Questions
from peregrine_ensemble.answers import Answer
from peregrine_ensemble.file import EnsembleError, open

__all__ = ["Answer", "EnsembleError", "Questions", "open"]
