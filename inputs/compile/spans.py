"""The spans of the tables of inputs/ as this release of the program reads them.

Whoever lets the program read further moves the end here, and nowhere else in inputs/compile/.
"""
FIRST_YEAR = 1990
LAST_YEAR = 2023  # of UNHCR's, Eurostat's and UCDP's tables and of WPP's estimates
EU_FIRST_YEAR = 2011
STOCK_YEARS = range(1990, 2021, 5)
FIRST_MONTH = "2009-01"
LAST_MONTH = "2023-12"  # of detections, attempts and deaths at borders


def months(first, last):
    """Every month from `first` to `last`, as 2021-07."""
    return [f"{year}-{month:02}" for year in range(int(first[:4]), int(last[:4]) + 1)
            for month in range(1, 13) if first <= f"{year}-{month:02}" <= last]
