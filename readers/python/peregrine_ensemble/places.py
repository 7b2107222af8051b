"""From the codes that somebody gives to places of a file, and from places to words."""
from peregrine_ensemble.file import EnsembleError, source_of

# Dimensions in which a single code is looked for, and what is shown of a place there unless told.
USUAL_VARIABLE = {"country": "immigrant_stock", "corridor": "corridor_stock", "route": "irregular_detections",
                  "border": "irregular_attempts", "route_corridor": "irregular_corridor"}
# Between the two parts of a code: those of a corridor, those of a border and a nationality.
JOINTS = {"route_corridor": ":", "corridor": "-"}


def edit_distance(a, b):
    """Letters to insert, delete or replace until `a` is `b`."""
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            diagonal, row[j] = row[j], min(diagonal + (letter != other), row[j] + 1, row[j - 1] + 1)
    return row[-1]


def nearest(text, words):
    """The word with the least distance; of several one of the same letters (DUE: DEU), else the first."""
    return min(words, key=lambda word: (edit_distance(text, word), sorted(text) != sorted(word)))


def codes_of(run, dimension):
    """The codes of a dimension, in its order; None where it has numbers or nothing."""
    if dimension not in run.indexes:
        return None
    index = run.indexes[dimension]
    return index if index.inferred_type == "string" else None


def place_dimensions(run, array):
    """The dimensions of a variable along which there are codes."""
    return [name for name in array.dims if codes_of(run, name) is not None]


def joint_of(dimension):
    """What joins two codes in those of a dimension; None where they are of one part."""
    for known, joint in JOINTS.items():
        if known == dimension or dimension.endswith("_" + known):
            return joint
    return None


def likely_country(run, text):
    """Code and name of the country that somebody may have meant: its name begins so, or else its code
    is the nearest."""
    names = [str(name) for name in run["country_name"].values]
    codes = list(run.indexes["country"])
    for code, name in zip(codes, names):
        if len(text) > 2 and name.casefold().startswith(text.casefold()):
            return code, name
    code = nearest(text.upper(), codes)
    return code, names[codes.index(code)]


def no_country(run, text):
    code, name = likely_country(run, text)
    return EnsembleError(f"{source_of(run)}: has no country or area '{text}' (did you mean {code}, {name}? "
                         "Codes are those of ISO 3166-1 alpha-3)")


def index_of(run, dimension, code):
    """Where a code stands along a dimension, in any case of letters. Raises EnsembleError with the
    nearest that there is."""
    codes = codes_of(run, dimension)
    if code in codes:
        return codes.get_loc(code)
    folded = code.casefold()
    for at, one in enumerate(codes):
        if one.casefold() == folded:
            return at
    if dimension == "country":
        raise no_country(run, code)
    if joint_of(dimension) == "-":
        if dimension != "corridor" and code.upper() in codes_of(run, "corridor"):
            raise EnsembleError(f"{source_of(run)}: keeps draws of {len(codes)} corridors, not of {code.upper()} "
                                f"(fan has its quantiles; for draws add {code.upper()} to run.keep_corridors and run "
                                "the scenario again)")
        for part in code.split("-")[:2]:
            if part.upper() not in run.indexes["country"]:
                raise no_country(run, part)
        raise EnsembleError(f"{source_of(run)}: has no {dimension} {code.upper()} (nobody of that origin lived "
                            "there at the start, and it is not among those that may open)")
    raise EnsembleError(f"{source_of(run)}: has no {dimension} '{code}' (did you mean "
                        f"{nearest(folded, codes)}?)")


def require_codes(codes):
    """Raises EnsembleError for a code that is no text, as a number or a list of codes."""
    for code in codes:
        if not isinstance(code, str):
            raise EnsembleError(f"place {code!r}: is no text (give codes one after the other, as \"SYR\", \"DEU\")")


def indices_of(run, array, codes):
    """Where along the variable's dimension of places the codes lead: {dimension: index}, empty without
    codes. Two codes are the two parts of a corridor's, or of a border and a nationality."""
    dimensions = place_dimensions(run, array)
    if not codes:
        return {}
    if not dimensions:
        raise EnsembleError(f"{source_of(run)}: {array.name} is of no place (leave '{codes[0]}' out)")
    dimension = dimensions[-1]
    joint = joint_of(dimension)
    if len(codes) > (2 if joint else 1):
        raise EnsembleError(f"{source_of(run)}: {array.name} is by {dimension}, which has one code, not "
                            f"{len(codes)}: {', '.join(codes)}")
    return {dimension: index_of(run, dimension, (joint or "").join(codes))}


def usual_variable(run, codes):
    """The variable that is shown of a place when no other is asked for."""
    if not codes:
        return "global_migrant_stock"
    if len(codes) == 2:
        borders = codes_of(run, "border")
        is_border = borders is not None and codes[0].casefold() in borders
        return USUAL_VARIABLE["route_corridor" if is_border else "corridor"]
    code = codes[0]
    for dimension, variable in USUAL_VARIABLE.items():
        there = codes_of(run, dimension)
        if there is not None and (code.upper() in there or code.casefold() in there or code in there):
            return variable
    if "-" not in code or len(code) == len("SYR-DEU") and code[3] == "-":
        index_of(run, "corridor" if "-" in code else "country", code)
    known = [one for name in ("route", "border") for one in (codes_of(run, name) if name in run.indexes else [])]
    hint = f" (did you mean {nearest(code.casefold(), known)}?)" if known else ""
    raise EnsembleError(f"{source_of(run)}: has no place '{code}'{hint}")


def place_words(run, dimension, code):
    """A place in words, as far as the file has names."""
    joint = joint_of(dimension)
    if joint and joint in code:
        first, second = code.rsplit(joint, 1)
        parts = [place_words(run, "country" if joint == "-" else "border", first)]
        known = second in run.indexes["country"]
        parts.append(place_words(run, "country", second) if known else second)
        return (" → " if joint == "-" else ", ").join(parts)
    name = f"{dimension}_name"
    if name not in run or code not in run.indexes[dimension]:
        return code
    return str(run[name].values[run.indexes[dimension].get_loc(code)])
