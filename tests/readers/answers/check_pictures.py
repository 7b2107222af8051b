"""Looks whether pictures show something.

usage: check_pictures.py FOLDER
Each picture that the examples make has to be there, in the size of a page, with a share of it drawn in the
colours of what it shows: bands, countries, points.
"""
import pathlib
import sys

import numpy
from matplotlib import image

BANDS = ("#d6e6f4", "#a3c8e6", "#6ba3d3")
COUNTRIES = ("#ffffd9", "#d6efb3", "#9bd8b8", "#41b6c4", "#1d80b4")
# The colours that have to be there, and the least share of the picture that each covers.
PICTURES = {"fan.png": (BANDS, 0.005), "routes.png": (BANDS, 0.01), "map.png": (COUNTRIES, 0.0004),
            "map_of_shares.png": (COUNTRIES, 0.0001), "entries.png": (BANDS[1:2], 0.03), "chances.png": ((), 0), "chances_by_year.png": ((), 0)}
LEAST_WIDTH, LEAST_HEIGHT = 700, 400
LEAST_DRAWN = 0.01  # share of the picture that is not white
NEAR = 2.5 / 255  # of a colour: ggplot2's devices and PNG round


def colour(text):
    return numpy.array([int(text[k:k + 2], 16) / 255 for k in (1, 3, 5)])


def problems(path, colours, least):
    if not path.is_file():
        yield "is not there"
        return
    pixels = image.imread(path)[:, :, :3]
    height, width, _ = pixels.shape
    if width < LEAST_WIDTH or height < LEAST_HEIGHT:
        yield f"has {width} by {height} pixels"
    drawn = (pixels < 0.97).any(axis=2).mean()
    if drawn < LEAST_DRAWN:
        yield f"is white but for {drawn:.4f} of it"
    for one in colours:
        share = (abs(pixels - colour(one)) < NEAR).all(axis=2).mean()
        if share < least:
            yield f"has {one} on {share:.5f} of it, and not on {least}"


def main():
    folder = pathlib.Path(sys.argv[1])
    found = [f"{name} {problem}" for name, (colours, least) in PICTURES.items()
             for problem in problems(folder / name, colours, least)]
    for line in found:
        print(f"{folder}/{line}", file=sys.stderr)
    print(f"{folder}: {len(PICTURES)} pictures, {len(found)} problems")
    return 1 if found else 0


sys.exit(main())
