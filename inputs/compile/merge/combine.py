"""Of several files with the same figures, which one is believed where."""

# Position of the time in the keys of each data set; figures of a time are one publisher's whole count, so
# that a file's replace those of another file. None: every figure stands for itself.
TIMES = {"stock": (0, 3), "destinations": (0, 2), "detections": (3,), "darien": (1,),
         "encounters": (1,), "attempts": None, "refugees": (2,), "others": (2,), "new": (2,),
         "claims": (2,), "eu": (2,), "deaths": (1,), "covered_deaths": (1,), "conflicts": (1,),
         "missing": (1,), "boats": (0,), "population": (1,), "own": None}


def time_of(name, key):
    places = TIMES[name]
    return key if places is None else tuple(key[place] for place in places)


class Combined:
    """{data set: figures} of all readings, and the readings behind each."""

    def __init__(self, readings):
        self.figures, self.sources, self.said = {}, {}, []
        # The edition and the day of publication tell the later of two releases.
        ranked = sorted(readings, key=lambda r: (r.kind.best, r.published, r.edition, r.file))
        for reading in ranked:
            for name, figures in reading.figures.items():
                if figures:
                    self._take(name, figures, reading)

    def _take(self, name, figures, reading):
        known = self.figures.setdefault(name, {})
        sources = self.sources.setdefault(name, [])
        times = {time_of(name, key) for key in figures}
        replaced = [key for key in known if time_of(name, key) in times]
        for key in replaced:
            del known[key]
        if replaced:
            before = " and ".join(source.file for source in sources)
            self.said.append(f"{reading.file} has figures of the same times as {before}: "
                             "the former's are taken")
        known.update(figures)
        sources.append(reading)

    def of(self, name):
        return self.figures.get(name, {}), self.sources.get(name, [])
