#!/usr/bin/env python3
"""At least ten damaged files of every kind of download: each is refused, and the message names the file,
the sheet or line, the column, the value and a remedy."""
import collections

from checking import check, finish, gzipped, read, zipped
import samples_borders as borders
import samples_people as people


def swapped(text, old, new, times=1):
    assert old in text, old
    return text.replace(old, new, times)


def cell(sheets, name, row, column, value):
    """The workbook with another cell; rows and columns from 1."""
    sheets[name][row - 1] = list(sheets[name][row - 1])
    sheets[name][row - 1][column - 1] = value
    return sheets


def without(sheets, name, row=None, column=None):
    if row:
        del sheets[name][row - 1]
    if column:
        sheets[name] = [[c for at, c in enumerate(cells, 1) if at != column] for cells in sheets[name]]
    return sheets


def cut(content):
    return content[:len(content) * 2 // 3]


def desa(make):
    """Ten damages of a workbook of stocks; `make` gives a sound one."""
    origins = "Location code of origin" in map(str, make()["Table 1"][10])
    first = 8 if origins else 6  # column of 1990
    return [
        (cell(make(), "Table 1", 14, first, -5), "sheet Table 1, row 14: 1990 = -5 is negative"),
        (cell(make(), "Table 1", 14, first + 1, 12.5), "row 14: 1995 = 12.5 is no whole number"),
        (cell(make(), "Table 1", 14, first, "many"), "row 14: 1990 = many is no number"),
        (cell(make(), "Table 1", 14, first, 99e9), "is more than will live on Earth"),
        (cell(make(), "Table 1", 14, 4, 277), "= 277 is no location code of a country"),
        (cell(make(), "Table 1", 14, 4, "DEU"), "= DEU is no number"),
        (cell(make(), "Table 1", 4, 5, "POP/DB/MIG/Stock"), "title names no revision"),
        (cell(make(), "Table 1", 11, first, 1991), "are not the years of the table"),
        (without(make(), "Table 1", row=12), "world is not in the table"),
        (cell(make(), "Table 1", 15, *((7, 792) if origins else (4, 276))), "is in the table twice"),
        (without(make(), "Table 1", row=14), "is not the sum of countries"),
        (cell(make(), "Table 1", 14, first, "1.234"), "may be thousands or a fraction"),
        (cell(make(), "Table 1", 14, first, "#REF!"), "= #REF! is no number"),
        (without(make(), "Table 1", column=4), "lacks: location code"),
    ]


def frontex():
    make, sheet = borders.frontex, "Detections_of_IBC"
    return [
        (cell(make(), sheet, 3, 4, -1), f"sheet {sheet}, row 3: JAN2023 = -1 is negative"),
        (cell(make(), sheet, 3, 5, 2.5), "row 3: FEB2023 = 2.5 is no whole number"),
        (cell(make(), sheet, 4, 6, "three"), "row 4: MAR2023 = three is no number"),
        (cell(make(), sheet, 5, 3, "Ukrania"), "row 5: Nationality = Ukrania is no country"),
        (cell(make(), sheet, 3, 1, "Northern Route"), "Route = Northern Route is no route"),
        (cell(make(), sheet, 3, 2, "Air"), "Border type or inland = Air is neither land nor sea"),
        (cell(make(), sheet, 2, 5, "FEB-2O23"), "header = FEB-2O23 is no month"),
        (cell(make(), sheet, 2, 5, "JAN2023"), "header = JAN2023 is a month twice"),
        (without(make(), sheet, column=7), "header = 2023-05 does not follow 2023-03"),
        (without(make(), sheet, column=3), "lacks: nationality"),
        (without(without(make(), sheet, column=15), sheet, column=14), "months are fewer than a year's"),
        (cell(make(), sheet, 3, 4, "1.200"), "may be thousands or a fraction"),
        ({**make(), sheet: make()[sheet][:2]}, "rows = 0 are no figures"),
        (cell(make("serial"), sheet, 2, 4, 12), "header = 12 is no month"),
    ]


def panama():
    text = borders.panama()
    return [
        (swapped(text, "12,10,8", "-12,10,8"), "x:6: Ene. = -12 is negative"),
        (swapped(text, "Venezuela,30,12", "Venezuela,30,12.5"), "x:6: Ene. = 12.5 is no whole number"),
        (swapped(text, "Venezuela,30,12", "Venezuela,31,12"), "Total = 31 is not the sum of its months, 30"),
        (swapped(text, "Venezuela", "Venezuel"), "País = Venezuel is no country"),
        (swapped(text, "Total,66,26", "Total,66,27"), "total of 2025-01 = 27 is not the sum of nationalities"),
        (swapped(text, "Feb.", "Ene."), "header = Ene. is a month twice"),
        (swapped(text, "año 2025", "año"), "title names no year"),
        (swapped(text, "por Darién", "por frontera"), "title does not name the Darien"),
        (swapped(text, "País", "Paises"), "lacks: pais"),
        (swapped(text, "Haití,6,2,2,2", "Haití,6,2"), "x:8: cells = 3 are not the 5 of the header"),
        (swapped(text, "Haití,6,2", "Haití,6,dos"), "x:8: Ene. = dos is no number"),
        (swapped(text, "Haití", "Ecuador"), "x:8: row = ECU, 2025-01 is in the table twice"),
        (text.encode("latin-1"), "is not UTF-8"),
    ]


def cbp():
    text = borders.cbp()
    return [
        (swapped(text, ",100\n", ",-100\n"), "x:2: Encounter Count = -100 is negative"),
        (swapped(text, ",100\n", ",1e2.5\n"), "x:2: Encounter Count = 1e2.5 is no number"),
        (swapped(text, ",100\n", ",\n"), "x:2: Encounter Count is empty"),
        (swapped(text, "OCT", "OKT"), "x:2: Month (abbv) = OKT is no month"),
        (swapped(text, "2024 (FYTD)", "24"), "x:2: Fiscal Year = 24 is no fiscal year"),
        (swapped(text, "MEXICO", "MEXICA"), "x:2: Citizenship = MEXICA is no country"),
        (swapped(text, "Southwest Land Border", "South West Border"), "Land Border Region = South West Border"),
        (swapped(text, "Title 42", "Title 43"), "x:4: Title of Authority = Title 43 is no title"),
        (swapped(text, "Citizenship,", ""), "lacks: citizenship"),
        (swapped(text, "Encounter Count", "Count"), "lacks: encounter count"),
        (swapped(text, "Apprehensions,100", "Apprehensions"), "x:2: cells = 11 are not the 12 of the header"),
        (swapped(text, '"CHINA, PEOPLES REPUBLIC OF"', "CHINA, PEOPLES REPUBLIC OF"), "cells = 13"),
        (text.split("\n")[0] + "\n", "rows = 0 are no figures"),
    ]


def guards():
    text = borders.guards()
    return [
        (swapped(text, ",900,", ",-900,"), "x:2: count = -900 is negative"),
        (swapped(text, ",900,", ",,"), "x:2: count is empty"),
        (swapped(text, ",900,", ",about 900,"), "count = about 900 is no number"),
        (swapped(text, "BLR-POL", "BLR-UKR"), "x:2: border = BLR-UKR is no border"),
        (swapped(text, "2023-03-31", "31.3.2023"), "x:2: period_end = 31.3.2023 is no day"),
        (swapped(text, "2023-03-31", "2023-02-30"), "period_end = 2023-02-30 is no day"),
        (swapped(text, "2023-03-31", "2022-03-31"), "is before 2023-01-01"),
        (swapped(text, "2023-01-01,2023-03-31", "1923-01-01,1923-03-31"), "is before any table"),
        (swapped(text, "attempted", "guessed"), "x:2: measure = guessed illegal crossings (SG) is no measure"),
        (swapped(text, ",900,", ",90000,"), "is less than the 90000 to 2023-03-31"),
        (swapped(text, "2023-03-31", "2023-12-31"), "is in the table twice"),
        (swapped(text, "measure", "what"), "lacks: measure"),
        (swapped(text, ",exact,turned", ",turned"), "cells = 6 are not the 7 of the header"),
    ]


def unhcr():
    text = people.unhcr()
    return [
        (swapped(text, ",1200,", ",-1200,"), "x:16: Refugees under UNHCR's mandate = -1200 is negative"),
        (swapped(text, ",1200,", ",12e,"), "x:16: Refugees under UNHCR's mandate = 12e is no number"),
        (swapped(text, "2022,Afghanistan", "22,Afghanistan"), "x:16: Year = 22 is no year"),
        (swapped(text, ",AFG,Germany", ",AFX,Germany"), "Country of origin (ISO) = AFX is no code"),
        (swapped(text, ",AFG,Germany", ",-,Germany"), "Country of origin (ISO) = - names no country"),
        (swapped(text, "Germany,DEU,1200", "Germany,,1200"), "x:16: Country of asylum (ISO) names no country"),
        (swapped(text, "2023,Stateless,XXA,Thailand,THA", "2023,Afghanistan,AFG,Afghanistan,AFG"),
         "AFG, AFG, 2023 is in the table twice"),
        (swapped(text, ",Asylum-seekers", ""), "lacks: asylum seekers"),
        (swapped(text, "Country of asylum (ISO)", "Asylum"), "lacks: country of asylum iso"),
        (cut(zipped("population.csv", text)), "is a zip that cannot be read"),
        (swapped(text, "\"12,345\"", "12,345"), "x:19: cells = 10 are not the 9 of the header"),
        (swapped(text, ",1200,", ",1.200,"), "may be thousands or a fraction"),
        (text[:text.index("2022")], "rows = 0 are no figures"),
        (zipped("population.csv", swapped(text, ",1200,", ",x,")), "x:population.csv:16: Refugees"),
    ]


def sdmx():
    text = people.sdmx()
    return [
        (swapped(text, "2022-01,100,", "2022-01,-100,"), "x:2: OBS_VALUE = -100 is negative"),
        (swapped(text, "2022-01,100,", "2022-01,1o0,"), "x:2: OBS_VALUE = 1o0 is no number"),
        (swapped(text, "2022-01,100,", "2022-01,100.5,"), "OBS_VALUE = 100.5 is no whole number"),
        (swapped(text, "EL,2022-01", "EL,2022-13"), "x:2: TIME_PERIOD = 2022-13 is no month"),
        (swapped(text, "EL,2022-01", "EL,2022Q1"), "TIME_PERIOD = 2022Q1 is no month"),
        (swapped(text, "FRST,TOTAL,EL", "FRST,TOTAL,QQ"), "x:2: geo = QQ is no code"),
        (swapped(text, "PER,SY,T", "PER,QX,T"), "x:2: citizen = QX is no code"),
        (swapped(text, "TOTAL,EL,2022-01", "TOTAL,DE,2022-01"), "DEU, SYR, 2022-01 is in the table twice"),
        (swapped(text, "citizen,", "nation,"), "lacks: citizen"),
        (swapped(text, "OBS_VALUE", "VALUE"), "lacks: obs value"),
        (swapped(text, ",FRST,", ",NASY_APP,", 999), "has no rows of first-time applicants"),
        (swapped(text, ",T,FRST,TOTAL,EL,", ",T,FRST,TOTAL,"), "x:2: cells = 11 are not the 12"),
        (cut(gzipped(text)), "is a gzip that cannot be read"),
        (text.split("\n")[0] + "\n", "has no rows of first-time applicants"),
    ]


def tsv():
    text = people.tsv()
    return [
        (swapped(text, "100 e", "-100 e"), "x:2: 2021 = -100 e is no number with a flag"),
        (swapped(text, "100 e", "100,5"), "x:2: 2021 = 100,5 is no number with a flag"),
        (swapped(text, "100 e", "e 100"), "= e 100 is no number with a flag"),
        (swapped(text, "TOTAL,EL", "TOTAL,QQ"), "x:2: geo = QQ is no code"),
        (swapped(text, "PER,SY", "PER,QX"), "x:2: citizen = QX is no code"),
        (swapped(text, "2021 ", "2021X"), "header = 2021X is no month"),
        (swapped(text, "TOTAL,EL", "EL"), "x:2: freq,unit,citizen"),
        (swapped(text, "TOTAL,EL", "TOTAL,DE"), "DEU, SYR, 2021 is in the table twice"),
        (swapped(text, "citizen", "nation"), "has no citizen and geo"),
        (swapped(text, ",FRST,", ",ASY_APP,", 99), "has no rows of first-time applicants"),
        (swapped(text, "1000 \t", ""), "x:3: cells = 3 are not the 4 of the header"),
        (swapped(text, "geo\\TIME_PERIOD", "geo"), "is none of the downloads known here"),
        (text.encode("utf-16"), "is UTF-16"),
        (swapped(text, "100 e", "\x00"), "x:2: holds a NUL"),
    ]


def conflicts():
    text = borders.conflicts()
    return [
        (swapped(text, ",2023,2,2,", ",2023,3,2,"), "x:2: intensity_level = 3 is no intensity"),
        (swapped(text, ",2023,2,2,", ",2023,2,7,"), "x:2: type_of_conflict = 7 is no type"),
        (swapped(text, ",2023,2,2,", ",1923,2,2,"), "x:2: year = 1923 is before the data set"),
        (swapped(text, ",2023,2,2,", ",23,2,2,"), "x:2: year = 23 is no year"),
        (swapped(text, ",365,369,", ",RUS,369,"), "x:2: gwno_a = RUS is no number of a state"),
        (swapped(text, ",365,369,", ",365,Ukraine,"), "x:2: gwno_b = Ukraine is no number"),
        (swapped(text, ",700,,", ",,,"), "x:5: gwno_a names no state"),
        (swapped(text, "13243", ""), "x:2: conflict_id is empty"),
        (swapped(text, "13243", "UA-13243"), "x:2: conflict_id = UA-13243 is no number"),
        (swapped(text, "gwno_b", "side_b_number"), "lacks: gwno b"),
        (swapped(text, '"900, 200, 2"', "900, 200, 2"), "x:4: cells = 14 are not the 12 of the header"),
        (swapped(text, '"Russia, Ukraine"', '"Russia, Ukraine'), "quotes that do not pair"),
        (swapped(text, "intensity_level", "intensity"), "lacks: intensity level"),
        (text.split("\n")[0] + "\n", "rows = 0 are no figures"),
    ]


def country_years():
    text = borders.country_years()
    return [
        (swapped(text, ",1500,", ",-1500,"),
         "x:2: cumulative_total_deaths_in_orgvio_best_cy = -1500 is negative"),
        (swapped(text, ",1500,", ",1500.5,"), "= 1500.5 is no whole number"),
        (swapped(text, ",2023,1000", ",20233,1000"), "x:2: year_cy = 20233 is no year"),
        (swapped(text, "490,", "COD,"), "x:2: country_id_cy = COD is no number"),
        (swapped(text, "490,", ","), "x:2: country_id_cy is empty"),
        (swapped(text, "country_id_cy", "id"), "lacks: country id cy"),
        (swapped(text, "sb_total_deaths_best_cy", "sb"), "lacks: sb total deaths best cy"),
        (swapped(text, ",200,300,1500", ",300,1500"), "x:2: cells = 7 are not the 8 of the header"),
        (borders.country_years(total=False).replace(",1000,200", ",,200"), "sb_total_deaths_best_cy is empty"),
        (borders.country_years(total=False).replace(",1000,200", ",x,200"), "sb_total_deaths_best_cy = x"),
        (swapped(borders.by_type(), ",500,", ",5000,"),
         "x:2: state_based = 5000 is not within 0 and the total, 600"),
        (swapped(text, ",1500,", ",1.500,"), "may be thousands or a fraction"),
        (swapped(text, "DR Congo (Zaire)", "\"DR Congo"), "x:2: has quotes that do not pair"),
        (text.split("\n")[0] + "\n", "rows = 0 are no figures"),
    ]


def events():
    text = borders.events()
    return [
        (swapped(text, "2023,x,x,1,", "2023,x,x,4,"), "x:2: type_of_violence = 4 is no type of violence"),
        (swapped(text, ",10,15,8,", ",-10,15,8,"), "x:2: best = -10 is negative"),
        (swapped(text, ",10,15,8,", ",20,15,8,"), "x:2: best = 20 is not within low and high, 8 to 15"),
        (swapped(text, ",10,15,8,", ",ten,15,8,"), "x:2: best = ten is no number"),
        (swapped(text, ",10,15,8,", ",,15,8,"), "x:2: best is empty"),
        (swapped(text, "x,2023,x", "x,3023,x"), "x:2: year = 3023 is no year"),
        (swapped(text, "2023-05-02 00:00:00.000,2023-05-02 ", "2023-05-02 00:00:00.000,02/05/2023 "),
         "x:2: date_end = 02/05/2023 00:00:00.000 is no day"),
        (swapped(text, ",490,", ",DRC,"), "x:2: country_id = DRC is no number"),
        (swapped(text, "country_id", "cid"), "lacks: country id"),
        (swapped(text, "\"\"missing\"\", after clashes\"", "\"\"missing\"\", after clashes"), "x:2"),
        (swapped(text, ",x,x\n", ",x\n"), "x:2: cells = 48 are not the 49 of the header"),
        (text.split("\n")[0] + "\n", "rows = 0 are no figures"),
        (swapped(borders.events(header=False), ",10,15,8,", ",-1,15,8,"), "x:1: best = -1 is negative"),
    ]


def missing():
    text = borders.missing()
    return [
        (swapped(text, '"3"', '"-3"'), "x:2: Number of Dead = -3 is negative"),
        (swapped(text, '"3"', '"three"'), "x:2: Number of Dead = three is no number"),
        (swapped(text, '"17"', '"1.5"'), "x:2: Minimum Estimated Number of Missing = 1.5 is no whole"),
        (swapped(text, "01/26/2026", "26/01/2026"), "x:2: Incident Date = Mon, 26/01/2026 - 12:00 is no date"),
        (swapped(text, "Mon, 01/26/2026 - 12:00", "January"), "x:2: Incident Date = January is no month"),
        (swapped(text, "Mon, 01/26/2026 - 12:00", ""), "x:2: Incident Date is empty"),
        (swapped(text, "01/26/2026", "01/26/1926"), "is before the project began"),
        (swapped(text, "Incident Date", "When"), "lacks: incident date"),
        (swapped(text, "Migration Route", "Path"), "lacks: migration route"),
        (swapped(text, '"35.5, 12.6"', "35.5, 12.6"), "x:2: cells = 10 are not the 9 of the header"),
        (swapped(text, '"31.7, -106.4"', '"31.7, -106.4'), "quotes that do not pair"),
        (text.split("\n")[0] + "\n", "rows = 0 are no figures"),
        (b"\xff\xfe" + text.encode("utf-16-le"), "is UTF-16"),
    ]


def boats():
    make, sheet = borders.boats, "Data_Irr_D01"
    return [
        (cell(make(), sheet, 4, 8, -1), f"sheet {sheet}, row 4: Number of detections = -1 is negative"),
        (cell(make(), sheet, 4, 8, "many"), "Number of detections = many is no number"),
        (cell(make(), sheet, 4, 8, None), "row 4: Number of detections is empty"),
        (cell(make(), sheet, 4, 8, 1.5), "= 1.5 is no whole number"),
        (cell(make(), sheet, 4, 2, "Q3 2024"), "row 4: Quarter = Q3 2024 is no quarter"),
        (cell(make(), sheet, 4, 2, "2024 Q5"), "Quarter = 2024 Q5 is no quarter"),
        (cell(make(), sheet, 4, 3, "Lorries"), "Method of entry = Lorries is no method"),
        (cell(make(), sheet, 4, 4, "Afganistn"), "row 4: Nationality = Afganistn is no country"),
        (without(make(), sheet, column=3), "lacks: method of entry"),
        (without(make(), sheet, column=8), "lacks: number of detections"),
        ({sheet: make()[sheet][:3]}, "rows = 0 are no figures"),
        (cell(make(), sheet, 4, 4, None), "row 4: Nationality"),
    ]


def wpp():
    text = people.wpp()
    return [
        (swapped(text, "83949.45", "-83949.45"), "x:4: TPopulation1July = -83949.45 is no population"),
        (swapped(text, "83949.45", "83 949"), "x:4: TPopulation1July = 83 949 is no number"),
        (swapped(text, "83949.45", "83949450000"), "TPopulation1July = 83949450000 is no number"),
        (swapped(text, "83949.45", "83949450"), "is no population in thousands"),
        (swapped(text, "83949.45", ""), "x:4: TPopulation1July is empty"),
        (swapped(text, ",DEU,", ",DE,"), "x:4: ISO3_code = DE is no code"),
        (swapped(text, "Germany,2,Medium,2021", "Germany,2,Medium,202l"), "x:4: Time = 202l is no year"),
        (swapped(text, "Germany,2,Medium,2022", "Germany,2,Medium,2021"), "is in the table twice"),
        (swapped(text, "Medium", "High", 99), "variant = High are not the medium variant"),
        (swapped(text, "Variant", "Var"), "lacks: variant"),
        (swapped(text, "TPopulation1July", "PopTotal"), "lacks: tpopulation1july"),
        (cut(gzipped(text)), "is a gzip that cannot be read"),
        (swapped(text, ",0,Germany", ",Germany"), "x:4: cells = 14 are not the 15 of the header"),
    ]


def netcdf():
    data = borders.netcdf()
    return [
        (data[:6], "is none of netCDF's classic format"),
        (data[:14], "has a header that is cut"),
        (data[:18], "header that"),
        (data[:21], "ends in the middle of a name"),
        (data[:30], "header that"),
        (b"CDF\x03" + data[4:], "version = 03 is none of netCDF's classic format"),
        (b"CDF\x09" + data[4:], "version = 09"),
        (data[:8] + b"\0\0\0\x0b" + data[12:], "has no dimensions"),
        (data[:12] + b"\0\0\x10\0" + data[16:], "has no dimensions"),
        (borders.netcdf(names=("lat", "lon")), "dimensions = lat, lon are not origin and destination"),
        (borders.netcdf(5)[:30], "header that"),
    ]


def own():
    text = borders.own()
    return [
        (swapped(text, ",120\n", ",-120\n"), "x:2: arrivals = -120 is negative"),
        (swapped(text, ",120\n", ",12.5\n"), "x:2: arrivals = 12.5 is no whole number"),
        (swapped(text, ",120\n", ",\n"), "x:2: arrivals is empty"),
        (swapped(text, ",120\n", ",1.200\n"), "may be thousands or a fraction"),
        (swapped(text, "2021-07", "2021-17"), "x:2: month = 2021-17 is no month"),
        (swapped(text, "2021-07", "07/2021"), "x:2: month = 07/2021 is no month"),
        (swapped(text, "Iraq", "Irak land"), "x:2: nationality = Irak land is no country"),
        (swapped(text, "belarus-poland", "Belarus Poland"), "x:2: border = Belarus Poland is no border"),
        (swapped(text, "AFG", "Iraq"), "is in the table twice"),
        (swapped(text, "arrivals", "people"), "lacks: arrivals"),
        (swapped(text, "\"1,200\"", "1,200"), "x:3: cells = 5 are not the 4 of the header"),
        (text.split("\n")[0] + "\n", "rows = 0 are no figures"),
    ]


def nothing_known():
    return [
        ("", "x: is empty"),
        ("a,b,c\n1,2,3\n", "x: is none of the downloads known here"),
        (b"%PDF-1.7\n", "is a document, not a table"),
        ("<!DOCTYPE html><p>Not found", "is a document"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "is a workbook of Excel 97 (save it as .xlsx)"),
        (b"PK\x03\x04" + bytes(100), "is a zip that cannot be read"),
        ({"Sheet1": [["a", "b"], [1, 2]]}, "is none of the downloads known here"),
        ("year,text\n2021,\xe9t\xe9\n".encode("latin-1"), "x:2: byte = e9 is not UTF-8"),
        (zipped("xl/workbook.xml", "<x/>"), "is a workbook that cannot be read"),
        (zipped("a.txt", ""), "x:a.txt: is empty"),
    ]


KINDS = {"migrants by origin": desa(people.corridors), "migrants by sex": desa(people.destinations),
         "Frontex": frontex(), "Panama": panama(), "CBP": cbp(), "guards": guards(), "UNHCR": unhcr(),
         "SDMX-CSV": sdmx(), "TSV": tsv(), "conflicts": conflicts(), "country-years": country_years(),
         "events": events(), "missing migrants": missing(), "small boats": boats(), "WPP": wpp(),
         "NetCDF": netcdf(), "own months": own(), "nothing known": nothing_known()}
count = collections.Counter()
for kind, cases in KINDS.items():
    check(f"{kind}: ten at least", len(cases) >= 10, len(cases))
    for number, (content, words) in enumerate(cases):
        _, problems = read("x", content)
        count[kind] += 1
        check(f"{kind} {number}", any(words in line for line in problems), (words, problems[:3]))
        check(f"{kind} {number} has a remedy", all(line.endswith(")") and line.startswith("x")
                                                   for line in problems), problems[:3])
print(", ".join(f"{kind} {cases}" for kind, cases in count.items()))
finish(2 * sum(count.values()) + len(KINDS))
