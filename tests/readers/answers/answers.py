"""Asks the Python package the questions that compare_answers.py knows the answers to.

usage: answers.py PACKAGE_FOLDER ENSEMBLE FOLDER_OF_WRONG_FILES
Exit code 77 where a library is not installed.
"""
import sys

try:
    import numpy  # noqa: F401
    import pandas
    import xarray  # noqa: F401
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


LATER_THRESHOLD = 15e6
ENTRIES = "irregular_entries_by_nationality"


def show(name, answer):
    """A frame as CSV, months as 2026-01, numbers with all digits."""
    frame = getattr(answer, "frame", answer).copy()
    for column in frame:
        if pandas.api.types.is_datetime64_any_dtype(frame[column]):
            frame[column] = frame[column].dt.strftime("%Y-%m")
    print(f"== {name}")
    print(frame.to_csv(index=False, float_format="%.17g"), end="")


def refused(name, question):
    print(f"== {name}")
    try:
        print(question())
    except (ValueError, OSError) as error:
        print(f"! {error}")


def wrong_types(ask, route):
    """What is no code, number or month: Python alone, where nothing else would say so."""
    for name, question in (
            ("type_threshold", lambda: ask.exceeds("many", route)),
            ("type_thresholds", lambda: ask.exceeds([1, None], route)),
            ("no_threshold", lambda: ask.exceeds([], route)),
            ("none_threshold", lambda: ask.exceeds(None, route)),
            ("type_code", lambda: ask.exceeds(1, -1)),
            ("type_codes", lambda: ask.entries(["DEU", "POL"])),
            ("type_year", lambda: ask.exceeds(1, route, year="2026")),
            ("part_of_year", lambda: ask.entries("EU27", year=2026.5)),
            ("year_below_all", lambda: ask.entries("EU27", year=-1)),
            ("no_years", lambda: ask.exceeds(1, route, year=[])),
            ("type_months", lambda: ask.exceeds(1, route, months=[1, 2])),
            ("type_start", lambda: ask.entries("EU27", start=-1)),
            ("type_starts", lambda: ask.exceeds(1, route, start=["2026-01", "2026-02"]))):
        refused(name, question)


def main():
    sys.path.insert(0, sys.argv[1])
    import peregrine_ensemble as pe
    path, wrong = sys.argv[2:]
    run = pe.open(path)
    ask = run.pe
    route = "central-mediterranean"
    show("fan_corridor", ask.fan("SYR", "DEU"))
    show("fan_immigrants", ask.fan("DEU"))
    show("fan_emigrants", ask.fan("deu", variable="emigrant_stock"))
    show("fan_world", ask.fan())
    show("fan_route", ask.fan(route, start="2025-03", months=20))
    show("fan_route_year", ask.fan(route, year=2028))
    show("fan_nationals", ask.fan("belarus-poland", "AFG"))
    show("fan_draws", ask.fan(variable="global_mean_temperature"))
    show("fan_draws_of_border", ask.fan("belarus-poland", variable="irregular_entries", year=2026))
    show("routes_by_year", ask.routes())
    show("routes_by_month", ask.routes("month"))
    show("map_median", ask.map("immigrant_stock", 2028))
    show("map_share", ask.map("war_probability", 2028))
    show("map_mean", ask.map("displaced_abroad", 2028))
    show("exceeds_route", ask.exceeds(40_000, route))
    show("exceeds_window", ask.exceeds(60_000, route, start="2026-04", months=18))
    show("exceeds_year", ask.exceeds(60_000, route, year=2027))
    show("exceeds_world", ask.exceeds(3e8))
    show("exceeds_any", ask.exceeds(1, "belarus-poland", variable="response_level", year=2026))
    show("exceeds_never", ask.exceeds(1e9, route, year=2026))
    show("frame_draws", ask.frame("global_migrant_stock", draws=True))
    show("frame_of_draws_alone", ask.frame("global_arrivals"))
    show("frame_months", ask.frame("irregular_entries_mean", "belarus-poland"))
    show("frame_stem", ask.frame("corridor_stock", year=2028))
    show("frame_nationals", ask.frame("irregular_corridor_quantile_error", year=2028))
    show("exceeds_immigrants", ask.exceeds(18.8e6, "DEU", year=[2028, 2030]))
    show("exceeds_emigrants", ask.exceeds(9.5e6, "SYR", variable="emigrant_stock", year=2028))
    show("exceeds_corridor", ask.exceeds(930_000, "SYR", "DEU", year=2028))
    show("exceeds_flight", ask.exceeds(50_000, "SYR", variable="newly_displaced", year=2026))
    show("exceeds_nationals", ask.exceeds(60, "belarus-poland:ETH", variable=ENTRIES, year=2026))
    show("entries_union", ask.entries("EU27"))
    show("entries_some", ask.entries("grc", "ITA", year=2026))
    show("entries_later_border", ask.entries("HUN", start="2025-03", months=3))
    show("fan_flight", ask.fan("SYR", variable="newly_displaced"))
    show("frame_kept", ask.frame("corridor_stock", "SYR", "DEU", draws=True, year=2028))
    show("frame_ahead", ask.frame(ENTRIES, "belarus-poland", "AFG", start="2026-01", months=2))
    show("frame_targets", ask.frame("border_target"))
    refused("no_country", lambda: ask.fan("GER"))
    refused("no_country_of_corridor", lambda: ask.fan("SYR", "DUE"))
    refused("no_corridor", lambda: ask.fan("SYR-NRU"))
    refused("no_route", lambda: ask.fan("central-mediteranean"))
    refused("no_variable", lambda: ask.frame("immigrant_stok"))
    refused("no_year", lambda: ask.map("immigrant_stock", 2061))
    refused("no_month", lambda: ask.exceeds(1, route, start="2061-01", months=2))
    refused("no_months", lambda: ask.exceeds(1, route, start="2030-06", months=12))
    refused("no_draws", lambda: ask.exceeds(1, "DEU", variable="population_mean"))
    refused("not_kept", lambda: ask.exceeds(1, "CHL", "deu"))
    refused("no_border", lambda: ask.entries("CHE"))
    refused("two_stretches", lambda: ask.entries("EU27", year=[2025, 2026]))
    show("entries_left", ask.entries("POL", start="2026-09"))
    refused("no_months_ahead", lambda: ask.entries("EU27", start="2026-06", months=12))
    refused("months_below_one", lambda: ask.entries("EU27", months=-1))
    refused("no_map", lambda: ask.map("irregular_attempts", 2028))
    wrong_types(ask, route)
    for name in ("text", "other", "newer", "older", "unfinished", "cut", "missing"):
        refused(f"file_{name}", lambda: pe.open(f"{wrong}/{name}.h5"))
    later = pe.open(f"{wrong}/later.h5").pe
    show("later_fan", later.fan("SYR", "DEU"))
    show("later_exceeds", later.exceeds(LATER_THRESHOLD, "SYR", "DEU", variable="corridor_asylum", year=2030))
    show("later_fan_of_draws", later.fan("DEU", variable="newly_settled"))
    show("later_map", later.map("newly_settled", 2028))
    refused("later_not_kept", lambda: later.exceeds(1, "POL", "DEU", variable="corridor_asylum"))
    old = pe.open(f"{wrong}/format_3.h5").pe
    show("old_fan", old.fan("DEU"))
    refused("old_country", lambda: old.exceeds(1, "DEU"))
    refused("old_flight", lambda: old.exceeds(1, "SYR", variable="newly_displaced"))
    refused("old_entries", lambda: old.entries("EU27"))


main()
