#include "host/report/compare/paired_files.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "host/support/error.h"

namespace peregrine {
namespace {

std::vector<double> read_finite(const EnsembleReader& reader, std::string_view variable,
                                const Slab& slab) {
  std::vector<double> values = reader.read(variable, slab);
  if (!std::ranges::all_of(values, [](double value) { return std::isfinite(value); })) {
    throw InputError(
        {Problem{reader.path(), 0, std::string(variable), "",
                 "has a value that is missing or not finite", "peregrine verify says where"}});
  }
  return values;
}

}  // namespace

Both::Both(const ComparablePair& pair, std::string_view variable, const Slab& slab)
    : a(read_finite(pair.a, variable, slab)), b(read_finite(pair.b, variable, slab)) {}

std::vector<double> every(const std::vector<double>& values, std::size_t first,
                          std::size_t stride) {
  std::vector<double> picked;
  for (std::size_t at = first; at < values.size(); at += stride) picked.push_back(values[at]);
  return picked;
}

std::vector<double> chosen_of(const std::vector<double>& values,
                              const std::vector<std::uint8_t>& chosen) {
  std::vector<double> some;
  for (std::size_t draw = 0; draw < values.size(); ++draw) {
    if (chosen[draw] != 0) some.push_back(values[draw]);
  }
  return some;
}

}  // namespace peregrine
