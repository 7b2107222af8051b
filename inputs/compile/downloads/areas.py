"""Which country or area a publisher means, by the one table of codes and names, areas.csv."""
import csv
import math
import pathlib
import re
import unicodedata

TABLE = pathlib.Path(__file__).with_name("areas.csv")
UNKNOWN = "OOO"
UNKNOWN_NAMES = ("unknown", "not specified", "unspecified", "other", "others", "otros", "not stated",
                 "not recorded", "nationality unknown")
SHORT = {"st": "saint", "dem": "democratic", "rep": "republic", "fed": "federated", "is": "islands",
         "isl": "islands"}
# Codes that only one publisher has, or that two write differently.
SAME_CODE = {"UKN": "UNK", "STA": "XXA", "STLS": "XXA", "STL": "XXA", "UNK": "UNK"}
EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


def key(name):
    """What spellings of a name have in common: its words in plain letters, in alphabetical order."""
    text = name.replace("\u2019", "").replace("'", "").replace("ł", "l").replace("ø", "o")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    return " ".join(sorted(SHORT.get(word, word) for word in words
                           if word not in ("the", "of", "and")))


class Areas:
    def __init__(self):
        self.codes, self.by_m49, self.by_state = set(), {}, {}
        self._letters, self._names, self._place = {}, {}, {}
        with open(TABLE, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self._take(row)

    def _take(self, row):
        code = row["iso3"]
        self.codes.add(code)
        for letters in row["letters"].split():
            self._letters[letters] = code
        if row["m49"]:
            self.by_m49[int(row["m49"])] = code
        for number in row["gleditsch_ward"].split():
            self.by_state[int(number)] = code
        if row["lat"]:
            self._place[code] = math.radians(float(row["lat"])), math.radians(float(row["lon"]))
        for name in row["names"].split("|"):
            self._names.setdefault(key(name), code)

    def of_code(self, text):
        """By ISO 3166-1 alpha-3, or alpha-2 with EL, UK and XK; None where no area has it."""
        text = text.strip()
        if text in self.codes or text in (UNKNOWN, "UNK", "TIB"):
            return text
        return SAME_CODE.get(text) or self._letters.get(text)

    def of_name(self, text):
        """By name; 'OOO' for those that say that it is unknown or another one."""
        found = self._names.get(key(text))
        if found:
            return found
        plain = text.strip().lower()
        return UNKNOWN if plain.startswith(UNKNOWN_NAMES) else None

    def distance_km(self, a, b):
        """Great circle; None where an area has no place."""
        if a not in self._place or b not in self._place:
            return None
        (lat_a, lon_a), (lat_b, lon_b) = self._place[a], self._place[b]
        h = (math.sin((lat_b - lat_a) / 2) ** 2
             + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2)
        return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(h))
