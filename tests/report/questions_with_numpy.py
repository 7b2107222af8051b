"""Answers what `peregrine summary` is asked from the file itself, and holds the sentences to it.

usage: questions_with_numpy.py PEREGRINE RUN.h5 SCENARIO
The run reaches 2027 and keeps fewer draws than it has. Exit code 77 where h5py is not installed.
"""
import datetime
import json
import re
import subprocess
import sys

try:
    import h5py
    import numpy as np
except ImportError:
    sys.exit(77)

LEVELS = {"q0.1": 0.1, "median": 0.5, "q0.9": 0.9}


def texts(run, name):
    return [code.tobytes().rstrip(b"\0").decode() for code in run[name][...]]


def close(found, expected, what, tolerance=1e-9):
    assert np.allclose(found, expected, rtol=tolerance, atol=1e-9), (what, found, expected)


def months_between(run, first, last):
    """Indices of the months whose first days are between these two."""
    zero = datetime.date(2020, 1, 1)
    days = [zero + datetime.timedelta(days=int(day)) for day in run["time"][...]]
    return [i for i, day in enumerate(days) if first <= day.strftime("%Y-%m") <= last]


def check_row(row, sums, happens):
    assert row["draws"] == len(happens)
    assert row["draws_above"] == happens.sum(), (row, happens.sum())
    close(row["chance"], happens.mean(), "chance")
    close(row["chance_mc_error"], np.append(happens, [0, 1]).std() / np.sqrt(len(happens)), "error")
    if sums is None:
        assert row["median"] is None
        return
    for name, level in LEVELS.items():
        close(row[name], np.quantile(sums, level), name)


def check_chances(run, ask):
    # Not the months of a calendar year.
    months = months_between(run, "2026-03", "2027-02")
    assert len(months) == 12
    routes = texts(run, "route")
    detections = run["irregular_detections"][...].astype(float)[:, months, :].sum(axis=1)
    central = detections[:, routes.index("central-mediterranean")]
    eastern = detections[:, routes.index("eastern-mediterranean")]
    when = ["--from", "2026-03", "--months", "12"]

    number = int(np.quantile(central, 0.8))
    found = ask("--route", "central-mediterranean", "--exceeds", str(number), *when)
    check_row(found["rows"][0], central, central > number)
    assert 0.1 < found["rows"][0]["chance"] < 0.3
    before = [run["irregular_detections"][0, months_between(run, f"{year}-03", f"{year + 1}-02"),
                                          routes.index("central-mediterranean")].sum()
              for year in range(2020, 2024)]
    assert found["rows"][0]["record_years"] == 4
    assert found["rows"][0]["record_above"] == sum(total > number for total in before)
    share = re.search(r"in (\d+) of the (\d+) draws kept: a chance of ([\d.]+) % \(± ([\d.]+) %",
                      found["verdict"][0])
    row = found["rows"][0]
    assert [int(share[1]), int(share[2])] == [row["draws_above"], row["draws"]]
    close([float(share[3]), float(share[4])],
          [round(100 * row["chance"], 1), round(100 * row["chance_mc_error"], 1)], "sentence")

    other = int(np.median(eastern))
    found = ask("--route", f"central-mediterranean:{number}", "--route",
                f"eastern-mediterranean:{other}", *when)
    check_row(found["rows"][2], None, (central > number) & (eastern > other))

    found = ask("--route", "central-mediterranean", "--route", "eastern-mediterranean",
                "--exceeds", str(number), *when)
    check_row(found["rows"][2], central + eastern, central + eastern > number)

    condition = int(np.quantile(central, 0.5))
    found = ask("--route", "eastern-mediterranean", "--exceeds", str(other), "--given",
                f"route=central-mediterranean:exceeds:{condition}", *when)
    check_row(found["rows"][0], eastern, eastern > other)
    held = eastern[central > condition]
    assert len(held) >= 50
    check_row(found["rows"][1], held, held > other)


def check_partners(run, ask):
    origins, destinations = texts(run, "corridor_origin"), texts(run, "corridor_destination")
    medians = run["corridor_stock_quantile"][5, -1]
    errors = run["corridor_stock_quantile_error"][5, -1]
    for option, mine, other, key in (("--origins", destinations, origins, "origin"),
                                     ("--destinations", origins, destinations, "destination")):
        place = "DEU" if option == "--origins" else "SYR"
        at = [i for i, code in enumerate(mine) if code == place]
        at.sort(key=lambda i: -medians[i])
        found = ask("--country", place, option, "--year", "2027", "--top", "7")
        assert [row[key] for row in found["rows"][:7]] == [other[i] for i in at[:7]]
        close([row["median"] for row in found["rows"][:7]], medians[at[:7]], option, 1e-6)
        close([row["median_mc_error"] for row in found["rows"][:7]], errors[at[:7]], option, 1e-6)
        # Without a year: the first, 2025 and the last, in the order of the last.
        rows = ask("--country", place, option, "--top", "7")["rows"]
        years = list(run["year"][...])
        assert [row[key] for row in rows[:21:3]] == [other[i] for i in at[:7]]
        assert [row["year"] for row in rows[:3]] == [2020, 2025, 2027]
        for row, corridor in zip(rows, np.repeat(at[:7], 3)):
            level = run["corridor_stock_quantile"][:, years.index(row["year"]), corridor]
            close([row["q0.1"], row["median"], row["q0.9"]], level[[3, 5, 7]], "year", 1e-6)
        means = run["corridor_stock_mean"][-1].astype(float)
        share = re.search(r"the 7 shown have ([\d.]+) %", " ".join(found["verdict"]))
        close(float(share[1]), 100 * means[at[:7]].sum() / means[at].sum(), "share", 2e-3)


def check_group(run, ask):
    origins, destinations = texts(run, "corridor_origin"), texts(run, "corridor_destination")
    group = {"DEU", "FRA", "POL"}
    into = np.array([d in group for d in destinations])
    within = into & np.array([o in group for o in origins])
    found = {row["origin"]: row for row in ask(
        "--country", "DEU,FRA,POL", "--origins", "--year", "2027", "--top", "1000")["rows"]}
    # From the means over all draws, not from those of batches.
    means = run["corridor_stock_mean"][-1].astype(float)
    close(found["outside"]["mean"], means[into & ~within].sum(), "outside", 1e-5)
    close(found["members"]["mean"], means[within].sum(), "members", 1e-5)
    for code in ("SYR", "UKR"):
        of = into & np.array([o == code for o in origins])
        close(found[code]["mean"], means[of].sum(), code, 1e-5)
    batches = run["corridor_stock_batch_mean"][:, -1].astype(float)[:, into & ~within].sum(axis=1)
    sizes = run["batch_draws"][...]
    mean = np.average(batches, weights=sizes)
    variance = np.sum(sizes * (batches - mean) ** 2) / (len(sizes) - 1)
    close(found["outside"]["mean_mc_error"], np.sqrt(variance / sizes.sum()), "error", 1e-6)


def check_risk(run, ask):
    countries, years = texts(run, "country"), list(run["year"][...])
    war = run["war_probability"][...]
    conflict = run["conflict_probability"][...]
    known = np.abs(war) <= 1
    known[:, countries.index("OOO")] = False  # no country
    uncertain = known & ((war > 0) & (war < 1) | (conflict > 0) & (conflict < 1))
    record = int(np.argmax(uncertain.any(axis=1)))
    assert years[record] == 2025, years[record]
    found = ask("--risk", "--years", "1,2", "--top", "400")
    rows = [row for row in found["rows"] if row["ranking"] == "all"]
    draws = run.attrs["draws"]
    sums = []
    for row in rows:
        country, year = countries.index(row["country"]), years.index(row["year"])
        close(row["war_chance"], war[year, country], "war")
        smooth = (war[year, country] * draws + 1) / (draws + 2)
        close(row["war_mc_error"], np.sqrt(smooth * (1 - smooth) / draws), "error of war")
        close(row["conflict_chance"], conflict[year, country], "conflict")
        assert row["war_years_on_record"] == (war[:record, country] == 1).sum()
        close(row["displaced_abroad_mean"], run["displaced_abroad_mean"][year, country], "displaced")
        sums.append(war[record:record + 2, country].sum())
    assert len(rows) == 2 * known[0].sum()
    assert np.all(np.diff(sums) <= 1e-12)
    peaceful = {row["country"] for row in found["rows"] if row["ranking"] == "not_at_war"}
    assert peaceful == {countries[i] for i in np.flatnonzero(known[0] & (war[record - 1] == 0))}
    told = re.search(r"in (\d+) of ([\d,]+) cases", " ".join(found["verdict"]))
    before, after = war[:record - 1, known[0]], war[1:record, known[0]]
    assert int(told[1]) == ((before == 0) & (after == 1)).sum()
    assert int(told[2].replace(",", "")) == (before == 0).sum()


def check_draws(program, scenario):
    """Single draws of places add up to the world's, and all of them have the file's means."""
    subprocess.run([program, "run", scenario, "-q", "--draws", "64", "--keep", "64", "--to", "2027",
                    "--set", "run.keep_corridors=largest:5,campaigns, ven-Col", "-o", "all.h5"], check=True)
    with h5py.File("all.h5") as run:
        years = list(run["year"][...])
        rounding = 2.0 ** -12
        stocks = run["immigrant_stock"][...].astype(float)
        close(stocks.sum(axis=2), run["global_migrant_stock"][...], "immigrants", rounding)
        close(run["emigrant_stock"][...].astype(float).sum(axis=2), run["global_migrant_stock"][...],
              "emigrants", rounding)
        close(stocks.mean(axis=0), run["immigrant_stock_mean"][...], "mean immigrants", rounding)
        close(run["displaced_from"][...].astype(float).sum(axis=2), run["displaced_abroad"][...],
              "displaced", rounding)
        corridors, kept = texts(run, "corridor"), texts(run, "kept_corridor")
        places = [corridors.index(code) for code in kept]
        assert places == sorted(places) and {"VEN-COL", "MEX-USA", "SYR-POL"} <= set(kept), kept
        means = run["corridor_stock_mean"][...].astype(float)[:, places]
        found = run["corridor_stock"][...].astype(float).mean(axis=0)
        assert np.allclose(found, means, rtol=rounding, atol=0.07), np.abs(found - means).max()
        # Nobody enters who is of no nationality, in each month ahead.
        ahead = list(run["month_ahead"][...])
        months = [list(run["time"][...]).index(day) for day in ahead]
        assert months == list(range(60, 84)), months
        by_nationality = run["irregular_entries_by_nationality"][...].astype(float)
        borders = texts(run, "route_corridor_border")
        for at, border in enumerate(texts(run, "border")):
            nationals = [i for i, code in enumerate(borders) if code == border]
            entries = run["irregular_entries"][:, months, at].astype(float)
            close(by_nationality[:, :, nationals].sum(axis=2), entries, border, 2 * rounding)
        # What was observed is of UNHCR's figures: who fled from Sudan in 2023.
        fled = run["newly_displaced"][:, years.index(2023), texts(run, "country").index("SDN")]
        assert np.all(fled == fled[0]) and 500_000 < fled[0] < 1_200_000, fled


def check_flight(run, ask):
    countries, years = texts(run, "country"), list(run["year"][...])
    newly = run["newly_displaced"][...].astype(float)
    found = ask("--risk", "--exceeds", "20000", "--years", "1,3", "--top", "400")
    assert found["question"] == "flight"
    assert len(found["rows"]) == 3 * (len(countries) - 1)
    for row in found["rows"]:
        country = countries.index(row["country"])
        of_years = newly[:, [years.index(2025), years.index(2027)], country]
        assert row["record_above"] == (newly[0, :5, country] > 20_000).sum() and row["record_years"] == 5
        if row["first_year"] != row["last_year"]:
            check_row(row, None, (of_years > 20_000).any(axis=1))
        else:
            fled = newly[:, years.index(row["first_year"]), country]
            check_row(row, fled, fled > 20_000)
    told = re.search(r"flee from ([\d.]+) of these (\d+) .* on record from ([\d.]+) a year", " ".join(found["verdict"]))
    known = [i for i, code in enumerate(countries) if code != "OOO"]
    assert int(told[2]) == len(known)
    close(float(told[1]), (newly[:, years.index(2025), known] > 20_000).sum(axis=1).mean(), "expected", 0.1)
    close(float(told[3]), (newly[0, :5][:, known] > 20_000).sum() / 5, "on record", 0.05)


def check_entries(run, ask):
    borders = texts(run, "route_corridor_border")
    nationals = texts(run, "route_corridor_nationality")
    target, first = texts(run, "border_target"), run["border_first_entry"][...]
    into = {code for code, country, entry in zip(texts(run, "border"), target, first)
            if country in ("ITA", "GRC", "HUN") and entry == 1}
    assert {"central-mediterranean", "eastern-mediterranean-sea"} <= into, into
    ahead = list(run["month_ahead"][...])
    months = [ahead.index(run["time"][i]) for i in months_between(run, "2025-03", "2026-02")]
    draws = run["irregular_entries_by_nationality"][...].astype(float)[:, months, :].sum(axis=1)
    found = ask("--country", "ITA,GRC,HUN", "--entries", "--from", "2025-03", "--months", "12",
                "--exceeds", "150000", "--top", "3")
    rows = {row["nationality"]: row for row in found["rows"]}
    chosen = [i for i, code in enumerate(borders) if code in into]
    total = draws[:, chosen].sum(axis=1)
    codes = {nationals[i] for i in chosen}
    of_code = {code: draws[:, [i for i in chosen if nationals[i] == code]].sum(axis=1) for code in codes}
    ranked = sorted(codes - {"REST"}, key=lambda code: -of_code[code].mean())
    assert list(rows) == [*ranked[:3], "MORE", "REST", "ALL"], list(rows)
    of_code["MORE"] = sum(of_code[code] for code in ranked[3:])
    of_code["ALL"] = total
    close(sum(row["mean"] for code, row in rows.items() if code != "ALL"), total.mean(), "rows add up")
    for code, row in rows.items():
        of = of_code[code]
        close(row["mean"], of.mean(), code)
        close(row["share_of_mean"], of.mean() / total.mean(), code)
        close([row[name] for name in LEVELS], np.quantile(of, list(LEVELS.values())), code)
    verdict = " ".join(found["verdict"])
    assert f"More than 150,000 in {(total > 150_000).sum()} of the 150 draws kept" in verdict, verdict
    assert "Not counted, since who crosses there is in the region already: Western Balkans" in verdict


def check_stocks(run, ask):
    countries, years = texts(run, "country"), list(run["year"][...])
    group = [countries.index(code) for code in ("DEU", "FRA")]
    found = ask("--country", "DEU,FRA", "--exceeds", "27000000", "--year", "2027")
    for row, name in zip(found["rows"], ("immigrant_stock", "emigrant_stock")):
        persons = run[name][:, years.index(2027)].astype(float)[:, group].sum(axis=1)
        assert row["variable"] == name and row["place"] == "DEU+FRA"
        check_row(row, persons, persons > 27_000_000)
    kept = texts(run, "kept_corridor")
    persons = run["corridor_stock"][:, -1, kept.index("SYR-DEU")].astype(float)
    number = int(np.median(persons))
    row = ask("--corridor", "SYR-DEU", "--exceeds", str(number))["rows"][-1]
    check_row(row, persons, persons > number)


def main():
    program, path, scenario = sys.argv[1:]

    def ask(*options):
        command = [program, "summary", path, "--json", *options]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    with h5py.File(path) as run:
        check_chances(run, ask)
        check_partners(run, ask)
        check_group(run, ask)
        check_risk(run, ask)
        check_flight(run, ask)
        check_entries(run, ask)
        check_stocks(run, ask)
    check_draws(program, scenario)


if __name__ == "__main__":
    main()
