"""Made-up files of stocks, displacement and population, laid out as their publishers do."""

REGION = "Region, development group, country or area"


def desa_top(revision, title):
    return [[], [None] * 4 + [f"International Migrant Stock {revision}"],
            [None] * 4 + [f"Table 1: {title}, 1990-2024"], [None] * 4 + [f"POP/DB/MIG/Stock/Rev.{revision}"],
            [None] * 4 + ["Suggested citation: United Nations"], [], [],
            [None] * 7 + ["International migrant stock at mid-year, both sexes combined"], [], []]


def corridors(revision="2020", others="Others", years=(1990, 1995, 2020)):
    """Both sexes, then males: two blocks of years."""
    header = ["Index", f"{REGION} of destination", "Notes of destination",
              "Location code of destination", "Type of data of destination", f"{REGION} of origin",
              "Location code of origin", *years, *years]
    n = len(years)
    figures = [(900, "WORLD", 900, "WORLD", [1150, 1275, 1470]), (1830, "  Latin America", 900, "WORLD",
                                                            [400, 500, 600]),
               (276, "    Germany*", 792, "    Türkiye*", [500, 600, 700]),
               (276, "    Germany*", 616, "    Poland", [200, "..", 70]),
               (276, "    Germany*", 2003, f"    {others}", [50, 175, 100]),
               (533, "    Aruba", 862, "    Venezuela (Bolivarian Republic of)*", ["400", "500", "600"])]
    rows = [[i, name, None, code, "B R", of, origin, *(v[:n]), *(v[:n])]
            for i, (code, name, origin, of, v) in enumerate(figures, 1)]
    return {"Table of contents": [["Table number", "Title"]],
            "Table 1": [*desa_top(revision, "International migrant stock at mid-year by sex, destination "
                                  "and origin"), header, *rows], "Notes": [["Notes"]]}


def destinations(revision="2020", code="Location code", region=REGION):
    header = ["Index", region, "Notes", code, "Type of data", 1990, 1995, 1990, 1995]
    rows = [[1, "WORLD", None, 900, "", 600, 800, 300, 400], [2, "  Asia", None, 935, "", 100, 200, 1, 2],
            [3, "    Germany*", 3, 276, "B", 400, 500, 200, 250],
            [4, "    Aruba", None, 533, "B R", 200, 300, 100, 150],
            [5, "    Saint Barthélemy*", None, 652, "", "..", "..", "..", ".."],
            [6, "    China, Taiwan Province of China*", None, 158, "", "..", "-", "..", ".."]]
    return {"Contents": [["x"]],
            "Table 1": [*desa_top(revision, "International migrant stock at mid-year by sex and "
                                  "destination"), header, *rows],
            "Table 2": [*desa_top(revision, "Total population"), header, *rows]}


DESCRIPTION = "".join(f"\"Description {line}, extracted 2025-06-12\"\n" for line in range(1, 15))


def unhcr(columns="", star=False, seekers="Asylum-seekers"):
    blank = " " if columns == "old" else ""
    protection = "" if columns == "old" else ",Other people in need of international protection"
    value = "" if columns == "old" else ",7"
    small = "*" if star else "4"
    return (DESCRIPTION + f"Year,Country of origin,Country of origin (ISO){blank},Country of asylum,"
            f"Country of asylum (ISO){blank},Refugees under UNHCR's mandate,{seekers},"
            f"IDPs of concern to UNHCR{protection}\n"
            f"2022,Afghanistan,AFG,Germany,DEU,1200,{small},-{value}\n"
            f"2022,Unknown ,UNK,Germany,DEU,5,-,-{value.replace('7', '-')}\n"
            f"2023,Afghanistan,AFG,Afghanistan,AFG,0,0,3200000{value.replace('7', '0')}\n"
            f"2023,Stateless,XXA,Thailand,THA,\"12,345\",0,0{value.replace('7', '0')}\n")


def sdmx(monthly=True, union=True):
    head = ("DATAFLOW,LAST UPDATE,freq,unit,citizen,sex,applicant,age,geo,TIME_PERIOD,OBS_VALUE,"
            "OBS_FLAG\n")
    periods = [f"2022-{m:02}" for m in range(1, 13)] + ["2023-01"] if monthly else ["2022", "2023"]
    flow = "ESTAT:MIGR_ASYAPPCTZM(1.0),12/06/25 23:00:00," + ("M" if monthly else "A") + ",PER,"
    lines = []
    for period in periods:
        cells = [("SYR", "EL", "100"), ("SYR", "DE", "1000"), ("UK", "DE", "5"), ("STLS", "DE", "15"),
                 ("XK", "DE", "20"), ("UNK", "DE", "10"), ("TOTAL", "DE", "1050")]
        cells = [("SY" if c == "SYR" else c, g, v) for c, g, v in cells]
        if union and period < "2023":
            cells.append(("TOTAL", "EU27_2020", "1150"))
        lines += [f"{flow}{c},T,FRST,TOTAL,{g},{period},{v}," for c, g, v in cells]
        lines.append(f"{flow}SY,M,FRST,TOTAL,DE,{period},700,")
        lines.append(f"{flow}SY,T,ASY_APP,TOTAL,DE,{period},1100,e")
    return head + "\n".join(lines) + "\n"


def tsv(monthly=False, union=True, name="applicant"):
    periods = [f"2022-{m:02} " for m in range(1, 13)] if monthly else ["2021 ", "2022 ", "2023 "]
    freq = "M" if monthly else "A"
    rows = [(f"{freq},PER,SY,T,FRST,TOTAL,EL", "100 e"), (f"{freq},PER,SY,T,FRST,TOTAL,DE", "1000 "),
            (f"{freq},PER,STLS,T,FRST,TOTAL,DE", ": m"), (f"{freq},PER,UA,T,FRST,TOTAL,DE", "628 bp"),
            (f"{freq},PER,SY,F,FRST,TOTAL,DE", "300 ")]
    if union:
        rows.append((f"{freq},PER,TOTAL,T,FRST,TOTAL,EU27_2020", "1100 "))
    return (f"freq,unit,citizen,sex,{name},age,geo\\TIME_PERIOD\t" + "\t".join(periods) + "\n"
            + "".join(key + "\t" + "\t".join([value] * len(periods)) + "\n" for key, value in rows))


WPP_HEADER = ("\ufeffSortOrder,LocID,Notes,ISO3_code,ISO2_code,SDMX_code,LocTypeID,LocTypeName,ParentID,"
              "Location,VarID,Variant,Time,TPopulation1Jan,TPopulation1July\n")


def wpp(variants=("Medium",), quoted=False):
    lines = []
    for variant in variants:
        for iso, name, people in (("", "World", 8021407.192), ("DEU", "Germany", 83949.45),
                                  ("ABW", "Aruba", 106.2)):
            name = f'"{name}"' if quoted else name
            for year in (2021, 2022):
                lines.append(f"1,900,,{iso},,1,1,World,0,{name},2,{variant},{year},1,{people}")
    return WPP_HEADER + "\n".join(lines) + "\n"
