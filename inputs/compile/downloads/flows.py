"""Annual flows between countries (Gaskin and Abel), NetCDF. Recognised and left out: no table of the
inputs is made of them. Only the header is read, so that nothing but Python is needed."""
import struct

from downloads.problems import Place

CLASSIC = {1: 4, 2: 8, 5: 8}  # version: bytes of an offset
NAMES = ("flow", "origin", "dest", "orig")


class Flows:
    name = "Annual migration flows (NetCDF)"
    publisher = "Gaskin and Abel"
    best = 0

    @staticmethod
    def claims(blob):
        return True

    @staticmethod
    def as_table(grid, areas, problems):
        return None

    @staticmethod
    def read(blob, reading):
        problems = blob.problems
        place = Place(blob.file)
        if blob.data[:3] != b"CDF":
            reading.leave_out("an HDF5 or netCDF-4 file, of which no table is made")
            return
        if len(blob.data) < 12 or blob.data[3] not in CLASSIC:
            problems.add(place, "version", blob.data[3:4].hex(), "is none of netCDF's classic format",
                         "download the file again")
            return
        names, fault = dimension_names(blob.data)
        if fault:
            problems.add(place, "", "", fault, "the file is cut: download it again")
        elif not any(name.lower().startswith(NAMES) for name in names):
            problems.add(place, "dimensions", ", ".join(names), "are not origin and destination",
                         "take the file out of the folder")
        else:
            reading.leave_out("annual flows, of which no table is made")


def dimension_names(data):
    """([name], fault) of a classic header: its list of dimensions, each with a name and a length."""
    width = 8 if data[3] == 5 else 4
    number = ">Q" if width == 8 else ">I"
    at = 4 + width
    try:
        tag, count = struct.unpack_from(">I", data, at)[0], struct.unpack_from(number, data, at + 4)[0]
        at += 4 + width
        if tag != 10 or not 0 < count < 100:
            return [], "has no dimensions in its header"
        names = []
        for _ in range(count):
            length = struct.unpack_from(number, data, at)[0]
            if length > 256 or at + width + length > len(data):
                return [], "has a header that ends in the middle of a name"
            names.append(data[at + width:at + width + length].decode("ascii", "replace"))
            at += width + (length + 3) // 4 * 4 + width
        if at > len(data):
            return [], "has a header that is cut"
        return names, None
    except struct.error:
        return [], "has a header that is cut"


SPECIAL = [Flows]
