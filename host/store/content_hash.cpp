#include "host/store/content_hash.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <future>
#include <span>
#include <utility>

#include "host/support/sha256.h"

namespace peregrine {
namespace {

// Values of one variable that are held at once, and those that are where chunks are as large.
constexpr std::int64_t slab_bytes = std::int64_t{1} << 23;
constexpr std::int64_t most_slab_bytes = std::int64_t{1} << 26;

// Indices of the slowest dimension in a slab. Whole chunks where they are not too large: a chunk of
// which one slab holds a part and the next one the rest is read, and its checksum computed, twice.
std::int64_t rows_of_slab(const VariableSchema& variable, const Extents& extents) {
  const std::vector<std::int64_t> shape = shape_of(variable, extents);
  const std::int64_t row_bytes = product(std::span(shape).subspan(1)) *
                                 static_cast<std::int64_t>(element_bytes(variable.type));
  const std::int64_t rows = std::max<std::int64_t>(slab_bytes / row_bytes, 1);
  const std::int64_t of_chunk = chunk_of(variable, extents).front();
  if (of_chunk * row_bytes > most_slab_bytes) return rows;
  return std::max(rows / of_chunk, std::int64_t{1}) * of_chunk;
}

// Cuts a variable along its slowest dimension into slabs. In order, so that their bytes in a row
// are the variable.
void for_each_slab(const EnsembleReader& reader, const VariableSchema& variable,
                   const std::function<void(const Slab&)>& visit) {
  const std::vector<std::int64_t> shape = shape_of(variable, reader.extents());
  const std::int64_t rows = rows_of_slab(variable, reader.extents());
  for (std::int64_t first = 0; first < shape.front(); first += rows) {
    Slab slab = {std::vector<std::int64_t>(shape.size(), 0), shape};
    slab.offset.front() = first;
    slab.count.front() = std::min(rows, shape.front() - first);
    visit(slab);
  }
}

// Whether the schema has no value at this place; `index` counts along all dimensions.
bool may_be_missing(const VariableSchema& variable, std::int64_t fastest_index,
                    std::int64_t fastest_extent) {
  if (variable.missing == Missing::first_year) return fastest_index == 0;
  if (variable.missing == Missing::unknown_origin) return fastest_index == fastest_extent - 1;
  return false;
}

// The first thing wrong with a variable's values, empty where there is none.
class ValueCheck {
 public:
  ValueCheck(const VariableSchema& variable, const Extents& extents)
      : variable_(variable), shape_(shape_of(variable, extents)) {
    ascending_ = variable.demand == Demand::not_negative_and_ascending_by_quantile;
    if (ascending_) last_quantile_.assign(static_cast<std::size_t>(row_length()), 0.0);
  }

  void add(const std::vector<double>& values) {
    for (const double value : values) {
      if (!problem_.empty()) return;
      check(value);
      ++position_;
    }
  }
  const std::string& problem() const { return problem_; }

 private:
  std::int64_t row_length() const { return product(std::span(shape_).subspan(1)); }

  void check(double value) {
    const std::int64_t fastest = position_ % shape_.back();
    // The reader turns missing values into NaN.
    if (!std::isfinite(value)) {
      const bool excused = std::isnan(value) && may_be_missing(variable_, fastest, shape_.back());
      if (!excused) report("is missing or not finite");
      return;
    }
    if (variable_.demand == Demand::none) return;
    if (value < 0) report(fmt::format("= {} is negative", value));
    if (!ascending_) return;
    double& last = last_quantile_[static_cast<std::size_t>(position_ % row_length())];
    if (value < last) report(fmt::format("= {} is below the quantile before it", value));
    last = value;
  }

  void report(const std::string& text) {
    std::vector<std::int64_t> index(shape_.size());
    std::int64_t rest = position_;
    for (std::size_t axis = shape_.size(); axis-- > 0;) {
      index[axis] = rest % shape_[axis];
      rest /= shape_[axis];
    }
    problem_ = fmt::format("at ({}) {}", fmt::join(index, ", "), text);
  }

  const VariableSchema& variable_;
  std::vector<std::int64_t> shape_;
  bool ascending_ = false;
  std::vector<double> last_quantile_;
  std::int64_t position_ = 0;
  std::string problem_;
};

std::string check_values(const EnsembleReader& reader, const VariableSchema& variable) {
  if (has_length(variable)) {
    reader.read_texts(variable.name);
    return "";
  }
  if (variable.type == ElementType::text) return "";
  if (variable.type == ElementType::character) {
    // Any bytes are a text; reading them checks their checksum.
    std::vector<std::byte> buffer;
    for_each_slab(reader, variable,
                  [&](const Slab& slab) { reader.read_bytes(variable.name, slab, buffer); });
    return "";
  }
  ValueCheck check(variable, reader.extents());
  for_each_slab(reader, variable,
                [&](const Slab& slab) { check.add(reader.read(variable.name, slab)); });
  return check.problem();
}

// The slab that is hashed and the one that is read.
using SlabBuffers = std::array<std::vector<std::byte>, 2>;

std::string variable_hash(const EnsembleReader& reader, const VariableSchema& variable,
                          SlabBuffers& buffers) {
  Sha256 hash;
  if (has_length(variable)) {
    // Each with the NUL at its end.
    for (const std::string& text : reader.read_texts(variable.name)) {
      hash.add(text.c_str(), text.size() + 1);
    }
    return hash.hex();
  }
  // A slab is hashed while the next one is read.
  std::future<void> hashing;
  for_each_slab(reader, variable, [&](const Slab& slab) {
    std::swap(buffers.front(), buffers.back());
    const std::span<const std::byte> bytes =
        reader.read_bytes(variable.name, slab, buffers.front());
    if (hashing.valid()) hashing.get();
    hashing =
        std::async(std::launch::async, [&hash, bytes] { hash.add(bytes.data(), bytes.size()); });
  });
  if (hashing.valid()) hashing.get();
  return hash.hex();
}

}  // namespace

std::string content_hash(const EnsembleReader& reader) {
  const EnsembleHeader& header = reader.header();
  std::string list =
      fmt::format("{} {}\nmodel_version {}\nseed {}\ndraws {}\n", ensemble_filetype,
                  reader.format_version(), header.model_version, header.seed, header.draws);
  SlabBuffers buffers;
  for (const VariableSchema& variable : reader.schema()) {
    if (!is_stored(variable, reader.extents()) || variable.type == ElementType::text) continue;
    list += fmt::format("{} {} {} {}\n", variable.name, element_type_name(variable.type),
                        fmt::join(shape_of(variable, reader.extents()), ","),
                        variable_hash(reader, variable, buffers));
  }
  Sha256 hash;
  hash.add(list.data(), list.size());
  return hash.hex();
}

Verification verify_file(const std::string& path) {
  const EnsembleReader reader(path);
  Verification result;
  result.stored_hash = reader.content_hash();
  for (const VariableSchema& variable : reader.schema()) {
    if (!is_stored(variable, reader.extents())) continue;
    try {
      const std::string problem = check_values(reader, variable);
      if (problem.empty()) continue;
      result.problems.push_back({path, 0, std::string(variable.name), "", problem,
                                 "the file is damaged, or the model that wrote it is wrong"});
    } catch (const InputError& error) {
      result.problems.insert(result.problems.end(), error.problems().begin(),
                             error.problems().end());
    }
  }
  try {
    reader.mergeable();
  } catch (const InputError& error) {
    result.problems.insert(result.problems.end(), error.problems().begin(), error.problems().end());
  }
  try {
    result.computed_hash = content_hash(reader);
  } catch (const InputError&) {
    // Already among the problems, under the variable's name.
    return result;
  }
  if (result.computed_hash != result.stored_hash) {
    result.problems.push_back(
        {path, 0, "content_sha256", result.stored_hash,
         fmt::format("is not the hash of the contents, {}", result.computed_hash),
         "the file was changed after it was written"});
  }
  return result;
}

}  // namespace peregrine
