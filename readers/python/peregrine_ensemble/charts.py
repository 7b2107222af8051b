"""Pictures by matplotlib: fans, small multiples, chances. Colours are those of `peregrine report`."""
import math

import numpy
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import EngFormatter, MaxNLocator, StrMethodFormatter

# Share of the draws, its quantiles, its colour; the widest first, since each is drawn over the last.
BANDS = ((0.95, "q0.025", "q0.975", "#d6e6f4"), (0.8, "q0.1", "q0.9", "#a3c8e6"), (0.5, "q0.25", "q0.75", "#6ba3d3"))
MEDIAN_COLOUR = "#0b3d75"
LARGE = 1e4  # from here on numbers are short: 20 k
PANELS_A_ROW = 3
GROUPS_SHOWN = 10


def times_of(frame):
    return next(frame[axis] for axis in ("year", "time", "month_ahead") if axis in frame)


def label_numbers(axis, greatest):
    # A narrow blank between number and letter.
    axis.set_major_formatter(EngFormatter(sep="\N{THIN SPACE}") if greatest >= LARGE else StrMethodFormatter("{x:g}"))


def draw_fan(axes, frame, unit):
    """Bands and median of one place over its years or months. An axis that does not begin at zero would
    make small changes look large."""
    x = times_of(frame)
    for _, low, high, colour in BANDS:
        axes.fill_between(x, frame[low], frame[high], color=colour, linewidth=0)
    axes.plot(x, frame["q0.5"], color=MEDIAN_COLOUR, linewidth=2)
    if "year" in frame:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    lowest = numpy.nanmin(frame["q0.025"].to_numpy(), initial=math.inf)
    if lowest >= 0:
        axes.set_ylim(bottom=0)
    axes.margins(x=0)
    label_numbers(axes.yaxis, numpy.nanmax(frame["q0.975"].to_numpy(), initial=0))
    axes.set_ylabel(unit)
    axes.grid(axis="y", color="#e6eaee")
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def band_handles():
    return [Line2D([], [], color=MEDIAN_COLOUR, linewidth=2, label="median"),
            *(Patch(color=colour, label=f"{share:.0%} of draws") for share, _, _, colour in reversed(BANDS))]


def explain_bands(axes):
    axes.legend(handles=band_handles(), loc="upper left", frameon=False, fontsize="small")


def draw_small_multiples(figure, frame, unit):
    """A fan for each route that has any crossing, with an axis of its own; what colours mean is in a
    panel of its own."""
    routes = [(name, rows) for name, rows in frame.groupby("name", sort=False) if rows["q0.975"].max() > 0]
    rows = math.ceil((len(routes) + 1) / PANELS_A_ROW)
    figure.set_size_inches(figure.get_figwidth(), 1 + 2 * rows)
    panels = figure.subplots(rows, PANELS_A_ROW, squeeze=False).ravel()
    for panel in panels[len(routes):]:
        panel.set_axis_off()
    for panel, (name, of_route) in zip(panels, routes):
        draw_fan(panel, of_route, "")
        panel.set_title(name, loc="left", fontsize="small")
        panel.tick_params(labelsize="x-small")
        for label in panel.get_xticklabels():
            label.set_rotation(30)
    figure.supylabel(unit, fontsize="small")
    panels[-1].legend(handles=band_handles(), loc="center", frameon=False, fontsize="small")


def draw_ranges(axes, frame, unit):
    """The largest groups, each with its median and 80 % band; the sum of all would dwarf them."""
    shown = frame[frame["nationality"] != "ALL"].head(GROUPS_SHOWN).iloc[::-1]
    axes.barh(shown["name"], shown["q0.9"] - shown["q0.1"], left=shown["q0.1"], color=BANDS[1][3], height=0.7)
    axes.plot(shown["q0.5"], shown["name"], "|", color=MEDIAN_COLOUR, markersize=14, markeredgewidth=2)
    axes.set_xlim(left=0)
    axes.margins(x=0.02)
    label_numbers(axes.xaxis, shown["q0.9"].max())
    axes.set_xlabel(f"{unit}: median and 80 % of draws")
    axes.grid(axis="x", color="#e6eaee")
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def draw_chances(axes, frame):
    """Chances with two Monte Carlo errors either side: a point a threshold, or a line a threshold where
    there are several years."""
    by_year = "year" in frame and frame["year"].nunique() > 1
    x = "year" if by_year else "threshold"
    lines = frame.groupby("threshold") if by_year else [("", frame)]
    for name, rows in lines:
        label = f"more than {name:,.0f}" if by_year else None
        axes.errorbar(rows[x], rows["chance"], 2 * rows["mc_error"], marker="o", capsize=3, label=label)
    if by_year:
        axes.legend(frameon=False, fontsize="small")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    else:
        label_numbers(axes.xaxis, frame["threshold"].max())
        axes.set_xlabel("more than")
    axes.set_ylim(0, 1)
    axes.set_ylabel("chance (bars: two Monte Carlo errors)")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.grid(axis="y", color="#e6eaee")
    axes.spines[["top", "right"]].set_visible(False)
