"""The world coloured by one number a country, by cartopy, with the shapes that `peregrine report` draws.

country_shapes.csv has the shapes of Natural Earth at 1:110,000,000 (public domain) in the form of
world-atlas 2.0.2; readers/country_shapes.py makes it. So nothing is fetched from any network.
"""
import importlib.resources

import numpy
import pandas
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.patches import Patch

# Of ColorBrewer (YlGnBu, PuOr), told apart by people who do not see all colours.
RISING = ("#ffffd9", "#d6efb3", "#9bd8b8", "#41b6c4", "#1d80b4", "#24429a", "#0b1f5c")
# Shares of the countries below the limits of colours: the largest numbers are told apart more finely.
SHARES_BELOW = (0.15, 0.35, 0.55, 0.7, 0.85, 0.95)
EITHER_WAY = ("#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d8daeb", "#998ec3", "#542788")
UNKNOWN = "#d9d9d9"
SEA = "#f4f8fb"
DISCLAIMER = ("Shapes: Natural Earth, much simplified. They say nothing about the status of any territory; "
              "small countries are not visible.")


def shapes():
    """(code, shapely MultiPolygon) of each shape; the code is empty where the tables do not have it."""
    from shapely.geometry import MultiPolygon
    table = importlib.resources.files("peregrine_ensemble") / "country_shapes.csv"
    with table.open(encoding="utf-8") as file:
        points = pandas.read_csv(file, keep_default_na=False)
    for (_, code), of_country in points.groupby(["shape", "country"], sort=False):
        polygons = []
        for _, of_polygon in of_country.groupby("polygon", sort=False):
            rings = [ring[["longitude", "latitude"]].to_numpy() for _, ring in of_polygon.groupby("ring", sort=False)]
            polygons.append((rings[0], rings[1:]))
        yield code, MultiPolygon(polygons)


def round_number(value):
    """The nearest of 1, 2 and 5 times a power of ten, on a scale of logarithms."""
    power = 10.0 ** numpy.floor(numpy.log10(value))
    return float(power * min((1, 2, 5, 10), key=lambda digit: abs(numpy.log(value / power / digit))))


def limits_of(values):
    """Round numbers between the colours, and the colours. Numbers of either sign have limits that mirror."""
    there = values[numpy.isfinite(values) & (values != 0)]
    if not there.size:
        return [0.0], RISING[:2]
    if (there < 0).any():
        outer = sorted({round_number(numpy.quantile(abs(there), share)) for share in SHARES_BELOW[1::2]})
        middle = len(EITHER_WAY) // 2
        return [*(-one for one in reversed(outer)), *outer], EITHER_WAY[middle - len(outer):middle + len(outer) + 1]
    limits = sorted({round_number(numpy.quantile(there, share)) for share in SHARES_BELOW})
    return limits, RISING[:len(limits) + 1]


def words_of(limits):
    """Of the classes between limits."""
    def short(value):
        return f"{value:,.0f}" if abs(value) >= 10 else f"{value:g}"
    return [f"below {short(limits[0])}", *(f"{short(a)} to {short(b)}" for a, b in zip(limits, limits[1:])),
            f"{short(limits[-1])} or more"]


def draw_map(figure, frame, title, unit):
    try:
        from cartopy.crs import EqualEarth, PlateCarree
    except ImportError as error:
        raise ImportError("a map wants cartopy (Debian: python3-cartopy); its numbers are in .frame") from error
    column = frame.columns[-1]
    value_of = dict(zip(frame["country"], frame[column]))
    limits, colours = limits_of(frame[column].to_numpy(float))
    colour_of = BoundaryNorm([-numpy.inf, *limits, numpy.inf], len(colours))
    palette = ListedColormap(colours)
    axes = figure.add_subplot(projection=EqualEarth())
    axes.set_global()
    axes.set_facecolor(SEA)
    axes.spines["geo"].set_edgecolor("#c9d1d9")
    by_colour = {}
    for code, shape in shapes():
        value = value_of.get(code, numpy.nan)
        colour = UNKNOWN if numpy.isnan(value) else palette(colour_of(value))
        by_colour.setdefault(colour, []).append(shape)
    for colour, of_colour in by_colour.items():
        axes.add_geometries(of_colour, PlateCarree(), facecolor=colour, edgecolor="#7b8794", linewidth=0.3)
    classes = [*zip(colours, words_of(limits)), (UNKNOWN, "not known")]
    handles = [Patch(facecolor=colour, edgecolor="#888888", label=words) for colour, words in classes]
    axes.legend(handles=handles, loc="lower left", fontsize="x-small", title=unit or None, title_fontsize="x-small",
                framealpha=0.9)
    axes.set_title(title, loc="left", fontsize="medium")
    figure.text(0.01, 0.01, DISCLAIMER, fontsize="xx-small", color="#4a5460")
