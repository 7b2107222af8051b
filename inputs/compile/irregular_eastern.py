"""How the detections of the Eastern Borders Route, Ukrainians apart, are divided among borders.

Frontex does not say. Up to May 2021 all are left with the rest of the border. From then on the rest
keeps what it had in the same month of 2018-2020, in the nationalities of those years, and the excess
is divided among Poland, Lithuania and Latvia as their border guards' figures are.
"""
import calendar
import collections

import spans

EASTERN = "eastern-borders"
OTHER = "eastern-other"
MONTHS = spans.months(spans.FIRST_MONTH, spans.LAST_MONTH)
SPLIT_FROM = "2021-06"
USUAL_YEARS = ("2018", "2019", "2020")
BELARUS = ("belarus-poland", "belarus-lithuania", "belarus-latvia")
# What is comparable: each border's own measure, not Poland's narrower one.
MEASURES = {"attempts", "turned_away", "prevented"}


def months_between(first_day, last_day):
    """The months of which a period, as 2021-08-03 to 2021-12-31, has half of the days or more."""
    found = []
    for month in (month for month in MONTHS if first_day[:7] <= month <= last_day[:7]):
        days = calendar.monthrange(int(month[:4]), int(month[5:]))[1]
        first = int(first_day[8:]) if month == first_day[:7] else 1
        last = int(last_day[8:]) if month == last_day[:7] else days
        if 2 * (last - first + 1) >= days:
            found.append(month)
    return found


def guard_weights(attempts):
    """{(border, month): crossings tried} from SPLIT_FROM on. A month has its own figure where there
    is one; else an even share of what the shortest reported period that holds it leaves to months
    without a figure of their own."""
    weights = {}
    periods = [(border, [m for m in months_between(first, last) if m >= SPLIT_FROM], count)
               for border, first, last, count, kind in attempts if kind in MEASURES]
    periods += unreported_poland(attempts)
    periods = [period for period in periods if period[1]]
    for border, months, count in sorted(periods, key=lambda period: len(period[1])):
        known = [weights[border, month] for month in months if (border, month) in weights]
        unknown = [month for month in months if (border, month) not in weights]
        for month in unknown:
            weights[border, month] = max(0.0, count - sum(known)) / len(unknown)
    return weights


def unreported_poland(attempts):
    """Poland's attempts of 2022: those it prevented, times what attempts were of prevented ones in
    2021, as nobody reported the attempts of the whole year."""
    poland = {(kind, first, last): count for border, first, last, count, kind in attempts
              if border == "belarus-poland"}
    year = ("2021-01-01", "2021-12-31")
    ratio = poland[("attempts", *year)] / poland[("prevented_in_part", *year)]
    first, last = "2022-01-01", "2022-12-31"
    return [("belarus-poland", months_between(first, last),
             poland["prevented_in_part", first, last] * ratio)]


def kept_by_other(counts, mix, keep):
    """{nationality: detections} of at most `counts`, as close to `mix` as they allow, `keep` in all."""
    kept, left = dict.fromkeys(counts, 0.0), keep
    while left > 1e-9:
        room = {n: counts[n] - kept[n] for n in counts if counts[n] - kept[n] > 1e-9}
        pull = {n: mix.get(n, 0) for n in room}
        if not any(pull.values()):
            pull = room
        whole = sum(pull.values())
        share = min(left / whole, *(room[n] / pull[n] for n in sorted(room) if pull[n] > 0), 1e12)
        for n in sorted(room):
            kept[n] += share * pull[n]
        left -= share * whole
    return kept


def split_eastern(cells, attempts, weights=None):
    """{border: {(nationality, month): detections}}, their sum over borders that of `cells`. `weights`:
    where not those of the attempts alone."""
    weights = weights or guard_weights(attempts)
    by_month = collections.defaultdict(dict)
    mix = collections.Counter()
    for (nationality, month), count in sorted(cells.items()):
        by_month[month][nationality] = count
        if month[:4] in USUAL_YEARS:
            mix[nationality] += count
    table = {border: {} for border in (*BELARUS, OTHER)}
    for month, counts in sorted(by_month.items()):
        if month < SPLIT_FROM:
            table[OTHER].update({(n, month): count for n, count in counts.items()})
            continue
        usual = sum(sum(by_month.get(f"{year}-{month[5:]}", {}).values())
                    for year in USUAL_YEARS) / len(USUAL_YEARS)
        kept = kept_by_other(counts, mix, min(sum(counts.values()), usual))
        tried = {border: weights.get((border, month), 0) for border in BELARUS}
        for n, count in counts.items():
            table[OTHER][n, month] = kept[n]
            for border in BELARUS:
                table[border][n, month] = (count - kept[n]) * tried[border] / sum(tried.values())
    return table
