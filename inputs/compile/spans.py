"""The spans of the tables of inputs/ as this release of the program reads them.

Whoever lets the program read further moves the end here, and nowhere else in inputs/compile/.
"""
FIRST_YEAR = 1990
FIRST_CONFLICT_YEAR = 1950  # of armed conflicts by grade; WPP begins then
LAST_YEAR = 2024  # of UNHCR's, Eurostat's and UCDP's tables
LAST_ESTIMATE = 2023  # of WPP's estimates and of GDP
EU_FIRST_YEAR = 2011
STOCK_YEARS = range(1990, 2021, 5)
LATEST_STOCK = 2024  # of the revision 2024, beside STOCK_YEARS
FIRST_MONTH = "2009-01"
LAST_MONTH = "2024-12"  # of detections, attempts and deaths at borders


def stock_years(revision):
    """Years of the table of migrants of a revision, "2020" or "2024"."""
    return (*STOCK_YEARS, LATEST_STOCK) if revision == "2024" else tuple(STOCK_YEARS)


def months(first, last):
    """Every month from `first` to `last`, as 2021-07."""
    return [f"{year}-{month:02}" for year in range(int(first[:4]), int(last[:4]) + 1)
            for month in range(1, 13) if first <= f"{year}-{month:02}" <= last]
