"""Downloads as large as the true ones, made of the shipped tables."""
import collections
import csv

import irregular
import spans
from downloads.areas import Areas

from samples_people import DESCRIPTION, REGION, desa_top


def rows(inputs, name):
    with open(inputs / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unhcr(inputs, factors=None, added=()):
    """population.csv; `factors`: {(destination, origin, year): factor of the refugees}."""
    factors = factors or {}
    people = collections.defaultdict(lambda: [0, 0])
    for column, (name, letter) in enumerate((("refugees", "r"), ("displacement_others", "s"))):
        for row in rows(inputs, f"history/{name}.csv"):
            years = [key for key in row if key[0] == letter and key[1:].isdigit()]
            for year in years:
                if row[year]:
                    people[row["destination"], row["origin"], int(year[1:])][column] = int(row[year])
            if column == 0 and not any(row[year] for year in years):
                people[row["destination"], row["origin"], spans.LAST_YEAR][0] += 0
    for destination, origin, year, count in added:
        people[destination, origin, year] = [count, 0]
    lines = [DESCRIPTION + "Year,Country of origin,Country of origin (ISO),Country of asylum,Country of "
             "asylum (ISO),Refugees under UNHCR's mandate,Asylum-seekers,IDPs of concern to UNHCR,Other "
             "people in need of international protection"]
    for (destination, origin, year), (refugees, others) in people.items():
        count = round(refugees * factors.get((destination, origin, year), 1))
        lines.append(f"{year},x,{origin},x,{destination},{count},{others},-,-")
    return "\n".join(lines) + "\n"


def corridors(inputs, revision):
    table = rows(inputs, f"history/stock_rev{revision}.csv")
    years = [int(key[1:]) for key in table[0] if key[1:].isdigit()]
    m49 = {code: number for number, code in Areas().by_m49.items()}
    m49["OOO"] = 2003
    world = [sum(int(row[f"s{year}"] or 0) for row in table) for year in years]
    lines = [[1, "World", None, 900, "", "World", 900, *world]]
    for row in table:
        lines.append([2, row["destination"], None, m49[row["destination"]], "B", row["origin"],
                      m49[row["origin"]], *(int(row[f"s{y}"]) if row[f"s{y}"] else ".." for y in years)])
    header = ["Index", f"{REGION} of destination", "Notes of destination",
              "Location code of destination", "Type of data of destination", f"{REGION} of origin",
              "Location code of origin", *years]
    return {"Table 1": [*desa_top(revision, "International migrant stock at mid-year by sex, destination "
                                  "and origin"), header, *lines]}


def states():
    """{code: a number of Gleditsch and Ward's}"""
    return {code: number for number, code in reversed(Areas().by_state.items())}


def deaths(inputs):
    """By country and year, with a figure for every row of the shipped table that is a state's."""
    numbers = states()
    lines = ["country_id_cy,year_cy,sb_total_deaths_best_cy,ns_total_deaths_best_cy,"
             "os_total_deaths_best_cy,version"]
    for row in rows(inputs, "history/conflict_deaths.csv"):
        if row["iso3"] in numbers:
            others = int(row["deaths"]) - int(row["state_based"])
            lines.append(f"{numbers[row['iso3']]},{row['year']},{row['state_based']},0,{others},26.1")
    return "\n".join(lines) + "\n"


def missing(inputs):
    route_of = {border: route for route, border in irregular.DEATHS.items()}
    lines = ["Main ID,Incident Date,Number of Dead,Minimum Estimated Number of Missing,Migration Route"]
    for row in rows(inputs, "history/irregular_deaths.csv"):
        lines.append(f"1,{row['month']}-15,{row['dead_or_missing']},,{route_of[row['border']]}")
    return "\n".join(lines) + "\n"


def frontex(inputs, year, factor=1):
    """The workbook of one year; nationals without a group of their own are unknown ones."""
    route_of = {border: key for key, border in irregular.FRONTEX.items()}
    months = [f"{year}-{month:02}" for month in range(1, 13)]
    table = collections.defaultdict(lambda: dict.fromkeys(months, 0.0))
    borders = set(route_of) | {"belarus-poland", "belarus-lithuania", "belarus-latvia", "eastern-other",
                               "eastern-ukrainians"}
    for row in rows(inputs, "history/irregular_detections.csv"):
        if row["border"] not in borders or row["month"] not in months:
            continue
        route, kind = route_of.get(row["border"], ("Eastern Borders Route", None))
        kind = kind or ("Land" if "Borders" in route or "Balkan" in route or "Circular" in route else "Sea")
        name = "Unknown" if row["nationality"] == "REST" else row["nationality"]
        table[route, kind, name][row["month"]] += float(row["detections"]) * factor
    header = ["Route", "Border type or inland", "Nationality",
              *(f"{'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'[3 * m:3 * m + 3]}{year}" for m in range(12))]
    return {"Detections_of_IBC": [[], header, *([*key, *(round(count) for count in counts.values())]
                                                for key, counts in sorted(table.items()))]}
