"""Made-up files of borders and conflicts, laid out as their publishers do."""
import datetime
import struct

MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def frontex(headers="names", first=("Route", "Border type or inland", "Nationality"), years=(2023,)):
    months = [(year, month) for year in years for month in range(1, 13)]
    if headers == "names":
        columns = [f"{MONTHS[month - 1]}{year}" for year, month in months]
    elif headers == "serial":
        columns = [(datetime.date(year, month, 1) - datetime.date(1899, 12, 30)).days
                   for year, month in months]
    else:
        columns = [datetime.datetime(year, month, 1) for year, month in months]
    rows = [("Central Mediterranean Route", "Sea", "Tunisia"),
            ("Central Mediterranean Route", "Sea", "Côte d’Ivoire"),
            ("Eastern Borders Route", "Land", "Ukraine"),
            ("Eastern Borders Route", "Land", "Iran (Islamic Republic of)"),
            ("Western African Route", "Sea", "Unspecified sub-Saharan nationals"),
            ("Western Balkan Route", "Land", "Unknown")]
    return {"Read me": [["Source: Frontex"]],
            "Detections_of_IBC": [[], [*first, *columns],
                                  *([*row, *range(k + 1, k + 1 + len(months))]
                                    for k, row in enumerate(rows))]}


def panama(total=True, workbook=False, accents=True):
    country = "País" if accents else "PAIS"
    names = ["Ene.", "Feb.", "Mar."]
    rows = [["Irregulares en tránsito por Darién, por país, según mes: año 2025"], [],
            [country, *(["Total"] if total else []), *names],
            ["Total", *([66] if total else []), 26, 22, 18],
            ["América del Sur", *([60] if total else []), 24, 20, 16],
            ["Venezuela", *([30] if total else []), 12, 10, 8],
            ["Ecuador", *([30] if total else []), 12, 10, 8],
            ["Haití", *([6] if total else []), 2, 2, 2],
            ["Fuente: Servicio Nacional de Migración"]]
    if workbook:
        return {"2025": rows}
    width = len(rows[2])
    return "\n".join(",".join(f'"{cell}"' if "," in str(cell) else str(cell)
                              for cell in [*row, *[""] * (width - len(row))]) for row in rows) + "\n"


CBP_HEADER = ("Fiscal Year,Month Grouping,Month (abbv),Component,Land Border Region,Area of Responsibility,"
              "AOR (Abbv),Demographic,Citizenship,Title of Authority,Encounter Type,Encounter Count")


def cbp(grouping=True, year="2024 (FYTD)", quote=False):
    rows = [(year, "OCT", "Southwest Land Border", "MEXICO", "Title 8", "Apprehensions", "100"),
            (year, "OCT", "Southwest Land Border", "CHINA, PEOPLES REPUBLIC OF", "Title 8", "Inadmissibles",
             "5"), (year, "JAN", "Southwest Land Border", "MEXICO", "Title 42", "Expulsions", "7"),
            (year, "JAN", "Southwest Land Border", "OTHER", "Title 8", "Apprehensions", "1"),
            (year, "JAN", "Northern Land Border", "CANADA", "Title 8", "Inadmissibles", "9")]
    header = CBP_HEADER if grouping else CBP_HEADER.replace("Month Grouping,", "")
    lines = [header]
    for of, month, border, nation, title, kind, count in rows:
        nation = f'"{nation}"' if "," in nation or quote else nation
        lines.append(f"{of},{'FYTD,' if grouping else ''}{month},U.S. Border Patrol,{border},El Paso Sector,"
                     f"El Paso,Single Adults,{nation},{title},{kind},{count}")
    return "\n".join(lines) + "\n"


def guards(header="border,period_start,period_end,granularity,count,precision,measure"):
    return (header + "\n"
            "BLR-POL,2023-01-01,2023-03-31,part-year,900,exact,attempted illegal crossings (SG)\n"
            "BLR-POL,2023-01-01,2023-12-31,annual,25701,exact,attempted illegal crossings (SG)\n"
            "BLR-LTU,2023-01-01,2023-12-31,annual,2643,exact,turned away (VSAT)\n"
            "BLR-ALL3,2023-01-01,2023-01-31,monthly,1989,exact,\"attempts at the three, together\"\n"
            "RUS-FIN,2023-08-01,2023-12-31,part-year,1300,rounded,asylum seekers at posts\n")


def conflicts(words=False, version="25.1"):
    kinds = ("interstate", "intrastate") if words else ("2", "3")
    return ("conflict_id,location,side_a,side_b,incompatibility,year,intensity_level,type_of_conflict,"
            "start_date,gwno_a,gwno_b,version\n"
            f"13243,\"Russia, Ukraine\",Government of Russia,Government of Ukraine,1,2023,2,{kinds[0]},"
            f"2022-02-24,365,369,{version}\n"
            f"13243,\"Russia, Ukraine\",Government of Russia,Government of Ukraine,1,2022,2,{kinds[0]},"
            f"2022-02-24,365,369,{version}\n"
            f"420,Iraq,\"Australia, United Kingdom, USA\",Government of Iraq,3,2003,2,{kinds[0]},"
            f"2003-03-20,\"900, 200, 2\",645,{version}\n"
            f"333,Afghanistan,Government of Afghanistan,IS,2,2023,1,{kinds[1]},1975-01-01,700,,{version}\n")


def country_years(ending="_cy", total=True):
    names = [f"{name}{ending}" for name in
             ("country_id", "country", "year", "sb_total_deaths_best", "ns_total_deaths_best",
              "os_total_deaths_best")] + ["version"]
    if total:
        names.insert(6, f"cumulative_total_deaths_in_orgvio_best{ending}")
    rows = [("490", "DR Congo (Zaire)", "2023", "1000", "200", "300", "1500", "25.1"),
            ("625", "Sudan", "2023", "9000", "3000", "100", "12100", "25.1"),
            ("678", "Yemen (North Yemen)", "2022", "5000", "0", "10", "5010", "25.1")]
    return "\n".join([",".join(names), *(",".join(row if total else (*row[:6], row[7])) for row in rows)]) \
        + "\n"


def by_type():
    return ("iso3,year,state_based,non_state,one_sided,total,total_low,total_high,source\n"
            "AFG,2023,500,10,90,600,550,700,UCDP\nXKX,2023,0,0,0,0,0,0,UCDP\n"
            "COD,2023,1000,200,300,1500,1400,2000,UCDP\n")


def events(header=True, last="2023-12-30", floats=False):
    from downloads.ucdp import GED_HEADER
    lines = [",".join(GED_HEADER)] if header else []
    for number, (country, adm, best, day) in enumerate(
            [("490", "Nord Kivu", 10, "2023-05-02"), ("490", "Ituri", 4, last), ("666", "Gaza strip", 50,
                                                                               "2023-10-20"),
             ("666", "Central district", 7, "2023-10-07")], 1):
        row = dict.fromkeys(GED_HEADER, "x")
        row.update(id=str(100 + number), year="2023", type_of_violence="3" if adm == "Ituri" else "1",
                   country_id=country, adm_1=adm,
                   date_start=f"{day} 00:00:00.000", date_end=f"{day} 00:00:00.000",
                   best=f"{best}.0" if floats else str(best), high=str(best + 5), low=str(best - 2),
                   source_headline="\"Dead, and \"\"missing\"\", after clashes\"")
        lines.append(",".join(row[name] for name in GED_HEADER))
    return "\n".join(lines) + "\n"


def missing(layout="2026"):
    if layout == "2026":
        return ('"Main ID","Incident ID","Region of Incident","Incident Date","Incident Year",'
                '"Number of Dead","Minimum Estimated Number of Missing","Migration Route","Coordinates"\n'
                '"2026.MMP1","2026.MMP1.1","Mediterranean","Mon, 01/26/2026 - 12:00","2026","3","17",'
                '"Central Mediterranean","35.5, 12.6"\n'
                '"2026.MMP2","2026.MMP2.1","North America","Tue, 02/03/2026 - 09:30","2026","1","",'
                '"US-Mexico border crossing","31.7, -106.4"')
    return ("Main ID,Incident ID,Region of Incident,Incident Date,Number of Dead,Minimum Estimated Number of "
            "Missing,Total Number of Dead and Missing,Migration Route,Coordinates\n"
            + ("2023.MMP1,2023.MMP1.1,Mediterranean,2023-03-12,3,17,20,Central Mediterranean,POINT (12.6 35.5)\n"
               "2023.MMP2,2023.MMP2.1,Africa,2023-04-01,5,,5,Western African Atlantic Route,POINT (-15 25)\n"))


def boats(method="Small boat arrivals", workbook=True, quarter="2024 Q3"):
    rows = [["Irr_D01: Number of detections by method of entry"], [],
            ["Year", "Quarter", "Method of entry", "Nationality", "Region", "Sex", "Age Group",
             "Number of detections"],
            [2024, quarter, method, "Afghanistan", "Asia Central", "Male", "18-24", 1200],
            [2024, quarter, method, "Afghanistan", "Asia Central", "Female", "18-24", 30],
            [2024, quarter, method, "Not recorded", "Other", "Male", "18-24", 12],
            [2024, quarter, "Inadequately documented air arrivals", "Iran", "Middle East", "Male", "18-24", 6],
            ["End of table"]]
    if workbook:
        return {"Contents": [["Contents"]], "Data_Irr_D01": rows}
    return "\n".join(",".join(map(str, [*row, *[""] * (8 - len(row))])) for row in rows) + "\n"


def netcdf(version=2, names=("year", "origin", "dest")):
    """The header of a classic file: magic, number of records, list of dimensions."""
    wide = version == 5
    number = ">Q" if wide else ">I"
    data = b"CDF" + bytes([version]) + struct.pack(number, 0)
    data += struct.pack(">I", 10) + struct.pack(number, len(names))
    for name in names:
        padded = name.encode() + b"\0" * (-len(name) % 4)
        data += struct.pack(number, len(name)) + padded + struct.pack(number, 230)
    return data + b"\0" * 64


def own(month="2021-07"):
    return (f"border,month,nationality,arrivals\nbelarus-poland,{month},Iraq,120\n"
            f"belarus-poland,{month},AFG,\"1,200\"\nbelarus-poland,{month},REST,7\n")
