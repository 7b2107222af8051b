#include "host/store/ensemble_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <stdexcept>

#include "host/store/batches.h"
#include "host/store/hdf5_input.h"
#include "host/store/route_coordinates.h"
#include "host/support/sha256.h"

namespace peregrine {
namespace {

constexpr std::int64_t most_bytes_at_once = std::int64_t{1} << 30;

// More than any ensemble of this format version can have; what is beyond is not believed.
constexpr Extents most = {std::numeric_limits<std::int32_t>::max(),
                          1000,
                          4'000'000,
                          2000,
                          quantile_levels.size(),
                          ensemble_blocs.size(),
                          code_bytes,
                          name_bytes,
                          most_batches,
                          1000 * months_in_year,
                          1000,
                          1000,
                          1000,
                          100'000,
                          4'000'000,
                          1000 * months_in_year};

bool by_realization(const VariableSchema& variable) {
  return variable.dimensions.front() == Dimension::realization;
}

template <typename Integer>
std::vector<Integer> as_integers(const std::vector<double>& numbers) {
  std::vector<Integer> integers;
  for (const double number : numbers) integers.push_back(static_cast<Integer>(number));
  return integers;
}

}  // namespace

struct EnsembleReader::File {
  Hdf5Input input;
  EnsembleHeader header;
  Extents extents{};
  std::vector<double> quantiles;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::map<std::string, int, std::less<>> country_index;
  std::map<std::pair<int, int>, int> corridor_index;
  int version = ensemble_format_version;
  bool complete = false;
  std::string content_hash;

  File(const std::string& path, Accept accept) : input(path) {
    check_identity(accept);
    read_attributes();
    read_extents();
    read_coordinates();
  }

  void check_identity(Accept accept);
  void read_attributes();
  void read_extents();
  void read_coordinates();
  void read_kept();
  void index_places();
  void check_corridor_codes() const;
  const VariableSchema& check_slab(std::string_view name, const Slab& slab) const;
  const VariableSchema& schema(std::string_view name) const {
    return variable_schema(name, version);
  }
  Slab whole(const VariableSchema& variable) const {
    const std::vector<std::int64_t> shape = shape_of(variable, extents);
    return {std::vector<std::int64_t>(shape.size(), 0), shape};
  }
  std::vector<double> numbers(std::string_view name) const {
    return input.read_numbers(schema(name), extents);
  }
  std::vector<std::string> strings(std::string_view name) const {
    return input.read_strings(schema(name), extents);
  }
};

void EnsembleReader::File::check_identity(Accept accept) {
  if (!input.has_attribute("filetype") || input.text("filetype") != ensemble_filetype) {
    input.fail("", "is an HDF5 file but not a peregrine-ensemble",
               "name a file of `peregrine run`");
  }
  const std::int64_t number = input.integer("format_version");
  if (number < oldest_format_version || number > ensemble_format_version) {
    input.fail("format_version",
               number > ensemble_format_version
                   ? fmt::format("{} is newer than {}, the newest this program reads", number,
                                 ensemble_format_version)
                   : fmt::format("{} is unknown", number),
               "use the peregrine that wrote it");
  }
  version = static_cast<int>(number);
  complete = input.integer("complete") == 1;
  if (!complete && accept == Accept::complete) {
    input.fail("", "is incomplete: the run that wrote it did not finish", "run it again");
  }
}

void EnsembleReader::File::read_attributes() {
  header.title = input.text("title");
  header.model_version = input.text("model_version");
  header.scenario = input.text("scenario");
  header.scenario_toml = input.text("scenario_toml");
  header.inputs_sha256 = input.text("inputs_sha256");
  if (version >= 3) {
    header.known_to = input.text("known_to");
    header.vintages = input.text("vintages");
    if (input.has_attribute("own_months")) header.own_months = input.text("own_months");
  }
  header.seed = static_cast<std::uint64_t>(input.integer("seed"));
  header.draws = input.integer("draws");
  header.git_revision = input.text("git_revision");
  header.build = input.text("build");
  header.machine = input.text("machine");
  header.history = input.text("history");
  content_hash = input.text("content_sha256");
  attributes = input.attributes();
}

void EnsembleReader::File::read_extents() {
  const auto set = [this](Dimension dimension, std::string_view variable, std::size_t axis) {
    const std::size_t index = static_cast<std::size_t>(dimension);
    extents[index] = input.shape(schema(variable)).at(axis);
    if (extents[index] < 1 || extents[index] > most[index]) {
      input.fail(std::string(variable),
                 fmt::format("has {} elements along {}, which must be within 1 and {}",
                             extents[index], dimension_name(dimension), most[index]),
                 "the file is damaged or foreign");
    }
  };
  for (const Dimension dimension :
       {Dimension::realization, Dimension::year, Dimension::corridor, Dimension::country,
        Dimension::quantile, Dimension::bloc, Dimension::batch}) {
    set(dimension, dimension_name(dimension), 0);
  }
  if (version == 1) {
    set(Dimension::code_length, "country_iso3", 1);
    set(Dimension::name_length, "country_name", 1);
  }
  header.kept = extents[static_cast<std::size_t>(Dimension::realization)];
  if (header.draws < header.kept || header.draws < 1 ||
      extents[static_cast<std::size_t>(Dimension::batch)] != batch_count(header.draws)) {
    input.fail("draws", fmt::format("{} does not go with the file's dimensions", header.draws),
               "the file is damaged");
  }
  std::vector<Dimension> optional(irregular_dimensions.begin(), irregular_dimensions.end());
  if (version >= 4) {
    optional.insert(optional.end(), {Dimension::kept_corridor, Dimension::month_ahead});
  }
  for (const Dimension dimension : optional) {
    if (input.has(dimension_name(dimension))) set(dimension, dimension_name(dimension), 0);
  }
  check_irregular_extents(input, extents, version);
}

void EnsembleReader::File::read_coordinates() {
  header.years = as_integers<int>(numbers("year"));
  quantiles = numbers("quantile");
  header.country_iso3 = strings(code_variable(Dimension::country, version));
  header.country_name = strings(name_variable(Dimension::country, version));
  header.corridor_listed = as_integers<std::uint8_t>(numbers("corridor_listed"));
  if (!std::ranges::equal(quantiles, quantile_levels)) {
    input.fail("quantile", "has other levels than this format version", "the file is damaged");
  }
  if (std::ranges::adjacent_find(header.years, std::greater_equal<>()) != header.years.end()) {
    input.fail("year", "does not ascend", "the file is damaged");
  }
  index_places();
  header.routes = read_route_names(input, header.years, extents, version);
  if (version >= 4) read_kept();
}

void EnsembleReader::File::read_kept() {
  const auto has = [this](Dimension dimension) {
    return extents[static_cast<std::size_t>(dimension)] > 0;
  };
  if (has(Dimension::kept_corridor)) {
    const std::vector<std::string> codes = strings("corridor");
    std::map<std::string_view, std::int32_t> places;
    for (std::size_t at = 0; at < codes.size(); ++at) {
      places.emplace(codes[at], static_cast<std::int32_t>(at));
    }
    for (const std::string& code : strings("kept_corridor")) {
      const auto place = places.find(code);
      if (place == places.end() ||
          (!header.kept_corridor.empty() && place->second <= header.kept_corridor.back())) {
        input.fail("kept_corridor",
                   fmt::format("has '{}', which is not in the order of corridor", code),
                   "the file is damaged");
      }
      header.kept_corridor.push_back(place->second);
    }
  }
  if (!has(Dimension::month_ahead)) return;
  const std::vector<std::int32_t> days = first_days_of_months(header.years);
  const std::vector<double> ahead = numbers("month_ahead");
  const auto first = std::ranges::find(days, ahead.front());
  if (static_cast<std::size_t>(days.end() - first) < ahead.size() ||
      !std::equal(ahead.begin(), ahead.end(), first)) {
    input.fail("month_ahead", "has not the days of months of `time`, one after the other",
               "the file is damaged");
  }
  for (std::size_t at = 0; at < ahead.size(); ++at) {
    header.month_ahead.push_back(
        static_cast<std::int32_t>(first - days.begin() + static_cast<std::ptrdiff_t>(at)));
  }
}

void EnsembleReader::File::index_places() {
  for (std::size_t index = 0; index < header.country_iso3.size(); ++index) {
    if (!country_index.emplace(header.country_iso3[index], static_cast<int>(index)).second) {
      input.fail(std::string(code_variable(Dimension::country, version)),
                 fmt::format("has '{}' twice", header.country_iso3[index]), "the file is damaged");
    }
  }
  const auto indices = [this](std::string_view name) {
    std::vector<std::int32_t> countries;
    for (const std::string& code : strings(name)) {
      const auto country = country_index.find(code);
      if (country == country_index.end()) {
        input.fail(std::string(name), "has a code that the list of countries lacks",
                   "the file is damaged");
      }
      countries.push_back(country->second);
    }
    return countries;
  };
  header.corridor_origin = indices("corridor_origin");
  header.corridor_destination = indices("corridor_destination");
  if (version > 1) check_corridor_codes();
  for (std::size_t index = 0; index < header.corridor_origin.size(); ++index) {
    corridor_index.emplace(
        std::pair(header.corridor_origin[index], header.corridor_destination[index]),
        static_cast<int>(index));
  }
}

void EnsembleReader::File::check_corridor_codes() const {
  const std::vector<std::string> codes = strings("corridor");
  for (std::size_t at = 0; at < codes.size(); ++at) {
    const auto code_of = [this](std::int32_t country) -> const std::string& {
      return header.country_iso3[static_cast<std::size_t>(country)];
    };
    const std::string expected = fmt::format("{}-{}", code_of(header.corridor_origin[at]),
                                             code_of(header.corridor_destination[at]));
    if (codes[at] != expected) {
      input.fail("corridor", fmt::format("has '{}' where {} is", codes[at], expected),
                 "the file is damaged");
    }
  }
}

const VariableSchema& EnsembleReader::File::check_slab(std::string_view name,
                                                       const Slab& slab) const {
  const VariableSchema& variable = schema(name);
  const std::vector<std::int64_t> shape = shape_of(variable, extents);
  bool fits = slab.offset.size() == shape.size() && slab.count.size() == shape.size();
  for (std::size_t axis = 0; fits && axis < shape.size(); ++axis) {
    fits = slab.offset[axis] >= 0 && slab.count[axis] >= 1 && slab.count[axis] <= shape[axis] &&
           slab.offset[axis] <= shape[axis] - slab.count[axis];
  }
  if (!fits) throw std::invalid_argument(fmt::format("the slab is not within {}", name));
  double bytes = sizeof(double);
  for (const std::int64_t count : slab.count) bytes *= static_cast<double>(count);
  if (bytes > static_cast<double>(most_bytes_at_once)) {
    input.fail(std::string(name), fmt::format("takes {:.1f} GB at once", bytes / 1e9),
               by_realization(variable) ? "read fewer realizations" : "the file is damaged");
  }
  return variable;
}

EnsembleReader::EnsembleReader(const std::string& path, Accept accept)
    : file_(std::make_unique<File>(path, accept)) {}
EnsembleReader::~EnsembleReader() = default;
EnsembleReader::EnsembleReader(EnsembleReader&&) noexcept = default;
EnsembleReader& EnsembleReader::operator=(EnsembleReader&&) noexcept = default;

const std::string& EnsembleReader::path() const {
  return file_->input.path();
}
const EnsembleHeader& EnsembleReader::header() const {
  return file_->header;
}
const Extents& EnsembleReader::extents() const {
  return file_->extents;
}
std::int64_t EnsembleReader::extent(Dimension dimension) const {
  return file_->extents[static_cast<std::size_t>(dimension)];
}
const std::vector<double>& EnsembleReader::quantiles() const {
  return file_->quantiles;
}
bool EnsembleReader::complete() const {
  return file_->complete;
}
const std::string& EnsembleReader::content_hash() const {
  return file_->content_hash;
}
const std::vector<std::pair<std::string, std::string>>& EnsembleReader::attributes() const {
  return file_->attributes;
}
std::map<std::string, double> EnsembleReader::runtime() const {
  if (file_->version == 1) return file_->input.scalars("runtime");
  std::map<std::string, double> seconds;
  for (const auto& [name, text] : file_->attributes) {
    if (name.ends_with(runtime_suffix)) seconds.emplace(name, std::strtod(text.c_str(), nullptr));
  }
  return seconds;
}
int EnsembleReader::format_version() const {
  return file_->version;
}
std::span<const VariableSchema> EnsembleReader::schema() const {
  return ensemble_schema(file_->version);
}
bool EnsembleReader::has(std::string_view variable) const {
  return std::ranges::any_of(schema(), [&](const VariableSchema& one) {
    return one.name == variable && is_stored(one, extents());
  });
}

std::vector<std::byte> EnsembleReader::mergeable() const {
  std::vector<std::byte> bytes = file_->input.bytes(mergeable_group, mergeable_dataset);
  if (bytes.empty()) return bytes;
  constexpr std::size_t digest_bytes = sizeof(Sha256::Digest);
  const std::size_t size = bytes.size() - std::min(bytes.size(), digest_bytes);
  Sha256 sum;
  sum.add(bytes.data(), size);
  const Sha256::Digest digest = sum.digest();
  if (size == 0 || std::memcmp(digest.data(), bytes.data() + size, digest.size()) != 0) {
    file_->input.fail(mergeable_group, "does not have the contents of its checksum",
                      "the file is damaged; make it again with `peregrine run --mergeable`");
  }
  bytes.resize(size);
  return bytes;
}

int EnsembleReader::country_index(std::string_view iso3) const {
  const auto country = file_->country_index.find(iso3);
  return country == file_->country_index.end() ? -1 : country->second;
}

int EnsembleReader::corridor_index(std::string_view origin_iso3,
                                   std::string_view destination_iso3) const {
  const auto corridor = file_->corridor_index.find(
      std::pair(country_index(origin_iso3), country_index(destination_iso3)));
  return corridor == file_->corridor_index.end() ? -1 : corridor->second;
}

std::vector<double> EnsembleReader::read(std::string_view variable) const {
  return read(variable, file_->whole(file_->schema(variable)));
}

std::vector<double> EnsembleReader::read(std::string_view name, const Slab& slab) const {
  const VariableSchema& variable = file_->check_slab(name, slab);
  if (is_text(variable)) throw std::invalid_argument(fmt::format("{} is text", name));
  std::vector<double> numbers = file_->input.read_numbers(variable, file_->extents, slab);
  if (variable.type == ElementType::float32 || variable.type == ElementType::float64) {
    std::ranges::replace(numbers, fill_float64, std::numeric_limits<double>::quiet_NaN());
  }
  return numbers;
}

std::vector<std::string> EnsembleReader::read_texts(std::string_view variable) const {
  return file_->strings(variable);
}

std::span<const std::byte> EnsembleReader::read_bytes(std::string_view name, const Slab& slab,
                                                      std::vector<std::byte>& buffer) const {
  return file_->input.read_bytes(file_->check_slab(name, slab), file_->extents, slab, buffer);
}

}  // namespace peregrine
